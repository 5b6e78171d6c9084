"""Rows of the chain → tables of a pack and inputs of the chain engine."""

from __future__ import annotations

from datetime import date

import polars as pl
from django.db.models import QuerySet
from django.utils import timezone

from shigu.chain.models import (
    Capability,
    Chain,
    ChainMapping,
    ComparedCluster,
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
from shigu.districts.models import District, Source, Zone
from shigu.districts.packrows import frame
from shigu.engine.chain.values import ChainInputs
from shigu.engine.pack.archive import read_archive
from shigu.engine.pack.build import pack_of
from shigu.engine.pack.read import Pack
from shigu.engine.plan.chain_inputs import chain_inputs
from shigu.registry import bridge as registry
from shigu.territory.models import Occupancy, Space
from shigu.territory.queries import holding

CHOSEN_BY = {"positions": "link", "capabilities": "link", "supplies": "to_link"}
CHOSEN_BY |= {"link_sectors": "link"}
UNDATED = date(2000, 1, 1)
"""The hash of the inputs does not depend on the day they are read."""


def frames(actor: Actor) -> dict[str, pl.DataFrame]:
    """This app's tables of a pack, as far as ``actor`` sees them; rejected positions are none.

    Tables that refer to others are read before them: what they name is then surely there.
    """
    accepted = Position.objects.visible_to(actor).exclude(verdict=Position.Verdict.REJECTED)
    return {
        "positions": frame(accepted, "positions"),
        "capabilities": frame(Capability.objects.visible_to(actor), "capabilities"),
        "scenarios": frame(Scenario.objects.visible_to(actor), "scenarios"),
        "link_sectors": frame(LinkSector.objects.visible_to(actor), "link_sectors"),
        "sector_flows": frame(SectorFlow.objects.visible_to(actor), "sector_flows"),
        "sectors": frame(Sector.objects.visible_to(actor), "sectors"),
        "reference_counts": frame(ReferenceCount.objects.visible_to(actor), "reference_counts"),
        "supplies": frame(Supply.objects.visible_to(actor), "supplies"),
        "chain_mappings": frame(ChainMapping.objects.visible_to(actor), "chain_mappings"),
        "links": frame(Link.objects.visible_to(actor), "links"),
        "chains": frame(Chain.objects.visible_to(actor), "chains"),
    }


def chain_pack(actor: Actor, chain: Chain) -> Pack:
    """All that one version of the chain is judged by; its hash tells equal inputs."""
    tables = frames(actor)
    tables["chains"] = tables["chains"].filter(pl.col("id") == chain.code)
    tables["links"] = tables["links"].filter(pl.col("chain") == chain.code)
    known = tables["links"]["id"].implode()
    for table, column in CHOSEN_BY.items():
        tables[table] = tables[table].filter(pl.col(column).is_in(known))
    places = District.objects.visible_to(actor).exclude(level=District.Level.OFFICE)
    return pack_of(
        tables
        | {
            **registry.frames(actor),
            "spaces": frame(_free_spaces(actor), "spaces"),
            "zones": frame(Zone.objects.visible_to(actor), "zones"),
            "districts": frame(places, "districts"),
            "sources": frame(Source.objects.visible_to(actor), "sources"),
        },
        name=chain.code,
        version=chain.version,
        title_zh=chain.name_zh,
        title_en=chain.name_en,
        created=chain.valid_from or UNDATED,
        geometries={},
    )


def _free_spaces(actor: Actor) -> QuerySet[Space]:
    """Single spaces that nobody holds whole today: what may be offered to whoever comes."""
    today = timezone.localdate()
    held = Occupancy.objects.filter(holding(today), period__contains=today).values("space")
    single = Space.objects.visible_to(actor).filter(units=[])
    return single.exclude(divisible=False, pk__in=held)


def beside(actor: Actor, chain: Chain) -> tuple[Pack, ...]:
    """What a version is compared with: the other versions that have links, then other clusters."""
    known = Chain.objects.visible_to(actor).filter(links__isnull=False).exclude(pk=chain.pk)
    others = ComparedCluster.objects.visible_to(actor)
    return (
        *(chain_pack(actor, version) for version in known.distinct().order_by("code")),
        *(read_archive(bytes(each.content)) for each in others),
    )


def inputs_of(pack: Pack) -> ChainInputs:
    """What the chain engine reads.

    Raises:
        ChainError: the chain cannot be judged as it stands.
        PlanError: it has no links.
    """
    return chain_inputs(pack)
