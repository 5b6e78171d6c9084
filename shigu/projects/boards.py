"""The board of projects by stage, and the page of bottlenecks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, F, Prefetch, QuerySet, Window
from django.db.models.functions import RowNumber
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shigu.districts.actors import Actor
from shigu.districts.middleware import ActorRequest
from shigu.districts.models import District
from shigu.districts.vocabulary import DataClass
from shigu.projects.bottlenecks import (
    AtStage,
    by_stage_and_district,
    longest_over,
)
from shigu.projects.clocks import clock_of, overdue
from shigu.projects.filters import BoardFilter
from shigu.projects.models import Project
from shigu.projects.procedure.returns import following
from shigu.projects.procedure.table import Transition
from shigu.projects.stages import Stage
from shigu.projects.tabs import tabs
from shigu.projects.views import trail

CARDS = 12
LATE = 30
NOBODY = {"standing": 0, "late": 0}


def board(request: ActorRequest) -> HttpResponse:
    """Stages as columns; the cards that wait longest stand first, each with where it may go.

    A stage where nothing stands is shown where a card may be dropped on it.
    """
    rows = Project.objects.visible_to(request.actor)
    narrowing: Any = BoardFilter
    narrowed = narrowing(request.GET, queryset=rows, request=request)
    counted = _counted(narrowed.qs)
    cards = _cards(request.actor, narrowed.qs)
    late = sum(at["late"] for at in counted.values())
    onward = {Stage(to) for own in cards.values() for card in own for to, *_ in card["steps"]}
    asked = request.GET.copy()
    asked["export"] = "xlsx"
    context = {
        "columns": [
            {"stage": stage, "at": counted.get(stage, NOBODY), "cards": cards.get(stage, [])}
            for stage in Stage
            if stage in counted or stage in onward
        ],
        "filter": narrowed,
        "export": f"{reverse('projects:list')}?{asked.urlencode()}",
        "answer": _late_words(late, sum(at["standing"] for at in counted.values())),
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


def _counted(rows: QuerySet[Project]) -> dict[Stage, Any]:
    """How many stand in each stage that is not empty, and how many over time."""
    late = Count("pk", filter=overdue(timezone.localdate()))
    told = rows.order_by().values("stage").annotate(standing=Count("pk"), late=late)
    return {Stage(row["stage"]): row for row in told}


def _cards(actor: Actor, among: QuerySet[Project]) -> dict[Stage, list[dict[str, Any]]]:
    place = Window(RowNumber(), partition_by="stage", order_by=[F("stage_since"), F("pk")])
    placed = among.order_by().values("pk").annotate(place=place).filter(place__lte=CARDS)
    rows = Project.objects.visible_to(actor).filter(pk__in=[row["pk"] for row in placed])
    rows = rows.prefetch_related(Prefetch("district", District.objects.for_choices()))
    writable = actor.writable.get(DataClass.PROJECTS, ())
    shown = list(rows.order_by("stage_since", "pk"))
    steps = following(row for row in shown if actor.everything or row.district_id in writable)
    found: dict[Stage, list[dict[str, Any]]] = {}
    for row in shown:
        ways = _ways(row, steps.get(row.pk, []))
        card = {"project": row, "clock": clock_of(row), "steps": ways}
        found.setdefault(Stage(row.stage), []).append(card)
    return found


def _ways(project: Project, steps: Iterable[Transition]) -> list[tuple[str, str, str]]:
    """Where a card may be moved: the stage, the words of the step, its form."""
    return [
        (
            step.target.value,
            step.label,
            reverse("projects:offer", args=[project.pk])
            if step.target == Stage.HAND_OVER
            else reverse("projects:step", args=[project.pk, step.target.value]),
        )
        for step in steps
    ]


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
