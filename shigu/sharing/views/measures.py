"""Measures of the parties of an agreement: what a year needs, one kept, a sheet brought."""

from __future__ import annotations

import io
from collections import Counter
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from shigu.districts.middleware import ActorRequest
from shigu.districts.versions import since
from shigu.engine.pack.upload import blank_workbook
from shigu.engine.sharing.rules.values import Agreement as Terms
from shigu.registry.models import Organisation
from shigu.sharing import actions, shown
from shigu.sharing.actions.settling import FIRST_YEAR, LAST_YEAR
from shigu.sharing.forms.measures import BringMeasuresForm, MeasureForm
from shigu.sharing.measuring import (
    Change,
    changes,
    measure_names,
    measured_parties,
    read_measures,
    sealed,
    sheet,
    unsealed,
    wanted,
)
from shigu.sharing.models import Agreement, Measure
from shigu.sharing.names import firm_rows, party_names
from shigu.sharing.policies import may_keep
from shigu.sharing.views.frame import INVALID, XLSX, of_agreement, the_agreement

Context = dict[str, Any]
CONFLICT = 409
STATES = {
    "new": gettext_lazy("新增"),
    "changed": gettext_lazy("修改"),
    "same": gettext_lazy("不变"),
}


def listed(request: ActorRequest, row: Agreement) -> Context:
    """The measures that are kept, and those that a settlement of ``?year=`` counts."""
    terms, year = _terms(row), _year(request)
    measures: list[Any] = list(row.measures.select_related("organisation"))
    wants = wanted(row, terms, year) if terms else ()
    codes = {each.party for each in measures}.union(*(one.given + one.lacking for one in wants))
    names = party_names([*row.parties, *codes], [shown.named_in(terms)])
    called, rules = measure_names(), shown.rule_titles(terms)
    for each in measures:
        each.party_name = names.get(each.party, each.party)
        each.value_said = _plain(each.value)
        each.measure_name = called.get(each.measure, each.measure)
    firms = firm_rows(one.firm for one in wants)
    return {
        "measures": measures,
        "year": year,
        "wants": [
            {
                "rule": rules[one.rule],
                "measure": called.get(one.measure, one.measure),
                "year": one.year,
                "firm": firms[one.firm].name if one.firm in firms else one.firm,
                "given": "、".join(names[code] for code in one.given),
                "lacking": "、".join(names[code] for code in one.lacking),
                "state": "met" if not one.lacking and one.given else
                         "optional" if one.optional else "lacking",
            }
            for one in wants
        ],
    }  # fmt: skip


def _plain(value: Decimal) -> str:
    """A value without the zeros that a column of six decimals adds."""
    return f"{value.normalize():,f}"


def _terms(row: Agreement) -> Terms | None:
    version = shown.in_force(row.versions.all())
    return shown.terms_of(version) if version else None


def _year(request: ActorRequest) -> int:
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else timezone.localdate().year - 1
    return min(max(year, FIRST_YEAR), LAST_YEAR)


def measure(request: ActorRequest, key: UUID) -> HttpResponse:
    """Keep a measure; ``?row=`` names the one whose value is changed."""
    agreement = the_agreement(request, key)
    may_keep(request.actor, agreement).require()
    row = _before(request, agreement)
    parties = measured_parties(_terms(agreement))
    form = MeasureForm(request.POST or None, actor=request.actor, parties=parties, row=row)
    if form.is_valid() and row is not None and since(row, form.cleaned_data["version"]):
        form.add_error(None, _("您打开这一页以后，别人改过这个指标；重新打开再改。"))
    if form.is_valid() and row is None and _there(agreement, form.cleaned_data):
        form.add_error(None, _("这一方这一年的这个指标已经登记；在列表里修改它。"))
    if form.is_valid():
        found = {name: form.cleaned_data[name] for name in form.fields if name != "version"}
        actions.put_measure(request.actor, agreement, **found)
        messages.success(request, _("已登记；从下一次结算起按它计算。"))
        return redirect(f"{agreement.get_absolute_url()}?part=measures")
    title = _("登记指标") if row is None else _("修改指标")
    context = {"form": form, "title": title, "save": _("保存"), "back": "?part=measures",
               "agreement": agreement,
               "breadcrumbs": of_agreement(agreement, (title, ""))}  # fmt: skip
    return render(request, "sharing/form.html", context, status=INVALID if form.is_bound else 200)


def _before(request: ActorRequest, agreement: Agreement) -> Measure | None:
    try:
        asked = UUID(request.GET.get("row", ""))
    except ValueError:
        return None
    return get_object_or_404(agreement.measures, pk=asked)


def _there(agreement: Agreement, found: Context) -> bool:
    key = {name: found[name] for name in ("party", "year", "measure", "organisation")}
    return agreement.measures.filter(**key).exists()


def bring(request: ActorRequest, key: UUID) -> HttpResponse:
    """Bring a sheet of measures: shown first, then all of it is kept or nothing."""
    agreement = the_agreement(request, key)
    may_keep(request.actor, agreement).require()
    known = Organisation.objects.visible_to(request.actor)
    if "sheet" in request.POST:
        return _confirmed(request, agreement, known)
    form = BringMeasuresForm(request.POST or None, request.FILES or None)
    found: Context = {"form": form, "faults": []}
    if form.is_valid():
        file, evidence = form.cleaned_data["file"], form.cleaned_data["evidence"]
        parties = measured_parties(_terms(agreement))
        rows, found["faults"] = read_measures(file.name, file.read(), parties, known)
        if rows:
            found |= _preview(agreement, changes(agreement, rows), evidence)
    status = INVALID if form.is_bound and "changes" not in found else 200
    return _bringing(request, agreement, found, status)


def _confirmed(request: ActorRequest, agreement: Agreement, known: Any) -> HttpResponse:
    """Keep what was previewed, unless somebody changed one of its measures meanwhile."""
    opened = unsealed(agreement, request.POST["sheet"], known)
    if opened is None:
        words = _("预览已失效；请重新上传。")
        return _bringing(
            request, agreement, {"form": BringMeasuresForm(), "faults": [words]}, INVALID
        )
    previewed, evidence = opened
    now = changes(agreement, [each.measured for each in previewed])
    if now != previewed:
        found = _preview(agreement, now, evidence) | {"moved": True}
        return _bringing(request, agreement, found, CONFLICT)
    rows = [each.measured for each in now]
    actions.take_in_measures(request.actor, agreement, rows, evidence=evidence)
    messages.success(request, _("已导入 %d 行指标。") % len(rows))
    return redirect(f"{agreement.get_absolute_url()}?part=measures")


def _preview(agreement: Agreement, found: list[Change], evidence: str) -> Context:
    codes = {each.measured.party for each in found}
    names = party_names([*agreement.parties, *codes], [shown.named_in(_terms(agreement))])
    called = measure_names()
    return {
        "changes": [
            {
                "party": names.get(each.measured.party, each.measured.party),
                "year": each.measured.year,
                "measure": called[each.measured.measure],
                "firm": each.measured.organisation,
                "before": "—" if each.before is None else _plain(each.before),
                "after": _plain(each.measured.value),
                "state": STATES[each.state],
            }
            for each in found
        ],
        "counted": Counter(each.state for each in found),
        "evidence": evidence,
        "sheet": sealed(agreement, found, evidence),
    }


def _bringing(
    request: ActorRequest, agreement: Agreement, found: Context, status: int
) -> HttpResponse:
    crumbs = of_agreement(agreement, (_("导入指标"), ""))
    context = {"agreement": agreement, "breadcrumbs": crumbs, **found}
    return render(request, "sharing/bring_measures.html", context, status=status)


@require_GET
def template(_request: ActorRequest) -> FileResponse:
    """The blank sheet."""
    content = io.BytesIO(blank_workbook(sheet()))
    name = f"{sheet().title_zh}.xlsx"
    return FileResponse(content, as_attachment=True, filename=name, content_type=XLSX)


@require_POST
def drop(request: ActorRequest, key: UUID) -> HttpResponse:
    """Take a measure away."""
    rows = Measure.objects.visible_to(request.actor).select_related("agreement__district")
    row = get_object_or_404(rows, pk=key)
    actions.drop_measure(request.actor, row, reason=request.POST.get("reason", ""))
    messages.success(request, _("已删去；历史里还在。"))
    return redirect(f"{row.agreement.get_absolute_url()}?part=measures")
