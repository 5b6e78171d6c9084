from datetime import date
from fractions import Fraction

import pytest

from shigu.engine.siting.value import present_value, value_anywhere
from shigu.engine.siting.values import Economics, YearEstimate
from shigu.engine.values import Money

RATE = Economics(date(2026, 11, 23), 0.08, 10)


def test_a_project_by_hand_in_fractions(need, space):
    """Two years of waiting, three years of tax less cost and origin tax, land at 60 万元/亩."""
    project = need(
        "p",
        land_mu=30.0,
        floor_area_m2=None,
        earliest=date(2028, 11, 1),
        success_probability=0.75,
        origin_tax_wan=12.5,
        years=(YearEstimate(1, 0.0, 80.0), YearEstimate(2, 150.0), YearEstimate(3, 240.0, 5.5)),
    )
    ground = space("s", kind="land", land_mu=30.0, price_yuan_per_mu=600_000.0)
    d = Fraction(100, 108)
    cash = {1: Fraction("-92.5"), 2: Fraction("137.5"), 3: Fraction(222)}
    stream = sum(amount * d**year for year, amount in cash.items())
    wan = Fraction(3, 4) * d**2 * (stream + 30 * 60)
    assert present_value(project, ground, RATE) == Money(round(wan * 1_000_000))


def test_half_a_year_of_waiting_is_half_a_year_of_interest(need, space):
    project = need("p", worth=100.0, earliest=date(2027, 5, 1))
    expected = 100 / 1.08 / 1.08**0.5
    assert float(present_value(project, space("s"), RATE).wan) == pytest.approx(expected, abs=1e-6)


def test_only_years_that_are_given_and_within_the_horizon_count(need, space):
    years = (YearEstimate(1, 10.0), YearEstimate(3, 10.0), YearEstimate(4, 99.0))
    near = Economics(date(2026, 11, 23), 0.0, 3)
    assert present_value(need("p", years=years), space("s"), near) == Money.from_wan(20)
    assert present_value(need("p", years=()), space("s"), near) == Money(0)


def test_the_factor_moves_tax_and_nothing_else(need, space):
    project = need("p", years=(YearEstimate(1, 100.0, 30.0),), origin_tax_wan=20.0)
    moved = Economics(date(2026, 11, 23), 0.0, 10, {"p": 0.8})
    assert present_value(project, space("s"), moved) == Money.from_wan(30)


def test_a_price_of_land_counts_on_land_only(need, space):
    project = need("p", land_mu=2.0, worth=0.0)
    free = Economics(date(2026, 11, 23), 0.0, 10)
    ground = space("s", kind="land", land_mu=2.0, price_yuan_per_mu=500_000.0)
    assert present_value(project, ground, free) == Money.from_wan(100)
    assert present_value(project, space("t", price_yuan_per_mu=500_000.0), free) == Money(0)


def test_an_earlier_wish_than_today_is_no_gain(need, space):
    early, now = need("p", earliest=date(2020, 1, 1)), need("p")
    old = space("s", available_from=date(2020, 1, 1))
    assert present_value(early, old, RATE) == present_value(now, old, RATE)


def test_the_value_anywhere_knows_no_land_and_no_delivery(need):
    assert value_anywhere(need("p", worth=108.0), RATE) == Money.from_wan(100)
