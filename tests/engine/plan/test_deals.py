"""What a placement pays, by hand: 8 % a year, a start one year after the valuation day."""

from dataclasses import replace
from datetime import date

import pytest

from shigu.engine.plan.deals import deals
from shigu.engine.siting.values import Economics, Need, Problem, Space, YearEstimate

ECONOMICS = Economics(date(2026, 1, 1), 0.08, 10, {})


@pytest.fixture
def moved():
    return Need(
        id="p",
        floor_area_m2=100.0,
        introducer="a",
        earliest=date(2027, 1, 1),
        success_probability=0.5,
        years=(YearEstimate(1, 100.0, 30.0), YearEstimate(2, 200.0, 0.0)),
        origin_tax_wan=20.0,
    )


def space():
    return Space(
        id="s",
        zone="z",
        district="d",
        owner="b",
        kind="factory",
        area_m2=1000.0,
        available_from=date(2026, 6, 1),
    )


def test_tax_is_net_of_what_the_origin_loses(moved):
    problem = Problem((moved,), (space(),), (), (), ECONOMICS)
    (deal,) = deals(problem, {"p": "s"})
    assert (deal.introducer, deal.host) == ("a", "b")
    assert deal.tax_yuan == (800_000.0, 1_800_000.0)
    assert deal.discount == pytest.approx((1.08**-2, 1.08**-3))


def test_the_host_bears_public_cost(moved):
    problem = Problem((moved,), (space(),), (), (), ECONOMICS)
    (deal,) = deals(problem, {"p": "s"})
    assert deal.host_net_yuan == pytest.approx(-0.5 * 300_000 * 1.08**-2, abs=0.01)


def test_years_beyond_the_horizon_pay_nothing(moved):
    short = replace(ECONOMICS, horizon_years=1)
    (deal,) = deals(Problem((moved,), (space(),), (), (), short), {"p": "s"})
    assert deal.tax_yuan == (800_000.0,)


def test_a_year_without_an_estimate_keeps_its_place(moved):
    gap = replace(moved, years=(YearEstimate(2, 100.0, 0.0), YearEstimate(4, 100.0, 0.0)))
    (deal,) = deals(Problem((gap,), (space(),), (), (), ECONOMICS), {"p": "s"})
    assert deal.tax_yuan == (0.0, 800_000.0, 0.0, 800_000.0)
    assert deal.host_net_yuan == pytest.approx(0, abs=0.01)
