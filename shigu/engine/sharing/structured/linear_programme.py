"""max c·y with A·y ≤ b, y ≥ 0, b ≥ 0 in rationals: optimum and prices of the constraints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Programme:
    """``value`` = c·y = b·``prices``; prices ≥ 0 and Aᵀ·prices ≥ c prove it the largest."""

    value: Fraction
    activities: tuple[Fraction, ...]
    prices: tuple[Fraction, ...]


class UnboundedError(ValueError):
    """Some activity earns without using anything scarce."""


def maximise(
    gains: Sequence[Fraction], uses: Sequence[Sequence[Fraction]], limits: Sequence[Fraction]
) -> Programme:
    """Simplex tableau from the slack basis with Bland's rule (1977), which ends always.

    ``uses[r][a]`` is what a unit of activity a takes of resource r, ``limits[r]`` ≥ 0.

    Raises:
        UnboundedError: there is no largest value.
    """
    count, rows = len(gains), len(limits)
    table = [
        [*map(Fraction, uses[r]), *(Fraction(int(r == k)) for k in range(rows)), limits[r]]
        for r in range(rows)
    ]
    reduced = [*(-gain for gain in gains), *[Fraction(0)] * (rows + 1)]
    basis = [count + r for r in range(rows)]
    while (entering := next((a for a in range(count + rows) if reduced[a] < 0), None)) is not None:
        ratios = [
            (row[-1] / row[entering], basis[r], r)
            for r, row in enumerate(table)
            if row[entering] > 0
        ]
        if not ratios:
            raise UnboundedError("an activity earns without limit")
        leaving = min(ratios)[2]
        basis[leaving] = entering
        _pivot(table, reduced, leaving, entering)
    level = {column: table[r][-1] for r, column in enumerate(basis)}
    activities = tuple(level.get(a, Fraction(0)) for a in range(count))
    return Programme(reduced[-1], activities, tuple(reduced[count:-1]))


def _pivot(table: list[list[Fraction]], reduced: list[Fraction], row: int, column: int) -> None:
    by = table[row][column]
    table[row] = [entry / by for entry in table[row]]
    for r, other in enumerate(table):
        if r != row and other[column]:
            factor = other[column]
            table[r] = [a - factor * b for a, b in zip(other, table[row], strict=True)]
    factor = reduced[column]
    reduced[:] = [a - factor * b for a, b in zip(reduced, table[row], strict=True)]
