"""The pages of sharing over the plan that is shown, with the agreements beside them."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _

from shigu.board.queries.items import address
from shigu.districts.actors import Actor
from shigu.districts.middleware import ActorRequest
from shigu.face.pieces import Empty, Link
from shigu.plans.models import Plan
from shigu.plans.queries import document, outline, shown
from shigu.sharing.queries import About, Division, told
from shigu.sharing.urls import urlpatterns as agreements
from shigu.sharing.views.coalitions import coalitions
from shigu.sharing.views.overview import overview, tabs
from shigu.sharing.views.terms import terms

Page = Callable[[ActorRequest, Division], HttpResponseBase]
app_name = "sharing"


def over_a_plan(page: Page, here: str) -> Callable[[ActorRequest], HttpResponseBase]:
    """``page`` over the plan in the address, else the one in force, else the one finished last."""

    @login_required
    @wraps(page)
    def view(request: ActorRequest) -> HttpResponseBase:
        asked = request.GET.get("plan", "")
        plan = _asked_for(request.actor, asked) if asked else shown(request.actor)
        if plan is None:
            return _without(request, here, _no_plan())
        body = document(request.actor, plan) or outline(request.actor, plan)
        if body is None:
            return _without(request, here, _not_granted(plan))
        if body["sharing"] is None:
            return _without(request, here, _withheld(body))
        return page(request, Division(_about(plan, asked), body))

    return view


def _asked_for(actor: Actor, key: str) -> Plan:
    try:
        return Plan.objects.visible_to(actor).get(pk=uuid.UUID(key))
    except (Plan.DoesNotExist, ValueError, ValidationError) as error:
        raise Http404 from error


def _about(plan: Plan, asked: str) -> About:
    return About(
        title=timezone.localtime(plan.asked_at).strftime("%Y-%m-%d %H:%M"),
        url=address("plans:plan", plan.pk),
        state=_("已采纳") if plan.in_force else str(plan.get_state_display()),
        as_of=plan.as_of,
        key=asked,
    )


def _without(request: ActorRequest, here: str, empty: Empty) -> HttpResponseBase:
    return render(request, "sharing/nothing.html", {"empty": empty, "tabs": tabs(here)})


def _no_plan() -> Empty:
    plans = address("plans:list")
    return Empty(
        _("还没有联合方案"),
        _("各方所得从联合方案算出。由联合专班的产业分析员在“方案”页发起，几分钟内得出。"),
        (Link(_("去方案页"), plans),) if plans else (),
    )


def _not_granted(plan: Plan) -> Empty:
    return Empty(
        _("这份方案的分配还没有对您开放"),
        _("请%s的管理员把“方案”一类授权给您的区县。") % plan.district.name,
    )


def _withheld(body: dict[str, Any]) -> Empty:
    said = [told(one) for one in body.get("withheld", ()) if one["part"] == "sharing"]
    return Empty(_("这份方案的分配不予展示"), "".join(said))


urlpatterns = [
    path("", over_a_plan(overview, "sharing:overview"), name="overview"),
    path("coalitions/", over_a_plan(coalitions, "sharing:coalitions"), name="coalitions"),
    path("terms/", over_a_plan(terms, "sharing:terms"), name="terms"),
    *agreements,
]
