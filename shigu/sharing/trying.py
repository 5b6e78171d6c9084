"""Other terms over the same book: what each party would get, against the terms in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

import polars as pl

from shigu.districts.scope import acting_as_system
from shigu.engine.sharing.rules.values import Agreement as Terms
from shigu.engine.sharing.settlement.lines import Settlement
from shigu.engine.sharing.settlement.settle import settle
from shigu.sharing.book import book_of, first_year
from shigu.sharing.models import Agreement

MOST_LINES = 200_000
"""A trial answers while one waits; a larger book is settled in the background."""


class TooLarge(ValueError):
    """The book is too large to be tried while one waits."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What a party gets in a year, in fen: collected by others and paid to it, or the reverse."""

    year: int
    party: str
    before: int
    after: int

    @property
    def change(self) -> int:
        return self.after - self.before


def with_parameters(terms: Terms, given: Mapping[str, Fraction]) -> Terms:
    """The terms with other values of their parameters."""
    parameters = {
        name: replace(each, value=given.get(name, each.value))
        for name, each in terms.parameters.items()
    }
    return replace(terms, parameters=parameters)


def try_terms(agreement: Agreement, before: Terms, after: Terms, last_year: int) -> list[Tried]:
    """Transfers of the fiscal ledger by year and party under both; nothing is written.

    Raises:
        TooLarge: more than ``MOST_LINES`` lines of taxes.
        SettlementError: either cannot be settled over this book.
        Refused: there is nothing to settle, or whole taxes are not known.
    """
    with acting_as_system() as system:
        book = book_of(system, agreement, before, last_year)
        book_of(system, agreement, after, last_year)
    if book.lines.height > MOST_LINES:
        raise TooLarge
    first = first_year(book, last_year)
    sums = [_paid(settle(t, book, first_year=first, last_year=last_year)) for t in (before, after)]
    keys = sorted({*sums[0], *sums[1]})
    return [Tried(*key, sums[0].get(key, 0), sums[1].get(key, 0)) for key in keys]


def _paid(settlement: Settlement) -> dict[tuple[int, str], int]:
    fiscal = settlement.lines.filter(pl.col("ledger") == "fiscal")
    sums = fiscal.group_by("year", "party").agg(pl.col("transfer_fen").sum())
    return {(year, party): fen for year, party, fen in sums.iter_rows()}
