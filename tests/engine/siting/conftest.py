"""Builders: everything fits by default, so that a test states only what it is about."""

from __future__ import annotations

from datetime import date

import pytest

from shigu.engine.siting.values import Economics, Need, Problem, Space, YearEstimate

TODAY = date(2026, 11, 23)


def build_need(name, *, worth=10.0, **fields):
    """Needs 100 ㎡; ``worth`` 万元 of tax in year 1."""
    given = {"floor_area_m2": 100.0, "earliest": TODAY, "years": (YearEstimate(1, worth),)}
    return Need(id=name, **{**given, **fields})


def build_space(name, **fields):
    """A whole factory of 1000 ㎡ in zone z, district d, owned by player P."""
    given = {"zone": "z", "district": "d", "owner": "P", "kind": "factory", "area_m2": 1000.0}
    return Space(id=name, **{**given, "available_from": TODAY, **fields})


def build_problem(needs, spaces, pools=(), quotas=(), area_names=None, **economics):
    """Undiscounted, ten years."""
    money = Economics(**{"as_of": TODAY, "discount_rate": 0.0, "horizon_years": 10, **economics})
    rows = tuple(needs), tuple(spaces), tuple(pools), tuple(quotas)
    return Problem(*rows, money, area_names or {})


@pytest.fixture(scope="session")
def today():
    return TODAY


@pytest.fixture(scope="session")
def need():
    return build_need


@pytest.fixture(scope="session")
def space():
    return build_space


@pytest.fixture(scope="session")
def problem():
    return build_problem
