"""Names of everything that the plan mentions, so that a report needs no other file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl

from shigu.engine.chain.results import Candidate
from shigu.engine.pack.read import Pack
from shigu.engine.plan.allotments import pool_entries, quota_entries
from shigu.engine.plan.chain_inputs import chain_inputs, leaf_links
from shigu.engine.plan.places import Places
from shigu.engine.plan.results import ChainPart, Entry, Index, Ring
from shigu.engine.plan.siting_inputs import is_open
from shigu.engine.reasons import Input

LAYERS = {
    "foundation": ("基础层", "Foundation"),
    "technology": ("技术层", "Technology"),
    "application": ("应用层", "Application"),
}
COLUMNS = {
    "districts": ("gb_code", "level", "parent", "player"),
    "zones": ("district", "kind", "area_km2", "lon", "lat", "location_precision"),
    "links": ("layer", "parent", "definition_zh", "definition_en", "weight"),
    "organisations": ("short_name", "kind", "district", "zone", "stock_code", "products"),
    "spaces": (
        *("zone", "kind", "area_m2", "land_mu", "divisible", "height_m", "load_t_m2"),
        *("power_kva", "available_from", "lon", "lat", "location_precision"),
    ),
    "projects": (
        *("link", "introducer", "stage", "invest_wan", "land_mu", "floor_area_m2", "height_m"),
        *("load_t_m2", "power_kva", "hazard_class", "earliest", "latest", "success_probability"),
    ),
    "scenarios": ("field", "zone", "demand", "supply", "state"),
    "sectors": ("area", "year", "number"),
    "sources": ("url", "publisher", "date", "read_on", "trust"),
}


def index(
    pack: Pack,
    chain: ChainPart,
    candidates: tuple[Candidate, ...],
    boundaries: Mapping[str, tuple[Ring, ...]],
) -> Index:
    """``boundaries`` holds rings (longitude, latitude) by id of the district."""
    places = Places.from_table(pack.tables["districts"])
    leaves = leaf_links(pack)
    named = set(_organisations_named(chain, candidates))
    return Index(
        players=player_entries(pack),
        districts=_entries(pack, "districts"),
        zones=_zones(pack),
        layers={k: Entry(zh, en, "fact", None, {}) for k, (zh, en) in LAYERS.items()},
        segments=_entries(pack, "links", set(leaves["parent"])),
        links=_entries(pack, "links", set(leaves["id"])),
        supplies=tuple(
            (s.from_link, s.to_link, s.weight, s.substitutability)
            for s in chain_inputs(pack).supplies
        ),
        organisations=_entries(pack, "organisations", named),
        spaces=_entries(pack, "spaces"),
        projects=_entries(
            pack, "projects", set(pack.tables["projects"].filter(is_open(places))["id"])
        ),
        scenes=_entries(pack, "scenarios"),
        sectors=_entries(pack, "sectors"),
        pools=pool_entries(pack),
        quotas=quota_entries(pack),
        sources=_entries(pack, "sources"),
        boundaries=dict(boundaries),
    )


def _organisations_named(chain: ChainPart, candidates: tuple[Candidate, ...]) -> Iterable[str]:
    for link in chain.links:
        yield from link.organisations
    for gap in chain.gaps:
        yield from gap.receipt.near
        yield from gap.laboratories
    for failure in (*chain.stress.single, *chain.stress.double):
        if failure.kind == "firm":
            yield from failure.ids
    for cuts in chain.stress.cuts:
        yield from (firm for together in cuts.firms for firm in together)
    for second in chain.stress.second_sources:
        yield from second.sources
    for held in chain.control.links:
        yield from (firm for ring in held.within for firm in ring.firms)
    for offer in chain.moves:
        yield from (*offer.customers, *offer.suppliers, *offer.laboratories)
    for candidate in candidates:
        yield candidate.organisation
        yield from (step.id for step in candidate.through if step.kind == "organisation")


def _zones(pack: Pack) -> dict[str, Entry]:
    """Zones with their role in the layout in force: their own, their district's, its player's."""
    roles = _roles(pack)
    players = {d.id: d.player for d in Places.from_table(pack.tables["districts"]).by_id.values()}

    def with_role(zone: str, entry: Entry) -> Entry:
        district = str(entry.attributes["district"])
        held = (roles.get(area) for area in (zone, district, players[district] or ""))
        role = next((each for each in held if each), None)
        return replace(entry, attributes={**entry.attributes, "role": role})

    return {zone: with_role(zone, entry) for zone, entry in _entries(pack, "zones").items()}


def _roles(pack: Pack) -> dict[str, str]:
    """Role by zone or district in the layout in force; a fact outweighs what is illustrative."""
    in_force = (pl.col("valid_from") <= pack.created) & (
        pl.col("valid_to").is_null() | (pl.col("valid_to") > pack.created)
    )
    current = pack.tables["layouts"].filter(in_force).sort("valid_from")["id"].tail(1)
    rows = pack.tables["layout_roles"].filter(pl.col("layout").is_in(current.implode()))
    facts_last = rows.sort(pl.col("status") == "fact", maintain_order=True).to_dicts()
    return {row["zone"] or row["district"]: row["role"] for row in facts_last}


def player_entries(pack: Pack) -> dict[str, Entry]:
    """A player is called as the row that bears its id, else as its first district."""
    places = Places.from_table(pack.tables["districts"])
    rows = _entries(pack, "districts")
    named = {}
    for player in places.players:
        own = [d.id for d in places.by_id.values() if d.player == player]
        named[player] = rows[player if player in own else own[0]]
    return named


def _entries(pack: Pack, table: str, only: set[str] | None = None) -> dict[str, Entry]:
    return {
        row["id"]: _entry(row, COLUMNS[table])
        for row in pack.tables[table].to_dicts()
        if only is None or row["id"] in only
    }


def _entry(row: dict[str, Any], columns: tuple[str, ...]) -> Entry:
    zh = row.get("name_zh") or row.get("name") or row["title"]
    return Entry(
        zh=zh,
        en=row.get("name_en") or zh,
        status=row["status"],
        source=row["source"],
        attributes={column: _plain(row[column]) for column in columns},
    )


def _plain(value: Input | date | list[str]) -> Input:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return "；".join(value)
    return value
