"""What a plan for bad times, or one with nobody worse off, would be."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from shigu.districts.middleware import ActorRequest
from shigu.face.pieces import Link
from shigu.plans.forms import VariantForm
from shigu.plans.models import Plan, State
from shigu.plans.questions import NotAnswered
from shigu.plans.shown.answers import names_of
from shigu.plans.shown.variants import cautious_shown, fair_shown
from shigu.plans.variants import fair_to_all, for_bad_times
from shigu.plans.views.frame import called, seen, trail


@require_GET
def variants(request: ActorRequest, key: UUID) -> HttpResponse:
    """The other plan beside this one; nothing is changed by asking."""
    plan = seen(request, key)
    if plan.state != State.DONE:
        raise Http404
    form = VariantForm(request.GET if "kind" in request.GET else None)
    here = (Link(called(plan), reverse("plans:plan", args=[plan.pk])), Link(_("稳一点、均一点")))
    context: dict[str, Any] = {
        "plan": plan,
        "form": form,
        "breadcrumbs": (*trail("")[:1], *here),
    }
    if form.is_valid():
        context |= _answered(request, plan, form)
    return render(request, "plans/variants.html", context)


def _answered(request: ActorRequest, plan: Plan, form: VariantForm) -> dict[str, Any]:
    try:
        if form.cleaned_data["kind"] == "fair":
            evenly = fair_to_all(request.actor, plan)
            shown = fair_shown(evenly.answer, names_of(evenly.problem))
            return {"reply": shown, "stale": evenly.stale}
        firmly = for_bad_times(request.actor, plan, *form.given())
        shown = cautious_shown(firmly.answer, names_of(firmly.problem))
    except NotAnswered as refusal:
        return {"refusal": str(refusal)}
    return {"reply": shown, "stale": firmly.stale}
