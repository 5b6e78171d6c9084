"""Any input as one Parquet file that both engines read, what is broken set aside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from shigu.scale.columns import meant
from shigu.scale.files import atomic
from shigu.scale.quarantine import Quarantine
from shigu.scale.refusals import TableRefused
from shigu.scale.text_table import text_batches
from shigu.scale.workbook import workbook_batches

ROW_GROUP = 1 << 17
TEXTS = (".csv", ".csv.gz", ".txt", ".txt.gz")
BATCH = 1 << 16


@dataclass(frozen=True, slots=True)
class Source:
    """A Parquet file and the column of each field. ``aside`` counts the rows that were set aside,
    by reason; ``rows`` is what is left."""

    path: Path
    columns: dict[str, str]
    rows: int
    aside: dict[str, int]


def staged(path: Path, folder: Path, quarantine_file: Path) -> Source:
    """The rows of ``path`` (CSV, xlsx or Parquet, told by its name) ready for an engine.

    CSV and xlsx are written as Parquet into ``folder``.

    Raises:
        TableRefused: it is no such table or lacks a column.
        OSError: it cannot be read, or the folder not written.
    """
    with (
        atomic(quarantine_file) as part,
        part.open("w", encoding="utf-8", newline="") as file,
    ):
        quarantine = Quarantine(file)
        if path.suffix == ".parquet":
            source = _in_place(path, quarantine)
        else:
            source = _rewritten(path, folder / "rows.parquet", quarantine)
    if not source.aside:
        quarantine_file.unlink()
    return source


def _in_place(path: Path, quarantine: Quarantine) -> Source:
    try:
        with pq.ParquetFile(path) as file:
            columns = meant(file.schema_arrow.names)
            at = 0
            for batch in file.iter_batches(BATCH, columns=[columns["id"]]):
                ids = pa.RecordBatch.from_arrays([batch.column(0)], names=["id"])
                quarantine.sound(ids, np.arange(at + 1, at + 1 + len(batch)))
                at += len(batch)
    except pa.ArrowInvalid as error:
        zh, en = f"{path} 不是可读的 Parquet：{error}", f"{path} is no readable Parquet: {error}"
        raise TableRefused(zh, en) from error
    aside = dict(quarantine.counts)
    return Source(path, columns, at - sum(aside.values()), aside)


def _rewritten(path: Path, to: Path, quarantine: Quarantine) -> Source:
    batches = _batches(path, quarantine)
    first, rows = next(batches), 0
    with atomic(to) as part, pq.ParquetWriter(part, first.schema) as writer:
        for batch in chain((first,), batches):
            writer.write_batch(batch, row_group_size=ROW_GROUP)
            rows += len(batch)
    columns = {name: name for name in first.schema.names}
    return Source(to, columns, rows, dict(quarantine.counts))


def _batches(path: Path, quarantine: Quarantine) -> Iterator[pa.RecordBatch]:
    """At least one batch, be it empty."""
    if path.suffix == ".xlsx":
        return workbook_batches(path, quarantine)
    if path.name.endswith(TEXTS):
        return text_batches(path, quarantine)
    zh = f"{path.name} 不是 .csv、.csv.gz、.xlsx 或 .parquet"
    raise TableRefused(zh, f"{path.name} is no .csv, .csv.gz, .xlsx or .parquet")
