"""Batches of games against games one by one, and the law of what is drawn."""

import numpy as np
import pytest

from shigu.engine.sharing import nucleolus as exact
from shigu.engine.sharing.core import core_test
from shigu.engine.sharing.game import from_values
from shigu.engine.sharing.numeric.scenarios import (
    QUANTILES,
    between,
    outlook,
    solve_all,
    wilson,
    with_projects,
)
from shigu.engine.sharing.semivalues import shapley

SIZES = np.bitwise_count(np.arange(16)).astype(float)


def draws(count, seed=0):
    noise = np.random.default_rng(seed).integers(-3, 12, (count, 16))
    return np.where(SIZES > 0, noise * SIZES, 0.0)


@pytest.mark.parametrize("kind", ["profit", "cost"])
def test_a_batch_answers_as_one_game_after_the_other(kind):
    table = draws(200)
    solved = solve_all(table, kind)
    for k, row in enumerate(table):
        game = from_values("abcd", row[1:].tolist(), kind)
        assert solved.shapley[k] == pytest.approx([float(x) for x in shapley(game)])
        assert solved.nucleolus[k] == pytest.approx([float(x) for x in exact.nucleolus(game)])
        assert solved.core[k] == (not core_test(game).empty)
        assert solved.imputable[k] == exact.has_imputation(game)
    assert 0 < solved.core.sum() < 200


def test_an_outlook_counts_and_spreads():
    table = draws(400)
    solved, seen = solve_all(table), outlook("abcd", table)
    assert seen.players == tuple("abcd")
    assert seen.scenarios == 400
    assert seen.core == solved.core.sum() / 400
    low, high = seen.core_interval
    assert low < seen.core < high
    assert seen.nucleolus.mean.sum() == pytest.approx(table[:, -1].mean())
    assert seen.shapley.quantiles.shape == (len(QUANTILES), 4)
    assert seen.shapley.quantiles[2] == pytest.approx(np.median(solved.shapley, axis=0))


def test_projects_that_succeed_add_their_worth():
    certain, projects = draws(1)[0], draws(2, seed=1)
    drawn = with_projects(certain, projects, np.array([1.0, 0.0]), 3, seed=0)
    assert drawn == pytest.approx(np.tile(certain + projects[0], (3, 1)))
    often = with_projects(certain, projects, np.array([0.5, 0.25]), 20_000, seed=0)
    expected = certain + 0.5 * projects[0] + 0.25 * projects[1]
    spread = np.sqrt(0.25 * projects[0] ** 2 + 0.1875 * projects[1] ** 2) / np.sqrt(20_000)
    assert np.all(np.abs(often.mean(axis=0) - expected) <= 4 * spread + 1e-9)


def test_values_between_ends_stay_between_them_and_follow_the_seed():
    low = draws(1)[0]
    high = low + SIZES
    drawn = between(low, high, 50, seed=3)
    assert np.all(drawn >= low)
    assert np.all(drawn <= high)
    assert np.array_equal(drawn, between(low, high, 50, seed=3))
    assert not np.array_equal(drawn, between(low, high, 50, seed=4))


def test_the_score_interval_is_that_of_the_book():
    """Newcombe (1998), Statistics in Medicine 17, table I: 81 of 263 → 0.2553 … 0.3662."""
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)


@pytest.mark.parametrize(
    ("table", "says"),
    [
        (np.zeros((0, 4)), "at least one"),
        (np.zeros((1, 5)), "2ⁿ values"),
        (np.full((1, 4), np.nan), "finite"),
        (np.ones((1, 4)), "empty coalition 0"),
    ],
)
def test_a_table_that_is_none_is_refused(table, says):
    with pytest.raises(ValueError, match=says):
        solve_all(table)
