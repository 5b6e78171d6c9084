"""Loading a registry: any table into the store, whole or not at all, with what changed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from shigu.registry.firms.cleaning import cleaned
from shigu.registry.firms.store import ABOUT, FIRMS, SCHEMA, About
from shigu.scale.columns import meant
from shigu.scale.files import atomic
from shigu.scale.quarantine import Quarantine
from shigu.scale.refusals import TableRefused
from shigu.scale.staged import BATCH, TEXTS
from shigu.scale.text_table import text_batches
from shigu.scale.workbook import workbook_batches

NAMES = Path(__file__).with_name("columns.csv")
QUARANTINE = "quarantine.csv"
MEMORY = "1GB"
ONCE = """
SELECT * EXCLUDE (line) FROM read_parquet(?)
QUALIFY row_number() OVER (PARTITION BY uscc ORDER BY line) = 1 ORDER BY uscc
"""
AGAIN = """
SELECT line, uscc, name FROM read_parquet(?)
QUALIFY row_number() OVER (PARTITION BY uscc ORDER BY line) > 1 ORDER BY line
"""
CHANGES = """
SELECT count(*) FILTER (o.uscc IS NULL) AS new,
       count(*) FILTER (o.uscc IS NOT NULL AND n.uscc IS NOT NULL AND o.told <> n.told) AS changed,
       count(*) FILTER (n.uscc IS NULL) AS gone
FROM (SELECT uscc, hash(t) AS told FROM read_parquet(?) t) o
FULL JOIN (SELECT uscc, hash(t) AS told FROM read_parquet(?) t) n ON o.uscc = n.uscc
"""
Tell = Callable[[int], None]
"""Called with the rows read so far."""


def load(source: Path, folder: Path, at: datetime, tell: Tell = lambda _rows: None) -> About:
    """Make ``source`` (CSV, xlsx or Parquet) the registry in ``folder``.

    Rows without a right identifier, and further rows of one code, are set aside in
    ``quarantine.csv`` there with the reason; until all is read the registry before stays.

    Raises:
        TableRefused: it is no such table or lacks a column.
        OSError: a file cannot be read or written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    staged = folder / "staged.parquet"
    try:
        with (folder / QUARANTINE).open("w", encoding="utf-8", newline="") as file:
            quarantine = Quarantine(file)
            _stage(source, staged, quarantine, tell)
            return _settle(source, folder, staged, quarantine, at)
    finally:
        staged.unlink(missing_ok=True)


def _stage(source: Path, staged: Path, quarantine: Quarantine, tell: Tell) -> None:
    """Cleaned rows with the row they were read in."""
    schema = SCHEMA.append(pa.field("line", pa.int64()))
    rows = 0
    with pq.ParquetWriter(staged, schema) as writer:
        for batch in batches(source, quarantine):
            firms, bad = cleaned(batch)
            for place in bad:
                row = batch.slice(place, 1).to_pylist()[0]
                quarantine.put(rows + place + 1, "unknown_id", " ".join(filter(None, row.values())))
            lines = np.delete(np.arange(rows, rows + len(batch)), bad) + 1
            writer.write_batch(firms.append_column("line", pa.array(lines)))
            rows += len(batch)
            tell(rows)


def batches(source: Path, quarantine: Quarantine) -> Iterator[pa.RecordBatch]:
    """The fields of ``columns.csv`` as text, batch by batch."""
    if source.suffix == ".parquet":
        return _of_parquet(source, quarantine)
    if source.suffix == ".xlsx":
        return workbook_batches(source, quarantine, NAMES)
    if source.name.endswith(TEXTS):
        return text_batches(source, quarantine, NAMES)
    zh = f"{source.name} 不是 .csv、.csv.gz、.xlsx 或 .parquet"
    raise TableRefused(zh, f"{source.name} is no .csv, .csv.gz, .xlsx or .parquet")


def _of_parquet(source: Path, quarantine: Quarantine) -> Iterator[pa.RecordBatch]:
    try:
        with pq.ParquetFile(source) as file:
            columns = meant(file.schema_arrow.names, NAMES)
            at = 0
            for batch in file.iter_batches(BATCH, columns=list(columns.values())):
                texts = [batch.column(name).cast(pa.string()) for name in columns.values()]
                told = pa.RecordBatch.from_arrays(
                    [text.fill_null("") for text in texts], names=list(columns)
                )
                yield quarantine.sound(told, np.arange(at + 1, at + 1 + len(batch)))
                at += len(batch)
    except pa.ArrowInvalid as error:
        zh, en = (
            f"{source} 不是可读的 Parquet：{error}",
            f"{source} is no readable Parquet: {error}",
        )
        raise TableRefused(zh, en) from error


def _settle(
    source: Path, folder: Path, staged: Path, quarantine: Quarantine, at: datetime
) -> About:
    """One row a code, sorted by it, in place of the registry before."""
    firms = folder / FIRMS
    with duckdb.connect(":memory:") as connection, atomic(firms) as part:
        connection.execute("SET memory_limit = ?", [MEMORY])
        connection.execute("SET temp_directory = ?", [str(folder / "spill")])
        with pq.ParquetWriter(part, SCHEMA) as writer:
            for batch in connection.sql(ONCE, params=[str(staged)]).to_arrow_reader(BATCH):
                writer.write_batch(batch.cast(SCHEMA))
        for line, code, name in connection.execute(AGAIN, [str(staged)]).fetchall():
            quarantine.put(line, "doubled", f"{code} {name}")
        changes = _changes(connection, firms, part)
        rows = pq.read_metadata(part).num_rows
    aside = dict(Counter(quarantine.counts))
    told = About(source.name, at.isoformat(timespec="seconds"), rows, aside, changes)
    with atomic(folder / ABOUT) as part:
        part.write_text(json.dumps(asdict(told), ensure_ascii=False), "utf-8")
    return told


def _changes(connection: duckdb.DuckDBPyConnection, old: Path, new: Path) -> dict[str, int]:
    """Firms that are new, changed and gone against the registry before."""
    if not old.is_file():
        return {"new": pq.read_metadata(new).num_rows, "changed": 0, "gone": 0}
    found = connection.execute(CHANGES, [str(old), str(new)]).fetchone()
    assert found is not None
    return dict(zip(("new", "changed", "gone"), map(int, found), strict=True))
