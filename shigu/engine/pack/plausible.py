"""Units mixed up: values, or ratios of two columns, that no real row has.

A row whose note says 已核 or "checked" has been looked at by a person and passes.
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from shigu.engine.pack.describe import span
from shigu.engine.pack.problems import Problem, plain, problem
from shigu.engine.pack.schema import Plausible, Schema
from shigu.engine.pack.sheet import Sheet

CHECKED = "已核|(?i)checked"
RATIO = "_ratio"


def check_plausible(sheet: Sheet, schema: Schema) -> Iterator[Problem]:
    """One problem a cause: a cell that is named is not named again by its ratios."""
    named: set[tuple[int | None, str]] = set()
    for rule in schema.plausible:
        if rule.table != sheet.table.name or rule.field not in sheet.present:
            continue
        for found in _beyond(sheet, rule):
            cells = {(found.row, rule.field), (found.row, rule.per)}
            if not cells & named:
                named.add((found.row, rule.field))
                yield found


def _beyond(sheet: Sheet, rule: Plausible) -> Iterator[Problem]:
    ratio = _ratio(rule)
    beyond = ~ratio.is_between(
        -float("inf") if rule.low is None else rule.low,
        float("inf") if rule.high is None else rule.high,
    )
    applies = pl.col(rule.when) == rule.equals if rule.when else pl.lit(value=True)
    unchecked = ~pl.col("note").fill_null("").str.contains(CHECKED)
    rows = sheet.frame.with_columns(ratio.alias(RATIO)).filter(beyond & applies & unchecked)
    for row, value, measured in rows.select("_row", rule.field, RATIO).iter_rows():
        words = {
            "value": plain(value),
            "ratio": plain(measured),
            "unit": rule.unit,
            "range": span(rule.low, rule.high),
        }
        yield problem(rule.code, sheet.table.name, row, rule.field, **words)


def _ratio(rule: Plausible) -> pl.Expr:
    value = pl.col(rule.field).cast(pl.Float64)
    if not rule.per:
        return value
    return pl.when(pl.col(rule.per) > 0).then(value / pl.col(rule.per))
