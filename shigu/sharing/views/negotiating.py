"""The negotiation: what each side would accept, the bargaining solution, terms for a target."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shigu.districts.middleware import ActorRequest
from shigu.districts.policies import Refused, allow, deny
from shigu.engine.reasons import Reason
from shigu.engine.sharing.negotiation.design import DesignedAgreement, design_agreement
from shigu.engine.sharing.negotiation.outlook import NegotiationError, Outlook, payments
from shigu.engine.sharing.negotiation.region import Negotiation, negotiate
from shigu.engine.sharing.rules.values import Agreement as Terms
from shigu.engine.sharing.settlement.book import Book
from shigu.engine.sharing.settlement.faults import SettlementError
from shigu.engine.values import FEN_PER_YUAN
from shigu.sharing import shown
from shigu.sharing.bargaining import looked_at, opened, settled_book
from shigu.sharing.forms.bargaining import BargainingForm
from shigu.sharing.models import Agreement
from shigu.sharing.names import in_words, party_names
from shigu.sharing.policies import seats_as_party
from shigu.sharing.queries import Player
from shigu.sharing.trying import TooLarge, with_parameters
from shigu.sharing.views.frame import INVALID, of_agreement, the_agreement
from shigu.sharing.views.pictures import Compared, against_equal
from shigu.sharing.views.regions import accepted_bars, accepted_grid


@dataclass(frozen=True, slots=True)
class Table:
    """What is negotiated over: terms, book and years, and what each party has of it now."""

    terms: Terms
    book: Book
    first: int
    last: int
    now: Mapping[str, float]
    names: Mapping[str, str]

    def parameter(self, name: str) -> str:
        """The name of a parameter in the reader's language."""
        title = self.terms.parameters[name].title
        return in_words(title) if title else name


def negotiation(request: ActorRequest, key: UUID) -> HttpResponseBase:
    """Posted, as minima are nobody else's business: they stand in no address and are not kept."""
    row = the_agreement(request, key)
    seats = seats_as_party(request.actor, row.parties)
    (allow() if seats else deny(_("由任一方的财政专员测算。"))).require()
    context: dict[str, Any] = {
        "agreement": row,
        "breadcrumbs": of_agreement(row, (_("谈判"), "")),
    }
    try:
        table = _table(row, timezone.localdate())
        form = BargainingForm(request.POST or None, table.terms, table.names)
        context |= {"form": form, "rows": _rows(form, table), "table": table}
        if form.is_valid():
            context |= _answer(row, table, form)
    except (NegotiationError, SettlementError) as error:
        context["problem"] = error.en if get_language() == "en" else error.zh
    except (Refused, TooLarge) as error:
        context["problem"] = str(error) or _(
            "税收行太多，这里等不出来：请用命令 shigu sharing design 测算。"
        )
    unsound = "form" in context and context["form"].is_bound and not context["form"].is_valid()
    status = INVALID if unsound else 200
    return render(request, "sharing/negotiation.html", context, status=status)


def _table(row: Agreement, today: date) -> Table:
    version = shown.in_force(row.versions.all())
    terms = shown.terms_of(version) if version else None
    if terms is None:
        raise NegotiationError(
            "还没有可结算的条文：先保存一个没有问题的版本。",
            "There is no text that can be settled: save a version without faults first.",
        )
    if not terms.parameters:
        raise NegotiationError(
            "条文里没有参数，没有可议的：把要议的比例写成 parameters。",
            "The text has no parameters, so there is nothing to negotiate: write the shares in "
            "question as parameters.",
        )
    book, first = settled_book(row, terms, today.year)
    now = payments(with_parameters(terms, _middle(terms)), book, first, today.year, 0.0)
    names = party_names(now, [shown.named_in(terms)])
    return Table(terms, book, first, today.year, now, {code: names[code] for code in sorted(now)})


def _middle(terms: Terms) -> dict[str, Fraction]:
    """A value for parameters that have none: the middle of their bounds."""
    unset = {name: each for name, each in terms.parameters.items() if each.value is None}
    return {name: (each.low + each.high) / 2 for name, each in unset.items()}


def _rows(form: BargainingForm, table: Table) -> list[dict[str, Any]]:
    amounts = [_yuan(table.now[code]) for code in table.names]
    return [
        {"party": party, "now": now, "fields": fields}
        for (party, fields), now in zip(form.rows(), amounts, strict=True)
    ]


def _answer(row: Agreement, table: Table, form: BargainingForm) -> dict[str, Any]:
    seen = looked_at(
        opened(table.terms, form.cleaned_data["open"]),
        table.book,
        form.spread,
        table.first,
        table.last,
    )
    answer: dict[str, Any] = {}
    if len(form.least) > 1:
        found = negotiate(seen, form.least, weights=form.weights)
        answer["found"] = _negotiated(row, table, seen, found, form.least)
    if form.target:
        designed = design_agreement(seen, form.target)
        answer["designed"] = _designed(row, table, designed)
    return answer


def _negotiated(
    row: Agreement, table: Table, seen: Outlook, found: Negotiation, least: Mapping[str, int]
) -> dict[str, Any]:
    return {
        "agreed": found.nash is not None,
        "reasons": _said(found.reasons),
        "parameters": _parameters(table, found.nearest),
        "picture": _picture(table, seen, found),
        "paid": [_paid(table, code, paid, least) for code, paid in found.payments.items()],
        "try": _try_address(row, found.nearest),
    }


def _paid(table: Table, code: str, paid: float, least: Mapping[str, int]) -> dict[str, Any]:
    bottom = Decimal(least[code]) / FEN_PER_YUAN if code in least else None
    return {
        "party": table.names[code],
        "now": _yuan(table.now[code]),
        "least": bottom,
        "paid": _yuan(paid),
        "over": _yuan(paid) - bottom if bottom is not None else None,
    }


def _picture(table: Table, seen: Outlook, found: Negotiation) -> SafeString:
    sides = {table.names[code]: region for code, region in found.by_side.items()}
    names = [table.parameter(name) for name in found.parameters]
    best = [float(found.nearest[name]) for name in found.parameters]
    low, high = (bound.tolist() for bound in seen.bounds)
    if len(names) == 1:
        return accepted_bars(names[0], (low[0], high[0]), sides, found.accepted, best[0])
    return accepted_grid(names, low, high, sides, best)


def _designed(row: Agreement, table: Table, found: DesignedAgreement) -> dict[str, Any]:
    rows = [
        Compared(Player(each.player, table.names[each.player], colour), *map(_yuan, (
            each.target, each.designed, each.equal, each.low, each.high)))
        for colour, each in enumerate(found.against_5_5, start=1)
    ]  # fmt: skip
    return {
        "parameters": _parameters(table, found.parameters),
        "reasons": _said(found.reasons),
        "picture": against_equal(rows, _("目标")),
        "rows": rows,
        "error": found.error,
        "error_5_5": found.error_5_5,
        "try": _try_address(row, found.parameters),
    }


def _parameters(table: Table, values: Mapping[str, Fraction]) -> list[dict[str, Any]]:
    return [
        {"name": table.parameter(name), "value": value, "now": table.terms.parameters[name].value}
        for name, value in values.items()
    ]


def _try_address(row: Agreement, values: Mapping[str, Fraction]) -> str:
    """The simulator with these values."""
    given = {f"p-{name}": f"{float(100 * value):g}" for name, value in values.items()}
    return f"{reverse('sharing:simulator', args=[row.pk])}?{urlencode(given)}"


def _said(reasons: Iterable[Reason]) -> list[str]:
    return [reason.en if get_language() == "en" else reason.zh for reason in reasons]


def _yuan(amount: float) -> Decimal:
    return Decimal(amount).quantize(Decimal("0.01"))
