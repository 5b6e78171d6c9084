"""The division nearest to a wish among those that leave every coalition its floor.

    min ½ Σ (xᵢ − wᵢ)²   subject to  x(N) = total,  x(S) ≥ floor(S)

Dual active-set method (Goldfarb & Idnani 1983) in exact rationals; a coalition's normal is the
indicator of its members, so inner products are counts of common members.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from shigu.engine.sharing.coalitions import subset_sums, whole_array
from shigu.engine.sharing.game import whole_numbers


@dataclass(slots=True)
class _State:
    """The point and the floors that hold with equality, N first, with their multipliers."""

    point: list[Fraction]
    active: list[int]
    multipliers: list[Fraction] = field(default_factory=lambda: [Fraction(0)])

    def worth(self, mask: int) -> Fraction:
        return sum((x for i, x in enumerate(self.point) if mask >> i & 1), Fraction(0))


def nearest(
    wish: Sequence[Fraction], total: Fraction, floors: Sequence[Fraction]
) -> tuple[Fraction, ...]:
    """The nearest division; ``floors`` by bitmask, those of ∅ and N are not read.

    Raises:
        ValueError: no division of ``total`` leaves every coalition its floor.
    """
    players = len(wish)
    lift = (total - sum(wish, Fraction(0))) / players
    state = _State([amount + lift for amount in wish], [(1 << players) - 1])
    proper, scale = whole_numbers(floors[1:-1])
    while (mask := _most_violated(state.point, proper, scale)) is not None:
        _satisfy(state, mask, floors[mask])
    return tuple(state.point)


def _most_violated(point: Sequence[Fraction], floors: list[int], scale: int) -> int | None:
    if not floors:
        return None
    amounts, unit = whole_numbers(point)
    have = subset_sums([amount * scale for amount in amounts])[1:-1]
    lack = whole_array([floor * unit for floor in floors], headroom=2) - have
    mask = int(lack.argmax()) + 1
    return mask if lack[mask - 1] > 0 else None


def _satisfy(state: _State, mask: int, floor: Fraction) -> None:
    """Raise x(mask) to its floor, giving up active floors whose multiplier falls to zero."""
    multiplier = Fraction(0)
    while True:
        pull = _coefficients(state.active, mask)
        direction = _residual(state, mask, pull)
        length = sum((d * d for d in direction), Fraction(0))
        full = (floor - state.worth(mask)) / length if length else None
        blocking = _blocking(state, pull)
        step = full if blocking is None else blocking[0] if full is None else min(full, blocking[0])
        if step is None:
            raise ValueError("no division leaves every coalition its floor")
        state.point = [x + step * d for x, d in zip(state.point, direction, strict=True)]
        state.multipliers = [u - step * r for u, r in zip(state.multipliers, pull, strict=True)]
        multiplier += step
        if step == full:
            state.active.append(mask)
            state.multipliers.append(multiplier)
            return
        if blocking is not None:
            del state.active[blocking[1]], state.multipliers[blocking[1]]


def _blocking(state: _State, pull: Sequence[Fraction]) -> tuple[Fraction, int] | None:
    """The step at which the first multiplier of an active floor (not of N) reaches zero."""
    steps = [(state.multipliers[j] / pull[j], j) for j in range(1, len(pull)) if pull[j] > 0]
    return min(steps, default=None)


def _residual(state: _State, mask: int, pull: Sequence[Fraction]) -> list[Fraction]:
    """The normal of ``mask`` less its projection on the active normals."""
    return [
        Fraction(mask >> i & 1)
        - sum((r for s, r in zip(state.active, pull, strict=True) if s >> i & 1), Fraction(0))
        for i in range(len(state.point))
    ]


def _coefficients(active: Sequence[int], mask: int) -> list[Fraction]:
    """Coordinates of the projection of ``mask`` on the active normals: Gram system, eliminated."""
    rows = [
        [Fraction((s & t).bit_count()) for t in active] + [Fraction((s & mask).bit_count())]
        for s in active
    ]
    for k, pivot in enumerate(rows):
        scaled = [entry / pivot[k] for entry in pivot]
        rows[k] = scaled
        for j, row in enumerate(rows):
            if j != k and row[k]:
                rows[j] = [a - row[k] * b for a, b in zip(row, scaled, strict=True)]
    return [row[-1] for row in rows]
