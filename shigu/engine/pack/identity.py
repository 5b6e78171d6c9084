"""What may occur only once: ids, keys of several columns, and sums that may not exceed one."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from shigu.engine.pack.parse import ROW
from shigu.engine.pack.problems import Problem, plain, problem
from shigu.engine.pack.sheet import Sheet

TOLERANCE = 1e-9
FIRST = "_first"
TOTAL = "_total"


def check_identity(sheet: Sheet) -> Iterator[Problem]:
    for row, first, key in repeats(sheet, ("id",)):
        yield problem("id-duplicate", sheet.table.name, row, "id", value=key, first=first)
    unique = tuple(name for name in sheet.table.unique if name in sheet.present)
    if unique:
        for row, first, key in repeats(sheet, unique):
            yield problem(
                "key-duplicate", sheet.table.name, row, unique[-1], value=key, first=first
            )
    yield from _sums(sheet)


def repeats(sheet: Sheet, columns: tuple[str, ...]) -> Iterator[tuple[int, int, str]]:
    """(row, row of the first, key) of every row whose ``columns`` occurred before.

    Rows in which all of ``columns`` are empty do not count.
    """
    filled = sheet.frame.filter(~pl.all_horizontal(pl.col(*columns).is_null()))
    again = filled.filter(~pl.struct(columns).is_first_distinct())
    if again.is_empty():
        return
    firsts = filled.group_by(*columns).agg(pl.col(ROW).min().alias(FIRST))
    found = again.join(firsts, on=columns, nulls_equal=True).sort(ROW)
    for row, first, *key in found.select(ROW, FIRST, *columns).iter_rows():
        yield row, first, ", ".join(str(part) for part in key if part is not None)


def _sums(sheet: Sheet) -> Iterator[Problem]:
    over, of = sheet.table.sum_over, sheet.table.sum_of
    if not {over, of} <= sheet.present:
        return
    groups = sheet.frame.group_by(over).agg(pl.col(of).sum().alias(TOTAL), pl.col(ROW).max())
    for row, key, total in (
        groups.filter((pl.col(TOTAL) > 1 + TOLERANCE) & pl.col(over).is_not_null())
        .select(ROW, over, TOTAL)
        .iter_rows()
    ):
        words = {"value": key, "total": plain(total)}
        yield problem("shares-over-one", sheet.table.name, row, of, **words)
