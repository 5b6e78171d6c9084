"""The programmes in doubles against the exact ones, over all coalitions and over a pool."""

from fractions import Fraction
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from shigu.engine.sharing import nucleolus as exact
from shigu.engine.sharing.game import GameError, from_function, from_values
from shigu.engine.sharing.numeric import nucleolus as module
from shigu.engine.sharing.numeric.game import NumericGame, from_array, numeric, tabulate
from shigu.engine.sharing.numeric.nucleolus import least_core, nucleolus, prenucleolus
from shigu.engine.sharing.structured.assignment import Assignment
from shigu.engine.sharing.structured.voting import WeightedVoting
from tests.engine.sharing.games import games


def near(found, wanted, tolerance=1e-9):
    return max(abs(a - float(b)) for a, b in zip(found, wanted, strict=True)) <= tolerance


@settings(max_examples=150, deadline=None)
@given(games(most=6))
def test_doubles_and_rationals_agree(game):
    doubles = numeric(game)
    assert near(nucleolus(doubles).payoffs, exact.nucleolus(game))
    assert near(prenucleolus(doubles).payoffs, exact.prenucleolus(game))
    assert near(least_core(doubles).levels, [exact.tension(game).epsilon])


@settings(max_examples=100, deadline=None)
@given(games(most=5, kind="cost"))
def test_per_capita_rules_agree_too(game):
    doubles = numeric(game)
    found = nucleolus(doubles, per_capita=True)
    assert near(found.payoffs, exact.nucleolus(game, per_capita=True))
    wanted = exact.prenucleolus(game, per_capita=True)
    assert near(prenucleolus(doubles, per_capita=True).payoffs, wanted)
    epsilon = exact.tension(game, per_capita=True).epsilon
    assert near(least_core(doubles, per_capita=True).levels, [epsilon])


def drawn(players, seed):
    """Larger coalitions are worth more, with noise."""
    sizes = np.bitwise_count(np.arange(1, 1 << players)).astype(np.int64)
    values = np.random.default_rng(seed).integers(0, 50 * sizes)
    values[-1] = 50 * players
    return values


@pytest.mark.parametrize("players", [13, 14])
@pytest.mark.parametrize("per_capita", [False, True])
def test_a_pool_that_grows_finds_the_solution_over_all_coalitions(players, per_capita):
    values = drawn(players, players)
    names = [f"p{i}" for i in range(players)]
    found = nucleolus(from_array(names, values), per_capita=per_capita)
    wanted = exact.nucleolus(from_values(names, values.tolist()), per_capita=per_capita)
    assert near(found.payoffs, wanted)
    assert found.passes > 1
    assert found.residual <= 1e-9


@st.composite
def degenerate(draw):
    """Games whose excesses tie often: votes, markets, sums of unanimity games, few values."""
    n, seed = draw(st.integers(4, 7)), draw(st.integers(0, 10**6))
    kind, drawn = draw(st.sampled_from(["vote", "market", "unanimity", "few"])), Random(seed)
    names = tuple("abcdefg"[:n])
    if kind == "vote":
        weights = tuple(drawn.randrange(1, 9) for _ in names)
        return WeightedVoting(names, weights, drawn.randrange(1, sum(weights) + 1)).game()
    if kind == "market":
        m = n // 2
        rows = tuple(tuple(Fraction(drawn.randrange(12)) for _ in names[m:]) for _ in names[:m])
        return Assignment(names[:m], names[m:], rows).game()
    if kind == "unanimity":
        parts = [(drawn.randrange(1, 1 << n), drawn.randrange(-3, 9)) for _ in range(6)]
        return from_function(names, lambda s: sum(w for t, w in parts if t & s == t))
    return from_function(names, lambda s: drawn.randrange(3) + n * (s == (1 << n) - 1))


@settings(max_examples=200, deadline=None)
@given(degenerate(), st.booleans())
def test_a_pool_meets_the_exact_solution_however_excesses_tie(game, per_capita):
    """With one block of coalitions a pass reports one forgotten coalition at a time."""
    doubles = numeric(game)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "WHOLE", 3)
        own = nucleolus(doubles, per_capita=per_capita)
        pre = prenucleolus(doubles, per_capita=per_capita)
    assert near(own.payoffs, exact.nucleolus(game, per_capita=per_capita))
    assert near(pre.payoffs, exact.prenucleolus(game, per_capita=per_capita))
    assert np.all(np.diff(pre.levels) <= 1e-9)


def test_a_round_that_stalls_comes_to_an_end():
    """Twenty players, values of three decimals, v(N) = 50·n: many excesses tie at the end."""
    sizes = np.bitwise_count(np.arange(1 << 20)).astype(float)
    values = np.floor(np.random.default_rng(25).random(1 << 20) * 50 * sizes * 1000) / 1000
    values[-1] = 1000
    game = NumericGame(tuple(f"p{i}" for i in range(20)), values)
    found = nucleolus(game)
    assert near(found.payoffs, prenucleolus(game).payoffs, 1e-8)
    assert found.payoffs.sum() == pytest.approx(1000)


def test_the_level_of_a_large_least_core_is_that_of_an_independent_solver():
    """HiGHS over all 16,382 coalitions of 14 players."""
    values = drawn(14, 3).astype(float)
    masks = np.arange(1, len(values))
    rows = -np.hstack([(masks[:, None] >> np.arange(14) & 1), np.ones((len(masks), 1))])
    whole = np.append(np.ones(14), 0.0)[None]
    solved = linprog(
        np.append(np.zeros(14), 1.0),
        A_ub=rows,
        b_ub=-values[:-1],
        A_eq=whole,
        b_eq=values[-1:],
        bounds=(None, None),
    )
    found = least_core(from_array([str(i) for i in range(14)], values))
    assert found.levels[0] == pytest.approx(solved.fun, abs=1e-8)
    left = values[:-1] - (masks[:, None] >> np.arange(14) & 1) @ found.payoffs
    assert left.max() == pytest.approx(found.levels[0], abs=1e-9)
    assert found.payoffs.sum() == pytest.approx(values[-1])


@pytest.mark.parametrize("rule", [nucleolus, prenucleolus])
def test_a_symmetric_game_of_twenty_is_divided_equally(rule):
    game = tabulate([f"p{i}" for i in range(20)], lambda mask: mask.bit_count() ** 2)
    assert near(rule(game).payoffs, [20] * 20)


def test_stand_alone_values_that_make_up_the_whole_are_the_only_imputation():
    values = [1, 2, 9, 3, 9, 9, 6]
    found = nucleolus(from_array("abc", values))
    assert found.payoffs.tolist() == [1, 2, 3]
    assert found.levels.tolist() == [6]


def test_one_player_keeps_all():
    found = nucleolus(from_array("a", [7], "cost"))
    assert found.payoffs.tolist() == [7]
    assert found.levels.tolist() == [0]


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ([1.0, np.nan, 2.0], r"values\[1\] \(b\) is not a finite number"),
        ([1.0, 2.0], "values has 2 numbers, 2 players need 3"),
        ([1e308, 1e308, 1e308], "too large for doubles"),
    ],
)
def test_an_array_with_a_fault_is_refused(values, says):
    with pytest.raises(GameError, match=says):
        from_array("ab", values)


def test_the_empty_coalition_is_worth_nothing():
    with pytest.raises(GameError, match="empty coalition"):
        NumericGame(("a",), np.array([1.0, 2.0]))


def test_the_nearest_doubles_are_taken():
    game = numeric(from_values("ab", ["1/3", 0.1, 1]))
    assert game.values.tolist() == [0.0, float(Fraction(1, 3)), 0.1, 1.0]
