"""Clashes: agreeing to open one, appealing; the cases and terms of the joint office."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shigu.districts.middleware import ActorRequest
from shigu.districts.models import District
from shigu.districts.policies import Answer
from shigu.leads.actions import claims as verbs
from shigu.leads.forms.claims import EvidenceForm, RulingForm, TermsForm
from shigu.leads.models import Appeal, Clash, LedgerTerms
from shigu.leads.policies import may_decide, may_set_terms
from shigu.leads.views.frame import done, trail
from shigu.projects.tabs import tabs


@require_POST
def agree(request: ActorRequest, key: UUID) -> HttpResponse:
    """Agree that both sides see whose the other claim is."""
    row, form = _clash(request, key), forms.Form(request.POST)
    words = _("已同意公开；对方也同意后，双方看到彼此的区县、企业名和首报时间。")
    return done(
        request, form, lambda: verbs.ask_opening(request.actor, row), words, row.get_absolute_url()
    )


@require_POST
def appeal(request: ActorRequest, key: UUID) -> HttpResponse:
    """Put the clash before the joint office."""
    row, form = _clash(request, key), EvidenceForm(request.POST)

    def act() -> object:
        return verbs.appeal(request.actor, row, reason=form.cleaned_data["reason"])

    return done(request, form, act, _("已提请专班裁定。"), row.get_absolute_url())


def cases(request: ActorRequest) -> HttpResponse:
    """What is before the joint office, and the terms that hold."""
    rows = Appeal.objects.visible_to(request.actor).select_related(
        "district", "first_district", "second_district", "decided_by"
    )
    office, may = _office(request)
    terms = list(LedgerTerms.objects.visible_to(request.actor).select_related("set_by"))
    waiting = [row for row in rows if row.state == Appeal.State.OPEN]
    context = {
        "cases": [(row, may_decide(request.actor, row)) for row in rows],
        "form": RulingForm(),
        "terms": terms,
        "terms_form": TermsForm(),
        "may_set": may,
        "office": office,
        "answer": _("%d 件待裁定。") % len(waiting),
        "tabs": tabs("leads:cases"),
        "breadcrumbs": trail((_("裁定"), "")),
    }
    return render(request, "leads/cases.html", context)


@require_POST
def decide(request: ActorRequest, key: UUID) -> HttpResponse:
    """Decide whose claim stands."""
    rows = Appeal.objects.visible_to(request.actor).select_related("district")
    row, form = get_object_or_404(rows, pk=key), RulingForm(request.POST)

    def act() -> object:
        told: dict[str, Any] = form.cleaned_data
        stands = told["first_stands"] == "yes"
        return verbs.decide(request.actor, row, first_stands=stands, reason=told["reason"])

    return done(request, form, act, _("已裁定；双方都看得到理由。"), "leads:cases")


@require_POST
def set_terms(request: ActorRequest) -> HttpResponse:
    """Set the terms of the ledger."""
    office, may = _office(request)
    may.require()
    form = TermsForm(request.POST)
    if form.is_valid() and office is not None:
        values = dict(form.cleaned_data)
        reason = values.pop("reason")
        verbs.set_terms(request.actor, office, values, reason=reason)
        messages.success(request, _("已设定；从生效日起用于新的首报。"))
    for name, errors in form.errors.items():
        messages.error(request, f"{form[name].label}{_('：')}{_('；').join(map(str, errors))}")
    return redirect("leads:cases")


def _office(request: ActorRequest) -> tuple[District | None, Answer]:
    rows = District.objects.visible_to(request.actor).filter(level=District.Level.OFFICE)
    office = rows.order_by("code").first()
    if office is None:
        return None, Answer(allowed=False, why=_("还没有专班。"))
    return office, may_set_terms(request.actor, office)


def _clash(request: ActorRequest, key: UUID) -> Clash:
    rows = Clash.objects.visible_to(request.actor).select_related("district")
    found: Clash = get_object_or_404(rows, pk=key)
    return found
