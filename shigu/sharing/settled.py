"""A settlement as it is kept: its lines, its sums, and the fingerprints of what went in and out."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

import polars as pl

from shigu.engine.sharing.rules.values import Agreement
from shigu.engine.sharing.settlement.book import Book
from shigu.engine.sharing.settlement.lines import Settlement

KEY = ("year", "rule", "firm", "kind", "party")
SUMMED = ("base_fen", "collected_fen", "entitled_fen", "transfer_fen")
BY = ("ledger", "rule", "party")


class LinesOverlap(ValueError):
    """Two lines of a settlement have the same year, rule, firm, kind and party."""


@dataclass(frozen=True)
class Settled:
    """The lines of one year (``SETTLED`` columns) with what a run keeps about them."""

    lines: pl.DataFrame
    firms: int
    paid: int
    totals: list[dict[str, Any]]
    untouched: list[dict[str, Any]]
    book_hash: str
    lines_hash: str
    seconds: float


def settled_of(settlement: Settlement, book: Book, year: int, seconds: float) -> Settled:
    """What is kept of a settlement's ``year``.

    Raises:
        LinesOverlap: a key occurs twice, so that a correction could not find its original.
    """
    lines = settlement.lines.filter(pl.col("year") == year)
    if lines.select(pl.struct(KEY).is_duplicated().any()).item():
        raise LinesOverlap("a key occurs twice")
    return Settled(
        lines=lines,
        firms=len(book.firms),
        paid=book.lines.height,
        totals=lines.group_by(BY, maintain_order=True).agg(pl.col(SUMMED).sum()).to_dicts(),
        untouched=_left_alone(settlement, year),
        book_hash=book_hash(book),
        lines_hash=_hash(lines.with_columns(pl.col("reasons").list.join(";"))),
        seconds=round(seconds, 3),
    )


def _left_alone(settlement: Settlement, year: int) -> list[dict[str, Any]]:
    """What each rule left where it was collected, by reason: firms and fen."""
    left = settlement.untouched.filter(pl.col("year") == year)
    sums = left.group_by("rule", "reason").agg(
        pl.col("firm").n_unique().alias("firms"), pl.col("base_fen").sum()
    )
    return sums.sort("rule", "reason").to_dicts()


def book_hash(book: Book) -> str:
    """The fingerprint of a book, in whatever order its rows came."""
    digest = hashlib.sha256(_hash(book.lines.sort(book.lines.columns)).encode())
    for part in (
        *sorted(map(repr, book.firms.values())),
        *sorted(map(repr, book.measures)),
        repr(book.events),
    ):
        digest.update(part.encode())
    return digest.hexdigest()


def counts_gross(agreement: Agreement) -> bool:
    """Whether any rule counts whole taxes, so that the local part alone is not enough."""
    amounts = [
        amount
        for rule in agreement.rules
        for amount in (
            rule.cap and rule.cap.at,
            rule.pay and rule.pay.amount,
            *(test.amount for test in rule.covers),
        )
        if amount
    ]
    parts = {rule.base.part for rule in agreement.rules} | {amount.part for amount in amounts}
    return "gross" in parts


def pays_without_taxes(agreement: Agreement) -> bool:
    """Whether any rule pays a fixed amount, so that a year without taxes has lines too."""
    return any(
        rule.pay and rule.pay.amount and rule.pay.amount.fen is not None for rule in agreement.rules
    )


def _hash(frame: pl.DataFrame) -> str:
    return hashlib.sha256(frame.write_csv().encode()).hexdigest()
