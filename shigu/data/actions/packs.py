"""Loading a whole pack."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from shigu.data.kept import PUT
from shigu.data.models import Package
from shigu.districts.actors import Actor
from shigu.districts.bridge import REFERENCE
from shigu.districts.packrows import Outcome, Row
from shigu.districts.verbs import action
from shigu.engine.pack.read import Pack
from shigu.territory.actions import draw_boundaries


class UnknownTable(ValueError):
    """A pack has rows of a table that no app keeps."""


@action("data.load_pack", _("载入数据包"))
def load_pack(actor: Actor, pack: Pack, *, reason: str) -> dict[str, Outcome]:
    """Make or change every row of ``pack``; rows that are not in it stay as they are.

    Districts with a code of GB/T 2260 get their published boundary.

    Raises:
        UnknownTable: the pack has rows that no app keeps.
        Refused: the actor may not write one of the tables.
        UnknownReference: a row names another that is not there.
    """
    strange = {name for name, table in pack.tables.items() if table.height} - PUT.keys()
    if strange:
        raise UnknownTable("、".join(sorted(strange)))
    with_documents = {"agreements": {"documents": pack.documents}}
    outcomes = {
        name: put(actor, name, _rows(pack, name), reason=reason, **with_documents.get(name, {}))
        for name, put in PUT.items()
        if pack.tables[name].height
    }
    if actor.everything:
        draw_boundaries(actor, reason=reason)
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
