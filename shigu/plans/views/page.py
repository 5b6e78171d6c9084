"""The page of one plan, and what plans say of one project."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from shigu.districts.middleware import ActorRequest
from shigu.districts.models import District
from shigu.districts.timeline import timeline
from shigu.plans import policies, queries
from shigu.plans.forms import AdoptForm, ReplanForm
from shigu.plans.models import Plan, Run, State
from shigu.plans.shown import figures, flows, places, searching, sections
from shigu.plans.shown.front import front_shown
from shigu.plans.shown.words import Names, phase_words
from shigu.plans.views.frame import called, is_there, parts, seen, standing, trail
from shigu.projects.models import Project
from shigu.registry.views import Panel

Json = dict[str, Any]
Context = dict[str, Any]


def plan(request: ActorRequest, key: UUID) -> HttpResponse:
    """A plan: while it is computed how far it is, then what it says to this reader."""
    row = seen(request, key)
    context = {
        "plan": row,
        "name": called(row),
        "answer": figures.answer(row),
        "strip": figures.figures(row),
        "missing": queries.named(row.missing),
        "may_ask": policies.may_ask_for(request.actor, row.district),
        "again_url": f"{reverse('plans:ask')}?follows={row.pk}",
        "may_adopt": policies.may_adopt(request.actor, row),
        "adopt_form": AdoptForm(),
        "replan_form": ReplanForm(),
        "breadcrumbs": trail(called(row)),
    }
    if row.open:
        run = Run.objects.visible_to(request.actor).filter(plan=row).first()
        context |= standing(row, run) if run else {}
        context["may_hasten"] = policies.may_hasten(request.actor, row)
        context["may_cancel"] = policies.may_cancel(request.actor, row)
    elif row.state == State.FAILED:
        context["problem"] = queries.problem(request.actor, row)
    elif row.state == State.DONE:
        context |= _result(request, row)
    return render(request, "plans/plan.html", context)


def of_project(request: ActorRequest, key: UUID) -> HttpResponse:
    """Where plans put one project."""
    project = get_object_or_404(Project.objects.visible_to(request.actor), pk=key)
    context = {
        "project": project,
        "panel": panel(request, project).context,
        "breadcrumbs": trail(_("方案中的落位")),
    }
    return render(request, "plans/of_project.html", context)


def panel(request: ActorRequest, project: Project) -> Panel:
    """The section that a project's page shows of plans."""
    return Panel(
        title=_("方案中的落位"),
        template="plans/part/of_project.html",
        context={
            "rows": queries.of_project(request.actor, project),
            "none": _("还没有方案给它安排位置。"),
        },
    )


def _result(request: ActorRequest, row: Plan) -> dict[str, Any]:
    full = queries.document(request.actor, row)
    outline = queries.outline(request.actor, row)
    document = full or outline
    asked = request.GET.get("part", "")
    part = asked if asked in SHOWN and is_there(asked, document, full) else "where"
    return {
        "full": full is not None,
        "document": document is not None,
        "part": f"plans/part/{part}.html",
        "tabs": parts(row, document, full, part),
        **SHOWN[part](request, row, document or {}, outline),
    }


def _missing(_r: ActorRequest, _p: Plan, document: Json, _o: Json | None) -> Context:
    names = Names(document["index"])
    count = len(document["chain"]["gaps"])
    return {"gaps": sections.gaps(document, names), "gaps_in_all": count}


def _bring(_r: ActorRequest, _p: Plan, document: Json, _o: Json | None) -> Context:
    return {"candidates": sections.candidates(document, Names(document["index"]))}


def _where(request: ActorRequest, row: Plan, document: Json, _o: Json | None) -> Context:
    rows = places.place_rows(request.actor, row, document if "siting" in document else None)
    districts = list(District.objects.visible_to(request.actor).exclude(player=""))
    return {
        "rows": rows,
        "map": places.map_of(rows, districts),
        "matrix": flows.matrix([each.placement for each in rows]),
    }


def _left(request: ActorRequest, row: Plan, document: Json, _o: Json | None) -> Context:
    full = document if "siting" in document else None
    return {"left": places.left_rows(request.actor, row, full)}


def _front(_r: ActorRequest, _p: Plan, document: Json, _o: Json | None) -> Context:
    return {"front": front_shown(document, Names(document["index"]))}


def _share(_r: ActorRequest, _p: Plan, document: Json, outline: Json | None) -> Context:
    names = Names(document["index"])
    return {
        "shares": sections.shares(document, names),
        "terms": sections.terms(document),
        "totals": sections.totals(outline, names),
        "withheld": sections.withheld(document),
        "sharing_url": _sharing(),
    }


def _firm(_r: ActorRequest, _p: Plan, document: Json, _o: Json | None) -> Context:
    return {"swings": sections.swings(document), "limits": sections.limits(document)}


def _how(_r: ActorRequest, row: Plan, _d: Json, _o: Json | None) -> Context:
    return {
        "events": timeline(row),
        "phases": [
            (phase_words(phase), row.phases[phase])
            for phase in searching.phases_of(row)
            if phase in row.phases
        ],
        "log": searching.curve(row.improvements),
        "improvements": searching.rows(row.improvements),
    }


def _sharing() -> str:
    try:
        return reverse("sharing:overview")
    except NoReverseMatch:
        return ""


SHOWN: dict[str, Callable[[ActorRequest, Plan, Json, Json | None], Context]] = {
    "missing": _missing,
    "bring": _bring,
    "where": _where,
    "left": _left,
    "front": _front,
    "share": _share,
    "firm": _firm,
    "how": _how,
}
