"""The book of an agreement: its firms, what districts that confirmed collected, and measures.

Contributions are each district's own. A settlement reads across districts, so it is read in the
scope of the installation, and only of firms whose districts confirmed that they be counted:
the host's from any year, the place of origin's from the years before the move.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import polars as pl
from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from shigu.districts.actors import Actor
from shigu.districts.policies import Refused
from shigu.engine.sharing.rules.values import Agreement as Terms
from shigu.engine.sharing.rules.values import Event
from shigu.engine.sharing.settlement.book import LINES, Book, Firm
from shigu.engine.sharing.settlement.book import Measure as PartyMeasure
from shigu.sharing.models import Agreement, Confirmation, Enrolment, Measure
from shigu.sharing.settled import counts_gross, pays_without_taxes

PAID = """
COPY (
    SELECT c.id, o.code, c.year, c.kind, c.gross_fen, c.local_fen, c.evidence
    FROM sharing_enrolment e
    JOIN sharing_confirmation k
      ON k.enrolment_id = e.id AND k.player IN (e.host, nullif(e.origin, ''))
    JOIN districts_district d ON d.player = k.player
    JOIN sharing_contribution c ON c.district_id = d.id AND c.organisation_id = e.organisation_id
    JOIN registry_organisation o ON o.id = e.organisation_id
    WHERE e.id = ANY (%s) AND c.year <= %s
      AND (k.player = e.host OR c.year < left(e.dates ->> 'moved', 4)::int)
) TO STDOUT (FORMAT csv)
"""

BOUND = ("host", "introducer", "origin")


class NothingPaid(Refused):
    """No tax of a firm on the list is there to be settled."""


class GrossUnknown(Refused):
    """A rule counts whole taxes, and of some only the local part is known."""


def first_year(book: Book, otherwise: int) -> int:
    """The first year in which anything was paid."""
    first = book.lines["year"].min()
    return first if isinstance(first, int) else otherwise


def book_of(system: Actor, agreement: Agreement, terms: Terms, year: int) -> Book:
    """Everything that a settlement of ``year`` starts from; ``system`` is the installation.

    Raises:
        NothingPaid: no confirmed firm has paid anything yet, and no rule pays without taxes.
        GrossUnknown: the text counts whole taxes, and of some only the local part is known.
    """
    if not system.everything:
        raise PermissionError("a book is read in the scope of the installation")
    listed = counted(agreement, year)
    firms = _by_code(listed)
    lines = _paid([row["pk"] for row in listed], year)
    if lines.is_empty() and not pays_without_taxes(terms):
        raise NothingPaid(_("没有可结算的税收：导入税收文件，并请征收各方确认名单上的企业。"))
    if counts_gross(terms) and lines["gross_fen"].null_count():
        first = lines.filter(pl.col("gross_fen").is_null()).row(0, named=True)
        raise GrossUnknown(
            _("条文按全额计，但 %(firm)s %(year)s 年的 %(kind)s 只有地方留存；请补导入库税额。")
            % first
        )
    known = lines.with_columns(pl.col("gross_fen").fill_null(pl.col("local_fen")))
    return Book(
        firms=_with_first_tax(firms, known),
        lines=known,
        measures=tuple(measures_of(agreement, year)),
        events=_dates(agreement.dates),
    )


def counted(agreement: Agreement, year: int) -> list[Mapping[str, Any]]:
    """The firms of an agreement that are counted in ``year``: hosts confirmed, not taken off."""
    by_the_host = Confirmation.objects.filter(enrolment=OuterRef("pk"), player=OuterRef("host"))
    rows = Enrolment.objects.filter(Exists(by_the_host), agreement=agreement).filter(
        Q(left_at__isnull=True) | Q(left_at__year__gte=year)
    )
    ordered = rows.order_by("organisation__code")
    return list(ordered.values("pk", "organisation__code", *BOUND, "facts", "dates"))


def firms_of(agreement: Agreement, year: int) -> dict[str, Firm]:
    """The firms that are counted in ``year`` by their codes, without what they paid."""
    return _by_code(counted(agreement, year))


def _by_code(listed: Iterable[Mapping[str, Any]]) -> dict[str, Firm]:
    return {row["organisation__code"]: _firm(row) for row in listed}


def _firm(row: Mapping[str, Any]) -> Firm:
    return Firm(
        id=row["organisation__code"],
        **{role: row[role] for role in BOUND},
        facts=dict(row["facts"]),
        events=_dates(row["dates"]),
    )


def _dates(kept: Mapping[str, str]) -> dict[Event, datetime.date]:
    return {Event(name): datetime.date.fromisoformat(day) for name, day in sorted(kept.items())}


def _paid(enrolments: list[Any], year: int) -> pl.DataFrame:
    content = io.BytesIO()
    with connection.cursor() as cursor, cursor.cursor.copy(PAID, [enrolments, year]) as rows:
        for part in rows:
            content.write(part)
    content.seek(0)
    if not content.getbuffer().nbytes:
        return pl.DataFrame(schema=LINES)
    return pl.read_csv(content, has_header=False, schema=LINES)


def _with_first_tax(firms: dict[str, Firm], lines: pl.DataFrame) -> dict[str, Firm]:
    """Where no day is given, the first tax is paid in the first year with a local part."""
    first = (
        lines.filter(pl.col("local_fen") > 0).group_by("firm").agg(pl.col("year").min()).iter_rows()
    )
    for code, year in first:
        firms[code].events.setdefault(Event.FIRST_TAX, datetime.date(year, 1, 1))
    return firms


def measures_of(agreement: Agreement, year: int) -> Iterator[PartyMeasure]:
    """The measures of the parties up to ``year``."""
    rows = Measure.objects.filter(agreement=agreement, year__lte=year)
    for row in rows.select_related("organisation").order_by("year", "measure", "party", "id"):
        firm = row.organisation.code if row.organisation else ""
        yield PartyMeasure(row.party, row.year, row.measure, row.value, firm)
