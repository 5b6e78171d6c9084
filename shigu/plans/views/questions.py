"""Questions to a finished plan: why not there, and what if there were one project more."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from shigu.districts.middleware import ActorRequest
from shigu.face.pieces import Link
from shigu.plans import questions
from shigu.plans.forms import WhatIfForm
from shigu.plans.models import Placement, Plan, State, Unplaced
from shigu.plans.shown import answers
from shigu.plans.views.frame import called, seen, trail
from shigu.projects.models import Project
from shigu.territory.models import Space

OFFERED = 20


@require_GET
def why_not(request: ActorRequest, key: UUID, project: UUID) -> HttpResponse:
    """``?space=…``: why the plan does not put the project there; ``?q=…`` looks for spaces."""
    plan, row = _done(request, key), _project(request, project)
    found = questions.subject(request.actor, plan, row)
    if found is None:
        raise Http404
    there = _space(request)
    query = request.GET.get("q", "").strip()
    context = {
        "plan": plan,
        "project": row,
        "found": found,
        "there": there,
        "query": query,
        "spaces": _offered(request, found, query),
        "breadcrumbs": _trail(plan, _("为什么不放那里")),
    }
    if there is not None:
        context |= _why(request, plan, row, there)
    return render(request, "plans/why.html", context)


@require_GET
def what_if(request: ActorRequest, key: UUID) -> HttpResponse:
    """What the plan becomes with one project more; nothing is changed by asking."""
    plan = _done(request, key)
    form = WhatIfForm(
        request.GET if "similar" in request.GET else None, projects=_projects(request, plan)
    )
    context: dict[str, Any] = {
        "plan": plan,
        "form": form,
        "breadcrumbs": _trail(plan, _("加一个项目试试")),
    }
    if form.is_valid():
        try:
            found = questions.with_one_more(
                *(request.actor, plan),
                form.cleaned_data["similar"],
                form.given(),
                form.cleaned_data["most_moves"],
            )
        except questions.NotAnswered as refusal:
            context["refusal"] = str(refusal)
        else:
            names = answers.names_of(found.problem)
            context |= {
                "reply": answers.what_if_answer(found.answer, names),
                "stale": found.stale,
            }
    return render(request, "plans/what_if.html", context)


def _why(request: ActorRequest, plan: Plan, project: Project, there: Space) -> dict[str, Any]:
    try:
        found = questions.why_not_there(request.actor, plan, project, there)
    except questions.NotAnswered as refusal:
        return {"refusal": str(refusal)}
    names = answers.names_of(found.problem)
    return {"reply": answers.why_answer(found.answer, names), "stale": found.stale}


def _done(request: ActorRequest, key: UUID) -> Plan:
    plan = seen(request, key)
    if plan.state != State.DONE:
        raise Http404
    return plan


def _project(request: ActorRequest, key: UUID) -> Project:
    return get_object_or_404(Project.objects.visible_to(request.actor), pk=key)


def _space(request: ActorRequest) -> Space | None:
    asked = request.GET.get("space", "")
    if not asked:
        return None
    rows = Space.objects.visible_to(request.actor).select_related("zone__district")
    return get_object_or_404(rows, code=asked)


def _offered(request: ActorRequest, found: Placement | Unplaced, query: str) -> list[Space]:
    """Spaces that match the words; without words those that the plan itself speaks of."""
    rows = Space.objects.visible_to(request.actor).select_related("zone__district")
    if query:
        named = Q(name__icontains=query) | Q(name_en__icontains=query) | Q(code__iexact=query)
        zone = Q(zone__name_zh__icontains=query) | Q(zone__name_en__icontains=query)
        return list(rows.filter(named | zone).order_by("code")[:OFFERED])
    return list(rows.filter(_near(found)).order_by("code")[:OFFERED])


def _near(found: Placement | Unplaced) -> Q:
    if isinstance(found, Unplaced):
        return Q(code__in=[miss["space"] for miss in found.near_misses])
    case = getattr(found, "case", None)
    return Q(pk=case.runner_up_id) if case and case.runner_up_id else Q(zone=found.space.zone_id)


def _projects(request: ActorRequest, plan: Plan) -> QuerySet[Project]:
    """Projects of the plan that this reader reads."""
    placed = Placement.objects.visible_to(request.actor).filter(plan=plan).values("project")
    left = Unplaced.objects.visible_to(request.actor).filter(plan=plan).values("project")
    own = Project.objects.visible_to(request.actor)
    return own.filter(Q(pk__in=placed) | Q(pk__in=left)).order_by("name", "pk")


def _trail(plan: Plan, name: str) -> tuple[Link, ...]:
    here = (Link(called(plan), reverse("plans:plan", args=[plan.pk])), Link(name))
    return (*trail("")[:1], *here)
