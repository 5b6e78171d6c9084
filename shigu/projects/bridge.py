"""Projects of the database as tables of a data package.

Codes are unique in their district only. Where two districts whose projects one reads use the
same code, the code gets the district's behind it, in every table that names it.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

import polars as pl

from shigu.districts.actors import Actor
from shigu.districts.packrows import frame
from shigu.projects.models import Project, ProjectYear

Known = frozenset[str]
TOGETHER = ("together_with", "apart_from")


def frames(actor: Actor) -> dict[str, pl.DataFrame]:
    """``projects`` and ``project_years`` that the actor may read."""
    projects = Project.objects.visible_to(actor)
    years = ProjectYear.objects.visible_to(actor)
    tables = {
        "projects": frame(projects, "projects"),
        "project_years": frame(years, "project_years"),
    }
    twice = repeated(tables["projects"]["id"])
    years_twice = repeated(tables["project_years"]["id"])
    if not twice and not years_twice:
        return tables
    owners = _owners(projects.values_list("district__code").order_by("code", "pk"))
    year_owners = _owners(years.values_list("district__code").order_by("code", "pk"))
    return {
        "projects": _told_apart(
            tables["projects"], owners, {"id": twice, "phase_of": twice}, twice
        ),
        "project_years": _told_apart(
            tables["project_years"], year_owners, {"id": years_twice, "project": twice}, twice
        ),
    }


def pack_ids(actor: Actor) -> dict[str, UUID]:
    """The key of each project by its id in :func:`frames`."""
    rows = list(
        Project.objects.visible_to(actor)
        .order_by("code", "pk")
        .values_list("code", "district__code", "pk")
    )
    twice = repeated(pl.Series([code for code, _, _ in rows], dtype=pl.String))
    return {_told(code, district, twice): key for code, district, key in rows}


def repeated(codes: pl.Series) -> Known:
    """The codes that stand more than once."""
    return frozenset(codes.filter(codes.is_duplicated()).to_list())


def _owners(rows: Iterable[tuple[str]]) -> list[str]:
    return [code for (code,) in rows]


def _told(code: str, district: str, twice: Known) -> str:
    return f"{code}-{district}" if code in twice else code


def _told_apart(
    table: pl.DataFrame, owners: list[str], columns: dict[str, Known], partners: Known
) -> pl.DataFrame:
    changed = [
        pl.Series(
            name,
            [c and _told(c, o, twice) for c, o in zip(table[name], owners, strict=True)],
            dtype=table.schema[name],
        )
        for name, twice in columns.items()
    ]
    lists = [
        pl.Series(
            name,
            [
                None if codes is None else [_told(code, owner, partners) for code in codes]
                for codes, owner in zip(table[name].to_list(), owners, strict=True)
            ],
            dtype=table.schema[name],
        )
        for name in TOGETHER
        if name in table.columns
    ]
    return table.with_columns(changed + lists)
