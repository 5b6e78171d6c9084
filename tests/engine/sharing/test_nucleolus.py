"""Least core and nucleolus on any game: exact, balanced, covariant and as an independent solver."""

from fractions import Fraction

import coopgame
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shigu.engine.sharing.balance import first_basis
from shigu.engine.sharing.core import core_test, excesses, in_core, least_core, would_leave
from shigu.engine.sharing.game import Game, from_values
from shigu.engine.sharing.nucleolus import (
    has_imputation,
    is_nucleolus,
    nucleolus,
    prenucleolus,
    tension,
)
from shigu.engine.sharing.semivalues import banzhaf, shapley
from tests.engine.sharing.games import games


def as_peer(game):
    return coopgame.Game([float(value) for value in game.values[1:]])


@settings(max_examples=150, deadline=None)
@given(games())
def test_kohlberg_recognises_every_nucleolus(game):
    x = nucleolus(game)
    assert sum(x) == game.values[-1]
    assert is_nucleolus(game, x, alone=has_imputation(game))
    assert is_nucleolus(game, prenucleolus(game), alone=False)


@settings(max_examples=60, deadline=None)
@given(games(), st.integers(1, 5))
def test_kohlberg_recognises_nothing_else(game, shift):
    x = list(prenucleolus(game))
    x[0] += Fraction(shift, 7)
    assert not is_nucleolus(game, x, alone=False)
    x[1] -= Fraction(shift, 7)
    assert not is_nucleolus(game, x, alone=False)


@settings(max_examples=80, deadline=None)
@given(games())
def test_nucleolus_shapley_and_least_core_agree_with_coopgame(game):
    peer = as_peer(game)
    assert [float(v) for v in shapley(game)] == pytest.approx(coopgame.shapley(peer), abs=1e-8)
    ours = [float(v) for v in prenucleolus(game)]
    assert ours == pytest.approx(coopgame.prenucleolus(peer)["allocation"], abs=1e-6)
    if has_imputation(game):
        theirs = coopgame.nucleolus(peer)["allocation"]
        assert [float(v) for v in nucleolus(game)] == pytest.approx(theirs, abs=1e-6)


@settings(max_examples=80, deadline=None)
@given(games())
def test_the_dual_weights_prove_the_least_epsilon(game):
    found = tension(game)
    profits = game.profits()
    for i in range(len(game.players)):
        assert sum(w for mask, w in found.weights if mask >> i & 1) == found.whole
    assert sum(w for _, w in found.weights) == 1
    proved = sum(w * profits[mask] for mask, w in found.weights)
    assert proved - found.whole * profits[-1] == found.epsilon


@settings(max_examples=80, deadline=None)
@given(games())
def test_the_core_test_proves_what_it_says(game):
    test = core_test(game)
    if test.empty:
        for i in range(len(game.players)):
            assert sum(w for mask, w in test.weights if mask >> i & 1) == 1
        worth = sum(w * game.values[mask] for mask, w in test.weights)
        assert worth - game.values[-1] == test.excess > 0
    else:
        assert sum(test.allocation) == game.values[-1]
        assert would_leave(game, test.allocation) == ()


@settings(max_examples=60, deadline=None)
@given(games())
def test_the_least_core_meets_its_epsilon_and_nothing_does_better(game):
    epsilon, allocation = least_core(game)
    assert sum(allocation) == game.values[-1]
    assert max(excesses(game, allocation)[1:-1]) == epsilon
    assert max(excesses(game, prenucleolus(game))[1:-1]) == epsilon


@settings(max_examples=60, deadline=None)
@given(games(), st.lists(st.integers(-9, 9), min_size=5, max_size=5), st.integers(1, 4))
def test_solutions_move_with_the_scale_and_with_sure_gains(game, gains, scale):
    moved = Game(
        game.players,
        tuple(
            scale * value + sum(gains[i] for i in range(len(game.players)) if mask >> i & 1)
            for mask, value in enumerate(game.values)
        ),
    )
    for rule in (shapley, nucleolus, prenucleolus, lambda g: least_core(g)[1]):
        expected = [scale * x + gain for x, gain in zip(rule(game), gains, strict=False)]
        assert list(rule(moved)) == expected


@settings(max_examples=40, deadline=None)
@given(games(kind="cost"))
def test_a_cost_game_is_its_savings_game(game):
    n = len(game.players)
    alone = [game.values[1 << i] for i in range(n)]
    savings = Game(
        game.players,
        tuple(
            sum(alone[i] for i in range(n) if mask >> i & 1) - value
            for mask, value in enumerate(game.values)
        ),
    )
    for rule in (nucleolus, prenucleolus, lambda g: least_core(g)[1], shapley):
        saved = [a - x for a, x in zip(alone, rule(savings), strict=True)]
        assert list(rule(game)) == saved
    assert least_core(game)[0] == least_core(savings)[0]
    assert core_test(game).empty == core_test(savings).empty


@settings(max_examples=40, deadline=None)
@given(games(), st.randoms(use_true_random=False))
def test_the_order_of_players_does_not_matter(game, random):
    n = len(game.players)
    order = random.sample(range(n), n)
    values = [Fraction(0)] * (1 << n)
    for mask, value in enumerate(game.values):
        values[sum(1 << order[i] for i in range(n) if mask >> i & 1)] = value
    moved = Game(game.players, tuple(values))
    for rule in (shapley, banzhaf, nucleolus, lambda g: least_core(g)[1]):
        assert [rule(moved)[order[i]] for i in range(n)] == list(rule(game))


def test_one_player_keeps_all_and_nobody_can_leave():
    game = from_values(["alone"], [7])
    assert shapley(game) == nucleolus(game) == banzhaf(game) == (7,)
    assert least_core(game) == (0, (7,))
    assert not core_test(game).empty
    assert is_nucleolus(game, (Fraction(7),))
    with pytest.raises(ValueError, match="two players"):
        first_basis(1)


def test_where_no_imputation_exists_the_nucleolus_is_the_prenucleolus():
    game = from_values("ab", [5, 5, 8])
    assert not has_imputation(game)
    assert nucleolus(game) == prenucleolus(game) == (4, 4)


def test_amounts_beyond_64_bits_stay_exact():
    big = 10**30
    game = from_values("abc", [0, 0, big + 1, 0, big, big - 1, 2 * big])
    assert sum(nucleolus(game)) == sum(shapley(game)) == 2 * big
    assert is_nucleolus(game, nucleolus(game))


def test_a_division_that_is_none_is_no_nucleolus():
    game = from_values("ab", [0, 0, 2])
    assert not is_nucleolus(game, (Fraction(1), Fraction(2)))
    assert not is_nucleolus(game, (Fraction(-1), Fraction(3)))


def test_sixteen_players_are_solved_exactly():
    """v(S) = |S|²: a symmetric game, so everyone gets a sixteenth of 256."""
    values = [mask.bit_count() ** 2 for mask in range(1, 1 << 16)]
    game = from_values([f"p{i}" for i in range(16)], values)
    assert nucleolus(game) == shapley(game) == (16,) * 16


@settings(max_examples=60, deadline=None)
@given(games(), st.integers(0, 3))
def test_the_epsilon_core_begins_at_the_least_core(game, more):
    epsilon, allocation = least_core(game)
    test = core_test(game, epsilon=epsilon + more)
    assert in_core(game, test.allocation, epsilon=epsilon + more)
    assert in_core(game, allocation, epsilon=epsilon)
    assert core_test(game, epsilon=epsilon - Fraction(1, 7)).empty
    assert not in_core(game, allocation, epsilon=epsilon - Fraction(1, 7))


@settings(max_examples=60, deadline=None)
@given(games(kind="cost"))
def test_kohlberg_recognises_the_per_capita_nucleolus(game):
    x = nucleolus(game, per_capita=True)
    assert sum(x) == game.values[-1]
    assert is_nucleolus(game, x, alone=has_imputation(game), per_capita=True)
    moved = (x[0] + Fraction(1, 3), x[1] - Fraction(1, 3), *x[2:])
    assert not is_nucleolus(game, moved, alone=False, per_capita=True)
    assert tension(game, per_capita=True).epsilon == max(
        gain / mask.bit_count()
        for mask, gain in enumerate(excesses(game, prenucleolus(game, per_capita=True))[:-1])
        if mask
    )
