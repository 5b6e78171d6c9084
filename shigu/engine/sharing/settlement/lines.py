"""What a settlement answers: one line for every rule, firm, kind, year and party."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

SETTLED = pl.Schema(
    {
        "year": pl.Int32(),
        "rule": pl.String(),
        "clause": pl.String(),
        "ledger": pl.String(),
        "firm": pl.String(),
        "kind": pl.String(),
        "party": pl.String(),
        "base_fen": pl.Int64(),
        "collected_fen": pl.Int64(),
        "entitled_fen": pl.Int64(),
        "transfer_fen": pl.Int64(),
        "reasons": pl.List(pl.String),
    }
)
"""``firm`` and ``kind`` are empty where a line stands for all (floor, pool). ``reasons`` are codes:
``cap``, ``floor``, ``clawback``, ``not_covered`` …, told in words by the rules' sentences."""


@dataclass(frozen=True)
class Settlement:
    """Lines of ``agreement`` at ``version``, in order of SETTLED's first seven columns.

    Transfers of the fiscal ledger sum to zero in every (year, rule, firm, kind).
    """

    agreement: str
    version: str
    lines: pl.DataFrame
