"""What every side accepts, by hand in 万元: lin gets θ of the tax, shen the rest."""

from fractions import Fraction

import numpy as np
import pytest

from shigu.engine.sharing.negotiation.outlook import NegotiationError
from shigu.engine.sharing.negotiation.pieces import pieces
from shigu.engine.sharing.negotiation.region import negotiate
from tests.engine.sharing.negotiation.cast import CAPPED, ONE, TEMPLATE, looked, wan

SURE = (1, (100, 100, 100, 100))


def test_the_kinks_of_payments_are_found_exactly():
    def bent(theta):
        return np.array([min(10 * theta, 3.0), max(0.0, theta - 0.7) * 5])

    found = pieces(bent, 0.0, 1.0, tolerance=1e-9)
    assert [piece.high for piece in found] == pytest.approx([0.3, 0.7, 1.0], abs=1e-4)
    assert len(pieces(lambda theta: np.array([theta, -theta]), 0.0, 1.0, tolerance=1e-9)) == 1


def test_a_lone_kink_is_hit_without_searching():
    calls = []

    def bent(theta):
        calls.append(theta)
        return np.array([min(theta, 0.3)])

    found = pieces(bent, 0.0, 1.0, tolerance=1e-12)
    assert [piece.high for piece in found] == pytest.approx([0.3, 1.0], abs=1e-12)
    assert len(calls) < 15


def test_the_region_is_between_the_minima_and_nash_halves_the_rest():
    """lin accepts from 100 of 400 = 25 %, shen from 200 = up to 50 %; the 100 left are halved."""
    told = negotiate(looked(ONE, SURE), wan(lin=100, shen=200))
    ((low, high),) = told.accepted
    assert (low, high) == pytest.approx((0.25, 0.5), abs=1e-6)
    assert told.by_side["lin"] == (pytest.approx((0.25, 1.0), abs=1e-6),)
    assert told.by_side["shen"] == (pytest.approx((0.0, 0.5), abs=1e-6),)
    assert float(told.nash["early"]) == pytest.approx(0.375, abs=1e-6)
    assert told.payments == pytest.approx({"lin": 1_500_000, "shen": 2_500_000}, abs=10)
    assert told.shortfall == 0


def test_weights_divide_the_rest():
    """Of the 100 beyond the minima a side of weight 3 gets three quarters."""
    told = negotiate(looked(ONE, SURE), wan(lin=100, shen=200), weights={"lin": Fraction(3)})
    assert told.payments["lin"] == pytest.approx(1_750_000, abs=10)


def test_a_cap_ends_the_gain_and_nash_stops_at_it():
    """Above 30 % the cap of 120 holds lin; shen keeps 280 whatever the share."""
    told = negotiate(looked(CAPPED, SURE), wan(lin=50, shen=100))
    ((low, high),) = told.accepted
    assert (low, high) == pytest.approx((0.125, 1.0), abs=1e-6)
    assert told.payments == pytest.approx({"lin": 1_200_000, "shen": 2_800_000}, abs=10)


def test_where_nothing_is_accepted_it_is_said_by_how_much():
    """They want 250 + 250 of 400: 100 too much, at best 50 each."""
    told = negotiate(looked(ONE, SURE), wan(lin=250, shen=250))
    assert told.accepted == ()
    assert told.by_side["lin"] == (pytest.approx((0.625, 1.0), abs=1e-6),)
    assert told.by_side["shen"] == (pytest.approx((0.0, 0.375), abs=1e-6),)
    assert told.nash is None
    assert float(told.nearest["early"]) == pytest.approx(0.5, abs=1e-6)
    assert told.shortfall == pytest.approx(500_000, abs=10)
    (reason,) = told.reasons
    assert reason.code == "sharing.negotiation.failed"
    assert reason.zh == (
        "没有各方都能接受的条款；最接近的：early 50.0%；此时仍差：临区 50.00 万元、"
        "申区 50.00 万元。"
    )


def test_a_single_point_may_be_all_that_is_accepted():
    told = negotiate(looked(ONE, SURE), wan(lin=100, shen=300))
    ((low, high),) = told.accepted
    assert low == pytest.approx(high, abs=1e-6)
    assert float(told.nash["early"]) == pytest.approx(0.25, abs=1e-6)


def test_two_parameters_are_drawn_on_a_grid():
    """early + late between 0.5 and 1: lin gets 200 of each; the middle line is 75 of 100."""
    told = negotiate(looked(TEMPLATE, SURE), wan(lin=100, shen=200))
    assert all(0.5 - 1e-9 <= early + late <= 1 + 1e-9 for early, late in told.accepted)
    assert len(told.accepted) == sum(6 <= i + j <= 12 for i in range(13) for j in range(13))
    assert len(told.by_side["lin"]) == sum(i + j >= 6 for i in range(13) for j in range(13))
    assert set(told.accepted) == set(told.by_side["lin"]) & set(told.by_side["shen"])
    assert told.payments["lin"] == pytest.approx(1_500_000, rel=0.01)


def test_questions_without_sides_or_with_too_many_parameters_are_refused():
    with pytest.raises(NegotiationError, match="two sides"):
        negotiate(looked(ONE, SURE), wan(lin=1))
    with pytest.raises(NegotiationError, match="nobody"):
        negotiate(looked(ONE, SURE), wan(lin=1, nobody=1))
    with pytest.raises(NegotiationError, match="above zero"):
        negotiate(looked(ONE, SURE), wan(lin=1, shen=1), weights={"lin": Fraction(0)})
    agreed = ONE.replace("early: {min", "early: {value: 1/2, min")
    with pytest.raises(NegotiationError, match="0 parameters"):
        negotiate(looked(agreed, SURE), wan(lin=1, shen=1))
