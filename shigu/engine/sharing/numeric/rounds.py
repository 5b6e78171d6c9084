"""All rounds of one game over a pool of coalitions, and all games of a batch, compiled."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from shigu.engine.compiled import compiled
from shigu.engine.sharing.numeric.lexicographic import (
    ALONE,
    OPEN,
    RELATIVE,
    ZERO,
    Floats,
    Masks,
    Roles,
    coordinates,
    first_basis,
    height,
    invert,
    is_open,
    leaving_row,
    pivot,
    prices,
    probe,
    settle,
    total,
    totals,
)

PATIENCE = 20
"""So many pivots a row may leave λ where it is before Bland's rule is followed."""

REFRESHED = 100
"""After so many pivots the inverse is computed afresh."""

MOST_PIVOTS = 20_000
"""A round of a game of 28 players takes some hundreds; more would be a numerical failure."""


@compiled
def entering(
    values: Floats,
    masks: Masks,
    heights: Floats,
    open_: NDArray[np.bool_],
    found: Floats,
    sums: Floats,
    tolerance: float,
    smallest: bool,  # noqa: FBT001 - a kernel takes positions
) -> int:
    """The place in the pool of an open coalition that x and ε leave short, −1 if there is none.

    The shortest of them, or where λ stalls the first: the pool is in the order of bitmasks.
    """
    players = found.size - 1
    totals(found[:players], masks, sums)
    best, worst = -1, tolerance
    for k in range(masks.size):
        short = values[masks[k]] - sums[k] - heights[k] * found[players]
        if short > worst and open_[k]:
            if smallest:
                return k
            best, worst = k, short
    return best


@compiled
def lonely(values: Floats, probes: Floats, found: Floats, tolerance: float) -> int:
    """A player who gets less than alone, −1 if there is none."""
    for player in range(found.size - 1):
        if values[1 << player] - found[player] > tolerance and is_open(probes, 1 << player):
            return player
    return -1


@compiled
def optimise(
    values: Floats,
    pool: Masks,
    pool_heights: Floats,
    open_: NDArray[np.bool_],
    probes: Floats,
    basis: tuple[Masks, Roles, Floats, Floats],
    inverse: Floats,
    found: Floats,
    bounded: bool,  # noqa: FBT001
    tolerance: float,
) -> bool:
    """Bring the basis to the optimum of the round; False where it was not reached."""
    masks, roles, heights, costs = basis
    size = found.size
    entry, sums, stalled = np.empty(size), np.empty(pool.size), 0
    for turn in range(1, MOST_PIVOTS):
        if turn % REFRESHED == 0:
            invert(inverse, masks, roles, heights)
        prices(inverse, costs, found)
        cautious = stalled > PATIENCE * size
        player = lonely(values, probes, found, tolerance) if bounded else -1
        if player >= 0:
            mask, role, tall = 1 << player, ALONE, 0.0
        else:
            k = entering(values, pool, pool_heights, open_, found, sums, tolerance, cautious)
            if k < 0:
                return True
            mask, role, tall = pool[k], OPEN, pool_heights[k]
        coordinates(inverse, mask, role, tall, entry)
        leaving = leaving_row(inverse, masks, roles, entry, cautious)
        if leaving < 0:
            return False
        stalled = 0 if inverse[leaving, size - 1] > ZERO else stalled + 1
        pivot(inverse, entry, leaving)
        masks[leaving], roles[leaving], heights[leaving] = mask, role, tall
        costs[leaving] = values[mask]
    return False


@compiled
def rounds(
    values: Floats,
    pool: Masks,
    per_capita: bool,  # noqa: FBT001
    bounded: bool,  # noqa: FBT001
    most: int,
    tolerance: float,
    payoffs: Floats,
    levels: Floats,
    probes: Floats,
) -> int:
    """Solve up to ``most`` rounds; their number, or −1 where one was not solved.

    ``payoffs`` (n), ``levels`` (ε of each round, n) and ``probes`` (n × 2 × n, what was open in
    each round) are filled.
    """
    size = payoffs.size + 1
    masks, roles = np.empty(size, np.int64), np.empty(size, np.int8)
    heights, costs = np.empty(size), np.empty(size)
    inverse, found = np.empty((size, size)), np.empty(size)
    first_basis(inverse, masks, roles, heights, per_capita)
    for row in range(size):
        costs[row] = values[masks[row]]
    pool_heights = np.empty(pool.size)
    for k in range(pool.size):
        pool_heights[k] = height(pool[k], per_capita)
    open_, one, two = np.ones(pool.size, np.bool_), np.empty(pool.size), np.empty(pool.size)
    for turn in range(size - 1):
        probe(inverse, roles, probes[turn])
        if turn:
            totals(probes[turn, 0], pool, one)
            totals(probes[turn, 1], pool, two)
            for k in range(pool.size):
                open_[k] = abs(one[k]) > ZERO or abs(two[k]) > ZERO
        basis = (masks, roles, heights, costs)
        if not optimise(
            values,
            pool,
            pool_heights,
            open_,
            probes[turn],
            basis,
            inverse,
            found,
            bounded,
            tolerance,
        ):
            return -1
        payoffs[:] = found[: size - 1]
        levels[turn] = found[size - 1]
        if turn + 1 == most or not settle(
            values, masks, roles, heights, costs, inverse, found, per_capita
        ):
            return turn + 1
    return -1


@compiled
def scale(values: Floats) -> float:
    """The largest |v(S)|, or 1 where all are zero."""
    largest = 0.0
    for mask in range(values.size):
        largest = max(largest, abs(values[mask]))
    return largest if largest > 0.0 else 1.0


@compiled
def settle_alone(values: Floats, payoffs: Floats, tolerance: float) -> int:
    """Where stand-alone values sum to v(N) they are the one imputation (1); above it none (−1)."""
    surplus = values[values.size - 1]
    for player in range(payoffs.size):
        payoffs[player] = values[1 << player]
        surplus -= payoffs[player]
    if surplus < -tolerance:
        return -1
    return 1 if surplus <= tolerance else 0


@compiled
def largest_excess(values: Floats, payoffs: Floats, per_capita: bool) -> float:  # noqa: FBT001
    """max (v(S) − x(S)) ÷ h(S) over the proper coalitions."""
    block = min(values.size, 1024)
    low, worst = np.zeros(block), -np.inf
    for mask in range(1, block):
        low[mask] = total(payoffs, mask)
    for first in range(0, values.size, block):
        base = total(payoffs, first)
        for mask in range(block):
            if 0 < first + mask < values.size - 1:
                excess = values[first + mask] - base - low[mask]
                if per_capita:
                    excess /= height(first + mask, True)  # noqa: FBT003
                worst = max(worst, excess)
    return worst


@compiled
def whole_pool(
    values: Floats,
    per_capita: bool,  # noqa: FBT001
    bounded: bool,  # noqa: FBT001
    most: int,
    payoffs: Floats,
    levels: Floats,
) -> int:
    """As :func:`rounds` over all proper coalitions of a game of two players or more."""
    players = payoffs.size
    tolerance = RELATIVE * scale(values)
    alone = settle_alone(values, payoffs, tolerance) if bounded else 0
    if alone == 1:
        levels[0] = largest_excess(values, payoffs, per_capita)
        return 1
    pool = np.arange(1, values.size - 1)
    probes = np.empty((players, 2, players))
    return rounds(
        values, pool, per_capita, bounded and alone == 0, most, tolerance, payoffs, levels, probes
    )


@compiled
def every_game(
    games: Floats, payoffs: Floats, epsilons: Floats, imputable: NDArray[np.bool_]
) -> int:
    """The nucleolus of every row of ``games`` (G × 2ⁿ), the first level of each and whether it has
    an imputation; the index of a game that was not solved, −1 where all were."""
    players = payoffs.shape[1]
    levels, alone = np.empty(players), np.empty(players)
    for k in range(len(games)):
        tolerance = RELATIVE * scale(games[k])
        imputable[k] = settle_alone(games[k], alone, tolerance) >= 0
        if whole_pool(games[k], False, True, players, payoffs[k], levels) < 0:  # noqa: FBT003
            return k
        epsilons[k] = levels[0]
    return -1
