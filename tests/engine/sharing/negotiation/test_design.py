"""Parameters that meet a target: worked out by hand in 万元, and against a fine grid."""

from fractions import Fraction

import numpy as np
import pytest

from shigu.engine.sharing.negotiation.design import design_agreement
from shigu.engine.sharing.negotiation.outlook import NegotiationError
from tests.engine.sharing.negotiation.cast import CAPPED, ONE, TEMPLATE, looked, wan

SURE = (1, (100, 100, 100, 100))


def test_one_share_is_what_the_target_divides():
    designed = design_agreement(looked(ONE, SURE), wan(lin=160, shen=240))
    assert designed.parameters == {"early": Fraction(2, 5)}
    assert designed.expected_payments == {"lin": 1_600_000, "shen": 2_400_000}
    assert designed.error == 0
    assert designed.error_5_5 == pytest.approx((40 + 40) / 400)
    assert designed.agreement.parameters["early"].value == Fraction(2, 5)


def test_expected_payments_weigh_the_scenarios():
    """A quarter of 400 and three quarters of 80 are 160 in all; lin is to have 48 = 30 %."""
    outlook = looked(ONE, ("1/4", (100, 100, 100, 100)), ("3/4", (20, 20, 20, 20)))
    designed = design_agreement(outlook, wan(lin=48, shen=112))
    assert designed.parameters == {"early": Fraction(3, 10)}
    lin = designed.against_5_5[0]
    assert (lin.target, lin.designed, lin.equal) == (480_000, 480_000, 800_000)
    assert (lin.low, lin.high) == (240_000, 1_200_000)


def test_a_discount_weighs_early_years_more():
    """100 now and 100 in a year at 25 % are worth 180; the first year alone carries early."""
    outlook = looked(TEMPLATE, (1, (100, 0, 100, 0)), discount=0.25)
    equal = outlook.expected(np.array([0.5, 0.5]))
    assert equal[0] == pytest.approx(10_000 * (50 + 50 / 1.25**2))


def test_of_many_minimisers_the_nearest_to_five_five_is_taken():
    """200 early and 200 late: 40 % of 400 in all; any early + late = 0.8 meets it."""
    designed = design_agreement(looked(TEMPLATE, SURE), wan(lin=160, shen=240))
    assert designed.parameters == {"early": Fraction(2, 5), "late": Fraction(2, 5)}


def test_a_parameter_that_moves_nothing_stays_at_one_half():
    designed = design_agreement(looked(TEMPLATE, (1, (100, 100))), wan(lin=20, shen=180))
    assert designed.parameters == {"early": Fraction(1, 10), "late": Fraction(1, 2)}


def test_a_target_beyond_the_cap_is_met_as_far_as_it_reaches():
    """The cap leaves lin 120 of the 160 it should have, at 30 % or any share above."""
    designed = design_agreement(looked(CAPPED, SURE), wan(lin=160, shen=240))
    assert designed.expected_payments["lin"] == 1_200_000
    assert designed.error == pytest.approx(80 / 400)
    assert designed.parameters == {"early": Fraction(1, 2)}
    told = {reason.code: reason for reason in designed.reasons}
    assert "sharing.terms.out_of_reach" in told
    assert told["sharing.negotiation.cap"].inputs == {"error": designed.error, "error_without": 0}
    assert "sharing.negotiation.floor" not in told


def test_bounds_of_a_parameter_are_kept():
    text = ONE.replace("early: {min: 0, max: 1}", "early: {min: 1/3, max: 2/3}")
    designed = design_agreement(looked(text, SURE), wan(lin=40, shen=360))
    assert designed.parameters == {"early": Fraction(1, 3)}


def test_terms_with_a_cap_come_as_close_as_a_fine_grid():
    text = TEMPLATE + "    cap: {party: lin, at: {wan: 90}, to: shen}\n"
    outlook = looked(text, ("1/2", (100, 60, 40, 80)), ("1/2", (30, 20, 50, 10)))
    target = wan(lin=62, shen=133)
    designed = design_agreement(outlook, target)
    aim = np.array([620_000.0, 1_330_000.0])
    grid = [
        float(np.square(outlook.expected(np.array([early, late])) - aim).sum())
        for early in np.linspace(0, 1, 9)
        for late in np.linspace(0, 1, 9)
    ]
    paid = np.array([designed.expected_payments[party] for party in ("lin", "shen")])
    assert float(np.square(paid - aim).sum()) <= min(grid) * 1.02 + 1e6


def test_who_gains_against_five_five_is_told():
    designed = design_agreement(looked(ONE, SURE), wan(lin=160, shen=240))
    movers = next(r for r in designed.reasons if r.code == "sharing.terms.movers")
    assert movers.zh == "与五五分相比，申区多得 40.00 万元，最多；临区少得 40.00 万元，最多。"


def test_a_target_of_other_parties_is_refused():
    with pytest.raises(NegotiationError, match="lin"):
        design_agreement(looked(ONE, SURE), wan(shen=240))
    with pytest.raises(NegotiationError, match="nobody"):
        design_agreement(looked(ONE, SURE), wan(lin=1, shen=240, nobody=3))


def test_probabilities_must_sum_to_one():
    with pytest.raises(NegotiationError, match="3/4"):
        looked(ONE, ("1/2", (1,)), ("1/4", (1,)))


def test_terms_that_are_agreed_leave_nothing_to_design():
    text = ONE.replace("early: {min", "early: {value: 1/2, min")
    with pytest.raises(NegotiationError, match="value"):
        design_agreement(looked(text, SURE), wan(lin=160, shen=240))
