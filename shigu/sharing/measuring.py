"""Measures of parties as people meet them: what a year needs, and sheets that bring them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePath
from typing import Any

from django.core import signing
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shigu.engine.pack.parse import ROW
from shigu.engine.pack.schema import Table
from shigu.engine.sharing.rules.schema import language
from shigu.engine.sharing.rules.values import Agreement as Terms
from shigu.engine.sharing.rules.values import PartyKind
from shigu.engine.sharing.settlement.sheets.load import sheets_of
from shigu.engine.sharing.settlement.sheets.read import read_tables
from shigu.engine.sharing.settlement.wanted import Wanted, wanted_measures
from shigu.registry.models import Organisation
from shigu.sharing.actions import Measured
from shigu.sharing.actions.agreements import players
from shigu.sharing.book import firms_of, measures_of
from shigu.sharing.models import Agreement
from shigu.sharing.names import in_words

Rows = Sequence[Mapping[str, Any]]
Known = Mapping[str, Mapping[str, Any]]
SHEET = "measures"
SALT = "shigu.sharing.measures"
PREVIEW_SECONDS = 3600


def sheet() -> Table:
    """The columns of a sheet of measures."""
    return sheets_of(())[SHEET]


def measure_names() -> dict[str, str]:
    """Every measure of the rule language by its code."""
    kinds = language().kinds.values()
    return {kind.code: in_words(kind.words) for kind in kinds if kind.ledger == "measure"}


def measured_parties(terms: Terms | None) -> dict[str, str]:
    """Who can have measures: players of the site, and parties of a text that are no role."""
    found = {code: place.name for code, place in players().items()}
    for code, party in (terms.parties if terms else {}).items():
        if party.kind is not PartyKind.ROLE:
            found.setdefault(code, in_words(party.name))
    return found


def wanted(agreement: Agreement, terms: Terms, year: int) -> tuple[Wanted, ...]:
    """The measures that a settlement of ``year`` counts, with those that nobody has given."""
    return wanted_measures(
        terms, firms_of(agreement, year), tuple(measures_of(agreement, year)), year
    )


def read_measures(
    filename: str, content: bytes, parties: Mapping[str, str], organisations: Any
) -> tuple[list[Measured], list[str]]:
    """The measures of a sheet (csv, tsv, xlsx, xls, ods) and all that is wrong with it.

    Parties and measures are told by code or by name, firms of ``organisations`` by their code.
    """
    named = f"{SHEET}{PurePath(filename).suffix.lower()}"
    frames, problems = read_tables({named: content}, {SHEET: sheet()})
    faults = [each.line("en" if get_language() == "en" else "zh") for each in problems]
    if faults or SHEET not in frames:
        return [], faults or [_("文件里没有指标表。")]
    rows = list(frames[SHEET].iter_rows(named=True))
    firms: dict[str, Organisation] = {
        row.code: row for row in organisations.filter(code__in={row["firm"] for row in rows})
    }
    known: Known = {"party": _codes(parties), "measure": _codes(measure_names()), "firm": firms}
    faults = list(_strangers(rows, known)) or ([] if rows else [_("表里一行也没有。")])
    if faults:
        return [], faults
    found = [
        Measured(
            known["party"][row["party"]],
            row["year"],
            known["measure"][row["measure"]],
            Decimal(row["value"]),
            firms.get(row["firm"]),
        )
        for row in rows
    ]
    faults = list(_twice(rows, found))
    return ([], faults) if faults else (found, [])


@dataclass(frozen=True, slots=True)
class Change:
    """What taking a measure in would do; ``before`` is ``None`` where there is none yet."""

    measured: Measured
    before: Decimal | None

    @property
    def state(self) -> str:
        if self.before is None:
            return "new"
        return "same" if self.before == self.measured.value else "changed"


def changes(agreement: Agreement, rows: Iterable[Measured]) -> list[Change]:
    """What the rows of a sheet would change."""
    there = {
        (each.party, each.year, each.measure, each.organisation_id): each.value
        for each in agreement.measures.all()
    }
    return [Change(row, there.get(_place(row))) for row in rows]


def _place(row: Measured) -> tuple[str, int, str, Any]:
    firm = row.organisation
    return (row.party, row.year, row.measure, firm.pk if firm else None)


def sealed(agreement: Agreement, found: Iterable[Change], evidence: str) -> str:
    """A previewed sheet as signed text: nothing is kept between preview and confirmation."""
    rows = [
        [*_place(each.measured)[:3], each.measured.organisation and each.measured.organisation.code,
         str(each.measured.value), None if each.before is None else str(each.before)]
        for each in found
    ]  # fmt: skip
    return signing.dumps([str(agreement.pk), evidence, rows], salt=SALT, compress=True)


def unsealed(
    agreement: Agreement, text: str, organisations: Any
) -> tuple[list[Change], str] | None:
    """What was previewed and its evidence; ``None`` if it is not ours, of another agreement, or
    too old."""
    try:
        key, evidence, rows = signing.loads(text, salt=SALT, max_age=PREVIEW_SECONDS)
    except signing.BadSignature:
        return None
    if key != str(agreement.pk):
        return None
    firms = {each.code: each for each in organisations.filter(code__in={row[3] for row in rows})}
    found = [
        Change(
            Measured(party, year, measure, Decimal(value), firms.get(firm)),
            None if before is None else Decimal(before),
        )
        for party, year, measure, firm, value, before in rows
    ]
    return found, evidence


def _strangers(rows: Rows, known: Known) -> Iterator[str]:
    words = _("第 %(row)d 行：不认识“%(value)s”。")
    for row in rows:
        for column, names in known.items():
            if row[column] and row[column] not in names:
                yield words % {"row": row[ROW], "value": row[column]}


def _twice(rows: Rows, found: Sequence[Measured]) -> Iterator[str]:
    """Rows that name the same measure, in whatever words."""
    first: dict[Any, int] = {}
    for row, one in zip(rows, found, strict=True):
        at = first.setdefault((one.party, one.year, one.measure, one.organisation), row[ROW])
        if at != row[ROW]:
            yield _("第 %(row)d 行与第 %(first)d 行是同一个指标。") % {
                "row": row[ROW],
                "first": at,
            }


def _codes(names: Mapping[str, str]) -> dict[str, str]:
    """Codes by what people write: the code itself or its name."""
    return {name: code for code, name in names.items()} | {code: code for code in names}
