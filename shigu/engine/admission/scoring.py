"""Points against their sheet, and what the points of several members add up to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from statistics import pstdev
from typing import Any, Literal

from shigu.engine.admission.values import Criterion, Points, Sheet

CENT = Decimal("0.01")
STEP = Decimal("0.5")
"""Members give whole and half points."""
Wrong = Literal["missing", "unknown", "range", "step"]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the points of one criterion."""

    code: str
    wrong: Wrong


class ScoreError(ValueError):
    """Points do not fit their sheet; ``faults`` tells each."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(", ".join(f"{each.code}: {each.wrong}" for each in faults))


@dataclass(frozen=True, slots=True)
class Line:
    """How members judged one criterion."""

    criterion: Criterion
    mean: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Summary:
    """Totals of ``count`` members; ``spread`` is their standard deviation, of all, no sample."""

    count: int
    mean: Decimal
    low: Decimal
    high: Decimal
    spread: Decimal
    lines: tuple[Line, ...]


def checked(sheet: Sheet, given: Mapping[str, Any]) -> dict[str, Decimal]:
    """Points for every criterion of the sheet, in its order.

    Raises:
        ScoreError: one is missing, not of the sheet, below 0, above its most or no half point.
    """
    faults, points = [], {}
    for each in sheet.criteria:
        value = _number(given.get(each.code))
        if value is None:
            faults.append(Fault(each.code, "missing"))
        elif not 0 <= value <= each.most:
            faults.append(Fault(each.code, "range"))
        elif value % STEP:
            faults.append(Fault(each.code, "step"))
        else:
            points[each.code] = value
    faults += [Fault(code, "unknown") for code in sorted(set(given) - _codes(sheet))]
    if faults:
        raise ScoreError(faults)
    return points


def total(points: Points) -> Decimal:
    """The sum of points."""
    return sum(points.values(), Decimal(0))


def summary(sheet: Sheet, handed_in: Sequence[Points]) -> Summary | None:
    """What the points of several members add up to; none where nobody has handed in."""
    if not handed_in:
        return None
    totals = [total(points) for points in handed_in]
    lines = [_line(each, [points[each.code] for points in handed_in]) for each in sheet.criteria]
    return Summary(
        count=len(totals),
        mean=mean(totals),
        low=min(totals),
        high=max(totals),
        spread=_cents(pstdev(totals)),
        lines=tuple(lines),
    )


def mean(values: Sequence[Decimal]) -> Decimal:
    """The mean to two decimals, halves up."""
    return _cents(sum(values, Decimal(0)) / len(values))


def _line(criterion: Criterion, values: Sequence[Decimal]) -> Line:
    return Line(criterion, mean(values), min(values), max(values))


def _cents(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_HALF_UP)


def _number(raw: Any) -> Decimal | None:
    try:
        value = Decimal(str(raw).strip())
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _codes(sheet: Sheet) -> set[str]:
    return {each.code for each in sheet.criteria}
