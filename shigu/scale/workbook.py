"""The first sheet of an xlsx workbook as record batches of fields."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from python_calamine import CalamineError, load_workbook

from shigu.scale.columns import NAMES, meant
from shigu.scale.quarantine import Quarantine
from shigu.scale.refusals import TableRefused

ROWS = 1 << 14


def workbook_batches(
    path: Path, quarantine: Quarantine, names: Path = NAMES
) -> Iterator[pa.RecordBatch]:
    """The fields of each row below the header; numbers and days as people read them.

    ``names`` tells the fields.

    Raises:
        TableRefused: it is no workbook, its first sheet is empty, or it lacks a column.
    """
    try:
        with load_workbook(path) as book:
            rows = iter(book.get_sheet_by_index(0).iter_rows())
            header = [_text(cell) for cell in next(rows, [])]
            columns = {field: header.index(name) for field, name in meant(header, names).items()}
            yield _batch([], columns)
            at = 2
            while part := list(islice(rows, ROWS)):
                yield quarantine.sound(_batch(part, columns), np.arange(at, at + len(part)))
                at += len(part)
    except CalamineError as error:
        zh, en = f"{path} 不是可读的 xlsx：{error}", f"{path} is no readable xlsx: {error}"
        raise TableRefused(zh, en) from error


def _batch(rows: Sequence[Sequence[Any]], columns: dict[str, int]) -> pa.RecordBatch:
    arrays = [pa.array([_text(row[at]) for row in rows], pa.string()) for at in columns.values()]
    return pa.RecordBatch.from_arrays(arrays, names=list(columns))


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
