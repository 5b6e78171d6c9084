"""From the bytes of an upload to typed rows, with every fault at its place."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import polars as pl

from shigu.engine.pack.convert import dtype
from shigu.engine.pack.examine import check_sheet, typed
from shigu.engine.pack.header import HEADER_ROW, read_header
from shigu.engine.pack.parse import ROW, Parsed, Unreadable, parse_records
from shigu.engine.pack.problems import Problem, problem
from shigu.engine.pack.schema import Schema, Table, schema
from shigu.engine.pack.upload.cells import as_text, with_codes, with_iso_dates
from shigu.engine.pack.upload.choose import chosen
from shigu.engine.pack.upload.examples import left_examples, without_examples
from shigu.engine.pack.upload.kinds import family
from shigu.engine.pack.upload.limits import MB, Limits
from shigu.engine.pack.upload.texts import text_sheet
from shigu.engine.pack.upload.values import Flaws, Grid, Kind, Refused, Upload
from shigu.engine.pack.upload.workbook import old_sheets, zipped_sheets

Known = Mapping[str, AbstractSet[str]]
UNFILLED = {"value-missing", "merged-cells", "project-incomplete", "space-without-area"}
"""What an empty cell is blamed for, unless it is known why it is empty."""
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class _Opened:
    kind: Kind
    encoding: str | None
    grid: Grid


def read_upload(
    filename: str,
    content: bytes,
    table: Table,
    known: Known,
    limits: Limits = Limits(),  # noqa: B008 - a frozen value
    rules: Schema | None = None,
) -> Upload:
    """Read a spreadsheet as rows of ``table``; ``rules`` are those of packs unless told.

    ``known`` holds what exists already, by ``table.field`` (``zones.id``); where it has no entry,
    nothing exists. What stands in the upload itself may be pointed to as well. The file's name is
    shown and otherwise means nothing.
    """
    try:
        opened = _open(content, table, limits)
        texts = _texts(opened.grid)
        parsed = parse_records(iter(enumerate(texts, HEADER_ROW)), table)
    except Refused as error:
        return _unread(filename, table, error.told(table.name))
    except Unreadable as error:
        return _unread(filename, table, error.told(table))
    if parsed.frame is None:
        return _unread(filename, table, *parsed.problems)
    fields, _ = read_header(texts[0], table)
    hidden = _hidden(opened.grid.flaws, fields, len(texts), table)
    return _read(filename, opened, table, parsed, known, limits, hidden, rules or schema())


def _open(content: bytes, table: Table, limits: Limits) -> _Opened:
    if len(content) > limits.file_bytes:
        size, limit = f"{len(content) / MB:.1f}", f"{limits.file_bytes / MB:g}"
        raise Refused("upload-size", value=size, limit=limit)
    what = family(content)
    if what == "text":
        kind, encoding, grid = text_sheet(content, table, limits)
        return _Opened(kind, encoding, chosen([grid], table))
    kind, grids = zipped_sheets(content, limits) if what == "zip" else old_sheets(content)
    return _Opened(kind, None, chosen(grids, table))


def _texts(grid: Grid) -> list[list[str]]:
    """The cells as texts, without what is blank at the right and the bottom."""
    texts = [[as_text(cell) for cell in row] for row in grid.rows]
    for (row, column), error in grid.flaws.errors.items():
        if row <= len(texts) and column <= len(texts[row - 1]):
            texts[row - 1][column - 1] = error
    width = max(_width(row) for row in texts)
    height = max(place for place, row in enumerate(texts, 1) if _width(row))
    return [row[:width] for row in texts[:height]]


def _width(row: Sequence[str]) -> int:
    return max((place for place, cell in enumerate(row, 1) if cell.strip()), default=0)


def _hidden(
    flaws: Flaws, fields: Sequence[str | None], height: int, table: Table
) -> dict[tuple[int, str], Problem]:
    """The problem that explains each empty cell whose content a formula or a merge hides."""
    found: dict[tuple[int, str], Problem] = {}
    for row, column in flaws.unfinished:
        name = _field(fields, column)
        if name and HEADER_ROW < row <= height:
            found[row, name] = problem("upload-formula", table.name, row, name)
    for merged in flaws.merged:
        name = _field(fields, merged.left)
        if not any(fields[merged.left - 1 : merged.right]) or merged.top > height:
            continue
        told = problem("upload-merged", table.name, merged.top, name, value=merged)
        cells = (
            (row, _field(fields, column))
            for row in range(merged.top, min(merged.bottom, height) + 1)
            for column in range(merged.left, min(merged.right, len(fields)) + 1)
        )
        found.update({(row, field): told for row, field in cells if field})
    return found


def _field(fields: Sequence[str | None], column: int) -> str | None:
    return fields[column - 1] if column <= len(fields) else None


def _read(
    filename: str,
    opened: _Opened,
    table: Table,
    parsed: Parsed,
    known: Known,
    limits: Limits,
    hidden: Mapping[tuple[int, str], Problem],
    rules: Schema,
) -> Upload:
    assert parsed.frame is not None
    texts = with_codes(with_iso_dates(without_examples(parsed.frame), table), table, rules)
    sheet, untyped = typed(texts, table)

    def targets(reference: str) -> pl.Series:
        own, _, key = reference.partition(".")
        inside = sheet.frame[key].drop_nulls() if own == table.name else ()
        return pl.Series(key, sorted({*known.get(reference, ()), *inside}), pl.String)

    checks = (*untyped, *left_examples(sheet), *check_sheet(sheet, targets, rules))
    found = [
        *parsed.problems,
        *dict.fromkeys(hidden.values()),
        *_long_cells(parsed.frame, table, limits),
        *(item for item in checks if item.row not in parsed.broken),
    ]
    blamed = (item for item in found if not (item.code in UNFILLED and _at(item) in hidden))
    return Upload(
        name=_shown(filename),
        table=table.name,
        kind=opened.kind,
        sheet=opened.grid.name,
        encoding=opened.encoding,
        columns=sheet.present,
        rows=sheet.frame,
        problems=tuple(sorted(blamed, key=lambda item: item.row or 0)),
    )


def _at(item: Problem) -> tuple[int, str]:
    return item.row or 0, item.column or ""


def _long_cells(frame: pl.DataFrame, table: Table, limits: Limits) -> Iterator[Problem]:
    for name in frame.columns:
        if name == ROW:
            continue
        lengths = frame.select(ROW, pl.col(name).str.len_chars())
        for row, length in lengths.filter(pl.col(name) > limits.cell_chars).iter_rows():
            words = {"value": length, "limit": limits.cell_chars}
            yield problem("upload-cell-long", table.name, row, name, **words)


def _unread(filename: str, table: Table, *problems: Problem) -> Upload:
    columns = {ROW: pl.Int64(), **{field.name: dtype(field) for field in table.fields}}
    return Upload(
        name=_shown(filename),
        table=table.name,
        kind=None,
        sheet=None,
        encoding=None,
        columns=frozenset(),
        rows=pl.DataFrame(schema=columns),
        problems=problems,
    )


def _shown(filename: str) -> str:
    """The last part of the name without what does not print or turns the writing round."""
    last = filename.replace("\\", "/").rpartition("/")[2]
    printed = "".join(c for c in last if unicodedata.category(c)[0] not in "CZ" or c == " ")
    return printed.strip(" .")[:LONGEST_NAME] or "?"
