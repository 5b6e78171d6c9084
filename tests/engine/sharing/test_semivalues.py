"""Shapley and Banzhaf values against their definitions."""

from fractions import Fraction
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from shigu.engine.sharing.game import from_values
from shigu.engine.sharing.semivalues import banzhaf, banzhaf_index, shapley

VALUES = st.lists(st.integers(-50, 50), min_size=15, max_size=15)


@settings(max_examples=50, deadline=None)
@given(VALUES)
def test_shapley_is_the_mean_marginal_contribution_over_all_orders(values):
    game = from_values("abcd", values)
    total = [0, 0, 0, 0]
    for order in permutations(range(4)):
        mask = 0
        for player in order:
            total[player] += game.values[mask | 1 << player] - game.values[mask]
            mask |= 1 << player
    assert shapley(game) == tuple(Fraction(amount, 24) for amount in total)


@settings(max_examples=50, deadline=None)
@given(VALUES)
def test_banzhaf_is_the_mean_marginal_contribution_over_all_coalitions(values):
    game = from_values("abcd", values)
    for player, power in enumerate(banzhaf(game)):
        without = [mask for mask in range(16) if not mask >> player & 1]
        gains = [game.values[mask | 1 << player] - game.values[mask] for mask in without]
        assert power == sum(gains) / 8


@settings(max_examples=50, deadline=None)
@given(VALUES, VALUES)
def test_shapley_of_a_sum_is_the_sum(first, second):
    total = [a + b for a, b in zip(first, second, strict=True)]
    parts = zip(
        shapley(from_values("abcd", first)), shapley(from_values("abcd", second)), strict=True
    )
    assert shapley(from_values("abcd", total)) == tuple(a + b for a, b in parts)


def test_who_adds_nothing_gets_nothing():
    game = from_values("abc", [1, 2, 4, 0, 1, 2, 4])
    assert shapley(game)[2] == 0


def test_the_banzhaf_index_sums_to_the_whole():
    """[3; 2, 1, 1]: the first swings in 3 of 4, the others in 1 of 4."""
    game = from_values("abc", [0, 0, 1, 0, 1, 0, 1])
    assert banzhaf(game) == (Fraction(3, 4), Fraction(1, 4), Fraction(1, 4))
    assert banzhaf_index(game).value == (Fraction(3, 5), Fraction(1, 5), Fraction(1, 5))


def test_a_banzhaf_value_that_sums_to_zero_has_no_scale():
    answer = banzhaf_index(from_values("ab", [1, 1, 0]))
    assert answer.value == (0, 0)
    answer = banzhaf_index(from_values("abc", [2, 2, 0, 2, 0, 0, 2]))
    assert answer.value is None
    assert answer.reasons[0].code == "sharing.banzhaf.scale"
