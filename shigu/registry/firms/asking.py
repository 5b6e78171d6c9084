"""Asking DuckDB: bound values only, bounded memory and time, no file but those named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb

MEMORY = "512MB"
THREADS = 2
SECONDS = 8.0
CHUNK = 2_000
Values = Sequence[Any]


class TooSlow(Exception):
    """A question took longer than a page waits."""


@contextmanager
def opened(*files: Path, seconds: float = SECONDS) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that reads ``files`` and nothing else, for so many seconds at most.

    Raises:
        TooSlow: the time is over.
    """
    import duckdb

    connection = duckdb.connect(":memory:", config={"memory_limit": MEMORY, "threads": THREADS})
    timer = Timer(seconds, connection.interrupt)
    timer.start()
    try:
        connection.execute("SET allowed_paths = ?", [[str(path) for path in files]])
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        yield connection
    except duckdb.InterruptException as error:
        raise TooSlow(f"{seconds:g} s") from error
    finally:
        timer.cancel()
        connection.close()


def rows_of(
    connection: duckdb.DuckDBPyConnection, statement: str, values: Values
) -> Iterator[dict[str, Any]]:
    """The answer row by row, by the names of its columns."""
    cursor = connection.execute(statement, list(values))
    names = [column[0] for column in cursor.description]
    while chunk := cursor.fetchmany(CHUNK):
        for row in chunk:
            yield dict(zip(names, row, strict=True))
