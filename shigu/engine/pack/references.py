"""Whether what a cell points to exists."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import polars as pl

from shigu.engine.hints import hints
from shigu.engine.pack.parse import ROW
from shigu.engine.pack.problems import Problem, problem
from shigu.engine.pack.schema import Field
from shigu.engine.pack.sheet import Sheet, Sheets

ITEM = "item"
MOST_HINTS = 50
"""A table whose references are broken in more rows has one cause; hints would only take time."""


Known = Callable[[str], pl.Series | None]
"""What there is to point to, by ``table.field``; ``None`` = that cannot be told."""


def check_references(sheet: Sheet, known: Known) -> Iterator[Problem]:
    """Every cell, or item of a list, that points to what is not known."""
    for field in sheet.table.fields:
        if not field.reference or field.name not in sheet.present:
            continue
        targets = known(field.reference)
        if targets is not None:
            yield from _broken(sheet, field, targets)
            yield from _to_itself(sheet, field)


def known_in(sheets: Sheets, unread: frozenset[str], reference: str) -> pl.Series | None:
    """What the tables of a pack hold; of those that could not be read nothing can be told."""
    target, _, key = reference.partition(".")
    if target in unread:
        return None
    if target not in sheets:
        return pl.Series(key, [], pl.String)
    if key not in sheets[target].present:
        return None
    return sheets[target].frame[key].drop_nulls().unique()


def _items(sheet: Sheet, field: Field) -> pl.DataFrame:
    column = sheet.frame.select(ROW, "id", pl.col(field.name).alias(ITEM))
    return (column.explode(ITEM) if field.type == "list" else column).drop_nulls(ITEM)


def _broken(sheet: Sheet, field: Field, known: pl.Series) -> Iterator[Problem]:
    missing = _items(sheet, field).join(known.to_frame(ITEM), on=ITEM, how="anti").sort(ROW)
    names = known.to_list() if 0 < missing.height <= MOST_HINTS else []
    for row, _, value in missing.iter_rows():
        words = {"value": value, "target": field.reference, **hints(value, names)}
        yield problem("reference-broken", sheet.table.name, row, field.name, **words)


def _to_itself(sheet: Sheet, field: Field) -> Iterator[Problem]:
    target, _, _ = field.reference.partition(".")
    if target != sheet.table.name or field.name == sheet.table.tree:
        return
    for row, _, _ in _items(sheet, field).filter(pl.col("id") == pl.col(ITEM)).iter_rows():
        yield problem("self-reference", sheet.table.name, row, field.name)
