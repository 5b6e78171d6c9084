"""A book from the files that offices send, with every fault at its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePath

import polars as pl

from shigu.engine.pack.examine import check_sheet, typed
from shigu.engine.pack.parse import ROW, Unreadable, parse_records, records
from shigu.engine.pack.problems import Problem, problem
from shigu.engine.pack.schema import Table, schema
from shigu.engine.pack.upload import Limits, read_upload
from shigu.engine.pack.upload.cells import with_iso_dates
from shigu.engine.pack.upload.kinds import family
from shigu.engine.pack.upload.texts import decoded, delimiter_of
from shigu.engine.pack.upload.values import Grid, Refused
from shigu.engine.pack.upload.workbook import old_sheets, zipped_sheets

CONTRIBUTIONS = "contributions"
LIMITS = Limits(file_bytes=2_000_000_000, rows=2_000_000, cells=100_000_000)
"""Texts are read piece by piece; a workbook has at most 1,048,576 rows anyway."""

Frames = dict[str, pl.DataFrame]


def read_tables(
    files: Mapping[str, bytes], tables: Mapping[str, Table]
) -> tuple[Frames, list[Problem]]:
    """The typed rows of every table that the files hold, by table, and all problems.

    A file of a table's name is that table; the sheets of a workbook are those they are named
    after; a single file, or a workbook's only sheet, of another name is ``contributions``.
    """
    frames: Frames = {}
    problems: list[Problem] = []
    found = list(_located(files, tables, problems))
    for table, name, content in sorted(found, key=lambda each: list(tables).index(each[0].name)):
        known = {"firms.id": set(frames["firms"]["id"].drop_nulls())} if "firms" in frames else {}
        frame, faults = _read(table, name, content, known)
        frames[table.name] = frame
        problems += faults
    return frames, problems


def _located(
    files: Mapping[str, bytes], tables: Mapping[str, Table], problems: list[Problem]
) -> Iterator[tuple[Table, str, bytes]]:
    for name, content in files.items():
        stem = PurePath(name).stem.lower()
        alone = CONTRIBUTIONS if len(files) == 1 else ""
        try:
            sheets = _named(_sheet_names(content), tables)
        except Refused as error:
            problems.append(error.told(stem))
            continue
        of_file = _named([stem], tables) or ([tables[alone]] if alone else [])
        if not sheets and not of_file:
            words = {"value": name, "hint_zh": "", "hint_en": ""}
            problems.append(problem("table-unknown", stem, None, None, **words))
        for table in sheets or of_file:
            yield table, name, content


def _sheet_names(content: bytes) -> list[str]:
    """Names of the sheets of a workbook; a text has none."""
    kind = family(content)
    if kind == "text":
        return []
    grids: list[Grid]
    _, grids = zipped_sheets(content, LIMITS) if kind == "zip" else old_sheets(content)
    return [(grid.name or "").strip().lower() for grid in grids]


def _named(names: list[str], tables: Mapping[str, Table]) -> list[Table]:
    return [
        table
        for table in tables.values()
        if {table.name, table.title_zh, table.title_en.lower()} & set(names)
    ]


def _read(
    table: Table, name: str, content: bytes, known: Mapping[str, set[str]]
) -> tuple[pl.DataFrame, list[Problem]]:
    if family(content) != "text":
        upload = read_upload(name, content, table, known, LIMITS)
        return upload.rows, list(upload.problems)
    try:
        return _read_text(table, content, known)
    except Refused as error:
        fault = error.told(table.name)
    except Unreadable as error:
        fault = error.told(table)
    return pl.DataFrame(schema={ROW: pl.Int64, **dict.fromkeys(table.names, pl.String)}), [fault]


def _read_text(
    table: Table, content: bytes, known: Mapping[str, set[str]]
) -> tuple[pl.DataFrame, list[Problem]]:
    """CSV or TSV of any length, piece by piece."""
    text, _ = decoded(content)
    parsed = parse_records(records(text, delimiter_of(text, table)), table)
    if parsed.frame is None:
        return pl.DataFrame(schema={ROW: pl.Int64}), parsed.problems
    sheet, untyped = typed(with_iso_dates(parsed.frame, table), table)

    def targets(reference: str) -> pl.Series | None:
        return pl.Series(sorted(known[reference]), dtype=pl.String) if reference in known else None

    checks = [*untyped, *check_sheet(sheet, targets, schema())]
    kept = [item for item in checks if item.row not in parsed.broken]
    return sheet.frame, [*parsed.problems, *kept]
