"""Two plans side by side."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from shigu.districts.middleware import ActorRequest
from shigu.plans import queries
from shigu.plans.models import Plan, State
from shigu.plans.shown import compared
from shigu.plans.views.frame import called, trail

TWO = 2


@require_GET
def comparison(request: ActorRequest) -> HttpResponse:
    """``?plan=…&plan=…``: the earlier against the later; who reads both in full sees each move."""
    plans = _asked(request)
    if len(plans) != TWO:
        messages.error(request, _("请勾选两个已完成的方案来对比。"))
        return redirect("plans:list")
    first, second = plans
    documents = [queries.document(request.actor, each) for each in plans]
    full = compared.in_full(documents[0], documents[1]) if documents[0] and documents[1] else None
    context = {
        "first": first,
        "second": second,
        "names": [called(each) for each in plans],
        "rows": compared.in_sum(first, second),
        "full": full,
        "answer": full.sentence if full else compared.in_words(first, second),
        "breadcrumbs": trail(_("对比")),
    }
    return render(request, "plans/compare.html", context)


def _asked(request: ActorRequest) -> list[Plan]:
    keys = [key for key in map(_key, request.GET.getlist("plan")) if key]
    rows = Plan.objects.visible_to(request.actor).filter(pk__in=keys, state=State.DONE)
    return list(rows.order_by("asked_at"))


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
