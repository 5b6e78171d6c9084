"""Pairs that must stand in order, and periods that must not overlap."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from shigu.engine.pack.convert import first_day, last_day
from shigu.engine.pack.parse import ROW
from shigu.engine.pack.problems import Problem, plain, problem
from shigu.engine.pack.schema.values import Order, Overlap, Schema
from shigu.engine.pack.sheet import Sheet


def check_periods(sheet: Sheet, schema: Schema) -> Iterator[Problem]:
    for order in schema.orders:
        if order.table == sheet.table.name:
            yield from _backwards(sheet, order)
    for overlap in schema.overlaps:
        if overlap.table == sheet.table.name:
            yield from _overlapping(sheet, overlap)


def _backwards(sheet: Sheet, order: Order) -> Iterator[Problem]:
    """Strict: the end lies after the start. Else they may be equal, as far as they are known."""
    low, high = sheet.table.field(order.low), sheet.table.field(order.high)
    partial = low.type == "partial_date"
    start = first_day(pl.col(order.low)) if partial else pl.col(order.low)
    end = last_day(pl.col(order.high)) if partial else pl.col(order.high)
    wrong = start >= end if order.strict else start > end
    for row, (first, last) in sheet.where(wrong, order.low, order.high):
        words = {
            "hint_zh": low.zh,
            "hint_en": low.name,
            "hint_high_zh": high.zh,
            "hint_high_en": high.name,
            "low": _shown(first),
            "high": _shown(last),
        }
        yield problem(order.code, sheet.table.name, row, order.high, **words)


def _shown(value: object) -> str:
    return plain(value) if isinstance(value, float) else str(value)


def _overlapping(sheet: Sheet, overlap: Overlap) -> Iterator[Problem]:
    """Sweep each group in order of start against the latest end so far."""
    if overlap.end not in sheet.present:
        return
    readable = sheet.filled[overlap.end] == sheet.frame[overlap.end].is_not_null()
    frame = sheet.frame.filter(readable).select(
        ROW,
        pl.concat_str(
            [pl.col(name).fill_null("") for name in overlap.by] or pl.lit(""), separator=";"
        ),
        pl.col(overlap.start).alias("start"),
        pl.col(overlap.end).fill_null(date.max).alias("end"),
    )
    ordered = frame.drop_nulls("start").rename({frame.columns[1]: "group"})
    latest: dict[str, tuple[date, int]] = {}
    for row, group, start, end in ordered.sort("start", ROW).iter_rows():
        until, first = latest.get(group, (date.min, 0))
        if start < until or (overlap.inclusive and start == until):
            yield problem("period-overlap", sheet.table.name, row, overlap.start, first=first)
        latest[group] = max((until, first), (end, row), key=lambda found: found[0])
