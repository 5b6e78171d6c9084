"""What an upload is: the grid that was found, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import polars as pl

from shigu.engine.pack.problems import Problem, problem

Kind = Literal["xlsx", "xls", "ods", "csv", "tsv"]
Cell = object
Place = tuple[int, int]
"""Row and column, both from 1."""


@dataclass(frozen=True, slots=True)
class Range:
    """A rectangle of cells, rows and columns from 1, both ends included."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        return f"{letters(self.left)}{self.top}:{letters(self.right)}{self.bottom}"

    def holds(self, row: int, column: int) -> bool:
        return self.top <= row <= self.bottom and self.left <= column <= self.right


@dataclass(frozen=True, slots=True)
class Flaws:
    """What a sheet hides behind empty cells: merged ranges, formulas without result, errors."""

    merged: tuple[Range, ...] = ()
    unfinished: tuple[Place, ...] = ()
    errors: Mapping[Place, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of one sheet, the first row of the sheet first."""

    name: str | None
    rows: Sequence[Sequence[Cell]]
    flaws: Flaws = Flaws()


@dataclass(frozen=True, slots=True)
class Upload:
    """``rows`` has the typed columns of the table after ``_row``, the row number that the
    spreadsheet shows; it is empty where the file cannot be read. ``columns`` are those that the
    file has. ``kind`` is what the content is, whatever the file's name says; ``encoding`` is set
    for texts and ``sheet`` for workbooks. ``name`` is the file's name, fit to be shown."""

    name: str
    table: str
    kind: Kind | None
    sheet: str | None
    encoding: str | None
    columns: frozenset[str]
    rows: pl.DataFrame
    problems: tuple[Problem, ...]


class Refused(Exception):
    """The file cannot be read as a table at all."""

    def __init__(self, code: str, **words: object) -> None:
        self.code = code
        self.words = words
        super().__init__(code)

    def told(self, table: str) -> Problem:
        """The problem that says so."""
        return problem(self.code, table, None, None, **self.words)


def letters(column: int) -> str:
    """The name of a column in a spreadsheet: 1 → A, 27 → AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
