"""A Parquet file in parts: some row groups, worked on in one go, whose answer is one file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from shigu.scale.columns import fields
from shigu.scale.files import atomic
from shigu.scale.staged import BATCH, Source

Work = Callable[[pa.RecordBatch], pa.RecordBatch]
PAGES = 1 << 20
"""Bytes read ahead of each column."""


@dataclass(frozen=True, slots=True)
class Part:
    """Row groups worked on together and kept as one file."""

    groups: Sequence[int]
    rows: int
    path: Path


def parts(path: Path, folder: Path, most: int) -> Iterator[Part]:
    """The parts of ``path``, of at most ``most`` rows where row groups allow it, in order."""
    with pq.ParquetFile(path) as file:
        sizes = [file.metadata.row_group(g).num_rows for g in range(file.num_row_groups)]
    groups: list[int] = []
    for group, size in enumerate(sizes):
        groups.append(group)
        rows = sum(sizes[g] for g in groups)
        last = group + 1 == len(sizes)
        if last or rows + sizes[group + 1] > most or size >= most:
            yield Part(tuple(groups), rows, folder / f"part-{groups[0]:08d}.parquet")
            groups = []


def worked(work: Work, schema: pa.Schema, source: Source, part: Part) -> int:
    """Write the answer to a part, whole or not at all; how many rows it has."""
    chosen = list(source.columns.values())
    with (
        atomic(part.path) as path,
        pq.ParquetWriter(path, schema) as writer,
        pq.ParquetFile(source.path, buffer_size=PAGES, pre_buffer=False) as file,
    ):
        for batch in file.iter_batches(BATCH, part.groups, chosen, use_threads=False):
            writer.write_batch(work(fields(batch, source.columns)))
    return part.rows
