"""The sequence of linear programmes of ``balance.py`` in doubles, compiled.

For a pool of open coalitions with height h(S), 1 or |S|, each round solves

    min ε   subject to  x(S) + h(S)·ε ≥ v(S) (open),  x(T) = t(T) (settled)

and, where bounded, xᵢ ≥ v({i}),

through its dual by the revised simplex method and settles the coalitions of positive weight. A
column of the basis is (1_S; h(S) if open, else 0); ``inverse`` is the inverse of the basis, whose
rows stand for its columns.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from shigu.engine.compiled import compiled

Floats = NDArray[np.float64]
Masks = NDArray[np.int64]
Roles = NDArray[np.int8]

SETTLED, OPEN, ALONE = 0, 1, 2
ZERO = 1e-9
"""Weights and coordinates of a basis are quotients of small whole numbers; this is none."""

RELATIVE = 1e-13
"""Excesses closer than this part of the largest |v(S)| count as equal."""

GENERIC: Floats = np.random.default_rng(1947).uniform(0.5, 1.5, (2, 64))
"""Coefficients in general position: two combinations of vectors that both vanish on 1_S by chance
are not met."""


@compiled
def height(mask: int, per_capita: bool) -> float:  # noqa: FBT001 - a kernel takes positions
    """The factor of ε in the constraint of a coalition: 1, or its number of members."""
    if not per_capita:
        return 1.0
    members = 0
    while mask:
        mask &= mask - 1
        members += 1
    return float(members)


@compiled
def total(amounts: Floats, mask: int) -> float:
    """x(S)."""
    found, player = 0.0, 0
    while mask:
        if mask & 1:
            found += amounts[player]
        mask >>= 1
        player += 1
    return found


@compiled
def totals(amounts: Floats, masks: Masks, sums: Floats) -> None:
    """x(S) of the pool into ``sums``; a pool of all proper coalitions 1, 2, 3, … by doubling."""
    players = amounts.size
    if masks.size < (1 << players) - 2:
        for k in range(masks.size):
            sums[k] = total(amounts, masks[k])
        return
    for player in range(players):
        size = 1 << player
        sums[size - 1] = amounts[player]
        for k in range(min(size - 1, sums.size - size)):
            sums[size + k] = sums[k] + amounts[player]


@compiled
def _gauss_jordan(matrix: Floats, inverse: Floats) -> None:
    """The inverse of a regular ``matrix``, which is used up; rows are pivots by size."""
    size = len(matrix)
    for row in range(size):
        for j in range(size):
            inverse[row, j] = 1.0 if row == j else 0.0
    for k in range(size):
        best = k
        for row in range(k + 1, size):
            if abs(matrix[row, k]) > abs(matrix[best, k]):
                best = row
        for j in range(size):
            matrix[k, j], matrix[best, j] = matrix[best, j], matrix[k, j]
            inverse[k, j], inverse[best, j] = inverse[best, j], inverse[k, j]
        _eliminate(matrix, inverse, k)


@compiled
def _eliminate(matrix: Floats, inverse: Floats, k: int) -> None:
    size, by = len(matrix), matrix[k, k]
    for j in range(size):
        matrix[k, j] /= by
        inverse[k, j] /= by
    for row in range(size):
        factor = matrix[row, k]
        if row == k or factor == 0.0:
            continue
        for j in range(size):
            matrix[row, j] -= factor * matrix[k, j]
            inverse[row, j] -= factor * inverse[k, j]


@compiled
def invert(inverse: Floats, masks: Masks, roles: Roles, heights: Floats) -> None:
    """The inverse of the basis afresh."""
    size = masks.size
    basis = np.zeros((size, size))
    for column in range(size):
        for player in range(size - 1):
            basis[player, column] = masks[column] >> player & 1
        if roles[column] == OPEN:
            basis[size - 1, column] = heights[column]
    _gauss_jordan(basis, inverse)


@compiled
def first_basis(
    inverse: Floats,
    masks: Masks,
    roles: Roles,
    heights: Floats,
    per_capita: bool,  # noqa: FBT001
) -> None:
    """N settled; {0} balances N∖{0}, the other single players stand idle."""
    players = masks.size - 1
    grand = (1 << players) - 1
    masks[players], roles[players] = grand, SETTLED
    for player in range(players - 1):
        masks[player], roles[player] = 1 << player, OPEN
    masks[players - 1], roles[players - 1] = grand ^ 1, OPEN
    for column in range(players + 1):
        heights[column] = height(masks[column], per_capita)
    invert(inverse, masks, roles, heights)


@compiled
def coordinates(inverse: Floats, mask: int, role: int, tall: float, entry: Floats) -> None:
    """A column in terms of the basis."""
    last = entry.size - 1
    for row in range(entry.size):
        entry[row] = total(inverse[row, :last], mask)
        if role == OPEN:
            entry[row] += inverse[row, last] * tall


@compiled
def _before(role: int, mask: int, other_role: int, other_mask: int) -> bool:
    """The order of columns in Bland's rule: single players first, then coalitions by bitmask."""
    if role != other_role:
        return role == ALONE
    return mask < other_mask


@compiled
def leaving_row(
    inverse: Floats,
    masks: Masks,
    roles: Roles,
    entry: Floats,
    smallest: bool,  # noqa: FBT001
) -> int:
    """The row that first falls to zero; of equals the smallest coalition (Bland 1977) where λ
    stalls, else the largest pivot. −1: none does."""
    last, found, least = entry.size - 1, -1, np.inf
    for row in range(entry.size):
        if roles[row] == SETTLED or entry[row] <= ZERO:
            continue
        ratio = max(inverse[row, last], 0.0) / entry[row]
        if ratio > least + ZERO:
            continue
        if ratio < least - ZERO:
            better = True
        elif smallest:
            better = _before(roles[row], masks[row], roles[found], masks[found])
        else:
            better = entry[row] > entry[found]
        if better:
            found, least = row, min(ratio, least)
    return found


@compiled
def pivot(inverse: Floats, entry: Floats, leaving: int) -> None:
    """The inverse after the column with coordinates ``entry`` took the place of ``leaving``."""
    size = entry.size
    by = entry[leaving]
    for j in range(size):
        inverse[leaving, j] /= by
    for row in range(size):
        factor = entry[row]
        if row != leaving and factor != 0.0:
            for j in range(size):
                inverse[row, j] -= factor * inverse[leaving, j]


@compiled
def prices(inverse: Floats, costs: Floats, found: Floats) -> None:
    """(x₁, …, xₙ, ε) of the basis."""
    found[:] = 0.0
    for row in range(costs.size):
        if costs[row] != 0.0:
            for j in range(costs.size):
                found[j] += costs[row] * inverse[row, j]


@compiled
def probe(inverse: Floats, roles: Roles, probes: Floats) -> None:
    """Two vectors in general position among those that vanish on the settled coalitions."""
    probes[:, :] = 0.0
    for row in range(roles.size):
        if roles[row] != SETTLED:
            for j in range(roles.size - 1):
                probes[0, j] += GENERIC[0, row] * inverse[row, j]
                probes[1, j] += GENERIC[1, row] * inverse[row, j]


@compiled
def is_open(probes: Floats, mask: int) -> bool:
    """Whether 1_S lies outside the span of the settled coalitions."""
    return abs(total(probes[0], mask)) > ZERO or abs(total(probes[1], mask)) > ZERO


@compiled
def settle(
    values: Floats,
    masks: Masks,
    roles: Roles,
    heights: Floats,
    costs: Floats,
    inverse: Floats,
    found: Floats,
    per_capita: bool,  # noqa: FBT001
) -> bool:
    """Fix the coalitions of positive weight at x(S) and start the next round; False once x is.

    As :func:`shigu.engine.sharing.balance.settle`.
    """
    size = masks.size
    idle, dropped = -1, -1
    for row in range(size):
        if roles[row] != SETTLED and inverse[row, size - 1] <= ZERO and idle < 0:
            idle = row
        if roles[row] == OPEN and inverse[row, size - 1] > ZERO and dropped < 0:
            dropped = row
    if idle < 0:
        return False
    for row in range(size):
        if roles[row] != SETTLED and row != dropped and inverse[row, size - 1] > ZERO:
            roles[row] = SETTLED
        if roles[row] == SETTLED:
            costs[row] = total(found[: size - 1], masks[row])
    masks[dropped] = ((1 << (size - 1)) - 1) ^ masks[idle]
    heights[dropped] = height(masks[dropped], per_capita)
    costs[dropped] = values[masks[dropped]]
    invert(inverse, masks, roles, heights)
    return True
