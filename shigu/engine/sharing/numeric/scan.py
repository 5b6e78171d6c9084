"""One pass over the excesses of all coalitions: which of them a solution of a pool forgot."""

from __future__ import annotations

import numpy as np

from shigu.engine.compiled import compiled
from shigu.engine.sharing.numeric.lexicographic import Floats, Masks, height, is_open, total

BLOCK_BITS = 10
"""The most forgotten coalition of every 2¹⁰ is reported."""


@compiled
def forgotten(
    values: Floats,
    payoffs: Floats,
    levels: Floats,
    probes: Floats,
    per_capita: bool,  # noqa: FBT001 - a kernel takes positions
    tolerance: float,
    worst: Masks,
    by: Floats,
) -> None:
    """In each block the coalition that exceeds by most the first level it was not settled at.

    Kohlberg's criterion (1971) for a solution of a pool: S may exceed the level εₖ only where 1_S
    lies in the span of what was settled before round k. ``worst`` and ``by`` (one an entry for
    each block of the coalitions) get the coalition, 0 where there is none, and by how much.
    """
    block = values.size // worst.size
    low, sizes = np.zeros(block), np.zeros(block)
    for mask in range(1, block):
        low[mask] = total(payoffs, mask)
        sizes[mask] = height(mask, per_capita)
    last = levels[levels.size - 1] + tolerance
    for k in range(worst.size):
        first = k * block
        base = total(payoffs, first)
        more = height(first, True) if per_capita else 0.0  # noqa: FBT003
        worst[k], by[k] = 0, 0.0
        for mask in range(block):
            excess = values[first + mask] - base - low[mask]
            if excess <= (last + by[k]) * (sizes[mask] + more if per_capita else 1.0):
                continue
            if not 0 < first + mask < values.size - 1:
                continue
            if per_capita:
                excess /= sizes[mask] + more
            short = _short(excess, first + mask, levels, probes, tolerance)
            if short > by[k]:
                worst[k], by[k] = first + mask, short


@compiled
def _short(excess: float, mask: int, levels: Floats, probes: Floats, tolerance: float) -> float:
    """By how much the coalition exceeds the first level below it, if it was open there, else 0."""
    for turn in range(levels.size):
        if excess > levels[turn] + tolerance:
            return excess - levels[turn] if is_open(probes[turn], mask) else 0.0
    return 0.0
