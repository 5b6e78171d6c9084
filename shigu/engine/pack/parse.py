"""From CSV text to a frame of texts whose rows know their place in the file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

import polars as pl

from shigu.engine.pack.header import (
    HEADER_ROW,
    TITLE_ROWS,
    is_header,
    names_of,
    read_header,
    title_above,
)
from shigu.engine.pack.problems import Problem, problem
from shigu.engine.pack.schema import Table

ROW = "_row"
"""The column that holds each row's number in the file."""
CHUNK = 8_192
DELIMITERS = {";": ("分号", "semicolons"), "\t": ("制表符", "tabs"), "，": ("全角逗号", "，")}

Record = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Parsed:
    """``frame`` has ``_row`` and a text column for each field of the header; ``None`` if the
    file cannot be read as a table. ``broken`` rows have a wrong number of cells."""

    frame: pl.DataFrame | None
    problems: list[Problem]
    broken: frozenset[int] = frozenset()


class Unreadable(Exception):
    """The CSV stops making sense in the row that begins here."""

    def __init__(self, row: int, reason: str) -> None:
        self.row = row
        self.reason = reason
        super().__init__(reason)

    def told(self, table: Table) -> Problem:
        """The problem that says so."""
        return problem("csv-quote", table.name, self.row, value=self.reason)


@dataclass(slots=True)
class _Body:
    """What has been read of one table; ``blank`` rows wait, as at the end they do not count."""

    table: Table
    fields: Sequence[str | None]
    problems: list[Problem]
    rows: list[list[str]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    blank: list[int] = field(default_factory=list)
    broken: set[int] = field(default_factory=set)
    frames: list[pl.DataFrame] = field(default_factory=list)


def parse(text: str, table: Table) -> Parsed:
    """Read ``text`` by RFC 4180; every structural fault is named with its row."""
    try:
        return parse_records(records(text), table)
    except Unreadable as error:
        return Parsed(None, [error.told(table)])


def parse_records(records: Iterator[Record], table: Table) -> Parsed:
    """Read rows of cells that come from anywhere; there must be at least one.

    Raises:
        Unreadable: as ``records`` does.
    """
    start = list(islice(records, TITLE_ROWS))
    fault = _not_a_header([cells for _, cells in start], table)
    if fault is not None:
        return Parsed(None, [fault])
    body = _Body(table, *read_header(start[0][1], table))
    _fill(body, chain(start[1:], records))
    _flush(body)
    return Parsed(pl.concat(body.frames), body.problems, frozenset(body.broken))


def records(text: str, delimiter: str = ",") -> Iterator[Record]:
    """The rows of a CSV text with their numbers.

    Raises:
        Unreadable: a quotation mark does not close.
    """
    number = 0
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=delimiter)
    try:
        for number, cells in enumerate(reader, HEADER_ROW):
            yield number, cells
    except csv.Error as error:
        raise Unreadable(number + 1, str(error)) from error


def _not_a_header(rows: Sequence[list[str]], table: Table) -> Problem | None:
    only = rows[0][0] if len(rows[0]) == 1 else ""
    for delimiter, (hint_zh, hint_en) in DELIMITERS.items():
        if is_header(only.split(delimiter), table):
            return problem("delimiter", table.name, HEADER_ROW, hint_zh=hint_zh, hint_en=hint_en)
    title = title_above(rows, table)
    if title is None:
        return None
    return problem("header-title", table.name, HEADER_ROW, value=title)


def _fill(body: _Body, records: Iterator[Record]) -> None:
    width = len(body.fields)
    first = body.fields.index("id") if "id" in body.fields else 0
    unusual = {"", *names_of(body.table, "id")}
    for number, cells in records:
        usual = len(cells) == width and cells[first] not in unusual
        row = cells if usual else _mend(body, number, cells)
        if row is None:
            continue
        if body.blank:
            _name_blank_rows(body)
        body.rows.append(row)
        body.numbers.append(number)
        if len(body.rows) == CHUNK:
            _flush(body)


def _mend(body: _Body, number: int, cells: list[str]) -> list[str] | None:
    """The row at its right width, or ``None`` if it is blank or repeats the header."""
    if not any(cell.strip() for cell in cells):
        body.blank.append(number)
        return None
    if is_header(cells, body.table):
        body.problems.append(problem("header-twice", body.table.name, number))
        return None
    width = len(body.fields)
    if len(cells) != width:
        code = "row-too-many" if len(cells) > width else "row-too-few"
        words = {"value": len(cells), "expected": width}
        body.broken.add(number)
        body.problems.append(problem(code, body.table.name, number, None, **words))
    return (cells + [""] * width)[:width]


def _name_blank_rows(body: _Body) -> None:
    body.problems.extend(problem("row-blank", body.table.name, row) for row in body.blank)
    body.blank.clear()


def _flush(body: _Body) -> None:
    columns = list(zip(*body.rows, strict=True)) or [()] * len(body.fields)
    texts = [
        pl.Series(name, column, pl.String)
        for name, column in zip(body.fields, columns, strict=True)
        if name is not None
    ]
    body.frames.append(pl.DataFrame([pl.Series(ROW, body.numbers, pl.Int64), *texts]))
    body.rows, body.numbers = [], []
