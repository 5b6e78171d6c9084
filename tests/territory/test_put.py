"""Rows of packs in the database: kept by the district they lie in, the same when read back."""

import polars as pl
import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from shigu.districts.actions import put as put_place
from shigu.districts.models import District, Zone
from shigu.districts.packrows import UnknownReference
from shigu.districts.policies import Refused
from shigu.districts.scope import acting_as_system
from shigu.engine.pack.read import read_pack
from shigu.territory.actions import put
from shigu.territory.bridge import frames
from shigu.territory.models import Entitlement, Pool, Space
from tests.conftest import REFERENCE

NEW = {
    "id": "tt-new",
    "zone": "tt-xiang",
    "name": "新",
    "kind": "office",
    "area_m2": 10.0,
    "divisible": False,
    "available_from": "2027-01-01",
    "status": "illustrative",
}


def test_a_space_belongs_to_the_district_of_its_zone(territory):
    with acting_as_system() as system:
        put(system, "spaces", [{"id": "tt-hall", "zone": "tt-bin"}])
        assert Space.objects.get(code="tt-hall").district.code == "binjiang"


def test_a_space_follows_its_zone_to_another_district(territory):
    with acting_as_system():
        Zone.objects.filter(code="tt-xiang").update(district=District.objects.get(code="binjiang"))
        assert {space.district.code for space in Space.objects.all()} == {"binjiang"}


def test_no_statement_parts_a_space_from_its_zone(territory):
    with acting_as_system():
        with pytest.raises(IntegrityError), transaction.atomic():
            Space.objects.filter(code="tt-hall").update(
                district=District.objects.get(code="binjiang")
            )
        assert Space.objects.get(code="tt-hall").district.code == "xiaoshan"


def test_a_director_puts_spaces_of_the_own_district_only(territory, act):
    with act("shen") as shen:
        assert put(shen, "spaces", [NEW]).created == ["tt-new"]
        for row in (NEW | {"zone": "tt-bin"}, {"id": "tt-land", "zone": "tt-xiang"}):
            with pytest.raises(Refused, match="滨江"):
                put(shen, "spaces", [row])
    with acting_as_system():
        assert Space.objects.get(code="tt-new").zone.code == "tt-xiang"
        assert Space.objects.get(code="tt-land").zone.code == "tt-bin"


def test_the_database_refuses_what_the_action_would(territory, act):
    with act("lin"):
        zone = Zone.objects.get(code="tt-xiang")
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Space.objects.create(
                code="x", zone=zone, district=zone.district, name="x", kind="office",
                available_from="2027-01-01", status="fact",
            )  # fmt: skip
        assert not Space.objects.filter(code="x").exists()
        assert Space.objects.filter(code="tt-hall").update(name="y") == 0


def test_members_read_every_space_and_outsiders_none(territory, act):
    for name, seen in (("lin", 3), ("gu", 3), ("zhou", 0)):
        with act(name) as actor:
            assert Space.objects.visible_to(actor).count() == seen
            with connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM territory_space")
                assert cursor.fetchone() == (seen,)


def test_a_row_of_an_unknown_zone_is_refused(territory, act):
    with act("shen") as shen:
        with pytest.raises(UnknownReference, match="nowhere"):
            put(shen, "spaces", [NEW | {"zone": "nowhere"}])
        assert not Space.objects.filter(code="tt-new").exists()


def test_a_pool_belongs_to_the_district_that_acts_for_its_owner(territory):
    pool = {"id": "p", "owner": "chengxi", "resource": "power", "month_from": "2027-01-01",
            "amount": 5.0, "unit": "kVA", "status": "illustrative"}  # fmt: skip
    part = {"id": "e", "pool": "p", "player": "xiaoshan", "share": 0.4, "status": "illustrative"}
    with acting_as_system() as system:
        put(system, "pools", [pool])
        put(system, "pool_entitlements", [part])
        assert Pool.objects.get(code="p").district.code == "chengxi"
        assert Entitlement.objects.get(code="e").district.code == "chengxi"


def test_the_reference_territory_comes_back_as_it_was(db):
    pack = read_pack(REFERENCE)
    with acting_as_system() as system:
        put_place(system, "sources", pack.tables["sources"].to_dicts())
        put_place(system, "districts", pack.tables["districts"].drop("parent").to_dicts())
        put_place(system, "zones", pack.tables["zones"].to_dicts())
        for table in ("spaces", "pools", "pool_entitlements", "quotas"):
            rows = pack.tables[table].to_dicts()
            assert put(system, table, rows).created
            assert not put(system, table, rows).changed
        for table, read in frames(system).items():
            assert read.equals(pack.tables[table].sort("id").select(read.columns)), table
            assert isinstance(read, pl.DataFrame)
