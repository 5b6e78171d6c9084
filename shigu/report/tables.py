"""Tables as values; one template prints them all, one script sorts, filters and exports."""

from __future__ import annotations

from dataclasses import dataclass

from shigu.report.bilingual import Text
from shigu.report.markup import Content
from shigu.report.names import Json


@dataclass(frozen=True, slots=True)
class Column:
    head: Text
    unit: Text | None = None
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows; ``value`` sorts and is exported where a number stands behind it."""

    content: Content
    value: float | None = None
    title: str | None = None
    reasons: tuple[Json, ...] = ()
    detail: Content | None = None


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[Cell, ...]
    key: str | None = None
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """``key`` is the anchor and the name of the exported file."""

    key: str
    caption: Text
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    empty: Text
    wide: bool = False


def number(shown: Content, value: float, title: str | None = None) -> Cell:
    return Cell(shown, value=value, title=title)
