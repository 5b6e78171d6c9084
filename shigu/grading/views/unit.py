"""One firm or park: where its points come from, and what would lift it one grade."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from shigu.districts.middleware import ActorRequest
from shigu.engine.grading.lift import lifts
from shigu.engine.grading.results import Lift
from shigu.engine.grading.values import Measure
from shigu.face.pieces import Figure, Link
from shigu.grading.models import GradedSheet
from shigu.grading.views.sheet import seen
from shigu.grading.words import trail


@dataclass(frozen=True, slots=True)
class Part:
    """A measure of the unit: value (``None`` = not reported), points of full points."""

    name: str
    unit: str
    value: float | None
    points: float
    full: float
    from_group: bool


@dataclass(frozen=True, slots=True)
class Raise:
    """What one measure alone would have to be; ``needed`` is ``None`` where it does not suffice."""

    name: str
    unit: str
    grade: str
    value: float
    needed: float | None
    tried: float
    of: str
    more: float | None


@require_GET
def unit(request: ActorRequest, key: uuid.UUID, unit: str) -> HttpResponseBase:
    """The page of one unit; lifts are computed as it is opened."""
    graded = seen(request, key)
    rows = graded.found["grading"]["units"]
    row = next((one for one in rows if one["id"] == unit), None)
    if row is None:
        raise Http404(_("这份评价里没有这个对象。"))
    sure = next(one for one in graded.found["stability"] if one["id"] == unit)
    found = lifts(graded.rules, graded.rows, unit).lifts
    context = {
        "graded": graded,
        "unit": row,
        "parts": _parts(graded, row),
        "raises": [_raise(graded, one) for one in found],
        "best_grade": row["grade"] == graded.rules.cuts[0].grade,
        "strip": _strip(row, sure, graded),
        "answer": _answer(row, found, graded),
        "breadcrumbs": trail(Link(graded.name, graded.get_absolute_url()), Link(row["name"])),
    }
    return render(request, "grading/unit.html", context)


def _called(measure: Measure) -> str:
    return measure.name_en if get_language() == "en" else measure.name_zh


def _parts(graded: GradedSheet, row: dict[str, Any]) -> list[Part]:
    return [
        Part(
            _called(measure),
            "" if measure.unit == "1" else measure.unit,
            part["value"],
            part["points"],
            part["full"],
            part["from_group"],
        )
        for measure, part in zip(graded.rules.measures, row["parts"], strict=True)
    ]


def _raise(graded: GradedSheet, lift: Lift) -> Raise:
    measure = next(one for one in graded.rules.measures if one.id == lift.measure)
    return Raise(
        _called(measure),
        "" if measure.unit == "1" else measure.unit,
        lift.grade,
        lift.value,
        lift.needed,
        lift.tried,
        lift.of,
        lift.more,
    )


def _strip(row: dict[str, Any], sure: dict[str, Any], graded: GradedSheet) -> tuple[Figure, ...]:
    return (
        Figure(_("档次"), row["grade"]),
        Figure(_("名次"), str(row["rank"]), note=_("共 %d") % graded.units),
        Figure(_("得分"), f"{row['total']:.2f}"),
        Figure(_("名次区间"), f"{sure['best_rank']}–{sure['worst_rank']}"),
        Figure(_("档次不变"), f"{sure['grade_kept']:.0%}"),
    )


def _answer(row: dict[str, Any], found: tuple[Lift, ...], graded: GradedSheet) -> str:
    enough = [one for one in found if one.needed is not None]
    if row["grade"] == graded.rules.cuts[0].grade:
        return _("已在最好的一档。")
    if not enough:
        return _("单靠哪一项都升不了档，要几项一起改进。")
    return _("有 %(n)d 项，单独改进其中一项即可升到 %(grade)s 档。") % {
        "n": len(enough),
        "grade": enough[0].grade,
    }
