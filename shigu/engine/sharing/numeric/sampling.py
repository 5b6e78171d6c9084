"""Semivalues of games with too many players to ask every coalition, each with its interval."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.stats import t as student

from shigu.engine.sharing.numeric.game import Floats

Worth = Callable[[int], float]
"""v of the coalition with this bitmask; it is never asked about the empty one."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value (n) with a Student interval for each player by itself at ``confidence``.

    ``evaluations`` is how often v was asked, ``samples`` how many independent draws there were.
    """

    value: Floats
    low: Floats
    high: Floats
    confidence: float
    samples: int
    evaluations: int


def shapley_sampled(
    worth: Worth, players: int, samples: int, *, seed: int, confidence: float = 0.95
) -> Estimate:
    """The Shapley value from ``samples`` Latin squares of orders drawn at random.

    In the n orders of a square every player stands once in every place, so that places are strata
    of equal size (of single orders: Castro, Gómez & Tejada 2009); a square costs n(n − 1)
    evaluations. Every draw sums to v(N), and so does the estimate.

    Raises:
        ValueError: fewer than two samples or one player.
    """
    _check(players, samples)
    draw = np.random.default_rng(seed)
    whole = worth((1 << players) - 1)
    drawn = np.array([_square(worth, draw, players, whole) for _ in range(samples)])
    return _estimate(drawn, confidence, samples * players * (players - 1) + 1)


def banzhaf_sampled(
    worth: Worth, players: int, samples: int, *, seed: int, confidence: float = 0.95
) -> Estimate:
    """The Banzhaf value from ``samples`` coalitions drawn at random, each with its complement;
    a draw costs 2(n + 1) evaluations.

    Raises:
        ValueError: fewer than two samples or one player.
    """
    _check(players, samples)
    draw = np.random.default_rng(seed)
    drawn = np.array([_both_sides(worth, draw, players) for _ in range(samples)])
    return _estimate(drawn, confidence, 2 * samples * (players + 1))


def _check(players: int, samples: int) -> None:
    if players < 1 or samples < 2:
        raise ValueError("an interval needs a player and two samples at least")


def _square(worth: Worth, draw: np.random.Generator, players: int, whole: float) -> Floats:
    """The mean marginal contributions over the n orders of a Latin square.

    The cyclic square with its symbols and its columns shuffled: without the latter the
    predecessors of a player would be nested from order to order, and its places no strata.
    """
    symbols, columns = draw.permutation(players), draw.permutation(players)
    sums = np.zeros(players)
    for row in range(players):
        mask, before = 0, 0.0
        for step, player in enumerate(symbols[(columns + row) % players].tolist()):
            mask |= 1 << player
            after = whole if step == players - 1 else worth(mask)
            sums[player] += after - before
            before = after
    return sums / players


def _both_sides(worth: Worth, draw: np.random.Generator, players: int) -> Floats:
    """The mean marginal contribution of every player to a random coalition and its complement."""
    inside = draw.random(players) < 0.5
    mask = sum(1 << i for i in range(players) if inside[i])
    sums = np.zeros(players)
    for side in (mask, mask ^ (1 << players) - 1):
        here = worth(side) if side else 0.0
        for player in range(players):
            other = side ^ 1 << player
            there = worth(other) if other else 0.0
            sums[player] += here - there if side >> player & 1 else there - here
    return sums / 2


def _estimate(drawn: Floats, confidence: float, evaluations: int) -> Estimate:
    samples = len(drawn)
    value = drawn.mean(axis=0)
    quantile = float(student.ppf((1 + confidence) / 2, samples - 1))
    half = quantile * drawn.std(axis=0, ddof=1) / sqrt(samples)
    return Estimate(value, value - half, value + half, confidence, samples, evaluations)
