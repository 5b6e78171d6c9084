"""Least core, prenucleolus, nucleolus and their per-capita kin in doubles.

Up to ``WHOLE`` players the programmes run over all coalitions. Beyond, they run over a pool, one
pass over all 2ⁿ excesses finds the coalitions that the pool forgot (constraint generation; Fromen
1997), and the pool grows until none is: then Kohlberg's criterion holds for all coalitions.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shigu.engine.sharing.numeric.game import Floats, NumericGame
from shigu.engine.sharing.numeric.lexicographic import GENERIC, RELATIVE
from shigu.engine.sharing.numeric.rounds import (
    largest_excess,
    rounds,
    scale,
    settle_alone,
    whole_pool,
)
from shigu.engine.sharing.numeric.scan import BLOCK_BITS, forgotten
from shigu.engine.sharing.numeric.semivalues import shapley

Masks = NDArray[np.int64]

WHOLE = 12
"""Up to here all coalitions are priced at once."""

AT_ONCE = 400
"""So many forgotten coalitions join the pool after a pass."""

MOST_PASSES = 200


class NotSolvedError(ArithmeticError):
    """The programmes did not converge in doubles."""


@dataclass(frozen=True, slots=True)
class Levelled:
    """``payoffs`` and the ``levels`` εₖ at which coalitions were settled, of the profit game.

    ``residual`` is by how much, in all 2ⁿ coalitions, Kohlberg's criterion may be missed, in the
    unit of v: excesses that differ by less count as equal. ``passes`` are those over all
    coalitions.
    """

    payoffs: Floats
    levels: Floats
    residual: float
    passes: int = 0


def nucleolus(game: NumericGame, *, per_capita: bool = False) -> Levelled:
    """As :func:`shigu.engine.sharing.nucleolus.nucleolus`; the prenucleolus without imputation.

    Raises:
        NotSolvedError: no convergence.
    """
    return _levelled(game, len(game.players), per_capita=per_capita, bounded=True)


def prenucleolus(game: NumericGame, *, per_capita: bool = False) -> Levelled:
    """As :func:`shigu.engine.sharing.nucleolus.prenucleolus`.

    Raises:
        NotSolvedError: no convergence.
    """
    return _levelled(game, len(game.players), per_capita=per_capita, bounded=False)


def least_core(game: NumericGame, *, per_capita: bool = False) -> Levelled:
    """ε, the only level, and a vertex of the least core.

    Raises:
        NotSolvedError: no convergence.
    """
    return _levelled(game, 1, per_capita=per_capita, bounded=False)


def _levelled(game: NumericGame, most: int, *, per_capita: bool, bounded: bool) -> Levelled:
    players = len(game.players)
    values = game.profits()
    if players == 1:
        return Levelled(game.in_kind(values[1:].copy()), np.zeros(1), 0.0)
    if players > WHOLE:
        found = _grow(values, players, most, per_capita=per_capita, bounded=bounded)
    else:
        payoffs, levels = np.empty(players), np.empty(players)
        count = whole_pool(values, per_capita, bounded, most, payoffs, levels)
        if count < 0:
            raise NotSolvedError("the linear programmes of a small game were not solved")
        found = Levelled(payoffs, levels[:count], RELATIVE * scale(values))
    return Levelled(game.in_kind(found.payoffs), found.levels, found.residual, found.passes)


def _grow(values: Floats, players: int, most: int, *, per_capita: bool, bounded: bool) -> Levelled:
    """Programmes over a pool and passes over all coalitions in turn."""
    unit = scale(values)
    tolerance = RELATIVE * unit
    payoffs, levels = np.empty(players), np.empty(players)
    if bounded:
        alone = settle_alone(values, payoffs, tolerance)
        if alone == 1:
            worst = largest_excess(values, payoffs, per_capita)
            return Levelled(payoffs, np.array([worst]), tolerance)
        bounded = alone == 0
    probes = np.empty((players, 2, players))
    pool = _first_pool(values, players, per_capita=per_capita)
    for passes in range(1, MOST_PASSES):
        count = rounds(values, pool, per_capita, bounded, most, tolerance, payoffs, levels, probes)
        if count < 0:
            break
        missed = _pass(
            values, payoffs, levels[:count], probes, 10 * tolerance, per_capita=per_capita
        )
        if not missed.size:
            return Levelled(payoffs, levels[:count], 10 * tolerance, passes)
        pool = _closed(np.union1d(pool, missed), players)
    raise NotSolvedError("the linear programmes of a large game were not solved")


def _first_pool(values: Floats, players: int, *, per_capita: bool) -> Masks:
    """Single players, all but one, and the largest excesses at the Shapley value."""
    single = 1 << np.arange(players)
    start = shapley(NumericGame(tuple(map(str, range(players))), values))
    every = GENERIC[:, :players][np.newaxis].copy()
    low = np.array([-4.0 * players * scale(values)])
    missed = _pass(values, start, low, every, 0.0, per_capita=per_capita)
    return _closed(np.union1d(single, missed), players)


def _closed(pool: Masks, players: int) -> Masks:
    """``pool`` with its complements, in the order of bitmasks.

    A round starts from the complement of an idle coalition, and levels fall from round to round
    only among coalitions that were in the pool before.
    """
    return np.union1d(pool, (1 << players) - 1 ^ pool)


def _pass(
    values: Floats,
    payoffs: Floats,
    levels: Floats,
    probes: Floats,
    tolerance: float,
    *,
    per_capita: bool,
) -> Masks:
    """The most forgotten coalition of each block, at most ``AT_ONCE``, the worst first."""
    blocks = max(1, len(values) >> BLOCK_BITS)
    worst, by = np.empty(blocks, np.int64), np.empty(blocks)
    forgotten(values, payoffs, levels, probes, per_capita, tolerance, worst, by)
    order = np.argsort(-by)[:AT_ONCE]
    return worst[order[by[order] > 0.0]]
