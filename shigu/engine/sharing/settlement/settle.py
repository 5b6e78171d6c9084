"""Settle a book under an agreement: every rule in order, line by line, to the fen."""

from __future__ import annotations

from shigu.engine.sharing.rules.values import Agreement
from shigu.engine.sharing.settlement.bases import Held
from shigu.engine.sharing.settlement.book import Book
from shigu.engine.sharing.settlement.faults import SettlementError
from shigu.engine.sharing.settlement.ground import ground_of
from shigu.engine.sharing.settlement.lines import Settlement
from shigu.engine.sharing.settlement.told import told_lines, told_untouched
from shigu.engine.sharing.settlement.ways import outcome_of


def settle(agreement: Agreement, book: Book, *, first_year: int, last_year: int) -> Settlement:
    """The lines of the years ``first_year`` to ``last_year``, both included.

    Earlier years of the book are counted (caps, claw-back, growth) but not told: settling year
    by year gives the same lines as settling all at once. The order of the book's rows is nothing.

    Raises:
        SettlementError: terms or book cannot be settled; place and cure are named.
        AssertionError: transfers of a group do not sum to zero; nothing is returned then.
    """
    if last_year < first_year:
        raise SettlementError(
            f"年度从 {first_year} 到 {last_year} 是空的。请把起始年写在前。",
            f"the years {first_year} to {last_year} are none: put the first year first.",
        )
    ground = ground_of(agreement, book, last_year)
    years = range(first_year, last_year + 1)
    held: dict[str, Held] = {}
    outcomes = []
    for rule in agreement.rules:
        outcome = outcome_of(rule, ground, held, years)
        if outcome.held:
            held[rule.id] = outcome.held
        outcomes.append(outcome)
    return Settlement(
        agreement.id,
        agreement.version,
        told_lines(ground, outcomes),
        told_untouched(ground, outcomes),
    )
