"""What a row must have because of what it is: spaces, projects, pools, roles."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from shigu.engine.pack.problems import Problem, problem
from shigu.engine.pack.schema import Schema
from shigu.engine.pack.sheet import Sheet

UNPLACED_STAGES = ("0", "1", "2", "3", "3b", "4", "5", "6", "7")
LINK_MAY_BE_OPEN = ("0", "1", "2")
NEEDED_FOR_PLACING = ("introducer", "earliest", "success_probability")


def check_spaces(spaces: Sheet) -> Iterator[Problem]:
    """Land has ``land_mu``, everything else ``area_m2``; a price has its unit."""
    land = pl.col("kind") == "land"
    for field, of_kind in (("land_mu", land), ("area_m2", ~land)):
        empty = ~_filled(spaces, field) | (pl.col(field) <= 0)
        for row, _ in spaces.where(of_kind & empty):
            yield problem("space-without-area", spaces.table.name, row, field)
    unpriced = pl.col("price_yuan").is_not_null() & ~_filled(spaces, "price_unit")
    for row, _ in spaces.where(unpriced):
        yield problem("price-unit-missing", spaces.table.name, row, "price_unit")


def check_projects(projects: Sheet) -> Iterator[Problem]:
    """A project before stage 8 says who brought it, when, how likely; without veto, its size.

    One that has no link of the chain yet is not placed: until screening has ended it may say less.
    """
    linked = _filled(projects, "link")
    for row, _ in projects.where(~linked & ~pl.col("stage").is_in(LINK_MAY_BE_OPEN)):
        hint = {"hint_zh": projects.table.field("link").zh}
        yield problem("project-incomplete", projects.table.name, row, "link", **hint)
    still_open = pl.col("stage").is_in(UNPLACED_STAGES) & linked
    to_place = still_open & ~_filled(projects, "veto")
    for field in NEEDED_FOR_PLACING:
        for row, _ in projects.where(still_open & ~_filled(projects, field)):
            hint = {"hint_zh": projects.table.field(field).zh}
            yield problem("project-incomplete", projects.table.name, row, field, **hint)
    no_area = ~_filled(projects, "land_mu") & ~_filled(projects, "floor_area_m2")
    for row, _ in projects.where(to_place & no_area):
        words = {"hint_zh": "用地（亩）或建筑面积（㎡）"}
        yield problem("project-incomplete", projects.table.name, row, "land_mu", **words)


def check_pools(pools: Sheet, schema: Schema) -> Iterator[Problem]:
    """The unit of a pool is one of its resource."""
    of = {unit.value: unit.of for unit in schema.enums["pool_unit"]}
    belongs = pl.col("unit").replace_strict(of, default=None, return_dtype=pl.String)
    wrong = belongs != pl.col("resource")
    known = pl.col("resource").is_in([resource.value for resource in schema.enums["resource"]])
    for row, (unit, resource) in pools.where(wrong & known, "unit", "resource"):
        words = {
            "value": unit,
            "hint_zh": resource,
            "hint_en": resource,
            "units": "/".join(name for name, owner in of.items() if owner == resource),
        }
        yield problem("pool-unit", pools.table.name, row, "unit", **words)


def check_roles(roles: Sheet) -> Iterator[Problem]:
    wrong = _filled(roles, "zone") == _filled(roles, "district")
    for row, _ in roles.where(wrong):
        yield problem("one-of", roles.table.name, row, "zone", fields="zone, district")


def _filled(sheet: Sheet, field: str) -> pl.Expr:
    """Whether the cell holds anything, even what is already named as wrong."""
    if field not in sheet.present:
        return pl.lit(value=False)
    return pl.lit(sheet.filled[field])
