"""Noting and withdrawing what is heard of an organisation."""

from __future__ import annotations

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from shigu.districts.middleware import ActorRequest
from shigu.districts.policies import Refused
from shigu.districts.versions import status_of
from shigu.face.pieces import Link
from shigu.registry import actions, queries
from shigu.registry.hearing import SignalForm, WithdrawalForm
from shigu.registry.models import Organisation, Signal
from shigu.registry.policies import may_write_in
from shigu.registry.views.organisations import seen, trail


def hear(request: ActorRequest, key: int) -> HttpResponse:
    """The form of a new signal; ``next`` is the page of this site to go back to."""
    row = seen(request, key)
    may_write_in(request.actor, row.district).require()
    form = SignalForm(request.POST or None, actor=request.actor, organisation=row)
    back = _way_back(request, row)
    if request.method == "POST" and form.is_valid() and _heard(request, row, form):
        messages.success(request, _("已登记；下次计算评估时计入候选得分。"))
        return redirect(back)
    context = {
        "form": form,
        "organisation": row,
        "signals": queries.signals(request.actor, row),
        "back": back,
        "breadcrumbs": (*trail(row.name, row.get_absolute_url()), Link(_("登记动向"))),
    }
    return render(request, "registry/hear.html", context, status=status_of(form))


def unhear(request: ActorRequest, key: int) -> HttpResponse:
    """A signal as it stands, and the reason why it is withdrawn."""
    rows = Signal.objects.visible_to(request.actor)
    signal = get_object_or_404(rows.select_related("organisation__district", "source"), pk=key)
    row = signal.organisation
    may_write_in(request.actor, row.district).require()
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _unheard(request, signal, form):
        messages.success(request, _("已撤回，不再计入；原文与来源留在历史里。"))
        return redirect(row)
    context = {
        "form": form,
        "signal": signal,
        "breadcrumbs": (*trail(row.name, row.get_absolute_url()), Link(_("撤回动向"))),
    }
    return render(request, "registry/unhear.html", context, status=status_of(form))


def _heard(request: ActorRequest, row: Organisation, form: SignalForm) -> bool:
    reason = form.cleaned_data["reason"]
    try:
        actions.hear(request.actor, row, form.told(), cited=form.cited(), reason=reason)
    except Refused as refusal:
        form.add_error(None, str(refusal))
    return not form.errors


def _unheard(request: ActorRequest, signal: Signal, form: Form) -> bool:
    try:
        actions.unhear(request.actor, signal, reason=form.cleaned_data["reason"])
    except Refused as refusal:
        form.add_error(None, str(refusal))
    return not form.errors


def _way_back(request: HttpRequest, row: Organisation) -> str:
    asked = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if safe else row.get_absolute_url()
