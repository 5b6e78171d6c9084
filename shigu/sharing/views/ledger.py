"""The ledgers: entries over all agreements one is party to, each down to clause and evidence."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Sum
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.districts.middleware import ActorRequest
from shigu.face.pieces import Empty, Tab, Words
from shigu.sharing import shown
from shigu.sharing.filters import EntryFilter
from shigu.sharing.models import Contribution, FiscalEntry, StatisticsEntry
from shigu.sharing.names import firm_rows, kind_names, party_names, reason_words
from shigu.sharing.tables.ledgers import EntryTable
from shigu.sharing.views.frame import of_agreement
from shigu.sharing.views.listing import CodedListing
from shigu.sharing.views.overview import tabs

LEDGERS: dict[str, Any] = {"fiscal": FiscalEntry, "statistics": StatisticsEntry}
TITLES = {"fiscal": gettext_lazy("财政账"), "statistics": gettext_lazy("统计账")}


class Ledger(CodedListing):
    """The entries of one ledger."""

    template_name = "sharing/ledger.html"
    table_class = EntryTable
    filterset_class = EntryFilter
    hidden_columns = ("rule", "collected_fen", "reasons", "kept")
    sums = {name: Sum(name) for name in ("entitled_fen", "transfer_fen")}
    empty = Empty(
        gettext_lazy("账簿里还没有分录"),
        gettext_lazy("在协议的“年度与结算”里结算一个年度，各方同意后入账。"),
    )

    @property
    def ledger(self) -> str:
        asked = str(self.kwargs.get("ledger", "fiscal"))
        if asked not in LEDGERS:
            raise Http404
        return asked

    def get_queryset(self) -> Any:
        self.title = TITLES[self.ledger]
        self.export_name = str(self.title)
        rows = LEDGERS[self.ledger].objects.visible_to(self.request.actor)
        return rows.select_related("agreement").order_by("-posted_at", "id")

    def get_answer(self, rows: Any) -> Words:
        del rows
        if self.ledger == "statistics":
            return _("统计账只供考核分计；官方统计留在发生地。")
        return _("每一分钱都写明条款；更正用冲销，原分录不动。")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ledgers = [
            Tab(str(TITLES[name]), reverse("sharing:ledger", args=[name]), name == self.ledger)
            for name in LEDGERS
        ]
        return super().get_context_data(tabs=tabs("sharing:ledger_home"), ledgers=ledgers, **kwargs)


def entry(request: ActorRequest, ledger: str, key: UUID) -> HttpResponseBase:
    """One entry: the clause, the firm, what it was computed from, what took it back."""
    if ledger not in LEDGERS:
        raise Http404
    model = LEDGERS[ledger]
    rows = model.objects.visible_to(request.actor).select_related(
        "agreement", "run__version", "run__posted_by"
    )
    row = get_object_or_404(rows, pk=key)
    terms = shown.terms_of(row.run.version)
    rules = shown.told(terms).rules if terms else ()
    group = rows.filter(run=row.run, rule=row.rule, firm=row.firm, kind=row.kind)
    group = group.filter(reverses__isnull=row.reverses is None).order_by("party")
    firm = firm_rows([row.firm]).get(row.firm)
    context = {
        "entry": row,
        "rule": next((rule for rule in rules if rule.id == row.rule), None),
        "group": group,
        "parties": party_names([each.party for each in group], [shown.named_in(terms)]),
        "kinds": kind_names(),
        "firm": firm,
        "original": rows.filter(pk=row.reverses).first() if row.reverses else None,
        "reversal": rows.filter(reverses=row.pk).first(),
        "evidence": evidence(request, row, firm),
        "reasons": reason_words(row.reasons),
        "breadcrumbs": of_agreement(
            row.agreement,
            (TITLES[ledger], reverse("sharing:ledger", args=[ledger])),
            (f"{row.year}", ""),
        ),
    }
    return render(request, "sharing/entry.html", context)


def evidence(request: ActorRequest, row: Any, firm: Any) -> Any:
    """The contributions behind an entry, as far as they are the reader's own."""
    if firm is None:
        return ()
    rows = Contribution.objects.visible_to(request.actor).filter(organisation=firm, year=row.year)
    if row.kind:
        rows = rows.filter(kind=row.kind)
    return rows.select_related("district", "regime", "batch").order_by("month", "kind")
