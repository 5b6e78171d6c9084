"""What kind of game it is: monotonic, superadditive, convex, and which coalitions say no.

Of costs the same is asked of −c, so superadditive reads c(S) + c(T) ≥ c(S ∪ T) and convex
reads concave (submodular); monotonic is asked of c itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shigu.engine.sharing.coalitions import whole_array
from shigu.engine.sharing.game import Game, whole_numbers


@dataclass(frozen=True, slots=True)
class Violation:
    """Two coalitions that break a property, by ``gap`` > 0 in the unit of v."""

    first: tuple[str, ...]
    second: tuple[str, ...]
    gap: Fraction


def not_monotonic(game: Game) -> Violation | None:
    """The S (``first``) ⊂ S∪i (``second``) with the largest v(S) − v(S∪i) > 0; None if v never
    falls as players join."""
    values, unit = _whole(game.values)
    return _worst(game, unit, _joins(values, len(game.players)))


def not_superadditive(game: Game) -> Violation | None:
    """The disjoint S, T with the largest v(S) + v(T) − v(S ∪ T) > 0; None if there are none."""
    values, unit = _whole(game.profits())
    return _worst(game, unit, _unions(values))


def not_convex(game: Game) -> Violation | None:
    """The S, T with the largest v(S) + v(T) − v(S ∪ T) − v(S ∩ T) > 0 among those that differ by
    one player each, which suffice (Shapley 1971); None if the game is convex."""
    values, unit = _whole(game.profits())
    return _worst(game, unit, _neighbours(values, len(game.players)))


def not_balanced_by(game: Game, weights: dict[int, Fraction]) -> Fraction:
    """Σ w_S v(S) − v(N) of a balanced collection: positive proves that the core is empty.

    Raises:
        ValueError: a weight is not positive, or some player is not covered exactly once.
    """
    for i, player in enumerate(game.players):
        cover = sum((w for mask, w in weights.items() if mask >> i & 1), Fraction(0))
        if cover != 1:
            raise ValueError(f"{player} is covered {cover} times, not once")
    if any(weight <= 0 for weight in weights.values()):
        raise ValueError("a balancing weight is not positive")
    profits = game.profits()
    return sum((w * profits[mask] for mask, w in weights.items()), -profits[-1])


Found = tuple[int, int, int]
"""By how much, and the two coalitions."""


def _whole(values: tuple[Fraction, ...]) -> tuple[NDArray[Any], int]:
    numerators, unit = whole_numbers(values)
    return whole_array(numerators, headroom=4), unit


def _worst(game: Game, unit: int, candidates: Iterator[Found]) -> Violation | None:
    gap, first, second = max(candidates, default=(0, 0, 0), key=lambda found: found[0])
    if gap <= 0:
        return None
    return Violation(game.members(first), game.members(second), Fraction(gap, unit))


def _joins(values: NDArray[Any], players: int) -> Iterator[Found]:
    for i in range(players):
        halves = values.reshape(-1, 2, 1 << i)
        lost = (halves[:, 0] - halves[:, 1]).reshape(-1)
        k = int(lost.argmax())
        without = (k >> i << (i + 1)) | (k & (1 << i) - 1)
        yield int(lost[k]), without, without | 1 << i


def _unions(values: NDArray[Any]) -> Iterator[Found]:
    """For each S that holds the last player of S ∪ T, all T among the earlier ones outside S."""
    for first in range(2, len(values)):
        others = _subsets(((1 << (first.bit_length() - 1)) - 1) & ~first)[1:]
        if others.size:
            gains = values[first] + values[others] - values[first | others]
            k = int(gains.argmax())
            yield int(gains[k]), first, int(others[k])


def _subsets(mask: int) -> NDArray[np.int64]:
    found = np.zeros(1, np.int64)
    while mask:
        bit = mask & -mask
        found = np.concatenate([found, found | bit])
        mask ^= bit
    return found


def _neighbours(values: NDArray[Any], players: int) -> Iterator[Found]:
    masks = np.arange(len(values))
    for j in range(1, players):
        for i in range(j):
            pair = 1 << i | 1 << j
            base = masks[masks & pair == 0]
            one, two = base | 1 << i, base | 1 << j
            lost = values[one] + values[two] - values[one | two] - values[base]
            k = int(lost.argmax())
            yield int(lost[k]), int(one[k]), int(two[k])
