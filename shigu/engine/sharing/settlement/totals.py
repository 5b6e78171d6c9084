"""Sums of a settlement: by party, year and rule, a party's statement, and the clearing."""

from __future__ import annotations

import polars as pl

from shigu.engine.sharing.rules.values import LedgerKind
from shigu.engine.sharing.settlement.lines import Settlement

AMOUNTS = ("collected_fen", "entitled_fen", "transfer_fen")


def by_party(settlement: Settlement, *more: str) -> pl.DataFrame:
    """Collected, entitled and transfer of each ledger, party and ``more`` (year, rule, kind …)."""
    keys = ["ledger", "party", *more]
    return settlement.lines.group_by(keys).agg(pl.col(AMOUNTS).sum()).sort(keys)


def statement(settlement: Settlement, party: str) -> pl.DataFrame:
    """What a party collected, is entitled to and gets or pays, by year, clause, firm and kind.

    ``received_fen`` and ``paid_fen`` are the transfer by its sign; ``after_fen`` is what the party
    got of the ledger so far, line by line, so that the last one is the total.
    """
    own = settlement.lines.filter(pl.col("party") == party).sort("ledger", maintain_order=True)
    return own.drop("party").with_columns(
        pl.col("transfer_fen").clip(lower_bound=0).alias("received_fen"),
        (-pl.col("transfer_fen")).clip(lower_bound=0).alias("paid_fen"),
        pl.col("transfer_fen").cum_sum().over("ledger").alias("after_fen"),
    )


def clearing(settlement: Settlement) -> pl.DataFrame:
    """What each party pays to, or gets from, who clears the year: year, party, net_fen.

    Positive is to be paid out to the party. Nets of a year sum to zero, so that the clearing
    account stands at nought at its end.

    Raises:
        AssertionError: they do not.
    """
    fiscal = settlement.lines.filter(pl.col("ledger") == LedgerKind.FISCAL.value)
    nets = (
        fiscal.group_by("year", "party")
        .agg(pl.col("transfer_fen").sum().alias("net_fen"))
        .filter(pl.col("net_fen") != 0)
        .sort("year", "party")
    )
    open_ = nets.group_by("year").agg(pl.col("net_fen").sum()).filter(pl.col("net_fen") != 0)
    if open_.height:
        raise AssertionError(f"the clearing does not come out: {open_.row(0, named=True)}")
    return nets


def double_counted(settlement: Settlement) -> pl.DataFrame:
    """Statistics by year, rule and kind: Σ parties, the de-duplicated total and the excess.

    ``counted_fen`` is what arose, each amount once, as the parent counts it; official statistics
    stay where they arise.
    """
    statistics = settlement.lines.filter(pl.col("ledger") == LedgerKind.STATISTICS.value)
    keys = ["year", "rule", "kind"]
    return (
        statistics.group_by(keys)
        .agg(
            pl.col("entitled_fen").sum().alias("credited_fen"),
            pl.col("collected_fen").sum().alias("counted_fen"),
        )
        .with_columns((pl.col("credited_fen") - pl.col("counted_fen")).alias("double_fen"))
        .sort(keys)
    )


def imbalances(settlement: Settlement) -> pl.DataFrame:
    """Groups of the fiscal ledger whose transfers do not sum to zero, or whose transfer is not
    entitled less collected: none of a settlement that was made here, whatever ledger is read."""
    fiscal = settlement.lines.filter(pl.col("ledger") == LedgerKind.FISCAL.value)
    wrong = pl.col("transfer_fen") != pl.col("entitled_fen") - pl.col("collected_fen")
    keys = ["year", "rule", "firm", "kind"]
    return (
        fiscal.group_by(keys)
        .agg(pl.col("transfer_fen").sum().alias("gap_fen"), wrong.sum().alias("wrong_lines"))
        .filter((pl.col("gap_fen") != 0) | (pl.col("wrong_lines") > 0))
        .sort(keys)
    )
