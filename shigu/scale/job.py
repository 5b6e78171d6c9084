"""A function over record batches, from a table to a Parquet file, on one engine or the other."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal

import pyarrow as pa
import pyarrow.parquet as pq

from shigu.scale.files import atomic
from shigu.scale.local import run_local
from shigu.scale.parts import Work
from shigu.scale.refusals import TableRefused
from shigu.scale.spark import run_spark
from shigu.scale.staged import BATCH, Source, staged

Engine = Literal["local", "spark"]
Tell = Callable[[int, int], None]
"""Called with the rows done and all rows; may raise to stop the job, which can be resumed."""


@dataclass(frozen=True, slots=True)
class Job:
    """``work`` takes batches of fields and gives batches of ``schema``; it is pure, and Spark can
    pickle it. ``key`` names what it does: parts of a job with another key are not resumed."""

    work: Work
    schema: pa.Schema
    key: str


@dataclass(frozen=True, slots=True)
class Done:
    """Rows that were worked on, rows written, rows set aside by reason, where those are."""

    rows: int
    written: int
    aside: dict[str, int]
    quarantine: Path


def run(
    job: Job,
    source: Path,
    out: Path,
    engine: Engine,
    tell: Tell,
    *,
    workers: int,
    master: str = "local[*]",
) -> Done:
    """Work on ``source`` (CSV, xlsx or Parquet) into ``out``, which is there whole or not at all.

    What is done is kept in the folder ``out``.work until the end; a job that was stopped goes on
    from there. The tables of both engines have the same rows, in the order of the source by part.

    Raises:
        TableRefused: the source is no such table, or Spark cannot run.
        OSError: a file cannot be read or written.
    """
    folder = out.with_name(out.name + ".work")
    _begin(folder, _state(job, source, engine))
    quarantine = out.with_name(out.name + ".quarantine.csv")
    known = _staged(source, folder, quarantine)
    parts = folder / "parts"
    if engine == "local":
        run_local(job.work, job.schema, known, parts, tell, workers)
    else:
        run_spark(job.work, job.schema, known, parts, tell, master)
    written = _joined(parts, job.schema, out)
    shutil.rmtree(folder)
    return Done(known.rows, written, known.aside, quarantine)


def _state(job: Job, source: Path, engine: str) -> str:
    stat = source.stat()
    told = (job.key, str(source.resolve()), stat.st_size, stat.st_mtime_ns, engine)
    return sha256(repr(told).encode()).hexdigest()


def _begin(folder: Path, state: str) -> None:
    """An empty folder, or the one of the same job as it was left."""
    mark = folder / "state"
    if folder.exists() and not (mark.exists() and mark.read_text() == state):
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    mark.write_text(state)


def _staged(source: Path, folder: Path, quarantine: Path) -> Source:
    known = folder / "source.json"
    if known.exists():
        told = json.loads(known.read_text(encoding="utf-8"))
        return Source(Path(told["path"]), told["columns"], told["rows"], told["aside"])
    try:
        found = staged(source, folder, quarantine)
    except TableRefused:
        shutil.rmtree(folder)
        raise
    told = {"path": str(found.path), "columns": found.columns}
    told |= {"rows": found.rows, "aside": found.aside}
    with atomic(known) as part:
        part.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    return found


def _joined(parts: Path, schema: pa.Schema, out: Path) -> int:
    """All parts in the order of their names as one file; how many rows."""
    rows = 0
    with atomic(out) as part, pq.ParquetWriter(part, schema, compression="zstd") as writer:
        for path in sorted(parts.glob("part-*.parquet")):
            with pq.ParquetFile(path) as file:
                for batch in file.iter_batches(BATCH):
                    writer.write_batch(batch.cast(schema))
                    rows += len(batch)
    return rows
