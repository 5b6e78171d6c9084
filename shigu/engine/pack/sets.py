"""Sets of adjoining units, and preferences: what points to several tables or must add up."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import polars as pl

from shigu.engine.hints import hints
from shigu.engine.pack.parse import ROW
from shigu.engine.pack.problems import Problem, plain, problem
from shigu.engine.pack.sheet import Sheet, Sheets

AREAS = ("zones", "districts", "spaces")
ROUNDING = Fraction(1, 1000)
Row = dict[str, Any]


def check_sets(spaces: Sheet) -> Iterator[Problem]:
    """Units are single spaces of one zone and kind; the set is whole and as large as they are."""
    if "units" not in spaces.present:
        return
    rows = spaces.frame.drop_nulls("id").to_dicts()
    by_id = {row["id"]: row for row in rows}
    for row in rows:
        if row["units"]:
            yield from _of_set(spaces, row, by_id)


def _of_set(spaces: Sheet, row: Row, by_id: dict[str, Row]) -> Iterator[Problem]:
    table, at = spaces.table.name, row[ROW]
    units = [by_id[each] for each in row["units"] if each in by_id and each != row["id"]]
    wrong = [unit["id"] for unit in units if not _belongs(unit, row)]
    if len(set(row["units"])) < 2:
        wrong = list(row["units"])
    for each in wrong:
        yield problem("set-units", table, at, "units", value=each)
    if row["divisible"]:
        yield problem("set-divisible", table, at, "divisible")
    column = "land_mu" if row["kind"] == "land" else "area_m2"
    sizes = [unit[column] for unit in units]
    if wrong or len(units) < len(row["units"]) or None in (*sizes, row[column]):
        return
    total = sum(Fraction(str(size)) for size in sizes)
    if abs(total - Fraction(str(row[column]))) > total * ROUNDING:
        words = {"low": plain(row[column]), "high": plain(float(total))}
        yield problem("set-size", table, at, column, **words)


def _belongs(unit: Row, row: Row) -> bool:
    return not unit["units"] and (unit["zone"], unit["kind"]) == (row["zone"], row["kind"])


def check_preferences(projects: Sheet, sheets: Sheets) -> Iterator[Problem]:
    """What a project prefers is a zone, a district or a space of the pack."""
    if "preferences" not in projects.present or any(name not in sheets for name in AREAS):
        return
    known = {each for name in AREAS for each in sheets[name].frame["id"].drop_nulls()}
    items = projects.frame.select(ROW, pl.col("preferences")).explode("preferences").drop_nulls()
    for row, item in items.iter_rows():
        area = item.partition("=")[0]
        if area not in known:
            words = {"value": area, "target": " / ".join(AREAS), **hints(area, known)}
            yield problem("reference-broken", projects.table.name, row, "preferences", **words)
