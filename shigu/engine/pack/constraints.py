"""What each cell must satisfy by itself: filled in, within range, of the form, of the list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from shigu.engine.pack.describe import span
from shigu.engine.pack.parse import ROW
from shigu.engine.pack.problems import Problem, plain, problem
from shigu.engine.pack.schema import Field, Schema
from shigu.engine.pack.sheet import Sheet


@dataclass(frozen=True, slots=True)
class _Constraint:
    """``broken`` is true of a value, or an item of a list, that is not admitted."""

    field: Field
    code: str
    broken: pl.Expr
    hint_zh: str
    hint_en: str


def check_cells(sheet: Sheet, schema: Schema) -> Iterator[Problem]:
    """Every cell of ``sheet`` against the constraints of its field."""
    fields = [field for field in sheet.table.fields if field.name in sheet.present]
    for field in fields:
        if field.presence == "value":
            yield from _missing(sheet, field)
    for constraint in _broken(sheet, [c for field in fields for c in _constraints(field, schema)]):
        yield from _named(sheet, constraint)
    yield from _facts_without_source(sheet)


def _missing(sheet: Sheet, field: Field) -> Iterator[Problem]:
    filled = sheet.filled[field.name]
    if filled.all():
        return
    first = sheet.frame[ROW].filter(filled).min()
    for row in sheet.frame[ROW].filter(~filled):
        below = field.name == "id" and isinstance(first, int) and row > first
        code = "merged-cells" if below else "value-missing"
        words = {"hint_zh": field.zh, "hint_en": field.description_en}
        yield problem(code, sheet.table.name, row, field.name, **words)


def _constraints(field: Field, schema: Schema) -> Iterator[_Constraint]:
    item = pl.col(field.name)
    if field.minimum is not None or field.maximum is not None:
        low = -float("inf") if field.minimum is None else field.minimum
        high = float("inf") if field.maximum is None else field.maximum
        allowed = span(field.minimum, field.maximum)
        yield _Constraint(field, "out-of-range", ~item.is_between(low, high), allowed, allowed)
    if field.pattern:
        broken = ~item.str.contains(field.pattern)
        yield _Constraint(field, "pattern", broken, field.description_zh, field.description_en)
    if field.enum:
        values = schema.enums[field.enum]
        yield _Constraint(
            field,
            "status-unknown" if field.name == "status" else "enum",
            ~item.is_in([value.value for value in values]),
            "、".join(f"{value.value}（{value.zh}）" for value in values),
            ", ".join(f"{value.value} ({value.en})" for value in values),
        )


def _broken(sheet: Sheet, constraints: list[_Constraint]) -> Iterator[_Constraint]:
    """Those that some row breaks: one pass over the table, so that a sound one costs little."""
    single = [found for found in constraints if found.field.type != "list"]
    answers = sheet.frame.select(
        found.broken.any().alias(str(place)) for place, found in enumerate(single)
    )
    for place, constraint in enumerate(single):
        if answers[str(place)][0]:
            yield constraint
    yield from (found for found in constraints if found.field.type == "list")


def _named(sheet: Sheet, constraint: _Constraint) -> Iterator[Problem]:
    name = constraint.field.name
    hints = {"hint_zh": constraint.hint_zh, "hint_en": constraint.hint_en}
    values = sheet.frame.select(ROW, name)
    if constraint.field.type == "list":
        values = values.explode(name)
    for row, value in values.filter(constraint.broken).iter_rows():
        shown = plain(value) if isinstance(value, int | float) else value
        yield problem(constraint.code, sheet.table.name, row, name, value=shown, **hints)


def _facts_without_source(sheet: Sheet) -> Iterator[Problem]:
    if sheet.table.name == "sources" or not {"status", "source"} <= sheet.present:
        return
    unfounded = (pl.col("status") == "fact") & pl.col("source").is_null()
    for row, _ in sheet.where(unfounded):
        yield problem("fact-without-source", sheet.table.name, row, "source")
