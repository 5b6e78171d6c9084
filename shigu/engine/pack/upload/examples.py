"""The row of examples that a blank form shows: passed over where it is marked, else refused."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from shigu.engine.pack.problems import Problem, problem
from shigu.engine.pack.schema import Table
from shigu.engine.pack.sheet import Sheet

EXAMPLE = "示例"
"""What the first cell of the row says, and, with a colon, how its first text begins."""
BEGINNING = f"{EXAMPLE}："


def without_examples(texts: pl.DataFrame) -> pl.DataFrame:
    """The rows that are not marked as examples in their first column."""
    if "id" not in texts.columns:
        return texts
    return texts.filter(pl.col("id").str.strip_chars() != EXAMPLE)


def left_examples(sheet: Sheet) -> Iterator[Problem]:
    """Rows that are the example without its mark."""
    for name in _telling(sheet.table):
        if name in sheet.present:
            left = pl.col(name).str.starts_with(BEGINNING)
            for row, _values in sheet.where(left):
                yield problem("example-row", sheet.table.name, row, name)
            return


def _telling(table: Table) -> list[str]:
    """Columns whose example says that it is one."""
    return [field.name for field in table.fields if field.example.startswith(BEGINNING)][:1]
