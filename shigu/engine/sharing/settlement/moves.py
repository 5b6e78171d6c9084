"""Fen that go from one party to another beside a division: floors, pays, claw-backs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from shigu.engine.sharing.settlement.division import LINE, Why
from shigu.engine.sharing.settlement.ground import ALL_FIRMS, ALL_KINDS

KEY = ("y", "f", "k", "party")


@dataclass(frozen=True)
class Move:
    """``fen`` of a year from one code to another, of one firm or of all, and what it is for.

    ``base_source`` and ``base_to`` are the amounts of each that it was reckoned from.
    """

    year: int
    source: int
    to: int
    fen: int
    why: Why
    firm: int = ALL_FIRMS
    kind: int = ALL_KINDS
    base_source: int = 0
    base_to: int = 0


def lines_of_moves(moves: Sequence[Move]) -> pl.DataFrame:
    """Rows in the columns of ``LINE``: what each party gives and gets together."""
    rows: dict[tuple[int, int, int, int], tuple[int, int, int]] = {}
    for move in moves:
        for code, fen, base in (
            (move.source, -move.fen, move.base_source),
            (move.to, move.fen, move.base_to),
        ):
            key = (move.year, move.firm, move.kind, code)
            _, sum_so_far, marks = rows.get(key, (base, 0, 0))
            rows[key] = (base, sum_so_far + fen, marks | move.why.value)
    return pl.DataFrame(
        [(*key, base, 0, fen, fen, marks) for key, (base, fen, marks) in rows.items()],
        schema=LINE,
        orient="row",
    )


def joined(lines: pl.DataFrame, moved: pl.DataFrame) -> pl.DataFrame:
    """Lines of a division with those of moves; of one firm, kind, year and party they are one."""
    if moved.is_empty():
        return lines
    both = pl.concat([lines.join(moved, on=KEY, how="semi"), moved])
    summed = both.group_by(KEY, maintain_order=True).agg(
        pl.col("base").first(),
        pl.col("collected", "entitled", "transfer").sum(),
        pl.col("why").bitwise_or(),
    )
    return pl.concat([lines.join(moved, on=KEY, how="anti"), summed])
