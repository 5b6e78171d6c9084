"""Rows of packs in the database: kept by the district they lie in, the same when read back."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from shigu.districts.models import District, Zone
from shigu.districts.packrows import UnknownReference
from shigu.districts.policies import Refused
from shigu.districts.scope import acting_as_system
from shigu.territory.actions import put
from shigu.territory.models import Entitlement, Pool, Space

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
        moved = Space.objects.filter(zone__code="tt-xiang")
        assert {space.district.code for space in moved} == {"binjiang"}


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
            mine = Space.objects.visible_to(actor).filter(code__startswith="tt-")
            assert mine.count() == seen
            with connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM territory_space WHERE code LIKE 'tt-%'")
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
