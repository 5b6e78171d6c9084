"""What people do with whole packs of data."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from shigu.chain import actions as chain
from shigu.data.models import Package
from shigu.districts import actions as districts
from shigu.districts.actors import Actor
from shigu.districts.bridge import REFERENCE
from shigu.districts.packrows import Outcome, Row
from shigu.districts.verbs import action
from shigu.engine.pack.read import Pack
from shigu.projects import actions as projects
from shigu.registry import actions as registry
from shigu.sharing import actions as sharing
from shigu.territory import actions as territory

APPS: tuple[Any, ...] = (districts, registry, territory, chain, projects, sharing)
"""The apps that write tables of a pack, from the bottom of the ladder up."""
PUT: Mapping[str, Callable[..., Outcome]] = {name: app.put for app in APPS for name in app.TABLES}
"""Who writes which table of a pack; a table comes after all tables that it points to."""


class UnknownTable(ValueError):
    """A pack has rows of a table that no app keeps."""


@action("data.load_pack")
def load_pack(actor: Actor, pack: Pack, *, reason: str) -> dict[str, Outcome]:
    """Make or change every row of ``pack``; rows that are not in it stay as they are.

    Raises:
        UnknownTable: the pack has rows that no app keeps.
        Refused: the actor may not write one of the tables.
        UnknownReference: a row names another that is not there.
    """
    with_documents = {"agreements": {"documents": pack.documents}}
    outcomes = {
        name: put(actor, name, _rows(pack, name), reason=reason, **with_documents.get(name, {}))
        for name, put in PUT.items()
        if pack.tables[name].height
    }
    _name(pack)
    return outcomes


def _name(pack: Pack) -> None:
    titles = {"version": pack.version, "title_zh": pack.title_zh, "title_en": pack.title_en}
    given = titles | {"created": pack.created, "hash": pack.hash}
    if not Package.objects.filter(name=pack.name, **given).exists():
        Package.objects.update_or_create(name=pack.name, defaults=given)


def _rows(pack: Pack, name: str) -> Iterator[Row]:
    for row in pack.tables[name].iter_rows(named=True):
        yield {**row, **_boundary(pack, row)} if name == "zones" else row


def _boundary(pack: Pack, row: Row) -> Row:
    """A zone keeps its boundary itself, and with it where its pack had it."""
    reference = row["geometry"]
    if reference is None:
        return {"geometry": None}
    return {"geometry": {**pack.geometries[reference], REFERENCE: reference}}
