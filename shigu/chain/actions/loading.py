"""Loading tables of a pack; what a person has judged stays as judged."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Model
from django.utils.translation import gettext_lazy

from shigu.chain.models import (
    Capability,
    Chain,
    ChainMapping,
    Link,
    LinkSector,
    Position,
    ReferenceCount,
    Scenario,
    Sector,
    SectorFlow,
    Supply,
)
from shigu.districts.actors import Actor
from shigu.districts.packrows import Outcome, Row, put_rows
from shigu.districts.policies import may_write_somewhere
from shigu.districts.verbs import action
from shigu.districts.vocabulary import DataClass

TABLES: dict[str, type[Model]] = {
    "chains": Chain,
    "links": Link,
    "chain_mappings": ChainMapping,
    "supplies": Supply,
    "reference_counts": ReferenceCount,
    "sectors": Sector,
    "sector_flows": SectorFlow,
    "link_sectors": LinkSector,
    "positions": Position,
    "capabilities": Capability,
    "scenarios": Scenario,
}


@action("chain.put", gettext_lazy("导入"))
def put(actor: Actor, table: str, rows: Iterable[Row], *, reason: str = "") -> Outcome:
    """Make or change rows of one of this app's tables of a pack.

    Positions that a person has judged are left as they are.

    Raises:
        Refused: the actor may not write the chain.
        UnknownReference: a row names another that is not there.
    """
    may_write_somewhere(actor, DataClass.CHAIN).require()
    listed = list(rows)
    judged = _judged(listed) if table == "positions" else frozenset()
    outcome = put_rows(TABLES[table], table, [row for row in listed if row["id"] not in judged])
    outcome.same.extend(row["id"] for row in listed if row["id"] in judged)
    return outcome


def _judged(rows: list[Row]) -> frozenset[str]:
    found = Position.objects.filter(code__in=[row["id"] for row in rows])
    return frozenset(found.exclude(verdict=Position.Verdict.NONE).values_list("code", flat=True))
