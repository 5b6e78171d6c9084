"""From texts to typed columns; a cell that is not of its type becomes null and a problem."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import polars as pl

from shigu.engine.pack.diagnose import not_a_date, not_a_number
from shigu.engine.pack.parse import ROW
from shigu.engine.pack.problems import Problem, problem
from shigu.engine.pack.schema import Field, Table
from shigu.engine.pack.schema.values import FieldType

YEAR = "(1[89]|2[0-9])[0-9]{2}"
DATE = f"^{YEAR}-[0-9]{{2}}-[0-9]{{2}}$"
PARTIAL_DATE = f"^{YEAR}(-[0-9]{{2}}(-[0-9]{{2}})?)?$"
MONTH = f"^{YEAR}-(0[1-9]|1[0-2])$"
NUMBER = r"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$"
FULL_WIDTH = "[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff0e\uff0d]"
EXACT_WHOLE = 2.0**53

DTYPES: dict[FieldType, pl.DataType] = {
    "text": pl.String(),
    "number": pl.Float64(),
    "integer": pl.Int64(),
    "date": pl.Date(),
    "first_day": pl.Date(),
    "partial_date": pl.String(),
    "month": pl.Date(),
    "boolean": pl.Boolean(),
    "list": pl.List(pl.String()),
}


def dtype(field: Field) -> pl.DataType:
    """The Polars type of a column; a month is the date of its first day."""
    return DTYPES[field.type]


def convert(texts: pl.DataFrame, table: Table) -> tuple[pl.DataFrame, list[Problem]]:
    """Typed columns in the order of the schema; columns that the file lacks are null."""
    problems: list[Problem] = []
    columns = [texts[ROW]]
    for field in table.fields:
        if field.name not in texts.columns:
            columns.append(pl.Series(field.name, [None] * texts.height, dtype(field)))
            continue
        cells = texts[field.name]
        if _is_code(field):
            cells, found = _ordinary_width(texts[ROW], cells, table.name)
            problems += found
        typed = _CONVERT[field.type](cells)
        problems += _not_of_type(texts[ROW], cells, typed, table.name, field)
        columns.append(typed)
    return pl.DataFrame(columns), problems


def first_day(column: pl.Expr) -> pl.Expr:
    """The first day of a date given to the year, month or day."""
    return (column + pl.lit("-01-01").str.slice(column.str.len_chars() - 4)).str.to_date(
        "%Y-%m-%d", strict=False
    )


def last_day(column: pl.Expr) -> pl.Expr:
    """The last day of a date given to the year, month or day."""
    months = column.str.len_chars().replace_strict({4: "12mo", 7: "1mo", 10: "1d"}, default="1d")
    return first_day(column).dt.offset_by(months).dt.offset_by("-1d")


def _is_code(field: Field) -> bool:
    """Texts that are compared letter by letter, unlike names."""
    named = field.name in {"uscc"} or field.pattern or field.enum or field.reference
    return field.type in {"text", "list"} and bool(named)


def _ordinary_width(
    rows: pl.Series, cells: pl.Series, table: str
) -> tuple[pl.Series, list[Problem]]:
    wide = cells.str.contains(FULL_WIDTH).fill_null(value=False)
    if not wide.any():
        return cells, []
    mended = cells.map_elements(_half_width, return_dtype=pl.String)
    problems = [
        problem("fullwidth-digits", table, row, cells.name, value=old, hint_zh=new, hint_en=new)
        for row, old, new in zip(
            rows.filter(wide), cells.filter(wide), mended.filter(wide), strict=True
        )
    ]
    return mended, problems


def _half_width(cell: str) -> str:
    return unicodedata.normalize("NFKC", cell)


def _not_of_type(
    rows: pl.Series, cells: pl.Series, typed: pl.Series, table: str, field: Field
) -> list[Problem]:
    if cells.null_count() == typed.null_count():
        return []
    bad = cells.is_not_null() & typed.is_null()
    return [
        _diagnose(field, table, row, cell)
        for row, cell in zip(rows.filter(bad), cells.filter(bad), strict=True)
    ]


def _diagnose(field: Field, table: str, row: int, cell: str) -> Problem:
    if field.type in {"number", "integer"}:
        code, words = not_a_number(cell, whole=field.type == "integer")
    elif field.type in {"date", "first_day", "partial_date"}:
        code, words = not_a_date(cell)
    else:
        code, words = _OTHER_CODES[field.type], {}
    return problem(code, table, row, field.name, value=cell, **words)


_OTHER_CODES: dict[FieldType, str] = {
    "month": "type-month",
    "boolean": "type-boolean",
    "list": "list-separator",
}


def _numbers(cells: pl.Series) -> pl.Series:
    plain = cells.str.contains(NUMBER)
    numbers = cells.set(~plain, None) if not plain.all() else cells
    typed = numbers.cast(pl.Float64, strict=False)
    return typed.set(typed.is_infinite(), None)


def _integers(cells: pl.Series) -> pl.Series:
    numbers = _numbers(cells)
    whole = (numbers == numbers.round()) & (numbers.abs() < EXACT_WHOLE)
    return numbers.set(~whole, None).cast(pl.Int64)


def _dates(cells: pl.Series) -> pl.Series:
    shaped = cells.set(~cells.str.contains(DATE), None)
    return shaped.str.to_date("%Y-%m-%d", strict=False)


def _first_days(cells: pl.Series) -> pl.Series:
    shaped = cells.set(~cells.str.contains(PARTIAL_DATE), None)
    return shaped.to_frame().select(first_day(pl.col(cells.name))).to_series()


def _partial_dates(cells: pl.Series) -> pl.Series:
    return cells.set(_first_days(cells).is_null(), None)


def _months(cells: pl.Series) -> pl.Series:
    shaped = cells.set(~cells.str.contains(MONTH), None)
    return shaped.to_frame().select(first_day(pl.col(cells.name))).to_series()


def _booleans(cells: pl.Series) -> pl.Series:
    return cells.str.to_lowercase().replace_strict(
        {"true": True, "false": False}, default=None, return_dtype=pl.Boolean
    )


def _lists(cells: pl.Series) -> pl.Series:
    """Items separated by ``;``, trimmed; an empty item or a full-width separator is refused."""
    items = cells.str.split(";").list.eval(pl.element().str.strip_chars())
    wrong = items.list.contains("") | cells.str.contains("；")
    return items.to_frame().select(pl.when(~wrong).then(pl.col(cells.name))).to_series()


_CONVERT: dict[FieldType, Callable[[pl.Series], pl.Series]] = {
    "text": lambda cells: cells,
    "number": _numbers,
    "integer": _integers,
    "date": _dates,
    "first_day": _first_days,
    "partial_date": _partial_dates,
    "month": _months,
    "boolean": _booleans,
    "list": _lists,
}
