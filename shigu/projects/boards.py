"""The board of projects by stage, and the page of bottlenecks."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shigu.districts.actors import Actor
from shigu.districts.middleware import ActorRequest
from shigu.projects.bottlenecks import (
    AtStage,
    by_stage,
    by_stage_and_district,
    longest_over,
)
from shigu.projects.clocks import clock_of
from shigu.projects.models import Project
from shigu.projects.stages import Stage
from shigu.projects.tabs import tabs
from shigu.projects.views import trail

CARDS = 12
LATE = 30


def board(request: ActorRequest) -> HttpResponse:
    """Every stage as a column; the cards that wait longest stand first."""
    today = timezone.localdate()
    counted = {at.stage: at for at in by_stage(request.actor, today, stays=False)}
    cards = _cards(request.actor)
    columns = [
        {"stage": stage, "at": counted[stage], "cards": cards.get(stage, [])}
        for stage in Stage
        if stage in counted and counted[stage].standing
    ]
    late = sum(at.late for at in counted.values())
    context = {
        "columns": columns,
        "answer": _late_words(late, sum(at.standing for at in counted.values())),
        "breadcrumbs": trail(_("看板")),
        "tabs": tabs("projects:board"),
    }
    return render(request, "projects/board.html", context)


def bottlenecks(request: ActorRequest) -> HttpResponse:
    """Days by stage and district, who is over time, how many go on."""
    today = timezone.localdate()
    rows, apart = by_stage_and_district(request.actor, today)
    slow = max((at for at in rows if at.p90), key=lambda at: at.p90 or 0, default=None)
    late = longest_over(request.actor, today, LATE)
    context = {
        "rows": rows,
        "apart": apart,
        "late": [(row, clock_of(row)) for row in late],
        "answer": _slow_words(slow),
        "breadcrumbs": trail(_("卡在哪里")),
        "tabs": tabs("projects:bottlenecks"),
    }
    return render(request, "projects/bottlenecks.html", context)


def _cards(actor: Actor) -> dict[Stage, list[dict[str, Any]]]:
    place = Window(RowNumber(), partition_by="stage", order_by=[F("stage_since"), F("pk")])
    rows = (
        Project.objects.visible_to(actor)
        .select_related("district")
        .annotate(place=place)
        .filter(place__lte=CARDS)
        .order_by("stage_since", "pk")
    )
    found: dict[Stage, list[dict[str, Any]]] = {}
    for row in rows:
        card = {"project": row, "clock": clock_of(row)}
        found.setdefault(Stage(row.stage), []).append(card)
    return found


def _late_words(late: int, standing: int) -> str:
    return ngettext(
        "共 %(standing)s 个项目，%(late)s 个超过所在阶段的时限。",
        "共 %(standing)s 个项目，%(late)s 个超过所在阶段的时限。",
        standing,
    ) % {"standing": standing, "late": late}


def _slow_words(slow: AtStage | None) -> str:
    if slow is None:
        return _("一年内还没有项目离开过任何阶段。")
    told = {"stage": slow.stage.label, "days": round(slow.p90 or 0)}
    return _("最慢的是“%(stage)s”：十个里有一个停留 %(days)s 天以上。") % told
