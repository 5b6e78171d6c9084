"""The nearest division with floors: projections by hand, and the optimality conditions."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shigu.engine.sharing.core import least_core
from shigu.engine.sharing.game import from_values
from shigu.engine.sharing.nearest import nearest
from shigu.engine.sharing.semivalues import shapley

NOTHING = Fraction(-1000)


def floors(players, **least):
    table = [NOTHING] * (1 << players)
    for key, value in least.items():
        table[sum(1 << "abc".index(c) for c in key)] = Fraction(value)
    return table


def test_without_binding_floors_only_the_total_moves():
    assert nearest([Fraction(1), Fraction(2)], Fraction(5), floors(2)) == (2, 3)


def test_a_floor_of_one_player_is_paid_by_all_others_alike():
    wish = [Fraction(0), Fraction(3), Fraction(6)]
    assert nearest(wish, Fraction(9), floors(3, a=2)) == (2, 2, 5)


def test_a_floor_that_another_one_makes_idle_is_given_up():
    wish = [Fraction(0), Fraction(0), Fraction(9)]
    assert nearest(wish, Fraction(9), floors(3, a=1, ab=6)) == (3, 3, 3)


def test_floors_that_nothing_meets_are_refused():
    with pytest.raises(ValueError, match="no division"):
        nearest([Fraction(0)] * 2, Fraction(1), floors(2, a=1, b=1))


@settings(max_examples=80, deadline=None)
@given(st.lists(st.integers(0, 40), min_size=15, max_size=15), st.integers(0, 3), st.integers(0, 3))
def test_no_transfer_between_two_players_brings_the_least_core_nearer(values, giver, taker):
    """Convex: a point with a better neighbour in the set has a better one arbitrarily close."""
    game = from_values("abcd", values)
    epsilon, x = least_core(game)
    wish = shapley(game)
    step = [Fraction((i == taker) - (i == giver)) for i in range(4)]
    room = min(
        (
            sum(x[i] for i in range(4) if mask >> i & 1) - game.values[mask] + epsilon
            for mask in range(1, 15)
            if mask >> giver & 1 and not mask >> taker & 1
        ),
        default=Fraction(0),
    )
    gain = sum((w - a) * s for w, a, s in zip(wish, x, step, strict=True))
    assert room == 0 or gain <= 0
