"""Asking for a plan, anew with conditions or with few moves."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shigu.districts.middleware import ActorRequest
from shigu.districts.policies import Refused
from shigu.plans import actions, policies, queries
from shigu.plans.forms import AskForm, ReplanForm
from shigu.plans.models import Aim, Placement, Plan
from shigu.plans.views.frame import seen, trail

INVALID = 422
AGAIN = {"lock": actions.lock_placement, "forbid": actions.forbid}


def ask(request: ActorRequest) -> HttpResponse:
    """Ask for a plan; ``?follows=`` carries the settings of an earlier one over."""
    policies.may_ask(request.actor).require()
    before = _followed(request)
    form = AskForm(
        request.POST or None,
        actor=request.actor,
        pairs=queries.pairs(request.actor, before) if before else {},
        initial=_initial(request, before),
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.ask_for_plan(
                request.actor,
                form.cleaned_data["district"],
                form.wish(),
                follows=before,
                reason=form.cleaned_data["reason"],
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(made)
    context = {
        "form": form,
        "before": before,
        "missing": queries.named(queries.not_granted(request.actor)),
        "breadcrumbs": trail(_("提出方案")),
    }
    return render(request, "plans/ask.html", context, status=INVALID if form.is_bound else 200)


@require_POST
def ask_again(request: ActorRequest, key: UUID, kind: str) -> HttpResponse:
    """Lock a placement or bar it, and compute anew."""
    rows = Placement.objects.visible_to(request.actor).select_related(
        "plan__district", "project", "space"
    )
    made = AGAIN[kind](request.actor, get_object_or_404(rows, pk=key))
    words = {"lock": _("已锁定，正在重新计算。"), "forbid": _("已排除，正在重新计算。")}
    messages.success(request, words[kind])
    return redirect(made)


@require_POST
def replan(request: ActorRequest, key: UUID) -> HttpResponse:
    """Make the plan anew with few moves."""
    plan = seen(request, key)
    form = ReplanForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请写明最多挪动几个项目。"))
        return redirect(plan)
    told = form.cleaned_data
    made = actions.replan(request.actor, plan, told["most_moves"], reason=told["reason"])
    messages.success(request, _("正在按最多挪动 %s 个项目重排。") % told["most_moves"])
    return redirect(made)


def _followed(request: ActorRequest) -> Plan | None:
    try:
        key = UUID(request.GET.get("follows", ""))
    except ValueError:
        return None
    return seen(request, key)


def _initial(request: ActorRequest, before: Plan | None) -> dict[str, Any]:
    first = queries.asking_districts(request.actor).first()
    if before is None:
        return {"seconds": 10, "seed": 0, "district": first, "goal": Aim.MONEY}
    return {
        "seconds": before.seconds,
        "seed": before.seed,
        "as_of": before.as_of,
        "district": before.district,
        "front": before.front,
        "goal": before.goal,
        "tolerance": before.tolerance * 100 or None,
        "least_score": before.least_score,
    }
