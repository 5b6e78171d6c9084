"""What is said of organisations: nobody owns itself, and a growth comes with its figure."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from shigu.engine.pack.problems import Problem, problem
from shigu.engine.pack.sheet import Sheet


def check_ownerships(ownerships: Sheet) -> Iterator[Problem]:
    itself = pl.col("owner") == pl.col("owned")
    for row, (organisation,) in ownerships.where(itself, "owned"):
        yield problem("owns-itself", ownerships.table.name, row, "owned", value=organisation)


def check_signals(signals: Sheet) -> Iterator[Problem]:
    known = signals.filled["growth"] if "growth" in signals.present else pl.lit(value=False)
    for row, _ in signals.where((pl.col("kind") == "growth") & ~known):
        yield problem("growth-missing", signals.table.name, row, "growth")
