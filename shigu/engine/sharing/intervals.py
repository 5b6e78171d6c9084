"""Shares of a game whose values are known up to certified gaps: between which amounts they lie."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from shigu.engine.sharing.certificate import bounds_of, verdict
from shigu.engine.sharing.game import Game
from shigu.engine.sharing.nucleolus import tension
from shigu.engine.sharing.results import CoalitionValue, Interval, ShareIntervals
from shigu.engine.sharing.semivalues import shapley
from shigu.engine.values import FEN_PER_YUAN

Floats = NDArray[np.float64]
OUTWARD = 1e-9
"""Of the largest value: intervals from linear programmes in doubles are widened by it."""


def share_intervals(players: tuple[str, ...], values: Sequence[CoalitionValue]) -> ShareIntervals:
    """The intervals of the game of ``values``, each v(S) between what was found and its bound.

    φ_i rises in v(S) for S ∋ i and falls in all others, so its ends are those of two games. The
    nucleolus of each game lies in its least core among the imputations: x(S) ≥ v(S) − ε there,
    and ε is no larger than with every coalition at its upper end and v(N) at its lower.

    Raises:
        GameError: a coalition is missing or repeated, not finite or names a stranger, or a gap
            is not finite.
    """
    low, high = bounds_of(players, values)
    grand = len(low) - 1
    ends = [
        (_shapley(players, low, high, i), _shapley(players, high, low, i))
        for i in range(len(players))
    ]
    calm = Game(players, (*low[:grand], high[grand]))
    tense = Game(players, (Fraction(0), *high[1:grand], low[grand]))
    return ShareIntervals(
        shapley=tuple((_yuan(a), _yuan(b)) for a, b in ends),
        nucleolus=_nucleolus(low, high),
        epsilon=(_yuan(tension(calm).epsilon), _yuan(tension(tense).epsilon)),
        core_empty=verdict(players, values).empty,
    )


def _shapley(
    players: tuple[str, ...], own: Sequence[Fraction], others: Sequence[Fraction], i: int
) -> Fraction:
    """The Shapley value of player i where coalitions with i are worth ``own``."""
    mixed = (own[mask] if mask >> i & 1 else others[mask] for mask in range(1, len(own)))
    return shapley(Game(players, (Fraction(0), *mixed)))[i]


def _nucleolus(low: Sequence[Fraction], high: Sequence[Fraction]) -> tuple[Interval, ...] | None:
    grand = len(low) - 1
    n = grand.bit_length()
    if sum((high[1 << i] for i in range(n)), Fraction(0)) > low[grand]:
        return None
    if n == 1:
        return ((_yuan(low[1]), _yuan(high[1])),)
    least, most = (np.array([float(v) / FEN_PER_YUAN for v in side]) for side in (low, high))
    inside = np.array([[mask >> i & 1 for i in range(n)] for mask in range(1, grand)], np.float64)
    epsilon = _tension(inside, least, most)
    floors = least[1:grand] - epsilon
    alone = [(float(least[1 << i]), None) for i in range(n)]
    rows = np.vstack([-inside, np.ones((1, n)), -np.ones((1, n))])
    limits = np.concatenate([-floors, [most[grand]], [-least[grand]]])
    slack = OUTWARD * float(np.abs(most).max())
    found = []
    for i in range(n):
        side = np.zeros(n)
        side[i] = 1.0
        ends = [_least(sign * side, rows, limits + slack, alone) for sign in (1.0, -1.0)]
        found.append((ends[0] - slack, -ends[1] + slack))
    return tuple(found)


def _tension(inside: Floats, least: Floats, most: Floats) -> float:
    """The smallest ε among imputations with every coalition at its upper end, v(N) at its lower."""
    grand, n = len(most) - 1, inside.shape[1]
    cost = np.append(np.zeros(n), 1.0)
    rows = np.hstack([-inside, -np.ones((len(inside), 1))])
    whole = np.append(np.ones(n), 0.0)[None, :]
    alone = [(float(most[1 << i]), None) for i in range(n)]
    answer = linprog(
        cost, rows, -most[1:grand], whole, [least[grand]], [*alone, (None, None)], method="highs"
    )
    if answer.fun is None:
        raise ArithmeticError(f"the least core was not found: {answer.message}")
    return float(answer.fun) + OUTWARD * float(np.abs(most).max())


def _least(cost: Floats, rows: Floats, limits: Floats, alone: list[tuple[float, None]]) -> float:
    answer = linprog(cost, rows, limits, bounds=alone, method="highs")
    if answer.fun is None:
        raise ArithmeticError(f"the end of an interval was not found: {answer.message}")
    return float(answer.fun)


def _yuan(fen: Fraction) -> float:
    return float(fen / FEN_PER_YUAN)
