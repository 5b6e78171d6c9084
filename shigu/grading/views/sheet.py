"""One graded sheet: who got which grade, and what is done with it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shigu.districts.middleware import ActorRequest
from shigu.districts.policies import Refused, may_write
from shigu.districts.timeline import timeline
from shigu.districts.vocabulary import DataClass
from shigu.face.listing import ListingView, Rows
from shigu.face.pieces import Figure, Link, Tab, Why, Words
from shigu.grading import actions
from shigu.grading.forms import KeepForm
from shigu.grading.models import GradedSheet
from shigu.grading.tables import UnitFilter, units_table
from shigu.grading.words import trail


class SheetPage(ListingView):
    """Units by rank, with the points of each measure and how sure the grade is."""

    template_name = "grading/sheet.html"
    filterset_class = UnitFilter
    page_size = 100
    request: ActorRequest

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page of the sheet that the address names."""
        self.graded = seen(self.request, kwargs["key"])
        self.title = self.graded.name
        self.export_name = self.graded.name
        english = get_language() == "en"
        self.table_class = units_table(
            [(m.id, m.name_en if english else m.name_zh) for m in self.graded.rules.measures]
        )
        return super().get(request, *args, **kwargs)

    def get_queryset(self) -> Rows:
        found = self.graded.found
        sure = {one["id"]: one for one in found["stability"]}
        return Rows(_row(self.graded, unit, sure[unit["id"]]) for unit in found["grading"]["units"])

    def get_answer(self, rows: Any) -> Words:
        del rows
        graded = self.graded
        parts = _("，").join(
            _("%(grade)s 档 %(n)d 个") % {"grade": cut.grade, "n": graded.counts[cut.grade]}
            for cut in graded.rules.cuts
        )
        return _("%(n)d 个对象：%(parts)s。") % {"n": graded.units, "parts": parts}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        graded = self.graded
        return super().get_context_data(
            graded=graded,
            strip=_strip(graded),
            grade_tabs=_tabs(graded, self.request),
            may=may_write(self.request.actor, DataClass.REGISTRY, graded.district),
            form=KeepForm(),
            events=timeline(graded),
            breadcrumbs=trail(Link(graded.name)),
            **kwargs,
        )


def seen(request: ActorRequest, key: uuid.UUID) -> GradedSheet:
    """The sheet, if the reader may see it."""
    rows = GradedSheet.objects.visible_to(request.actor).select_related("district")
    return get_object_or_404(rows, pk=key)


def _row(graded: GradedSheet, unit: dict[str, Any], sure: dict[str, Any]) -> dict[str, Any]:
    best, worst = sure["best_rank"], sure["worst_rank"]
    return {
        "sheet": graded.pk,
        **{name: unit[name] for name in ("id", "name", "group", "total", "rank", "grade")},
        "kept": sure["grade_kept"],
        "best": best,
        "span": str(best) if best == worst else f"{best}–{worst}",
        **{f"m{place}": part["points"] for place, part in enumerate(unit["parts"])},
    }


def _strip(graded: GradedSheet) -> tuple[Figure, ...]:
    unsure = [one for one in graded.found["stability"] if one["grade_kept"] < 0.9]
    rule = Why(
        _("各项权重各自在 ±20% 内变动，抽样 500 次：档次不变的次数占比低于 90% 的对象。"),
    )
    counts = tuple(
        Figure(_("%s 档") % cut.grade, str(graded.counts[cut.grade])) for cut in graded.rules.cuts
    )
    return (*counts, Figure(_("档次不稳"), str(len(unsure)), why=rule))


def _tabs(graded: GradedSheet, request: HttpRequest) -> tuple[Tab, ...]:
    asked = request.GET.get("grade", "")
    rows = [("", _("全部"), graded.units)]
    rows += [(cut.grade, cut.grade, graded.counts[cut.grade]) for cut in graded.rules.cuts]
    return tuple(
        Tab(label, f"?grade={grade}" if grade else "?", grade == asked, count)
        for grade, label, count in rows
    )


@require_POST
def keep(request: ActorRequest, key: uuid.UUID) -> HttpResponseBase:
    """Keep the assessment."""
    graded = seen(request, key)
    try:
        actions.keep(request.actor, graded, reason=request.POST.get("reason", ""))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(graded)


@require_POST
def discard(request: ActorRequest, key: uuid.UUID) -> HttpResponseBase:
    """Throw a preview away."""
    graded = seen(request, key)
    try:
        actions.discard(request.actor, graded)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(graded)
    messages.info(request, _("已丢弃，什么也没有留下。"))
    return redirect("grading:list")
