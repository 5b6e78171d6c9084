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
        "reasons": pl.List(pl.String()),
    }
)
"""``firm`` is empty where a line stands for all of them (floor, pool), ``kind`` where it stands for
all kinds of the base. ``reasons`` are codes: ``cap``, ``floor``, ``clawback``, ``rounding`` …, told
in words by the rules' sentences."""

UNTOUCHED = pl.Schema(
    {
        "year": pl.Int32(),
        "rule": pl.String(),
        "clause": pl.String(),
        "firm": pl.String(),
        "kind": pl.String(),
        "party": pl.String(),
        "base_fen": pl.Int64(),
        "reason": pl.String(),
    }
)
"""What a rule left with ``party``, who collected it, and why: ``not_covered``, ``cap_reached`` …"""


@dataclass(frozen=True)
class Settlement:
    """Lines of ``agreement`` at ``version``, in order of SETTLED's first seven columns.

    Transfers of the fiscal ledger sum to zero in every (year, rule, firm, kind). ``untouched``
    has the columns of UNTOUCHED: a group of the book stands there or in ``lines``, never in both.
    """

    agreement: str
    version: str
    lines: pl.DataFrame
    untouched: pl.DataFrame
