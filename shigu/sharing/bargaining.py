"""Terms under negotiation over the book of an agreement: what each side would accept."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from fractions import Fraction

import polars as pl

from shigu.districts.scope import acting_as_system
from shigu.engine.sharing.negotiation.outlook import Outlook, Scenario, outlook
from shigu.engine.sharing.rules.values import Agreement as Terms
from shigu.engine.sharing.settlement.book import Book
from shigu.sharing.book import book_of, first_year
from shigu.sharing.models import Agreement
from shigu.sharing.trying import TooLarge

MOST_LINES = 5_000
"""A region of two parameters settles the book some seven hundred times while one waits."""
FEN = ("gross_fen", "local_fen")


@dataclass(frozen=True, slots=True)
class Spread:
    """Taxes may come in at ``low`` or ``high`` of what the book has, each with ``odds``."""

    low: Fraction
    high: Fraction
    odds: Fraction

    def scenarios(self, book: Book) -> list[Scenario]:
        """The book as it is and, where they have a chance, with lower and with higher taxes."""
        cases = [("low", self.odds, self.low), ("book", 1 - 2 * self.odds, Fraction(1)),
                 ("high", self.odds, self.high)]  # fmt: skip
        return [Scenario(name, odds, scaled(book, part)) for name, odds, part in cases if odds]


def scaled(book: Book, part: Fraction) -> Book:
    """The book with every tax at ``part`` of it, to the nearest fen."""
    top, bottom = part.numerator, part.denominator
    columns = [((pl.col(name) * top * 2 + bottom) // (2 * bottom)).alias(name) for name in FEN]
    return replace(book, lines=book.lines.with_columns(columns))


def opened(terms: Terms, names: Collection[str]) -> Terms:
    """The terms with these parameters to be agreed on anew."""
    parameters = {
        name: replace(each, value=None) if name in names else each
        for name, each in terms.parameters.items()
    }
    return replace(terms, parameters=parameters)


def settled_book(agreement: Agreement, terms: Terms, last_year: int) -> tuple[Book, int]:
    """The book that is negotiated over, and its first year.

    Raises:
        TooLarge: more than ``MOST_LINES`` lines of taxes.
        Refused: there is nothing to settle, or whole taxes are not known.
    """
    with acting_as_system() as system:
        book = book_of(system, agreement, terms, last_year)
    if book.lines.height > MOST_LINES:
        raise TooLarge
    return book, first_year(book, last_year)


def looked_at(terms: Terms, book: Book, spread: Spread, first: int, last: int) -> Outlook:
    """What the terms pay in each scenario, under each value of what is open.

    Raises:
        NegotiationError: the probabilities are none.
        SettlementError: the book cannot be settled.
    """
    return outlook(terms, spread.scenarios(book), first_year=first, last_year=last)
