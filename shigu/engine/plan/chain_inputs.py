"""From the tables of a pack to the values of the chain engine."""

from __future__ import annotations

from typing import Any

import polars as pl

from shigu.engine.chain.values import (
    Capability,
    ChainInputs,
    Firm,
    Link,
    Position,
    ReferenceCount,
    SceneOffer,
    SpaceOffer,
    Supply,
)
from shigu.engine.pack.read import Pack
from shigu.engine.plan.chain_news import told
from shigu.engine.plan.distances import Distances
from shigu.engine.plan.errors import PlanError
from shigu.engine.plan.places import Places

SUPPLY = ("from_link", "to_link", "weight", "substitutability", "cover_days", "replace_days")


def current_chain(pack: Pack) -> str:
    """The id of the chain version that has links and came into force last by the pack's day.

    Raises:
        PlanError: no such version.
    """
    used = pack.tables["links"]["chain"].unique().to_list()
    chains = pack.tables["chains"].filter(pl.col("id").is_in(used))
    since = pl.col("valid_from")
    in_force = chains.filter(since.is_null() | (since <= pack.created))
    if in_force.is_empty():
        raise PlanError(
            "没有在用的产业链：请在 chains 中填一个已生效的版本，并在 links 中把环节挂到它下面。"
            " / No chain in use: add a version in force to chains and hang links below it."
        )
    return str(in_force.sort(since, nulls_last=False)["id"][-1])


def leaf_links(pack: Pack, chain: str | None = None) -> pl.DataFrame:
    """The rows of a version, the current one by default, that no other row names as parent."""
    links = pack.tables["links"].filter(pl.col("chain") == (chain or current_chain(pack)))
    return links.filter(~pl.col("id").is_in(links["parent"].drop_nulls().unique().implode()))


def links_of(pack: Pack, chain: str | None = None) -> tuple[Link, ...]:
    """The links of a version of the chain, the current one by default.

    Raises:
        PlanError: there is no version with links.
        ChainError: the weight of a link is not a positive number.
    """
    return tuple(_link(row) for row in leaf_links(pack, chain).iter_rows(named=True))


def chain_inputs(pack: Pack, chain: str | None = None) -> ChainInputs:
    """What the chain engine reads of a pack under a version of its chain, the current by default.

    Raises:
        PlanError: there is no version with links.
        ChainError: the chain cannot be judged as it stands.
    """
    places = Places.from_table(pack.tables["districts"])
    distances = Distances.of(pack, places)
    links = links_of(pack, chain)
    known = {link.id for link in links}
    supplies = pack.tables["supplies"].filter(
        pl.col("from_link").is_in(known) & pl.col("to_link").is_in(known)
    )
    return ChainInputs(
        links=links,
        supplies=tuple(Supply(*row) for row in supplies.select(*SUPPLY).iter_rows()),
        firms=tuple(_firm(row, places, distances) for row in _rows(pack, "organisations")),
        positions=tuple(
            Position(r["organisation"], r["link"], r["share"], r["confidence"], _is_fact(r))
            for r in _rows(pack, "positions")
            if r["link"] in known
        ),
        capabilities=tuple(
            Capability(r["organisation"], r["link"], r["kind"])
            for r in _rows(pack, "capabilities")
            if r["link"] in known
        ),
        references=tuple(
            ReferenceCount(r["area"], r["link"], r["year"], r["count"], r["what"], r["source"])
            for r in _rows(pack, "reference_counts")
            if r["link"] in known
        ),
        districts=places.member_districts,
        sources={
            r["id"]: r["read_on"].isoformat() if r["read_on"] else None
            for r in _rows(pack, "sources")
        },
        names=_names(pack),
        spaces=tuple(
            SpaceOffer(r["id"], r["area_m2"], tuple(r["codes_allowed"] or ()))
            for r in _rows(pack, "spaces")
            if r["area_m2"] is not None
        ),
        scenes=tuple(
            SceneOffer(r["id"], r["field"], f"{r['demand'] or ''}\n{r['supply'] or ''}")
            for r in _rows(pack, "scenarios")
        ),
        **told(pack),
    )


def _rows(pack: Pack, table: str) -> list[dict[str, Any]]:
    return pack.tables[table].to_dicts()


def _is_fact(row: dict[str, Any]) -> bool:
    return bool(row["status"] == "fact")


def _link(row: dict[str, Any]) -> Link:
    return Link(
        id=row["id"],
        layer=row["layer"],
        segment=row["parent"],
        name_zh=row["name_zh"],
        name_en=row["name_en"],
        terms=tuple(row["terms"] or ()),
        negative_terms=tuple(row["negative_terms"] or ()),
        weight=1.0 if row["weight"] is None else row["weight"],
        codes=tuple(row["gbt4754"] or ()),
    )


def _firm(row: dict[str, Any], places: Places, distances: Distances) -> Firm:
    district = row["district"]
    city = places.ancestor_of_level(district, "city") if district else None
    return Firm(
        id=row["id"],
        name_zh=row["name_zh"],
        name_en=row["name_en"] or row["name_zh"],
        kind=row["kind"],
        place=city or district or "",
        district=district if district in places.member_districts else None,
        scope=places.scope_of(district),
        listed=row["stock_code"] is not None,
        fact=_is_fact(row),
        text="；".join(row["products"] or ()),
        sources=(row["source"],) if row["source"] else (),
        zone=row["zone"],
        km=distances.km(row),
    )


def _names(pack: Pack) -> dict[str, tuple[str, str]]:
    """What sentences call each thing: organisations by their short name."""
    return {
        row["id"]: _called(row)
        for table in ("districts", "zones", "links", "organisations", "spaces", "scenarios")
        for row in _rows(pack, table)
    }


def _called(row: dict[str, Any]) -> tuple[str, str]:
    zh = row.get("short_name") or row.get("name_zh") or row["name"]
    return zh, row.get("name_en") or zh
