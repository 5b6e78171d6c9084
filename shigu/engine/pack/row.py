"""One row as a person typed it, checked by the same rules as a whole table."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Any

import polars as pl

from shigu.engine.pack.examine import check_sheet, typed
from shigu.engine.pack.header import HEADER_ROW
from shigu.engine.pack.parse import ROW
from shigu.engine.pack.problems import Problem
from shigu.engine.pack.schema import Table, schema


def check_row(
    table: Table, cells: Mapping[str, str], known: Mapping[str, AbstractSet[str]]
) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """The typed values of ``cells`` and every fault of them.

    ``known`` holds what exists by ``table.field``, as for uploads; the row itself exists too.
    """
    texts: dict[str, list[Any]] = {ROW: [HEADER_ROW + 1]}
    texts |= {name: [cell.strip() or None] for name, cell in cells.items()}
    shape = {name: pl.String() if name != ROW else pl.Int64() for name in texts}
    sheet, problems = typed(pl.DataFrame(texts, schema=shape), table)

    def targets(reference: str) -> pl.Series:
        own, _, key = reference.partition(".")
        inside = [cells.get(key, "")] if own == table.name else []
        return pl.Series(key, sorted({*known.get(reference, ()), *inside}), pl.String)

    values = sheet.frame.drop(ROW).row(0, named=True)
    return values, (*problems, *check_sheet(sheet, targets, schema()))
