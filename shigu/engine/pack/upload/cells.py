"""Cells of a spreadsheet as the texts that a pack would hold."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime, time

import polars as pl

from shigu.engine.pack.diagnose import EXAMPLE, not_a_date
from shigu.engine.pack.parse import ROW
from shigu.engine.pack.schema import Field, Schema, Table
from shigu.engine.pack.upload.values import Cell

DATES = {"date", "first_day", "partial_date", "month"}
FOREIGN_DATE = r"^[2-7][0-9]{4}$|^[0-9]{4}[/.年][0-9]{1,2}[/.月]|^[0-9]{4}-[0-9-]+ 0?0:00"
YES_AND_NO = {"是": "true", "否": "false", "yes": "true", "no": "false"}
FIRST_OF_MONTH = re.compile(r"([0-9]{4}-[0-9]{2})-01")


def as_text(cell: Cell) -> str:
    """Whole numbers without a point, dates as ISO writes them, true and false in English."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return str(cell.date() if cell.time() == time() else cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else str(cell)


def with_iso_dates(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Dates as spreadsheets keep them (days since 1899-12-30) or write them (2027/1/31) as ISO;
    in a column of months the first of a month becomes the month."""
    columns = [
        _iso(frame[field.name], month=field.type == "month")
        for field in table.fields
        if field.type in DATES and field.name in frame.columns
    ]
    return frame.with_columns(columns)


def with_codes(frame: pl.DataFrame, table: Table, rules: Schema) -> pl.DataFrame:
    """Values as officers say them (企业, Enterprise, 是) as the codes that tables keep."""
    columns = [
        frame[field.name].replace(_codes(field, rules))
        for field in table.fields
        if field.name in frame.columns and (field.type == "boolean" or field.enum)
    ]
    return frame.with_columns(columns)


def _codes(field: Field, rules: Schema) -> dict[str, str]:
    if field.type == "boolean":
        return YES_AND_NO
    values = rules.enums[field.enum]
    said = [(words, each.value) for each in values for words in (each.zh, each.en)]
    times = Counter(words for words, _ in dict.fromkeys(said))
    taken = {each.value for each in values}
    return {words: code for words, code in said if times[words] == 1 and words not in taken}


def _iso(cells: pl.Series, *, month: bool) -> pl.Series:
    pattern = FOREIGN_DATE + (r"|-01$" if month else "")
    foreign = cells.filter(cells.str.contains(pattern)).unique()
    if foreign.is_empty():
        return cells
    mended = {cell: _day(cell.strip(), month=month) for cell in foreign}
    return cells.replace(mended)


def _day(cell: str, *, month: bool) -> str:
    _, hint = not_a_date(cell)
    iso = cell if hint["hint_zh"] == EXAMPLE else hint["hint_zh"]
    first = FIRST_OF_MONTH.fullmatch(iso) if month else None
    return first[1] if first else iso


__all__ = ["ROW", "as_text", "with_iso_dates"]
