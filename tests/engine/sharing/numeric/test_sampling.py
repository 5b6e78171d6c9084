"""Estimates meet known values within their intervals as often as they claim."""

import numpy as np
import pytest

from shigu.engine.sharing.numeric.sampling import banzhaf_sampled, shapley_sampled

COSTS = np.arange(1.0, 41.0)


def runway(mask):
    """Airport game of forty landings: the longest runway of the coalition."""
    return COSTS[mask.bit_length() - 1]


def fees():
    """Littlechild & Owen (1973): each stretch is paid by those who need it."""
    return np.cumsum(np.diff(COSTS, prepend=0.0) / np.arange(40, 0, -1))


def test_forty_players_are_estimated_with_intervals_that_hold():
    found = shapley_sampled(runway, 40, 40, seed=1)
    assert found.value.sum() == pytest.approx(40.0)
    inside = (found.low <= fees()) & (fees() <= found.high)
    assert inside.sum() >= 36
    assert found.evaluations == 40 * 40 * 39 + 1
    assert np.all(found.high - found.low < 1.0)


def test_the_interval_covers_as_often_as_it_says():
    """80 % intervals of the last player, 200 runs: 160 ± 4 standard deviations of 5.7."""
    costs = COSTS[:6]
    wanted = np.cumsum(np.diff(costs, prepend=0.0) / np.arange(6, 0, -1))[-1]
    runs = [
        shapley_sampled(lambda m: costs[m.bit_length() - 1], 6, 12, seed=s, confidence=0.8)
        for s in range(200)
    ]
    covered = sum(run.low[-1] <= wanted <= run.high[-1] for run in runs)
    assert 138 <= covered <= 182


def test_an_additive_game_is_known_after_two_draws():
    worth = [3.0, 1.0, 4.0, 1.0]
    for rule in (shapley_sampled, banzhaf_sampled):
        found = rule(lambda m: sum(w for i, w in enumerate(worth) if m >> i & 1), 4, 2, seed=0)
        assert found.value == pytest.approx(worth)
        assert found.low == pytest.approx(worth)
        assert found.high == pytest.approx(worth)


def test_banzhaf_of_a_majority_of_eleven():
    """A voter decides where five of the ten others agree: C(10, 5) ÷ 2¹⁰."""
    found = banzhaf_sampled(lambda m: float(m.bit_count() >= 6), 11, 400, seed=2, confidence=0.999)
    assert np.all((found.low <= 252 / 1024) & (found.high >= 252 / 1024))
    assert found.evaluations == 400 * 24


def test_the_same_seed_draws_the_same():
    first, again = (shapley_sampled(runway, 40, 3, seed=9) for _ in range(2))
    assert np.array_equal(first.value, again.value)
    assert not np.array_equal(first.value, shapley_sampled(runway, 40, 3, seed=8).value)


def test_one_draw_has_no_interval():
    with pytest.raises(ValueError, match="two samples"):
        shapley_sampled(runway, 40, 1, seed=0)
