"""A table as the checks see it: typed columns, and each row's place in the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from shigu.engine.pack.parse import ROW
from shigu.engine.pack.schema import Table


@dataclass(frozen=True, slots=True)
class Sheet:
    """``frame`` holds ``_row`` and every field; ``present`` are the columns of the file.

    ``filled`` tells for each present column whether the cell held anything, typed or not.
    """

    table: Table
    frame: pl.DataFrame
    present: frozenset[str]
    filled: pl.DataFrame

    def where(self, wrong: pl.Expr, *columns: str) -> Iterator[tuple[int, tuple[object, ...]]]:
        """Row number and the values of ``columns`` of every row for which ``wrong`` is true."""
        for row, *values in self.frame.filter(wrong).select(ROW, *columns).iter_rows():
            yield row, tuple(values)


Sheets = Mapping[str, Sheet]
