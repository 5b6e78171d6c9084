"""Taxes: what one's districts collected, tax files on their way in, fiscal regimes."""

from __future__ import annotations

import io
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q, Sum
from django.db.models.functions import Coalesce
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from shigu.districts.middleware import ActorRequest
from shigu.districts.timeline import timeline
from shigu.engine.pack.upload import blank_workbook
from shigu.engine.sharing.rules.schema import language
from shigu.face.pieces import Empty, Link, Words
from shigu.sharing import actions
from shigu.sharing.filters import ContributionFilter
from shigu.sharing.forms.agreements import ReasonForm
from shigu.sharing.forms.taxes import BringTaxesForm, RegimeForm
from shigu.sharing.models import Contribution, FiscalRegime, TaxBatch
from shigu.sharing.names import kind_names
from shigu.sharing.policies import may_bring_taxes
from shigu.sharing.tables.ledgers import BatchTable, ContributionTable, RegimeTable
from shigu.sharing.taxes.template import TAXES
from shigu.sharing.taxes.words import fault_words
from shigu.sharing.views.frame import INVALID, XLSX
from shigu.sharing.views.listing import CodedListing
from shigu.sharing.views.overview import tabs


def _taxes_else_all(name: str) -> Coalesce:
    """The sum of what is filtered; where taxes are among it, of the taxes alone."""
    taxes = language().group("all_taxes")
    return Coalesce(Sum(name, filter=Q(kind__in=taxes)), Sum(name))


class Taxes(CodedListing):
    """What one's own districts collected."""

    template_name = "sharing/taxes.html"
    table_class = ContributionTable
    filterset_class = ContributionFilter
    title = gettext_lazy("税收")
    export_name = "taxes"
    hidden_columns = ("district", "batch")
    sums = {name: _taxes_else_all(name) for name in ("gross_fen", "local_fen")}
    empty = Empty(
        gettext_lazy("还没有税收"),
        gettext_lazy("由财政专员上传税收文件：先下载空白表，或直接用税务报表。"),
    )

    def get_queryset(self) -> Any:
        rows = Contribution.objects.visible_to(self.request.actor)
        return rows.select_related("organisation", "district", "regime", "batch").order_by(
            "-year", "organisation__name_zh", "kind", "month"
        )

    def get_answer(self, rows: Any) -> Words:
        del rows
        return _("只有征收区县自己看得到；进入结算的是名单上、由本区县确认的企业。合计只计税收。")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        batches = TaxBatch.objects.visible_to(self.request.actor).select_related("user", "district")
        return super().get_context_data(
            tabs=tabs("sharing:taxes"),
            may_bring=may_bring_taxes(self.request.actor),
            batches=batches[:5],
            **kwargs,
        )


class Batches(CodedListing):
    """Tax files that were brought."""

    table_class = BatchTable
    title = gettext_lazy("税收文件")
    export_name = "tax-files"
    empty = Empty(gettext_lazy("还没有上传过税收文件"), gettext_lazy("在“税收”页上传。"))

    def get_queryset(self) -> Any:
        rows = TaxBatch.objects.visible_to(self.request.actor)
        return rows.select_related("user", "district")


def bring(request: ActorRequest) -> HttpResponse:
    """Bring a tax file."""
    may_bring_taxes(request.actor).require()
    form = BringTaxesForm(request.POST or None, request.FILES or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        made = actions.bring(request.actor, form.cleaned_data["district"], file.name, file.read())
        return redirect(made)
    context = {"form": form, "breadcrumbs": _trail((_("上传税收文件"), ""))}
    return render(request, "sharing/bring.html", context, status=INVALID if form.is_bound else 200)


@require_GET
def template(_request: ActorRequest) -> FileResponse:
    """The blank form."""
    content = io.BytesIO(blank_workbook(TAXES))
    name = f"{TAXES.title_zh}.xlsx"
    return FileResponse(content, as_attachment=True, filename=name, content_type=XLSX)


def batch(request: ActorRequest, key: UUID) -> HttpResponse:
    """A tax file: what it would do, what is wrong with it, what it did."""
    row = _batch(request, key)
    names = kind_names()
    context = {
        "batch": row,
        "faults": [
            {"row": each["row"], "said": fault_words(each)} for each in row.report.get("faults", [])
        ],
        "changes": [
            each | {"kind": names.get(each["kind"], each["kind"])}
            for each in row.report.get("changes", [])
        ],
        "missing": row.report.get("missing", []),
        "totals": _totals(row, names),
        "tied": bool(row.stated),
        "form": ReasonForm(),
        "answer": sentence(row),
        "events": timeline(row),
        "breadcrumbs": _trail((row.filename, "")),
    }
    return render(request, "sharing/batch.html", context)


@require_POST
def take_in(request: ActorRequest, key: UUID) -> HttpResponse:
    """Take the file in."""
    row = _batch(request, key)
    actions.take_in(request.actor, row, reason=request.POST.get("reason", ""))
    messages.success(request, _("已导入。"))
    return redirect(row)


@require_POST
def drop(request: ActorRequest, key: UUID) -> HttpResponse:
    """Do not take it in."""
    row = _batch(request, key)
    actions.drop(request.actor, row)
    messages.info(request, _("已取消，什么也没有改动。"))
    return redirect(row)


def sentence(row: TaxBatch) -> str:
    """What became of a tax file, in one sentence."""
    counts = {name: getattr(row, name) for name in ("rows", "created", "changed", "same")}
    match row.state:
        case TaxBatch.State.FAULTY:
            return _("有 %d 处问题，什么也没有改动；改正后重新上传。") % len(row.report["faults"])
        case TaxBatch.State.READY:
            return _("%(rows)s 行：将新增 %(created)s、修改 %(changed)s、不变 %(same)s。") % counts
        case TaxBatch.State.DONE:
            return _("已导入：新增 %(created)s、修改 %(changed)s、不变 %(same)s。") % counts
    return _("已取消，什么也没有改动。")


class Regimes(CodedListing):
    """The fiscal regimes of all districts."""

    template_name = "sharing/regimes.html"
    table_class = RegimeTable
    title = gettext_lazy("财政体制")
    export_name = "regimes"
    empty = Empty(
        gettext_lazy("还没有登记财政体制"),
        gettext_lazy("文件只有入库税额时，地方部分按这里的比例算；由财政专员登记。"),
    )

    def get_queryset(self) -> Any:
        rows: list[Any] = list(
            FiscalRegime.objects.visible_to(self.request.actor).select_related("district", "source")
        )
        for row in rows:
            row.part_said = f"{row.local_num}/{row.local_den}"
        return rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = RegimeForm(actor=self.request.actor)
        return super().get_context_data(
            form=form,
            may_put=may_bring_taxes(self.request.actor),
            breadcrumbs=_trail((self.title, "")),
            **kwargs,
        )

    def post(self, request: ActorRequest) -> HttpResponseBase:
        """Keep a regime."""
        form = RegimeForm(request.POST, actor=request.actor)
        if not form.is_valid():
            context = self.get_context_data() | {"form": form}
            return render(request, self.template_name, context, status=INVALID)
        actions.put_regime(request.actor, **form.cleaned_data)
        messages.success(request, _("已登记；以前导入的税收不变。"))
        return redirect("sharing:regimes")


def _batch(request: ActorRequest, key: UUID) -> TaxBatch:
    rows = TaxBatch.objects.visible_to(request.actor).select_related("district", "user", "file")
    return get_object_or_404(rows, pk=key)


def _totals(row: TaxBatch, names: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {"kind": names.get(kind, kind), **parts, "stated": row.stated.get(kind)}
        for kind, parts in row.totals.items()
    ]


def _trail(*more: tuple[Any, str]) -> tuple[Link, ...]:
    home = Link(_("利益共享"), tabs("")[0].url)
    taxes = Link(_("税收"), reverse("sharing:taxes"))
    return (home, taxes, *(Link(label, url) for label, url in more))
