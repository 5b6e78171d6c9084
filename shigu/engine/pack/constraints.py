"""What each cell must satisfy by itself: filled in, within range, of the form, of the list."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from shigu.engine.pack.describe import span
from shigu.engine.pack.parse import ROW
from shigu.engine.pack.problems import Problem, plain, problem
from shigu.engine.pack.schema import Field, Schema
from shigu.engine.pack.sheet import Sheet

SHOWN_VALUES = 20
ITEM = "item"


def check_cells(sheet: Sheet, schema: Schema) -> Iterator[Problem]:
    """Every cell of ``sheet`` against the constraints of its field."""
    for field in sheet.table.fields:
        if field.name in sheet.present:
            yield from _missing(sheet, field)
            yield from _out_of_range(sheet, field)
            yield from _out_of_form(sheet, field)
            yield from _out_of_list(sheet, field, schema)
    yield from _facts_without_source(sheet)


def _missing(sheet: Sheet, field: Field) -> Iterator[Problem]:
    if field.presence != "value":
        return
    blank = sheet.frame[ROW].filter(~sheet.filled[field.name])
    code = "value-missing"
    above = sheet.frame.filter(sheet.filled["id"])[ROW].min() if field.name == "id" else None
    for row in blank:
        if isinstance(above, int):
            code = "merged-cells" if row > above else "value-missing"
        words = {"hint_zh": field.zh, "hint_en": field.description_en}
        yield problem(code, sheet.table.name, row, field.name, **words)


def _out_of_range(sheet: Sheet, field: Field) -> Iterator[Problem]:
    if field.minimum is None and field.maximum is None:
        return
    low = -float("inf") if field.minimum is None else field.minimum
    high = float("inf") if field.maximum is None else field.maximum
    allowed = span(field.minimum, field.maximum)
    outside = ~pl.col(field.name).is_between(low, high)
    for row, (value,) in sheet.where(outside, field.name):
        words = {"value": plain(float(str(value))), "hint_zh": allowed, "hint_en": allowed}
        yield problem("out-of-range", sheet.table.name, row, field.name, **words)


def _out_of_form(sheet: Sheet, field: Field) -> Iterator[Problem]:
    if not field.pattern:
        return
    words = {"hint_zh": field.description_zh, "hint_en": field.description_en}
    for row, value in _bad_items(sheet, field, ~pl.col(ITEM).str.contains(field.pattern)):
        yield problem("pattern", sheet.table.name, row, field.name, value=value, **words)


def _out_of_list(sheet: Sheet, field: Field, schema: Schema) -> Iterator[Problem]:
    if not field.enum:
        return
    values = schema.enums[field.enum]
    admitted = [value.value for value in values]
    code = "status-unknown" if field.name == "status" else "enum"
    words = {
        "hint_zh": "、".join(f"{v.value}（{v.zh}）" for v in values[:SHOWN_VALUES]),
        "hint_en": ", ".join(f"{v.value} ({v.en})" for v in values[:SHOWN_VALUES]),
    }
    for row, value in _bad_items(sheet, field, ~pl.col(ITEM).is_in(admitted)):
        yield problem(code, sheet.table.name, row, field.name, value=value, **words)


def _bad_items(sheet: Sheet, field: Field, bad: pl.Expr) -> Iterator[tuple[int, object]]:
    """(row, item) of every value, or item of a list, for which ``bad`` is true."""
    column = sheet.frame.select(ROW, pl.col(field.name).alias(ITEM))
    if field.type == "list":
        column = column.explode(ITEM)
    yield from column.filter(bad).iter_rows()


def _facts_without_source(sheet: Sheet) -> Iterator[Problem]:
    if sheet.table.name == "sources" or not {"status", "source"} <= sheet.present:
        return
    unfounded = (pl.col("status") == "fact") & pl.col("source").is_null()
    for row, _ in sheet.where(unfounded):
        yield problem("fact-without-source", sheet.table.name, row, "source")
