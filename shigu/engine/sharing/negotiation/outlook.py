"""What an agreement is expected to pay under each value of its parameters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

import numpy as np
import polars as pl
from numpy.typing import NDArray

from shigu.engine.sharing.rules.values import Agreement, LedgerKind, Rule
from shigu.engine.sharing.settlement.book import Book
from shigu.engine.sharing.settlement.settle import settle
from shigu.engine.values import FEN_PER_YUAN

Floats = NDArray[np.float64]

STEPS = 1_000_000
"""Parameters are tried to the millionth, so that settlements stay exact."""


class NegotiationError(ValueError):
    """A question that cannot be answered: place, what is wrong and the cure."""

    def __init__(self, zh: str, en: str) -> None:
        self.zh = zh
        self.en = en
        super().__init__(f"{zh} / {en}")


@dataclass(frozen=True)
class Scenario:
    """A book that may come true, with its probability."""

    name: str
    probability: Fraction
    book: Book


@dataclass(frozen=True)
class Outlook:
    """An agreement over scenarios and years; ``open`` are the parameters that have no value.

    Payments are in yuan of the first year, discounted by ``discount`` a year. Only the fiscal
    ledger pays.
    """

    agreement: Agreement
    scenarios: tuple[Scenario, ...]
    first_year: int
    last_year: int
    discount: float
    open: tuple[str, ...]
    parties: tuple[str, ...]
    seen: dict[tuple[int, ...], Floats] = field(default_factory=dict)

    @property
    def bounds(self) -> tuple[Floats, Floats]:
        """Least and greatest value of each open parameter."""
        given = [self.agreement.parameters[name] for name in self.open]
        low = np.array([float(each.low) for each in given])
        return low, np.array([float(each.high) for each in given])

    def with_values(self, theta: Floats) -> Agreement:
        """The agreement with its open parameters set, to the millionth."""
        given = (Fraction(round(float(value) * STEPS), STEPS) for value in theta)
        return with_parameters(self.agreement, dict(zip(self.open, given, strict=True)))

    def agreed(self, theta: Floats) -> dict[str, Fraction]:
        """The open parameters to the millionth and within their bounds, which may be finer."""
        agreed = {}
        for name, value in zip(self.open, theta, strict=True):
            given = self.agreement.parameters[name]
            step = Fraction(round(float(value) * STEPS), STEPS)
            agreed[name] = min(max(step, given.low), given.high)
        return agreed

    def by_scenario(self, theta: Floats) -> Floats:
        """Payments by scenario and party (S × P)."""
        key = tuple(round(float(value) * STEPS) for value in theta)
        if key not in self.seen:
            agreement = self.with_values(theta)
            self.seen[key] = np.array([self._paid(agreement, each.book) for each in self.scenarios])
        return self.seen[key]

    def expected(self, theta: Floats) -> Floats:
        """Expected payments by party (P)."""
        paid: Floats = self.probabilities @ self.by_scenario(theta)
        return paid

    @property
    def probabilities(self) -> Floats:
        return np.array([float(each.probability) for each in self.scenarios])

    def _paid(self, agreement: Agreement, book: Book) -> list[float]:
        paid = payments(agreement, book, self.first_year, self.last_year, self.discount)
        return [paid.get(party, 0.0) for party in self.parties]


def outlook(
    agreement: Agreement,
    scenarios: Sequence[Scenario],
    *,
    first_year: int,
    last_year: int,
    discount: float = 0.0,
) -> Outlook:
    """The outlook of an agreement whose probabilities sum to one.

    Raises:
        NegotiationError: there is no scenario, or the probabilities do not sum to one.
        SettlementError: a book cannot be settled.
    """
    total = sum((each.probability for each in scenarios), Fraction(0))
    if total != 1 or any(each.probability < 0 for each in scenarios):
        raise NegotiationError(
            f"各情景概率之和为 {total}，应为 1 且都不为负。请改正。",
            f"the probabilities sum to {total}: make them sum to 1, none negative.",
        )
    unset = tuple(name for name, each in agreement.parameters.items() if each.value is None)
    found: set[str] = set()
    for part in (Fraction(0), Fraction(1, 2), Fraction(1)):
        tried = with_parameters(
            agreement, {name: _between(agreement, name, part) for name in unset}
        )
        for each in scenarios:
            found |= payments(tried, each.book, first_year, last_year, discount).keys()
    return Outlook(
        agreement, tuple(scenarios), first_year, last_year, discount, unset, tuple(sorted(found))
    )


def _between(agreement: Agreement, name: str, part: Fraction) -> Fraction:
    given = agreement.parameters[name]
    return given.low + part * (given.high - given.low)


def with_parameters(agreement: Agreement, given: Mapping[str, Fraction]) -> Agreement:
    """The agreement with these parameters set."""
    parameters = {
        name: replace(each, value=given.get(name, each.value))
        for name, each in agreement.parameters.items()
    }
    return replace(agreement, parameters=parameters)


def payments(
    agreement: Agreement, book: Book, first_year: int, last_year: int, discount: float
) -> dict[str, float]:
    """Party → what the fiscal rules leave it of what they divide, in yuan of the first year.

    A rule that divides gives what a party is entitled to; a payment, a pool, and a rule that
    divides on what an earlier one left, give what they move.
    """
    lines = settle(agreement, book, first_year=first_year, last_year=last_year).lines
    paid: dict[str, float] = {}
    for rule in _fiscal(agreement):
        column = "entitled_fen" if _divides(rule) else "transfer_fen"
        sums = (
            lines.filter(pl.col("rule") == rule.id)
            .group_by("party", "year")
            .agg(pl.col(column).sum())
        )
        for party, year, fen in sums.sort("party", "year").iter_rows():
            worth = fen / FEN_PER_YUAN / (1 + discount) ** (year - first_year)
            paid[party] = paid.get(party, 0.0) + worth
    return paid


def _fiscal(agreement: Agreement) -> Iterator[Rule]:
    return (rule for rule in agreement.rules if rule.ledger is LedgerKind.FISCAL)


def _divides(rule: Rule) -> bool:
    return bool(rule.phases or rule.key) and not rule.base.after
