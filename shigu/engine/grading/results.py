"""What an assessment answers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """One measure of one unit: ``value`` in the measure's unit (None = not reported), what it
    earned of ``full`` points, and whether the points are a mean of others
    (``from_group``)."""

    measure: str
    value: float | None
    points: float
    full: float
    from_group: bool


@dataclass(frozen=True, slots=True)
class UnitGrade:
    """``rank`` 1 is the best, equals share the better one; ``total`` is the sum of the parts."""

    id: str
    name: str
    group: str
    total: float
    rank: int
    grade: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Grading:
    """All units, the best first; ``weights`` are the full points of each measure; ``counts`` the
    units in each grade, best grade first."""

    scheme: str
    name_zh: str
    name_en: str
    source: str
    units: tuple[UnitGrade, ...]
    weights: dict[str, float]
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Lift:
    """One measure that alone would lift a unit from its grade into ``grade``: from ``value`` to
    ``needed`` (None: not even at ``tried``), that is ``more`` of the column ``of`` (negative:
    less) with everything else as it is."""

    measure: str
    grade: str
    value: float
    needed: float | None
    tried: float
    of: str
    more: float | None


@dataclass(frozen=True, slots=True)
class UnitLifts:
    """Everything that alone would lift one unit by a grade; empty for those in the best."""

    id: str
    lifts: tuple[Lift, ...]


@dataclass(frozen=True, slots=True)
class Stability:
    """How a unit stands when the weights move: best and worst rank, and the part of the draws
    that leave its grade."""

    id: str
    best_rank: int
    worst_rank: int
    grade_kept: float
