"""Properties against their definitions over all pairs, and the proofs that deny them."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shigu.engine.sharing.core import core_test
from shigu.engine.sharing.game import from_values
from shigu.engine.sharing.properties import (
    Violation,
    not_balanced_by,
    not_convex,
    not_monotonic,
    not_superadditive,
)
from tests.engine.sharing.games import games

KINDS = st.sampled_from(["profit", "cost"]).flatmap(lambda kind: games(1, 4, kind, -6, 9))


def mask_of(game, members):
    return sum(1 << game.players.index(member) for member in members)


def pairs(game):
    masks = range(len(game.values))
    return [(s, t) for s in masks for t in masks]


@settings(max_examples=150, deadline=None)
@given(KINDS)
def test_superadditive_is_decided_as_defined(game):
    v = game.profits()
    worst = max(v[s] + v[t] - v[s | t] for s, t in pairs(game) if not s & t)
    found = not_superadditive(game)
    assert (found.gap if found else 0) == max(worst, 0)
    if found:
        s, t = mask_of(game, found.first), mask_of(game, found.second)
        assert not s & t
        assert v[s] + v[t] - v[s | t] == found.gap


@settings(max_examples=150, deadline=None)
@given(KINDS)
def test_convex_is_decided_as_defined(game):
    v = game.profits()
    convex = all(v[s] + v[t] <= v[s | t] + v[s & t] for s, t in pairs(game))
    found = not_convex(game)
    assert (found is None) == convex
    if found:
        s, t = mask_of(game, found.first), mask_of(game, found.second)
        assert v[s] + v[t] - v[s | t] - v[s & t] == found.gap > 0


@settings(max_examples=150, deadline=None)
@given(KINDS)
def test_monotonic_is_decided_as_defined(game):
    v = game.values
    monotonic = all(v[s] <= v[t] for s, t in pairs(game) if s & t == s)
    found = not_monotonic(game)
    assert (found is None) == monotonic
    if found:
        s, t = mask_of(game, found.first), mask_of(game, found.second)
        assert s & t == s
        assert v[s] - v[t] == found.gap > 0


def test_a_violation_names_its_coalitions():
    game = from_values("abc", [3, 0, 1, 0, 3, 0, 2])
    assert not_monotonic(game) == Violation(("a",), ("a", "b"), Fraction(2))
    assert not_superadditive(game) == Violation(("b",), ("a",), Fraction(2))


@settings(max_examples=100, deadline=None)
@given(games(most=4))
def test_balancing_weights_prove_an_empty_core(game):
    test = core_test(game)
    if test.empty:
        assert not_balanced_by(game, dict(test.weights)) == test.excess > 0
    else:
        assert test.weights == ()


@settings(max_examples=60, deadline=None)
@given(games(most=4))
def test_a_convex_game_has_a_core(game):
    """Shapley (1971)."""
    assert not_convex(game) is not None or not core_test(game).empty


@pytest.mark.parametrize(
    ("weights", "says"),
    [
        ({0b001: 1, 0b010: 1}, "c is covered 0 times"),
        ({0b111: 2, 0b011: -1, 0b100: -1}, "not positive"),
    ],
)
def test_weights_that_do_not_balance_prove_nothing(weights, says):
    game = from_values("abc", [0, 0, 1, 0, 1, 1, 1])
    with pytest.raises(ValueError, match=says):
        not_balanced_by(game, {m: Fraction(w) for m, w in weights.items()})
