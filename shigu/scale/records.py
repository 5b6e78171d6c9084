"""Records of a table, batch by batch, as the numbers that resolution compares."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from shigu.engine.entity.resolve.records import FACTS, facts, read
from shigu.scale.columns import meant
from shigu.scale.files import atomic
from shigu.scale.quarantine import Quarantine
from shigu.scale.refusals import TableRefused
from shigu.scale.staged import BATCH, TEXTS
from shigu.scale.text_table import text_batches

COLUMNS = Path(__file__).with_name("record_columns.csv")
FIELDS = ("name", "code", "founded", "capital", "address")


@dataclass(frozen=True, slots=True)
class Table:
    """Names and codes as written and facts of dtype ``FACTS``, one a row; rows set aside."""

    names: list[str]
    codes: list[str]
    facts: NDArray[np.void]
    aside: dict[str, int]


def table(path: Path, quarantine_file: Path) -> Table:
    """All records of a CSV or Parquet file; 250 bytes a record, texts but the name are not kept.

    Raises:
        TableRefused: it is no such table or has no column of names.
        OSError: it cannot be read.
    """
    names: list[str] = []
    codes: list[str] = []
    rows = [np.empty(0, FACTS)]
    with atomic(quarantine_file) as part, part.open("w", encoding="utf-8", newline="") as file:
        quarantine = Quarantine(file)
        for batch in _batches(path, quarantine):
            texts = [_column(batch, field) for field in FIELDS]
            names += texts[0]
            codes += texts[1]
            rows.append(facts(read(*told) for told in zip(*texts, strict=True)))
    if not quarantine.counts:
        quarantine_file.unlink()
    return Table(names, codes, np.concatenate(rows), dict(quarantine.counts))


def _column(batch: pa.RecordBatch, field: str) -> list[str]:
    if field not in batch.schema.names:
        return [""] * len(batch)
    return [text or "" for text in batch.column(field).cast(pa.string()).to_pylist()]


def _batches(path: Path, quarantine: Quarantine) -> Iterator[pa.RecordBatch]:
    if path.name.endswith(TEXTS):
        yield from text_batches(path, quarantine, COLUMNS)
        return
    if path.suffix != ".parquet":
        zh = f"{path.name} 不是 .csv、.csv.gz 或 .parquet"
        raise TableRefused(zh, f"{path.name} is no .csv, .csv.gz or .parquet")
    with pq.ParquetFile(path) as file:
        columns = meant(file.schema_arrow.names, COLUMNS)
        for batch in file.iter_batches(BATCH, columns=sorted(set(columns.values()))):
            arrays = [batch.column(column) for column in columns.values()]
            yield pa.RecordBatch.from_arrays(arrays, names=list(columns))
