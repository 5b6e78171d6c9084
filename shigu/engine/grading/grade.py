"""Points, totals, ranks and grades of units under a scheme."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from shigu.engine.grading.results import Grading, Part, UnitGrade
from shigu.engine.grading.scales import (
    against_base,
    by_rank,
    efficacy,
    entropy_weights,
    half_up,
    z_score,
)
from shigu.engine.grading.values import Floats, GradingError, Measure, Scale, Scheme, Units

Integers = NDArray[np.intp]
OF_THE_GROUP: Mapping[Scale, Callable[[Floats], Floats]] = {
    "efficacy": efficacy,
    "z_score": z_score,
    "rank": by_rank,
}
"""Scales on which the others decide what a value earns."""


@dataclass(frozen=True, slots=True)
class Scored:
    """Units × measures: ``values`` (NaN = not reported), ``earned`` on a scale where 1 is full,
    ``absent`` where a mean stands for it; ``weights`` by measure."""

    values: Floats
    earned: Floats
    absent: NDArray[np.bool_]
    weights: Floats


def grade(scheme: Scheme, units: Units) -> Grading:
    """Grade units by a scheme.

    Points of a measure = weight × scaled value, rounded half up to ``scheme.decimals``; the
    total is their sum.

    Raises:
        GradingError: a column is missing, or a value that the scheme does not let be missing.
    """
    scored = score(scheme, values_of(scheme, units), units)
    points = points_of(scheme, scored)
    total = half_up(points.sum(axis=1), scheme.decimals)
    rank = ranks(total)
    level = levels(scheme, total, units.groups)
    rows = [
        UnitGrade(
            units.ids[at],
            units.names[at],
            units.groups[at],
            float(total[at]),
            int(rank[at]),
            scheme.cuts[level[at]].grade,
            _parts(scheme, scored, points, at),
        )
        for at in range(len(units.ids))
    ]
    names = [measure.id for measure in scheme.measures]
    return Grading(
        scheme.id,
        scheme.name_zh,
        scheme.name_en,
        scheme.source,
        tuple(sorted(rows, key=lambda row: (row.rank, row.id))),
        dict(zip(names, map(float, scored.weights), strict=True)),
        {cut.grade: int((level == at).sum()) for at, cut in enumerate(scheme.cuts)},
    )


def values_of(scheme: Scheme, units: Units) -> Floats:
    """Units × measures, NaN where not reported."""
    return np.column_stack([units.of(measure) for measure in scheme.measures])


def score(scheme: Scheme, values: Floats, units: Units) -> Scored:
    """Each value on its scale, with the mean where it may be missing."""
    absent = np.isnan(values)
    earned = np.empty_like(values)
    for column, measure in enumerate(scheme.measures):
        earned[:, column] = _scaled(measure, values[:, column], absent[:, column], units)
    weights = np.array([measure.points for measure in scheme.measures], float)
    if scheme.weights == "entropy":
        lifted = earned - np.minimum(earned.min(axis=0), 0)
        weights = weights.sum() * entropy_weights(lifted)
    return Scored(values, earned, absent, weights)


def points_of(scheme: Scheme, scored: Scored) -> Floats:
    """Units × measures in points, rounded as the scheme says."""
    return half_up(scored.earned * scored.weights, scheme.decimals)


def ranks(total: Floats) -> Integers:
    """1 = greatest; equals share the better rank."""
    order: Integers = rankdata(-np.round(total, 9), method="min").astype(np.intp)
    return order


def levels(scheme: Scheme, total: Floats, groups: Sequence[str]) -> Integers:
    """The number of the grade of each unit, 0 = best.

    By score: the first cut that the total reaches. By quota: the grade holds those whose rank is
    at most top × n, rounded half up, so equals at the edge all get the better grade.
    """
    if not scheme.by_quota:
        marks = np.array([cut.score for cut in scheme.cuts[:-1]], float)
        below: Integers = (total[:, None] < marks - 1e-9).sum(axis=1)
        return below
    level = np.zeros(len(total), np.intp)
    for members in _groups(groups, within=scheme.within_group):
        rank = ranks(total[members])
        tops = np.array([cut.top for cut in scheme.cuts[:-1]], float)
        last = half_up(tops * len(members), 0)
        level[members] = (rank[:, None] > last).sum(axis=1)
    return level


def _groups(groups: Sequence[str], *, within: bool) -> list[Integers]:
    if not within:
        return [np.arange(len(groups))]
    named = np.array(groups)
    return [np.flatnonzero(named == group) for group in sorted(set(groups))]


def _scaled(measure: Measure, values: Floats, absent: NDArray[np.bool_], units: Units) -> Floats:
    present = ~absent
    if absent.any() and (measure.missing == "refuse" or not present.any()):
        raise _absent(measure, units.ids[int(np.flatnonzero(absent)[0])])
    earned = np.empty_like(values)
    earned[present] = on_scale(measure, values[present])
    named = np.array(units.groups)
    for at in np.flatnonzero(absent):
        kin = present & ((named == named[at]) | (measure.missing == "mean"))
        earned[at] = earned[kin if kin.any() else present].mean()
    return earned


def on_scale(measure: Measure, values: Floats) -> Floats:
    """What reported values earn, 1 = all points (z-scores: deviations)."""
    if measure.scale != "base":
        return OF_THE_GROUP[measure.scale](values if measure.direction == "more" else -values)
    assert measure.base is not None
    if measure.direction == "more":
        return against_base(values, measure.base)
    if not (values > 0).all():
        raise GradingError(
            f"measure {measure.id}",
            "越小越好的指标按基准折算时不能为 0",
            "a measure that is better the smaller it is cannot be 0 against a base",
        )
    inverse: Floats = measure.base / values
    return inverse


def _absent(measure: Measure, unit: str) -> GradingError:
    return GradingError(
        f"{unit}, {measure.of}",
        f"缺少{measure.name_zh}，或除数为 0",
        f"{measure.name_en} is not reported, or its divisor is 0",
    )


def _parts(scheme: Scheme, scored: Scored, points: Floats, at: int) -> tuple[Part, ...]:
    return tuple(
        Part(
            measure.id,
            None if scored.absent[at, column] else float(scored.values[at, column]),
            float(points[at, column]),
            float(scored.weights[column]),
            bool(scored.absent[at, column]),
        )
        for column, measure in enumerate(scheme.measures)
    )
