"""Kernel and prekernel hold the nucleolus, and say who outweighs whom elsewhere."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from shigu.engine.sharing.core import excesses
from shigu.engine.sharing.game import from_values
from shigu.engine.sharing.kernel import Outweighs, in_kernel, in_prekernel, outweighing
from shigu.engine.sharing.nucleolus import has_imputation, nucleolus, prenucleolus
from tests.engine.sharing.games import games


@settings(max_examples=100, deadline=None)
@given(games())
def test_the_kernel_holds_the_nucleolus(game):
    """Schmeidler (1969)."""
    assert in_prekernel(game, prenucleolus(game))
    assert in_kernel(game, nucleolus(game)) == has_imputation(game)


@settings(max_examples=100, deadline=None)
@given(games(most=4), st.lists(st.integers(-9, 9), min_size=4, max_size=4))
def test_pairs_out_of_balance_are_those_of_the_definition(game, drawn):
    n = len(game.players)
    x = [Fraction(amount) for amount in drawn[:n]]
    x[0] += game.values[-1] - sum(x)
    gains = excesses(game, x)

    def most(i, j):
        return max(gains[m] for m in range(1 << n) if m >> i & 1 and not m >> j & 1)

    pairs = {
        (game.players[i], game.players[j])
        for i in range(n)
        for j in range(n)
        if i != j and most(i, j) > most(j, i)
    }
    pressed = {
        (i, j)
        for i, j in pairs
        if x[game.players.index(j)] > game.values[1 << game.players.index(j)]
    }
    assert {(o.strong, o.weak) for o in outweighing(game, x, pre=True)} == pairs
    assert {(o.strong, o.weak) for o in outweighing(game, x)} == pressed
    assert in_prekernel(game, x) == (not pairs)


def test_who_is_paid_too_little_outweighs_the_others():
    """Majority of three: a and b with 1/4 each against c with 1/2."""
    game = from_values("abc", [0, 0, 1, 0, 1, 1, 1])
    x = (Fraction(1, 4), Fraction(1, 4), Fraction(1, 2))
    half, quarter = Fraction(1, 2), Fraction(1, 4)
    assert outweighing(game, x) == (
        Outweighs("a", "c", half, quarter, ("a", "b")),
        Outweighs("b", "c", half, quarter, ("a", "b")),
    )


def test_costs_are_weighed_as_savings():
    costs = from_values("ab", [10, 8, 12], "cost")
    assert in_kernel(costs, (Fraction(7), Fraction(5)))
    assert not in_kernel(costs, (Fraction(6), Fraction(6)))
    assert not in_kernel(costs, (Fraction(7), Fraction(6)))
