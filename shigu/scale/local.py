"""The local engine: threads over the row groups of a Parquet file, with bounded memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from shigu.scale.columns import fields
from shigu.scale.files import atomic
from shigu.scale.staged import BATCH, Source

Work = Callable[[pa.RecordBatch], pa.RecordBatch]
PART_ROWS = 1 << 19
PAGES = 1 << 20
"""Bytes read ahead of each column."""


@dataclass(frozen=True, slots=True)
class Part:
    """Row groups worked on together and kept as one file."""

    groups: Sequence[int]
    rows: int
    path: Path


def run_local(
    work: Work,
    schema: pa.Schema,
    source: Source,
    folder: Path,
    tell: Callable[[int, int], None],
    workers: int,
) -> None:
    """``work`` over ``source`` into parts in ``folder``; parts that are there are not made again.

    Kernels hold no lock of the interpreter, so threads use all cores and share what is compiled.

    Raises:
        OSError: a file cannot be read or written; what ``tell`` and ``work`` raise.
    """
    folder.mkdir(exist_ok=True)
    parts = list(_parts(source.path, folder))
    missing = [part for part in parts if not part.path.exists()]
    every = sum(part.rows for part in parts)
    done = every - sum(part.rows for part in missing)
    tell(done, every)
    waiting = iter(missing)
    with ThreadPoolExecutor(workers) as pool:
        running: set[Future[int]] = set()
        while True:
            more = islice(waiting, workers - len(running))
            running |= {pool.submit(_work, work, schema, source, part) for part in more}
            if not running:
                return
            ended, running = wait(running, return_when=FIRST_COMPLETED)
            done += sum(future.result() for future in ended)
            tell(done, every)


def _parts(path: Path, folder: Path) -> Iterator[Part]:
    with pq.ParquetFile(path) as file:
        sizes = [file.metadata.row_group(g).num_rows for g in range(file.num_row_groups)]
    groups: list[int] = []
    for group, size in enumerate(sizes):
        groups.append(group)
        rows = sum(sizes[g] for g in groups)
        last = group + 1 == len(sizes)
        if last or rows + sizes[group + 1] > PART_ROWS or size >= PART_ROWS:
            yield Part(tuple(groups), rows, folder / f"part-{groups[0]:08d}.parquet")
            groups = []


def _work(work: Work, schema: pa.Schema, source: Source, part: Part) -> int:
    chosen = list(source.columns.values())
    with (
        atomic(part.path) as path,
        pq.ParquetWriter(path, schema) as writer,
        pq.ParquetFile(source.path, buffer_size=PAGES, pre_buffer=False) as file,
    ):
        for batch in file.iter_batches(BATCH, part.groups, chosen, use_threads=False):
            writer.write_batch(work(fields(batch, source.columns)))
    return part.rows
