"""Payments under given terms: split, phases, fund, cap and floor by hand; their expectation."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shigu.engine.sharing.ledger import (
    Rates,
    expected_payments,
    ledger,
    payments_by_scenario,
)
from shigu.engine.sharing.terms import Deal, TermsError, TermsTemplate, check_parties

PLAYERS = ("from", "to", "city")
TWO_PHASES = ((1, 2), (3, 4))
NO_FUND = (0.0, 0.0, 0.0)


def deal(tax, introducer="from", host="to", probability=1.0, land=0.0, name="p"):
    return Deal(name, introducer, host, probability, tuple(tax), (1.0,) * len(tax), land)


def paid(deals, shares, fund=NO_FUND, cap=1.0, floor=0.0):
    """``fund``: the share of all tax that each of the players receives through the fund."""
    template = TermsTemplate(TWO_PHASES, cap, floor)
    book = ledger(deals, PLAYERS, template, seed=1, scenarios=50)
    by_deal = np.tile(np.array(shares), (len(deals), 1))
    return expected_payments(book, Rates(by_deal, np.array(fund), cap, floor)).tolist()


def test_tax_is_split_by_phase():
    assert paid([deal([100, 100, 100, 100])], (0.5, 0.2)) == pytest.approx([140, 260, 0])


def test_the_fund_takes_its_share_in_every_phase_and_pays_it_out_by_parts():
    """0.2 of 400 is 80, of which a quarter to the introducer and three quarters to the city."""
    taxes = [deal([100, 100, 100, 100])]
    assert paid(taxes, (0.5, 0.2), (0.05, 0.0, 0.15)) == pytest.approx([160, 180, 60])


def test_what_the_fund_pays_back_to_the_host_is_the_hosts():
    assert paid([deal([100])], (0.5, 0.5), (0.0, 0.2, 0.1)) == pytest.approx([50, 40, 10])


def test_after_the_last_phase_the_host_keeps_all():
    assert paid([deal([0, 0, 0, 0, 100])], (0.8, 0.8), (0.0, 0.0, 0.2)) == pytest.approx(
        [0, 100, 0]
    )


def test_who_hosts_its_own_project_pays_only_into_the_fund():
    assert paid([deal([100], introducer="to")], (0.5, 0.5), (0.0, 0.0, 0.1)) == pytest.approx(
        [0, 90, 10]
    )


def test_a_project_that_nobody_introduced_pays_its_host():
    assert paid([deal([100], introducer=None)], (0.5, 0.5)) == pytest.approx([0, 100, 0])


def test_land_income_falls_to_the_host():
    assert paid([deal([100], land=-30.0)], (0.5, 0.5)) == pytest.approx([50, 20, 0])


def test_a_year_that_pays_less_than_the_origin_lost_falls_to_the_host():
    assert paid([deal([-40, 100])], (0.5, 0.5)) == pytest.approx([50, 10, 0])
    assert paid([deal([-40, 100])], (0.5, 0.5), (0.0, 0.0, 0.1)) == pytest.approx([50, 0, 10])


def test_the_cap_ends_the_receipts():
    """京津冀 2015: half a year until the cap; here 60 % of the first 250 of 400 in all."""
    assert paid([deal([100, 100, 100, 100])], (0.6, 0.6), cap=0.375) == pytest.approx([150, 250, 0])


def test_the_floor_tops_up_from_the_host():
    """广元–青川 2009: 600 of tax at 60 % is 360 and is lifted to 500; 1000 pays 600 unchanged."""
    assert paid([deal([600])], (0.6, 0.6), floor=500.0) == pytest.approx([500, 100, 0])
    assert paid([deal([1000])], (0.6, 0.6), floor=500.0) == pytest.approx([600, 400, 0])


def test_the_floor_reaches_as_far_as_the_tax_of_the_year():
    assert paid([deal([80])], (0.5, 0.5), (0.0, 0.0, 0.1), floor=500.0) == pytest.approx([72, 0, 8])


def test_the_floor_keeps_within_the_cap():
    taxes = [deal([100, 100])]
    assert paid(taxes, (0.1, 0.1), cap=0.25, floor=30.0) == pytest.approx([50, 150, 0])


def test_cap_and_floor_do_not_count_what_the_fund_pays():
    taxes = [deal([100, 100])]
    assert paid(taxes, (0.4, 0.4), (0.1, 0.0, 0.0), cap=0.3) == pytest.approx([80, 120, 0])
    assert paid(taxes, (0.1, 0.1), (0.1, 0.0, 0.0), floor=30.0) == pytest.approx([80, 120, 0])


def test_the_floor_is_one_for_all_deals_of_an_introducer_and_shared_pro_rata():
    deals = [deal([100], name="a"), deal([300], host="city", name="b")]
    assert paid(deals, (0.25, 0.0), floor=130.0) == pytest.approx([130, 67.5, 202.5])


def test_no_floor_without_a_deal_that_succeeds():
    assert paid([deal([100], probability=0.0)], (0.5, 0.5), floor=10.0) == pytest.approx([0, 0, 0])


def test_without_cap_and_floor_the_expectation_is_the_closed_form():
    """E = probability × Σ discount × share × tax, whatever the scenarios drawn."""
    deals = [
        Deal("a", "from", "to", 0.3, (100.0, 200.0, 400.0), (0.9, 0.8, 0.7), 5.0),
        Deal("b", "city", "to", 0.8, (50.0, 50.0), (0.9, 0.8), 0.0),
    ]
    first, second = 100 * 0.9 + 200 * 0.8, 400 * 0.7
    other = 50 * 0.9 + 50 * 0.8
    introduced = 0.3 * (0.5 * first + 0.25 * second)
    brought = 0.8 * 0.5 * other
    whole = 0.3 * (first + second) + 0.8 * other
    assert paid(deals, (0.5, 0.25)) == pytest.approx(
        [introduced, whole - introduced - brought + 5.0, brought], rel=1e-14
    )


def test_scenarios_average_to_the_expectation():
    template = TermsTemplate(TWO_PHASES, 0.6, 30.0)
    deals = [deal([100, 90, 80, 70], probability=p, name=str(p)) for p in (0.2, 0.5, 0.9)]
    book = ledger(deals, PLAYERS, template, seed=3, scenarios=20_000)
    rates = Rates(np.full((3, 2), 0.3), np.array([0.02, 0.0, 0.08]), 0.6, 30.0)
    by_scenario = payments_by_scenario(book, rates)
    assert by_scenario.shape == (20_000, 3)
    assert by_scenario.mean(axis=0) == pytest.approx(expected_payments(book, rates), rel=0.02)


AMOUNTS = st.lists(st.floats(-50, 200), min_size=1, max_size=5)
SHARE = st.floats(0, 0.5)
FUND = st.tuples(*[st.floats(0, 0.5 / 3)] * 3)


@settings(max_examples=80, deadline=None)
@given(st.lists(AMOUNTS, min_size=1, max_size=4), SHARE, FUND, st.floats(0, 1), st.floats(0, 99))
def test_nothing_is_lost_or_invented(taxes, share, fund, cap, floor):
    deals = [
        deal(tax, introducer=PLAYERS[i % 3], host=PLAYERS[i % 2], probability=0.7, name=str(i))
        for i, tax in enumerate(taxes)
    ]
    whole = sum(0.7 * sum(tax) for tax in taxes)
    amounts = paid(deals, (share, share), fund, cap, floor)
    assert sum(amounts) == pytest.approx(whole, abs=1e-6)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"phase_years": ()}, "phases must follow"),
        ({"phase_years": ((1, 3), (3, 5))}, "phases must follow"),
        ({"phase_years": ((3, 1),)}, "phases must follow"),
        ({"phase_years": ((0, 1),)}, "phases must follow"),
        ({"cap": 1.2}, "between 0 and 1"),
        ({"cap": float("nan")}, "between 0 and 1"),
        ({"floor_yuan": -1.0}, "at least 0"),
    ],
)
def test_a_template_that_cannot_hold_is_refused(arguments, says):
    with pytest.raises(TermsError, match=says):
        TermsTemplate(**arguments)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("p", "from", "to", 1.5, (1.0,), (1.0,), 0.0), "outside 0…1"),
        (("p", "from", "to", 1.0, (1.0,), (), 0.0), "one factor a year"),
        (("p", "from", "to", 1.0, (float("inf"),), (1.0,), 0.0), "finite"),
    ],
)
def test_a_deal_that_cannot_be_is_refused(arguments, says):
    with pytest.raises(TermsError, match=says):
        Deal(*arguments)


def test_parties_must_be_players():
    with pytest.raises(TermsError, match="its host elsewhere is none of the players"):
        check_parties([deal([1], host="elsewhere")], PLAYERS)
    with pytest.raises(TermsError, match="its introducer nobody is none of the players"):
        check_parties([deal([1], introducer="nobody")], PLAYERS)
