"""The whole database as one pack: what the engine plans with, and what leaves as files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from shigu.chain import bridge as chain
from shigu.data.kept import APPS
from shigu.data.models import Package
from shigu.districts import bridge as districts
from shigu.districts.actors import Actor
from shigu.engine.pack.build import pack_of
from shigu.engine.pack.read import Pack
from shigu.engine.pack.schema import schema
from shigu.projects import bridge as projects
from shigu.registry import bridge as registry
from shigu.sharing import bridge as sharing
from shigu.territory import bridge as territory

BRIDGES = (districts, registry, territory, chain, projects, sharing)
"""The apps that hold tables of a pack, from the bottom of the ladder up."""

BRIDGE: Mapping[str, Any] = {
    name: bridge for app, bridge in zip(APPS, BRIDGES, strict=True) for name in app.TABLES
}
"""Which of them gives which table."""


def frames(actor: Actor) -> dict[str, pl.DataFrame]:
    """Every table of a pack, with the rows that ``actor`` may see and nothing that points out."""
    found = {name: table for app in BRIDGES for name, table in app.frames(actor).items()}
    return {name: _closed(table, name, found) for name, table in found.items()}


def _closed(table: pl.DataFrame, name: str, found: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Lists without the ids of rows that are not there: they are another's secret."""
    for field in schema().tables[name].fields:
        target, _dot, key = field.reference.partition(".")
        if field.type == "list" and target in found:
            there = pl.col(field.name).list.set_intersection(found[target][key].to_list())
            kept = pl.when(there.list.len() > 0).then(there)
            table = table.with_columns(kept.alias(field.name))
    return table


def table_of(actor: Actor, name: str) -> pl.DataFrame:
    """One table of a pack, with the rows that ``actor`` may see."""
    found: Mapping[str, pl.DataFrame] = BRIDGE[name].frames(actor)
    return _closed(found[name], name, found)


def current_pack(actor: Actor) -> Pack:
    """The cluster as ``actor`` sees it.

    Raises:
        Package.DoesNotExist: no pack was ever loaded.
    """
    package = Package.objects.visible_to(actor).latest()
    return pack_of(
        frames(actor),
        package.name,
        package.version,
        package.title_zh,
        package.title_en,
        package.created,
        districts.geometries(actor),
        sharing.documents(actor),
    )
