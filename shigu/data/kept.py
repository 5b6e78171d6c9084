"""Which app keeps which table: those of packs, and working tables that verbs write."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from shigu.chain import actions as chain
from shigu.commitments import sheets as commitments
from shigu.counting import sheets as counting
from shigu.districts import actions as districts
from shigu.districts.actors import Actor
from shigu.districts.models.recorded import fenced
from shigu.districts.packrows import Outcome
from shigu.districts.vocabulary import DataClass
from shigu.districts.working import Working
from shigu.dossier import sheets as dossier
from shigu.engine.pack.schema import Schema, Table, schema
from shigu.leads import sheets as leads
from shigu.projects import actions as projects
from shigu.projects import sheets as handing
from shigu.registry import actions as registry
from shigu.sharing import actions as sharing
from shigu.territory import actions as territory
from shigu.territory import sheets as ground
from shigu.territory.models import Quota
from shigu.work import sheets as work

APPS: tuple[Any, ...] = (districts, registry, territory, chain, projects, sharing)
"""The apps that write tables of a pack, from the bottom of the ladder up."""
PUT: Mapping[str, Callable[..., Outcome]] = {name: app.put for app in APPS for name in app.TABLES}
"""Who writes which table of a pack; a table comes after all tables that it points to."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A table of packs as it is kept here; ``by_sheet`` tells whether a spreadsheet may fill it."""

    table: Table
    model: type[Model]
    data_class: DataClass
    by_sheet: bool

    own = False

    @property
    def rules(self) -> Schema:
        """The rules of packs."""
        return schema()

    def rows(self, actor: Actor) -> object:
        """The rows that ``actor`` may see."""
        return fenced(self.model).visible_to(actor)


ONLY_IN_PACKS = {"districts", "agreements"}
"""The installation itself makes districts, and agreements come with the file of their rules."""
MODELS: Mapping[str, tuple[type[Model], DataClass]] = {
    **districts.TABLES,
    **registry.TABLES,
    **{name: (model, DataClass.TERRITORY) for name, (model, _column) in territory.OWNED.items()},
    "quotas": (Quota, DataClass.PLANS),
    **{name: (model, DataClass.CHAIN) for name, model in chain.TABLES.items()},
    **{name: (model, DataClass.PROJECTS) for name, model in projects.TABLES.items()},
    **{name: (model, DataClass.SHARING) for name, model in sharing.TABLES.items()},
}
KEPT: Mapping[str, Kept] = {
    name: Kept(schema().tables[name], *MODELS[name], by_sheet=name not in ONLY_IN_PACKS)
    for name in schema().tables
}
WORKING: Mapping[str, Working] = {
    each.table.name: each
    for app in (leads, work, commitments, handing, counting, dossier, ground)
    for each in app.SHEETS
}
"""Working tables by name; none is called as a table of packs is."""
BROUGHT: Mapping[str, Kept | Working] = {**WORKING, **KEPT}
"""Every table that a spreadsheet may be brought for."""
