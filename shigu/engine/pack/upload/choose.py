"""Which sheet of a workbook holds the table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shigu.engine.pack.header import TITLE_ROWS, header_names, is_header
from shigu.engine.pack.schema import Table
from shigu.engine.pack.upload.cells import as_text
from shigu.engine.pack.upload.values import Grid, Refused


def chosen(grids: Sequence[Grid], table: Table) -> Grid:
    """The only filled sheet, else the only one whose name, or else whose header, fits.

    Raises:
        Refused: all are empty, or none or several fit.
    """
    filled = [grid for grid in grids if any(as_text(c).strip() for row in grid.rows for c in row)]
    if not filled:
        raise Refused("file-empty")
    if len(filled) == 1:
        return filled[0]
    for fitting in _fitting(filled, table):
        if len(fitting) == 1:
            return fitting[0]
    names = "、".join(f"“{grid.name}”" for grid in filled)
    raise Refused("upload-sheets", value=names, hint_zh=table.title_zh, hint_en=f"{table.title_en}")


def _fitting(filled: Sequence[Grid], table: Table) -> Iterator[list[Grid]]:
    names = {table.name, table.title_zh, table.title_en.lower()}
    yield [grid for grid in filled if (grid.name or "").strip().lower() in names]
    yield [grid for grid in filled if any(_complete(row, table) for row in _heads(grid))]
    yield [grid for grid in filled if any(is_header(row, table) for row in _heads(grid))]


def _heads(grid: Grid) -> list[list[str]]:
    return [[as_text(cell) for cell in row] for row in grid.rows[:TITLE_ROWS]]


def _complete(row: list[str], table: Table) -> bool:
    """Whether the row names every column that the table must have."""
    known = header_names(table)
    named = {known.get(cell.strip()) for cell in row}
    return named >= {field.name for field in table.fields if field.presence != "optional"}
