"""The Spark engine: the same function by ``mapInArrow`` over the parts of the same Parquet file.

Spark hands out parts and the Python of each node reads and writes them, as threads do on one
machine: no row passes through the JVM, which would turn every text into rows and back again.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

import pyarrow as pa

from shigu.scale.parts import Part, Work, parts, worked
from shigu.scale.refusals import TableRefused
from shigu.scale.staged import Source

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

Batches = Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]
PART_ROWS = 1 << 18
DONE = "rows long"
SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
}
LOCAL = {"spark.driver.host": "localhost", "spark.driver.bindAddress": "127.0.0.1"}
"""A Spark of this machine alone listens to nobody else."""


def run_spark(
    work: Work,
    schema: pa.Schema,
    source: Source,
    folder: Path,
    tell: Callable[[int, int], None],
    master: str,
) -> None:
    """``work`` over ``source`` into Parquet parts in ``folder``, by the Spark at ``master``.

    All nodes see ``source`` and ``folder`` under the same path and have the package installed.
    Parts that are there are not made again.

    Raises:
        TableRefused: PySpark or Java is not installed.
    """
    session = started(master)
    folder.mkdir(exist_ok=True)
    source = replace(source, path=source.path.resolve())
    known = list(parts(source.path, folder.resolve(), PART_ROWS))
    missing = [part for part in known if not part.path.exists()]
    every, done = (sum(part.rows for part in some) for some in (known, missing))
    tell(every - done, every)
    if missing:
        rows = session.range(0, len(missing), 1, len(missing))
        rows.mapInArrow(_over(work, schema, source, missing), DONE).collect()
    tell(every, every)


def _over(work: Work, schema: pa.Schema, source: Source, missing: list[Part]) -> Batches:
    """Batches of numbers of parts into batches of rows done."""

    def over(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            places = batch.column(0).to_pylist()
            done = [worked(work, schema, source, missing[place]) for place in places]
            yield pa.RecordBatch.from_pydict({"rows": pa.array(done, pa.int64())})

    return over


def started(master: str) -> SparkSession:
    """The session at ``master``, made if there is none.

    Raises:
        TableRefused: PySpark or Java is not installed.
    """
    if find_spec("pyspark") is None:
        zh = "没有安装 PySpark：pip install 'shigu[spark]'，或用 --engine local"
        en = "PySpark is not installed: pip install 'shigu[spark]', or use --engine local"
        raise TableRefused(zh, en)
    if which("java") is None:
        zh = "没有找到 Java：apt-get install default-jre-headless，或用 --engine local"
        en = "Java was not found: apt-get install default-jre-headless, or use --engine local"
        raise TableRefused(zh, en)
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    own = LOCAL if master.startswith("local") else {}
    builder = SparkSession.builder.master(master).appName("shigu").config(map=SETTINGS | own)
    session: SparkSession = builder.getOrCreate()
    return session
