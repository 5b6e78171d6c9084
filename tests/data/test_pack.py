"""A pack goes into the database and comes back as it was."""

import polars as pl
import pytest

from shigu.data.actions import load_pack
from shigu.data.bridge import current_pack
from shigu.data.kept import PUT
from shigu.data.models import Package
from shigu.districts.models import District, Source, Zone
from shigu.districts.policies import Refused
from shigu.districts.scope import acting_as_system
from shigu.engine.pack.build import pack_of
from shigu.engine.pack.read import read_pack
from tests.conftest import REFERENCE


@pytest.fixture(scope="module")
def reference():
    return read_pack(REFERENCE)


def in_order(table):
    return table.sort("id")


def test_the_reference_pack_comes_back_as_it_was(db, reference):
    with acting_as_system() as system:
        load_pack(system, reference, reason="首次载入")
        back = current_pack(system)
    for name in PUT:
        table = reference.tables[name]
        assert in_order(back.tables[name]).equals(in_order(table)), name
    assert (back.name, back.version, back.created) == ("vision-valley", "1.0.0", reference.created)


def test_the_same_pack_twice_changes_nothing(db, reference):
    with acting_as_system() as system:
        load_pack(system, reference, reason="首次载入")
        outcomes = load_pack(system, reference, reason="再次载入")
    assert [name for name, done in outcomes.items() if done.created or done.changed] == []
    assert sum(len(done.same) for done in outcomes.values()) == sum(
        reference.tables[name].height for name in PUT
    )


def test_a_boundary_is_kept_with_its_zone(db, reference):
    square = [[[120.1, 30.1], [120.2, 30.1], [120.2, 30.2], [120.1, 30.1]]]
    feature = {
        "type": "Feature",
        "id": "coop-park",
        "properties": {},
        "geometry": {"type": "Polygon", "coordinates": square},
    }
    place = "parks.geojson#coop-park"
    zones = reference.tables["zones"].with_columns(
        geometry=pl.when(pl.col("id") == "coop-park").then(pl.lit(place))
    )
    pack = pack_of(
        {**reference.tables, "zones": zones},
        "with-boundary",
        "1",
        "带边界",
        "With a boundary",
        reference.created,
        {place: feature},
    )
    with acting_as_system() as system:
        load_pack(system, pack, reason="带边界")
        back = current_pack(system)
        assert Zone.objects.get(code="coop-park").geometry["geometry"] == feature["geometry"]
    assert back.geometries == {place: feature}
    assert in_order(back.tables["zones"]).equals(in_order(zones))


def test_what_packs_do_not_hold_stays(db, reference):
    with acting_as_system() as system:
        District.objects.filter(code="binjiang").update(boundary={"type": "Polygon"})
        load_pack(system, reference, reason="载入")
        assert District.objects.get(code="joint").level == "office"
        assert District.objects.get(code="binjiang").boundary == {"type": "Polygon"}
        assert "joint" not in set(current_pack(system).tables["districts"]["id"])


def test_a_pack_is_loaded_whole_or_not_at_all(act, reference):
    source = pl.DataFrame({"id": ["s-new"], "title": ["新来源"], "trust": ["own"]})
    organisation = pl.DataFrame(
        {"id": ["org-new"], "name_zh": ["新企业"], "kind": ["enterprise"], "district": ["xiaoshan"]}
    )
    pack = pack_of(
        {"sources": source, "organisations": organisation.with_columns(status=pl.lit("fact"))},
        "half",
        "1",
        "半个",
        "Half",
        reference.created,
        {},
    )
    with act("lin") as lin:
        with pytest.raises(Refused, match="萧山"):
            load_pack(lin, pack, reason="专员不写别区的行")
        assert not Source.objects.filter(code="s-new").exists()
        assert Package.objects.get().name == "vision-valley"
