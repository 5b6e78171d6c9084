"""One agreement: its terms as sentences, its firms, its years, its history."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shigu.districts.middleware import ActorRequest
from shigu.districts.timeline import told as history
from shigu.districts.versions import since
from shigu.face.pieces import Event
from shigu.sharing import actions, shown, texts
from shigu.sharing.forms.agreements import (
    DatesForm,
    FirmForm,
    ReasonForm,
    SettleForm,
    firm_initial,
)
from shigu.sharing.handed import handed_initial
from shigu.sharing.models import (
    Agreement,
    AgreementVersion,
    Enrolment,
    Measure,
    Period,
    Reopening,
    Run,
)
from shigu.sharing.names import party_names
from shigu.sharing.policies import may_ask_to_reopen, may_confirm, may_keep, may_reopen, may_settle
from shigu.sharing.views import measures
from shigu.sharing.views.agreements import described
from shigu.sharing.views.frame import INVALID, PARTS, of_agreement, parts, the_agreement, trail

Context = dict[str, Any]
RUNS_SHOWN = 50


def agreement(request: ActorRequest, key: UUID) -> HttpResponseBase:
    """One agreement; ``?part=`` says which side of it."""
    (row,) = described([the_agreement(request, key)])
    asked = request.GET.get("part", "")
    part = asked if asked in PARTS else PARTS[0]
    context = {
        "agreement": row,
        "tabs": parts(row, part),
        "part": f"sharing/part/{part}.html",
        "may_keep": may_keep(request.actor, row),
        "may_settle": may_settle(request.actor, row),
        "dates": shown.own_dates(row),
        "breadcrumbs": trail((row.code, "")),
        **SHOWN[part](request, row),
    }
    return render(request, "sharing/agreement.html", context)


def _terms(request: ActorRequest, row: Agreement) -> Context:
    versions = list(row.versions.select_related("saved_by"))
    asked = request.GET.get("version", "")
    chosen = next((each for each in versions if each.version == asked), None)
    version = chosen or shown.in_force(versions)
    terms = shown.terms_of(version) if version else None
    return {
        "versions": versions,
        "version": version,
        "told": shown.told(terms) if terms else None,
        "problems": [texts.said(problem) for problem in version.problems] if version else [],
    }


def _firms(request: ActorRequest, row: Agreement) -> Context:
    rows = row.enrolments.select_related("organisation").prefetch_related("confirmations")
    listed = shown.firms(rows.order_by("organisation__name_zh"), party_names(row.parties))
    for each in listed:
        each.may_confirm = may_confirm(request.actor, each) if each.standing == "waiting" else None
    counted = sum(each.standing == "counted" for each in listed)
    return {"firms": listed, "counted": counted}


def _years(request: ActorRequest, row: Agreement) -> Context:
    periods: list[Any] = list(row.periods.prefetch_related("reopenings__asked_by"))
    for each in periods:
        each.agreement = row
        each.may_reopen = may_ask_to_reopen(request.actor, each)
        each.asked = next((r for r in each.reopenings.all() if r.confirmed_at is None), None)
        if each.asked:
            each.may_confirm = may_reopen(request.actor, each, each.asked.asked_by_id)
    runs = row.runs.select_related("period", "version", "asked_by")[:RUNS_SHOWN]
    return {"periods": periods, "runs": runs, "reason_form": ReasonForm()}


def _history(_request: ActorRequest, row: Agreement) -> Context:
    return {"events": agreement_history(row)}


def agreement_history(row: Agreement) -> list[Event]:
    """What happened to an agreement, its texts, its list and its years, the newest first."""
    subjects: tuple[tuple[Any, tuple[str, ...]], ...] = (
        (Agreement, ()),
        (AgreementVersion, ("version",)),
        (Enrolment, ("organisation",)),
        (Measure, ("party", "measure", "year")),
        (Period, ("year",)),
        (Run, ("period",)),
        (Reopening, ("period",)),
    )
    entries = [
        event
        for model, subject in subjects
        for event in history(model, _events(model, row), subject=subject)
    ]
    return sorted(entries, key=lambda event: event.at, reverse=True)


def _events(model: Any, row: Agreement) -> Any:
    kept = model.pgh_event_model.objects
    return kept.filter(pgh_obj=row.pk) if model is Agreement else kept.filter(agreement=row)


def firm(request: ActorRequest, key: UUID) -> HttpResponse:
    """Put a firm on the list, or change how it stands; ``?firm=`` names the row to change."""
    row = the_agreement(request, key)
    may_keep(request.actor, row).require()
    before = _before(request, row)
    form = FirmForm(
        request.POST or None,
        actor=request.actor,
        agreement=row,
        initial=firm_initial(before) if before else handed_initial(request),
    )
    if form.is_valid() and before is not None and since(before, form.cleaned_data["version"]):
        form.add_error(None, _("您打开这一页以后，别人改过这家企业；重新打开再改。"))
    if form.is_valid():
        found = form.cleaned_data
        made = actions.enrol(
            request.actor, row, found["organisation"], form.listed(), reason=found["reason"]
        )
        if may_confirm(request.actor, made):
            actions.confirm(request.actor, made, reason=found["reason"])
        messages.success(request, _("已列入；还要确认的各方会在名单上看到。"))
        return redirect(f"{row.get_absolute_url()}?part=firms")
    title = _("列入企业") if before is None else _("修改名单")
    context = {"form": form, "title": title, "save": _("列入名单"), "back": "?part=firms",
               "agreement": row, "breadcrumbs": of_agreement(row, (title, ""))}  # fmt: skip
    return render(request, "sharing/form.html", context, status=INVALID if form.is_bound else 200)


def _before(request: ActorRequest, row: Agreement) -> Enrolment | None:
    try:
        asked = UUID(request.GET.get("firm", ""))
    except ValueError:
        return None
    return get_object_or_404(row.enrolments, pk=asked)


def dates(request: ActorRequest, key: UUID) -> HttpResponse:
    """When the agreement was signed and what else of its own its clocks start from."""
    row = the_agreement(request, key)
    may_keep(request.actor, row).require()
    form = DatesForm(request.POST or None, agreement=row)
    if form.is_valid() and since(row, form.cleaned_data["version"]):
        form.add_error(None, _("您打开这一页以后，别人改过这份协议；重新打开再改。"))
    if form.is_valid():
        actions.date_events(request.actor, row, form.dates(), reason=form.cleaned_data["reason"])
        messages.success(request, _("已登记；从下一次结算起按它起算。"))
        return redirect(row)
    title = _("协议的时点")
    context = {"form": form, "title": title, "save": _("保存"), "back": "",
               "agreement": row, "breadcrumbs": of_agreement(row, (title, ""))}  # fmt: skip
    return render(request, "sharing/form.html", context, status=INVALID if form.is_bound else 200)


@require_POST
def confirm(request: ActorRequest, key: UUID) -> HttpResponse:
    """Confirm for one's own district that the taxes of a firm are counted."""
    row = _enrolment(request, key)
    actions.confirm(request.actor, row, reason=request.POST.get("reason", ""))
    messages.success(request, _("已确认；从下一次结算起计入。"))
    return redirect(f"{row.agreement.get_absolute_url()}?part=firms")


@require_POST
def take_off(request: ActorRequest, key: UUID) -> HttpResponse:
    """Take a firm off the list."""
    row = _enrolment(request, key)
    reason = request.POST.get("reason", "")
    actions.take_off(request.actor, row, timezone.localdate(), reason=reason)
    messages.success(request, _("已移出；以后年度不再计入。"))
    return redirect(f"{row.agreement.get_absolute_url()}?part=firms")


def _enrolment(request: ActorRequest, key: UUID) -> Enrolment:
    rows = Enrolment.objects.visible_to(request.actor).select_related("agreement__district")
    return get_object_or_404(rows.prefetch_related("confirmations"), pk=key)


def settle(request: ActorRequest, key: UUID) -> HttpResponse:
    """Have a year settled."""
    row = the_agreement(request, key)
    may_settle(request.actor, row).require()
    best = shown.in_force(row.versions.all())
    form = SettleForm(request.POST or None, agreement=row, initial={"version": best})
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data
        made = actions.ask(
            request.actor, row, found["year"], found["version"], reason=found["reason"]
        )
        return redirect(made)
    title = _("结算一个年度")
    context = {"form": form, "title": title, "save": _("开始结算"), "back": "?part=years",
               "agreement": row, "breadcrumbs": of_agreement(row, (title, ""))}  # fmt: skip
    return render(request, "sharing/form.html", context, status=INVALID if form.is_bound else 200)


@require_POST
def ask_to_reopen(request: ActorRequest, key: UUID) -> HttpResponse:
    """Ask for a closed year to be opened again."""
    rows = Period.objects.visible_to(request.actor).select_related("agreement__district")
    period = get_object_or_404(rows, pk=key)
    actions.ask_to_reopen(request.actor, period, reason=request.POST.get("reason", ""))
    messages.success(request, _("已提出；由另一位财政专员确认。"))
    return redirect(f"{period.agreement.get_absolute_url()}?part=years")


@require_POST
def reopen(request: ActorRequest, key: UUID) -> HttpResponse:
    """Confirm as the second person that a year is opened again."""
    rows = Reopening.objects.visible_to(request.actor).select_related("agreement")
    asked = get_object_or_404(rows, pk=key)
    actions.reopen(request.actor, asked, reason=asked.reason)
    messages.success(request, _("已重开；更正后的结算会冲销有差别的分录。"))
    return redirect(f"{asked.agreement.get_absolute_url()}?part=years")


SHOWN: dict[str, Callable[[ActorRequest, Agreement], Context]] = {
    "terms": _terms,
    "firms": _firms,
    "years": _years,
    "measures": measures.listed,
    "history": _history,
}
