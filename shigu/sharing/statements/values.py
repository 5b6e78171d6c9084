"""A statement: the entries of one party in one year of an agreement, with sums that tie."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from shigu.districts.actors import Actor
from shigu.face.units import money_in
from shigu.sharing import shown
from shigu.sharing.models import FiscalEntry, Run, StatisticsEntry
from shigu.sharing.names import firm_rows, kind_names

SUMMED = ("collected_fen", "entitled_fen", "transfer_fen")


class StatementDiffers(AssertionError):
    """A statement does not sum to what the ledger holds; it is not handed out."""


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One entry as it is told, in fen; ``reversal`` takes an earlier one back."""

    clause: str
    firm: str
    kind: str
    base_fen: int
    collected_fen: int
    entitled_fen: int
    transfer_fen: int
    reversal: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """What a party collected, is entitled to and gets in a year, line by line."""

    agreement: str
    code: str
    title: str
    party: str
    year: int
    version: str
    posted_at: datetime.datetime
    through: str
    illustrative: bool
    lines: tuple[StatementLine, ...]
    credits: tuple[StatementLine, ...]

    @property
    def totals(self) -> dict[str, int]:
        """Collected, entitled and transfer of all lines, in fen."""
        return {name: sum(getattr(line, name) for line in self.lines) for name in SUMMED}

    @property
    def said(self) -> str:
        """Who owes whom, in one sentence."""
        fen = self.totals["transfer_fen"]
        amount = money_in(abs(fen), "yuan", 2)
        words = self._in_words(amount)
        if self.through and fen > 0:
            return _("%(party)s %(year)d 年应收 %(amount)s 元，由%(through)s下达。") % words
        if self.through and fen < 0:
            return _("%(party)s %(year)d 年应付 %(amount)s 元，上缴%(through)s。") % words
        if fen > 0:
            return _("%(party)s %(year)d 年应收 %(amount)s 元。") % words
        if fen < 0:
            return _("%(party)s %(year)d 年应付 %(amount)s 元。") % words
        return _("%(party)s %(year)d 年收付相抵为零。") % words

    def _in_words(self, amount: str) -> dict[str, object]:
        return {
            "party": self.party,
            "year": self.year,
            "amount": amount,
            "through": self.through,
        }


def statement(actor: Actor, run: Run, party: str) -> Statement:
    """The statement of a party from the ledgers, corrections included.

    Raises:
        StatementDiffers: its sums are not those that the database adds up.
    """
    terms = shown.terms_of(run.version)
    parties = shown.called(run)
    found = Statement(
        agreement=run.agreement.note or run.agreement.code,
        code=run.agreement.code,
        title=_("财政分享结算单"),
        party=parties.get(party, party),
        year=run.period.year,
        version=run.version.version,
        posted_at=timezone.localtime(run.posted_at or timezone.now()),
        through=parties[terms.through] if terms and terms.through not in {"", party} else "",
        illustrative=run.agreement.status == "illustrative",
        lines=_lines(actor, FiscalEntry, run, party),
        credits=_lines(actor, StatisticsEntry, run, party),
    )
    _tie(actor, run, party, found)
    return found


def _rows(actor: Actor, model: Any, run: Run, party: str) -> Any:
    rows = model.objects.visible_to(actor)
    return rows.filter(agreement=run.agreement_id, year=run.period.year, party=party)


def _lines(actor: Actor, model: Any, run: Run, party: str) -> tuple[StatementLine, ...]:
    ordered = _rows(actor, model, run, party).order_by("clause", "firm", "kind", "posted_at", "id")
    rows = list(ordered)
    firms = firm_rows(row.firm for row in rows)
    kinds = kind_names()
    return tuple(
        StatementLine(
            row.clause,
            firms[row.firm].name if row.firm in firms else row.firm or _("全部"),
            kinds.get(row.kind, row.kind) or _("全部"),
            row.base_fen,
            row.collected_fen,
            row.entitled_fen,
            row.transfer_fen,
            row.reverses is not None,
        )
        for row in rows
    )


def _tie(actor: Actor, run: Run, party: str, found: Statement) -> None:
    sums = _rows(actor, FiscalEntry, run, party).aggregate(
        **{name: Sum(name) for name in found.totals}
    )
    if {name: fen or 0 for name, fen in sums.items()} != found.totals:
        raise StatementDiffers(f"{run.pk} {party}")
