"""Accepting many by a rule: counted and listed first, then confirmed."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shigu.districts.middleware import ActorRequest
from shigu.districts.policies import Refused
from shigu.districts.versions import CONFLICT, INVALID, OPENED
from shigu.face.pieces import Link
from shigu.review import actions
from shigu.review.forms import ConfirmForm, TogetherForm
from shigu.review.queries import LEAST_SURE, Rule, offered
from shigu.review.views.queue import trail
from shigu.review.words import summary


def together(request: ActorRequest) -> HttpResponse:
    """The rule, what it offers, and the confirmation."""
    if request.method == "POST":
        return _confirmed(request)
    form = TogetherForm(request.GET or None)
    rule = _rule(form) if form.is_valid() else Rule(0.9)
    return _page(request, form if form.is_bound else TogetherForm(), rule)


def _confirmed(request: ActorRequest) -> HttpResponse:
    form = ConfirmForm(request.POST)
    rule = _rule(form) if form.is_valid() else Rule(0.9)
    if not form.is_valid():
        return _page(request, form, rule, confirm=form, status=INVALID)
    try:
        keys = [UUID(key) for key in request.POST.getlist("looked_over")]
        reason = form.cleaned_data["reason"]
        judged = actions.accept_together(request.actor, rule, keys, reason=reason)
    except (Refused, ValueError) as refusal:
        return _page(request, form, rule, refused=str(refusal), status=CONFLICT)
    told = ngettext("采纳了 %d 条。", "采纳了 %d 条。", len(judged)) % len(judged)
    messages.success(request, told)
    return redirect("review:queue")


def _page(
    request: ActorRequest,
    form: TogetherForm,
    rule: Rule,
    *,
    confirm: ConfirmForm | None = None,
    refused: str = "",
    status: int = OPENED,
) -> HttpResponse:
    rows = list(offered(request.actor, rule))
    given = {"least": 100 * rule.least, "kind": rule.kind}
    context = {
        "form": TogetherForm(given),
        "confirm": confirm or ConfirmForm(initial=given),
        "rows": [(row, summary(row.kind, row.told)) for row in rows],
        "rule": rule,
        "refused": refused,
        "least": 100 * LEAST_SURE,
        "bound": form.is_bound,
        "breadcrumbs": trail(Link(_("成批采纳"))),
    }
    return render(request, "review/together.html", context, status=status)


def _rule(form: TogetherForm) -> Rule:
    return Rule(form.cleaned_data["least"] / 100, form.cleaned_data["kind"])
