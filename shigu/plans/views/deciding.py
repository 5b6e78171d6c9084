"""A plan that was asked for: how far it is, ending its search, stopping and adopting it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from shigu.districts.middleware import ActorRequest
from shigu.plans import actions
from shigu.plans.forms import AdoptForm
from shigu.plans.models import Run
from shigu.plans.views.frame import seen, standing


@require_GET
def progress(request: ActorRequest, key: UUID) -> HttpResponse:
    """The progress of a plan; the page is loaded again when it begins and once it is over."""
    plan = seen(request, key)
    if plan.state != request.GET.get("was", plan.state) or not plan.open:
        return HttpResponse(headers={"HX-Refresh": "true"})
    run = get_object_or_404(Run.objects.visible_to(request.actor), plan=plan)
    return render(request, "plans/part/progress.html", standing(plan, run))


@require_POST
def hasten(request: ActorRequest, key: UUID) -> HttpResponse:
    """End the search with the best plan so far."""
    plan = seen(request, key)
    actions.hasten_plan(request.actor, plan, reason=request.POST.get("reason", ""))
    messages.success(request, _("已要求停下；几秒后留下目前最好的方案。"))
    return redirect(plan)


@require_POST
def cancel(request: ActorRequest, key: UUID) -> HttpResponse:
    """Stop the computation."""
    plan = seen(request, key)
    actions.cancel_plan(request.actor, plan)
    messages.success(request, _("已要求停止。"))
    return redirect(plan)


@require_POST
def adopt(request: ActorRequest, key: UUID) -> HttpResponse:
    """Make the plan the one in force."""
    plan = seen(request, key)
    form = AdoptForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请写明采纳的理由。"))
        return redirect(plan)
    actions.adopt_plan(request.actor, plan, reason=form.cleaned_data["reason"])
    messages.success(request, _("已采纳；所有成员现在都能看到这个方案的总数。"))
    return redirect(plan)
