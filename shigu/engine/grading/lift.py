"""What would lift a firm or a park by one grade: the least change of one measure, re-graded."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from shigu.engine.grading.grade import levels, points_of, score, values_of
from shigu.engine.grading.results import Lift, UnitLifts
from shigu.engine.grading.scales import half_up
from shigu.engine.grading.values import Floats, GradingError, Scheme, Units

FARTHEST = 10.0
"""How many times the best value seen is tried before a measure is said not to suffice."""
FIGURES = 4
"""Significant figures of the value needed, rounded to the side that suffices."""


def lifts(scheme: Scheme, units: Units, unit: str) -> UnitLifts:
    """For each measure alone, the least value that earns ``unit`` a better grade.

    Everything else, the other units included, stays as it is and all are graded anew, so what
    is answered holds under quotas and scales of the group too. Points rise with the value, so
    the least is found by halving and then rounded up to four figures.

    Raises:
        GradingError: nobody has that id, or the units cannot be graded.
    """
    if unit not in units.ids:
        raise GradingError(unit, "没有这个评价对象", "there is no such unit")
    trial = _Trial(scheme, units, values_of(scheme, units), units.ids.index(unit))
    own = trial.level(trial.values)
    if own == 0:
        return UnitLifts(unit, ())
    found = [trial.lift(column, own) for column in range(len(scheme.measures))]
    return UnitLifts(unit, tuple(lift for lift in found if lift is not None))


@dataclass(frozen=True, slots=True)
class _Trial:
    scheme: Scheme
    units: Units
    values: Floats
    at: int

    def level(self, values: Floats) -> int:
        scored = score(self.scheme, values, self.units)
        total = half_up(points_of(self.scheme, scored).sum(axis=1), self.scheme.decimals)
        return int(levels(self.scheme, total, self.units.groups)[self.at])

    def lift(self, column: int, own: int) -> Lift | None:
        measure = self.scheme.measures[column]
        value = float(self.values[self.at, column])
        if math.isnan(value):
            return None
        tried = self._farthest(column)
        needed = self._least(column, value, tried, own)
        reached = own if needed is None else self._with(column, needed)
        per = self.units.columns[measure.per][self.at] if measure.per else 1.0
        return Lift(
            measure.id,
            self.scheme.cuts[min(reached, own - 1)].grade,
            value,
            needed,
            tried,
            measure.of,
            None if needed is None else float((needed - value) * per),
        )

    def _farthest(self, column: int) -> float:
        seen = self.values[:, column]
        if self.scheme.measures[column].direction == "more":
            return float(np.nanmax(seen)) * FARTHEST or 1.0
        return float(np.nanmin(seen)) / FARTHEST

    def _least(self, column: int, value: float, tried: float, own: int) -> float | None:
        if self._with(column, tried) >= own:
            return None
        short, enough = value, tried
        while abs(enough - short) > abs(enough) * 10.0 ** -(FIGURES + 2):
            middle = (short + enough) / 2
            if self._with(column, middle) < own:
                enough = middle
            else:
                short = middle
        rounded = _to_figures(enough, up=tried > value)
        return rounded if self._with(column, rounded) < own else enough

    def _with(self, column: int, value: float) -> int:
        moved = self.values.copy()
        moved[self.at, column] = value
        return self.level(moved)


def _to_figures(value: float, *, up: bool) -> float:
    if value == 0:
        return 0.0
    digits = FIGURES - 1 - math.floor(math.log10(abs(value)))
    step = 10.0**digits
    return (math.ceil(value * step) if up else math.floor(value * step)) / step
