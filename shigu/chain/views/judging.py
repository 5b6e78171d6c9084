"""Adding, confirming and rejecting who stands at a link."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from shigu.chain import actions
from shigu.chain.forms import PositionForm, VerdictForm
from shigu.chain.models import Position
from shigu.chain.views.frame import trail
from shigu.chain.views.link import seen
from shigu.districts.middleware import actor_of
from shigu.districts.policies import Refused, may_write_somewhere
from shigu.districts.timeline import timeline
from shigu.districts.versions import INVALID
from shigu.districts.vocabulary import DataClass

REJECT = "reject"


def add_position(request: HttpRequest, code: str) -> HttpResponse:
    """The form of a new position at a link."""
    actor, row = actor_of(request), seen(request, code)
    may_write_somewhere(actor, DataClass.CHAIN).require()
    given = {"organisation": request.GET.get("organisation", ""), "confidence": 80}
    form = PositionForm(request.POST or None, actor=actor, initial=given)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_position(actor, link=row, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("%s已登记在这个环节。") % made.organisation.name)
            return redirect(row)
    crumbs = trail((row.name, row.get_absolute_url()), (_("登记企业"), ""))
    context = {"form": form, "link": row, "breadcrumbs": crumbs}
    status = INVALID if form.is_bound else 200
    return render(request, "chain/add_position.html", context, status=status)


def judge_position(request: HttpRequest, code: str) -> HttpResponse:
    """What is known of a position, its history, and a person's verdict on it."""
    actor = actor_of(request)
    positions = Position.objects.visible_to(actor).select_related(
        "organisation__district", "link__chain", "source"
    )
    row = get_object_or_404(positions, code=code)
    may = may_write_somewhere(actor, DataClass.CHAIN)
    given = {"share": round(100 * row.share, 1), "confidence": round(100 * row.confidence, 1)}
    form = VerdictForm(request.POST or None, initial=given)
    if request.method == "POST" and form.is_valid():
        may.require()
        try:
            _judge(request, row, form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(row.link)
    context = {
        "position": row,
        "form": form,
        "may": may,
        "events": timeline(row),
        "breadcrumbs": trail(
            (row.link.name, row.link.get_absolute_url()), (str(row.organisation), "")
        ),
    }
    status = INVALID if form.is_bound else 200
    return render(request, "chain/judge_position.html", context, status=status)


def _judge(request: HttpRequest, row: Position, form: VerdictForm) -> None:
    given = form.cleaned_data
    if request.POST.get("verdict") == REJECT:
        actions.reject_position(actor_of(request), row, reason=given["reason"])
        messages.success(request, _("已否定；它仍列在环节页末尾，但不再计入。"))
        return
    actions.confirm_position(
        actor_of(request),
        row,
        share=given["share"],
        confidence=given["confidence"],
        reason=given["reason"],
    )
    messages.success(request, _("已确认；重新计算后反映在评估里。"))
