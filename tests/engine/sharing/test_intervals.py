"""Shares under gaps hold the shares of every game within the gaps."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shigu.engine.sharing.core import core_test, least_core
from shigu.engine.sharing.game import Game, GameError
from shigu.engine.sharing.intervals import share_intervals
from shigu.engine.sharing.nucleolus import nucleolus
from shigu.engine.sharing.results import CoalitionValue
from shigu.engine.sharing.semivalues import shapley

PLAYERS = ("A", "B", "C")


def table(values, gaps):
    return tuple(
        CoalitionValue(
            tuple(p for i, p in enumerate(PLAYERS) if mask >> i & 1),
            float(values[mask - 1]),
            gaps[mask - 1],
        )
        for mask in range(1, 8)
    )


@st.composite
def boxes(draw):
    """A table with gaps, and a game somewhere within them, in fen."""
    values = draw(st.lists(st.integers(10, 500), min_size=7, max_size=7))
    values[6] = max(values[6], values[0] + values[1] + values[3]) + draw(st.integers(0, 300))
    gaps = draw(st.lists(st.sampled_from([0.0, 0.0, 0.125, 0.25]), min_size=7, max_size=7))
    parts = draw(st.lists(st.sampled_from([0, 1, Fraction(1, 3)]), min_size=7, max_size=7))
    inside = [
        100 * (v + Fraction(str(gap)) * v * part)
        for v, gap, part in zip(values, gaps, parts, strict=True)
    ]
    return table(values, gaps), Game(PLAYERS, (Fraction(0), *inside))


@settings(max_examples=200, deadline=None)
@given(boxes())
def test_every_game_within_the_gaps_has_its_shares_within_the_intervals(box):
    values, game = box
    found = share_intervals(PLAYERS, values)
    for (low, high), share in zip(found.shapley, shapley(game), strict=True):
        assert low - 1e-6 <= float(share) / 100 <= high + 1e-6
    epsilon, _ = least_core(game)
    assert found.epsilon[0] - 1e-6 <= float(epsilon) / 100 <= found.epsilon[1] + 1e-6
    if found.core_empty is not None:
        assert core_test(game).empty == found.core_empty
    if found.nucleolus is not None:
        for (low, high), share in zip(found.nucleolus, nucleolus(game), strict=True):
            assert low - 1e-6 <= float(share) / 100 <= high + 1e-6


def test_without_gaps_there_is_nothing_between_the_ends():
    values = [10, 20, 50, 15, 40, 60, 120]
    found = share_intervals(PLAYERS, table(values, [0.0] * 7))
    game = Game(PLAYERS, (Fraction(0), *(Fraction(100 * v) for v in values)))
    exact = [float(share) / 100 for share in shapley(game)]
    assert [low for low, _ in found.shapley] == exact == [high for _, high in found.shapley]
    assert found.epsilon[0] == found.epsilon[1] == float(least_core(game)[0]) / 100
    assert found.core_empty is False


def test_the_ends_of_a_shapley_interval_are_by_hand():
    """Two of A, B, C alone 0, all pairs 0, v(N) = 90 to 99: a third of each."""
    found = share_intervals(PLAYERS, table([0, 0, 0, 0, 0, 0, 90], [0.0] * 6 + [0.1]))
    assert found.shapley == ((30.0, 33.0),) * 3
    assert found.core_empty is False


def test_where_nobody_may_get_what_they_have_alone_there_is_no_nucleolus_interval():
    found = share_intervals(PLAYERS, table([40, 40, 0, 20, 0, 0, 100], [0.1] * 7))
    assert found.nucleolus is None


def test_a_gap_without_end_is_refused():
    with pytest.raises(GameError, match="not finite"):
        share_intervals(PLAYERS, table([1] * 7, [float("inf")] * 7))
