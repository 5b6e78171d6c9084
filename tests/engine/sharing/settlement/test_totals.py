"""Totals tie to the lines; another version is told line by line and corrected by reversal."""

from dataclasses import replace

import polars as pl
import pytest

from shigu.engine.sharing.rules.values import LedgerKind
from shigu.engine.sharing.settlement.difference import corrections, difference
from shigu.engine.sharing.settlement.settle import settle
from shigu.engine.sharing.settlement.totals import (
    by_party,
    clearing,
    double_counted,
    imbalances,
    statement,
)
from tests.engine.sharing.settlement.books import agreement, always, book, firm, rule

TAX = rule("tax", phases=always(introducer="1/2", host="1/2"))
STATISTICS = rule(
    "stat", kinds=("output",), ledger=LedgerKind.STATISTICS, declared_double=True,
    phases=always(introducer="1", host="1"),
)  # fmt: skip
TERMS = agreement("introducer host city", TAX, STATISTICS, through="city")
BOOK = book(
    [firm("f", "B", "A"), firm("g", "A", "B"), firm("h", "C", "A")],
    [
        ("f", 2024, "vat", 100),
        ("g", 2024, "vat", 60),
        ("h", 2024, "cit", 50),
        ("f", 2025, "vat", 20),
        ("f", 2024, "output", 700),
    ],
)


@pytest.fixture
def done():
    return settle(TERMS, BOOK, first_year=2024, last_year=2025)


def test_totals_by_party_and_year(done):
    """A: 50 + 25 in, 30 of its own 60 out. B: 50 out, 30 in. C: 25 out."""
    fiscal = by_party(done, "year").filter(pl.col("ledger") == "fiscal").drop("ledger")
    assert fiscal.rows() == [
        ("A", 2024, 60, 50 + 30 + 25, 45),
        ("A", 2025, 0, 10, 10),
        ("B", 2024, 100, 50 + 30, -20),
        ("B", 2025, 20, 10, -10),
        ("C", 2024, 50, 25, -25),
    ]


def test_the_year_is_cleared_through_the_parent(done):
    assert clearing(done).rows() == [
        (2024, "A", 45),
        (2024, "B", -20),
        (2024, "C", -25),
        (2025, "A", 10),
        (2025, "B", -10),
    ]
    open_ = replace(done, lines=done.lines.filter(pl.col("party") != "C"))
    with pytest.raises(AssertionError, match="does not come out"):
        clearing(open_)


def test_a_statement_ties_to_the_total_of_the_party(done):
    own = statement(done, "A").filter(pl.col("ledger") == "fiscal")
    columns = ("year", "clause", "firm", "collected_fen", "entitled_fen", "received_fen",
               "paid_fen", "after_fen")  # fmt: skip
    assert own.select(columns).rows() == [
        (2024, "第一条", "f", 0, 50, 50, 0, 50),
        (2024, "第一条", "g", 60, 30, 0, 30, 20),
        (2024, "第一条", "h", 0, 25, 25, 0, 45),
        (2025, "第一条", "f", 0, 10, 10, 0, 55),
    ]


def test_double_counting_is_told_against_what_arose(done):
    """昆明 2024: 700 for each, 1,400 in all; the city counts 700."""
    assert double_counted(done).rows() == [(2024, "stat", "output", 1400, 700, 700)]


def test_a_ledger_that_does_not_balance_is_found(done):
    assert imbalances(done).is_empty()
    lost = done.lines.with_columns(
        pl.when((pl.col("firm") == "h") & (pl.col("party") == "A"))
        .then(pl.col("transfer_fen") - 1)
        .otherwise("transfer_fen")
        .alias("transfer_fen")
    )
    assert imbalances(replace(done, lines=lost)).rows() == [(2024, "tax", "h", "cit", -1, 1)]


def test_another_version_is_told_line_by_line_and_corrected_by_reversal(done):
    """At 4:6 the introducer of f gets 40 and 8, of g 24, of h 20; statistics stay."""
    others = rule("tax", phases=always(introducer="0.4", host="0.6"))
    new = settle(
        agreement("introducer host city", others, STATISTICS, version="2"),
        BOOK,
        first_year=2024,
        last_year=2025,
    )
    found = difference(done, new)
    columns = ("year", "firm", "party", "old_transfer_fen", "new_transfer_fen", "more_transfer_fen")
    assert found.select(columns).rows() == [
        (2024, "f", "A", 50, 40, -10),
        (2024, "f", "B", -50, -40, 10),
        (2024, "g", "A", -30, -24, 6),
        (2024, "g", "B", 30, 24, -6),
        (2024, "h", "A", 25, 20, -5),
        (2024, "h", "C", -25, -20, 5),
        (2025, "f", "A", 10, 8, -2),
        (2025, "f", "B", -10, -8, 2),
    ]
    posted = corrections(done, new)
    assert posted.height == 2 * found.height
    assert posted["reasons"].to_list()[:2] == [["reversal"], ["correction"]]
    ledger = replace(new, lines=pl.concat([done.lines, posted]))
    assert by_party(ledger, "year", "rule", "firm").equals(by_party(new, "year", "rule", "firm"))


def test_a_line_that_only_one_version_has_is_nought_in_the_other(done):
    none = settle(replace(TERMS, rules=(STATISTICS,)), BOOK, first_year=2024, last_year=2025)
    gone = difference(done, none)
    assert set(gone["new_transfer_fen"]) == {0}
    assert gone["more_transfer_fen"].sum() == 0
    assert difference(none, done)["more_entitled_fen"].sum() == 100 + 60 + 50 + 20
    assert difference(done, done).is_empty()
    assert corrections(done, done).is_empty()
