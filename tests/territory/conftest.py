"""A small territory: two zones in two districts, spaces let whole and in parts."""

from datetime import date

import pytest

from shigu.districts.models import District, Zone
from shigu.districts.scope import acting_as_system
from shigu.territory.actions import put

ZONES = (("tt-xiang", "xiaoshan", "湘湖试园"), ("tt-bin", "binjiang", "滨江试园"))
SPACES = (
    {"id": "tt-hall", "zone": "tt-xiang", "name": "一号厂房", "name_en": "Hall 1",
     "kind": "factory", "area_m2": 1000.0, "divisible": False, "height_m": 6.0, "power_kva": 400.0},
    {"id": "tt-floors", "zone": "tt-xiang", "name": "研发楼", "kind": "floor", "area_m2": 1000.5,
     "divisible": True, "height_m": 4.2},
    {"id": "tt-land", "zone": "tt-bin", "name": "一号地块", "kind": "land", "land_mu": 30.0,
     "divisible": True, "codes_allowed": ["39", "40"]},
)  # fmt: skip
OPENS = date(2027, 1, 1)


def build():
    with acting_as_system() as system:
        for code, district, name in ZONES:
            Zone.objects.create(
                code=code,
                district=District.objects.get(code=district),
                name_zh=name,
                kind="park",
                status="illustrative",
            )
        rows = [{"available_from": OPENS, "status": "illustrative"} | row for row in SPACES]
        put(system, "spaces", rows)


def pool(system, amount=1000.0, code="tt-power", **given):
    """A pool of power for the places of 湘湖试园, from 2027 on."""
    row = {
        "id": code, "owner": "xiaoshan", "resource": "power", "zone": "tt-xiang",
        "month_from": "2027-01-01", "amount": amount, "unit": "kva", "status": "illustrative",
    }  # fmt: skip
    put(system, "pools", [row | given])


@pytest.fixture
def territory(db):
    build()


@pytest.fixture
def real_territory(fresh_database):
    """The same in a database where commits are real."""
    build()
    return fresh_database
