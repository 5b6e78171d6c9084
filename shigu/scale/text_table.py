"""A CSV file, plain or gzip, as record batches of fields."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from csv import reader
from pathlib import Path
from typing import BinaryIO, cast

import numpy as np
import pyarrow as pa
from pyarrow import csv

from shigu.scale.columns import NAMES, meant
from shigu.scale.lines import BOM, Block, blocks, encoding_of
from shigu.scale.quarantine import Quarantine
from shigu.scale.refusals import TableRefused

SAMPLE_BYTES = 1 << 20


def text_batches(
    path: Path, quarantine: Quarantine, names: Path = NAMES
) -> Iterator[pa.RecordBatch]:
    """The fields of each row that has as many cells as the header; ``names`` tells the fields.

    Raises:
        TableRefused: the file is empty or lacks a column.
        OSError: it cannot be read.
    """
    with opened(path) as file:
        sample = file.read(SAMPLE_BYTES)
    encoding = encoding_of(sample)
    first = sample.removeprefix(BOM).split(b"\n", 1)[0].decode(encoding, "replace")
    header = next(reader([first]), [])
    if not header:
        raise TableRefused(f"{path} 没有表头", f"{path} has no header")
    columns = meant(header, names)
    with opened(path) as file:
        for place, block in enumerate(blocks(file, encoding, len(header), quarantine)):
            rows = block if place else Block(block.numbers[1:], block.rows[1:])
            yield _parsed(rows, header, columns, quarantine)


def opened(path: Path) -> BinaryIO:
    """The bytes of the file, unpacked if its name ends in ``.gz``."""
    return cast("BinaryIO", gzip.open(path) if path.suffix == ".gz" else path.open("rb"))


def _parsed(
    block: Block, header: list[str], columns: dict[str, str], quarantine: Quarantine
) -> pa.RecordBatch:
    schema = pa.schema([(field, pa.string()) for field in columns])
    if not block.rows:
        return pa.RecordBatch.from_pylist([], schema)

    odd: list[int] = []

    def set_aside(row: csv.InvalidRow) -> str:
        odd.append(row.number - 1)
        quarantine.put(block.numbers[row.number - 1], "columns", row.text)
        return "skip"

    names = [f"c{place}" for place in range(len(header))]
    table = csv.read_csv(
        pa.BufferReader(b"\n".join(block.rows) + b"\n"),
        csv.ReadOptions(use_threads=False, column_names=names, block_size=1 << 30),
        csv.ParseOptions(newlines_in_values=True, invalid_row_handler=set_aside),
        csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()),
            include_columns=[names[header.index(column)] for column in columns.values()],
            strings_can_be_null=False,
        ),
    )
    arrays = [column.combine_chunks() for column in table.columns]
    batch = pa.RecordBatch.from_arrays(arrays, schema=schema)
    return quarantine.sound(batch, np.delete(np.array(block.numbers), odd))
