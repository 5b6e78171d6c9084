"""The Spark engine: the same function by ``mapInArrow`` over the same Parquet file."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

import pyarrow as pa

from shigu.scale.columns import fields
from shigu.scale.refusals import TableRefused
from shigu.scale.staged import BATCH, Source

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

Work = Callable[[pa.RecordBatch], pa.RecordBatch]
SETTINGS = {
    "spark.sql.execution.arrow.maxRecordsPerBatch": str(BATCH),
    "spark.sql.parquet.compression.codec": "snappy",
    "spark.sql.shuffle.partitions": "8",
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

    Raises:
        TableRefused: PySpark or Java is not installed.
    """
    if (folder / "_SUCCESS").exists():
        return
    session = started(master)
    from pyspark.sql.pandas.types import from_arrow_schema

    tell(0, source.rows)
    columns = source.columns

    def over(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return (work(fields(batch, columns)) for batch in batches)

    rows = session.read.parquet(str(source.path)).select(*columns.values())
    told = rows.mapInArrow(over, from_arrow_schema(schema))
    told.write.mode("overwrite").parquet(str(folder))
    tell(source.rows, source.rows)


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
