"""From the tables of a pack to the siting problem of the joint plan."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import polars as pl

from shigu.engine.pack.read import Pack
from shigu.engine.plan.allotments import area_names, pool_entries, quota_entries
from shigu.engine.plan.conditions import refuse_conditions
from shigu.engine.plan.errors import PlanError
from shigu.engine.plan.places import Places
from shigu.engine.plan.results import Entry
from shigu.engine.plan.wishes import preferences, synergies
from shigu.engine.siting.adjoining import adjoined
from shigu.engine.siting.values import (
    Economics,
    Need,
    Pool,
    Problem,
    Quota,
    Space,
    YearEstimate,
)

OPEN_STAGES = ("0", "1", "2", "3", "3b", "4", "5", "6", "7")
"""Stages before land or plant is given (8): these projects are still to be placed."""


def siting_problem(
    pack: Pack,
    economics: Economics,
    locked: Mapping[str, str] | None = None,
    forbidden: frozenset[tuple[str, str]] = frozenset(),
) -> Problem:
    """Every open project of a player, every space and pool of a player, every quota.

    A later phase of a project that has its land already stands for itself.

    Raises:
        PlanError: a condition names a project that is not to be placed or a space not on offer, or
            rows contradict each other (a circle of phases, a set of units in two zones).
    """
    places = Places.from_table(pack.tables["districts"])
    zones = {row["id"]: row["district"] for row in pack.tables["zones"].to_dicts()}
    needs, spaces = _needs(pack, places), _spaces(pack, places, zones)
    refuse_conditions(pack, needs, spaces, (*(locked or {}).items(), *sorted(forbidden)))
    try:
        return Problem(
            needs=needs,
            spaces=spaces,
            pools=_pools(pack, places, zones),
            quotas=_quotas(pack, places),
            economics=economics,
            area_names=area_names(pack),
            locked=locked or {},
            forbidden=forbidden,
            synergies=tuple(synergies(pack)),
        )
    except ValueError as error:
        raise PlanError(
            f"数据自相矛盾，请改正 / The data contradict themselves: {error}"
        ) from error


def is_open(places: Places) -> pl.Expr:
    """Projects to be placed: open, at a link, brought by a district that plays, with a date."""
    known = pl.col("link").is_not_null() & pl.col("earliest").is_not_null()
    return pl.col("stage").is_in(OPEN_STAGES) & known & is_of_a_player(places)


def is_of_a_player(places: Places) -> pl.Expr:
    """Projects brought by a district that plays."""
    playing = [d.id for d in places.by_id.values() if d.player]
    return pl.col("introducer").is_in(playing).fill_null(value=False)


def _needs(pack: Pack, places: Places) -> tuple[Need, ...]:
    years = _years(pack)
    rows = pack.tables["projects"].filter(is_open(places)).to_dicts()
    together = _both_ways(rows, "together_with")
    apart = _both_ways(rows, "apart_from")
    still_open = {row["id"] for row in rows}
    return tuple(
        _need(
            row,
            places,
            introducer=places.by_id[row["introducer"]].player,
            years=years.get(row["id"], ()),
            together=together[row["id"]],
            apart=apart[row["id"]],
            phase_of=row["phase_of"] if row["phase_of"] in still_open else None,
        )
        for row in rows
    )


def _years(pack: Pack) -> dict[str, tuple[YearEstimate, ...]]:
    ordered = pack.tables["project_years"].sort("project", "year").to_dicts()
    found: dict[str, tuple[YearEstimate, ...]] = {}
    for row in ordered:
        estimate = YearEstimate(
            year=row["year"],
            tax_local_wan=row["tax_local_wan"] or 0.0,
            public_cost_wan=row["public_cost_wan"] or 0.0,
        )
        found[row["project"]] = (*found.get(row["project"], ()), estimate)
    return found


def _both_ways(rows: list[dict[str, Any]], column: str) -> dict[str, frozenset[str]]:
    """Partners of each open project, whichever of the two rows names the other."""
    open_ids = {row["id"] for row in rows}
    named = {(r["id"], other) for r in rows for other in r[column] or () if other in open_ids}
    pairs = named | {(other, one) for one, other in named}
    return {one: frozenset(b for a, b in pairs if a == one) for one in open_ids}


def _need(
    row: dict[str, Any],
    places: Places,
    *,
    introducer: str | None,
    years: tuple[YearEstimate, ...],
    together: frozenset[str],
    apart: frozenset[str],
    phase_of: str | None,
) -> Need:
    same = ("id", "land_mu", "floor_area_m2", "height_m", "load_t_m2", "power_kva", "water_t_day")
    more = ("drainage_t_day", "clean_class", "energy_tce", "emission_t", "hazard_class")
    return Need(
        **{column: row[column] for column in (*same, *more)},
        name_zh=row["name"],
        name_en=row["name_en"] or row["name"],
        link=row["link"],
        introducer=introducer,
        needs_exhaust=bool(row["needs_exhaust"]),
        code=row["gbt4754"],
        invest_wan=row["invest_wan"],
        earliest=row["earliest"],
        latest=row["latest"],
        success_probability=_or(row["success_probability"], 1.0),
        districts_allowed=_inside(row["districts_allowed"], places),
        districts_excluded=_inside(row["districts_excluded"], places),
        veto=row["veto"],
        together=together,
        apart=apart,
        phase_of=phase_of,
        phase_near=row["phase_near"] or "anywhere",
        preferences=tuple(preferences(row["preferences"] or ())),
        years=years,
        origin_tax_wan=_or(row["origin_tax_wan"], 0.0),
    )


def _inside(areas: list[str] | None, places: Places) -> frozenset[str]:
    return frozenset(district for area in areas or () for district in places.within(area))


def _or(value: float | None, default: float) -> float:
    return default if value is None else value


def _spaces(pack: Pack, places: Places, zones: Mapping[str, str]) -> tuple[Space, ...]:
    rows = pack.tables["spaces"].to_dicts()
    owners = {row["id"]: places.by_id[zones[row["zone"]]].player for row in rows}
    found = {
        row["id"]: _space(row, zones[row["zone"]], owners[row["id"]])
        for row in rows
        if owners[row["id"]] is not None
    }
    return tuple(_joined(place, found) for place in found.values())


def _joined(place: Space, found: Mapping[str, Space]) -> Space:
    """A set of units with what they offer; one whose units are not there is left as it is, and
    refused with the problem."""
    if not place.units or not place.units <= found.keys():
        return place
    return adjoined(place, [found[each] for each in sorted(place.units)])


def _space(row: dict[str, Any], district: str, owner: str | None) -> Space:
    same = ("id", "zone", "kind", "area_m2", "land_mu", "height_m", "load_t_m2", "power_kva")
    more = ("water_t_day", "clean_class", "hazard_class", "available_to")
    return Space(
        **{column: row[column] for column in (*same, *more)},
        name_zh=row["name"],
        name_en=row["name_en"] or row["name"],
        district=district,
        owner=owner,
        divisible=bool(row["divisible"]),
        drainage_t_day=row["drainage"],
        exhaust=row["exhaust"],
        codes_allowed=tuple(row["codes_allowed"] or ()),
        far_min=row["floor_area_ratio_min"],
        far_max=row["floor_area_ratio_max"],
        available_from=row["available_from"],
        price_yuan_per_mu=row["price_yuan"] if row["price_unit"] == "yuan_per_mu" else None,
        units=frozenset(row["units"] or ()),
    )


def _pools(pack: Pack, places: Places, zones: Mapping[str, str]) -> tuple[Pool, ...]:
    entitled: dict[str, dict[str, Fraction]] = {}
    for row in pack.tables["pool_entitlements"].to_dicts():
        entitled.setdefault(row["pool"], {})[row["player"]] = Fraction(str(row["share"]))
    named = pool_entries(pack)
    return tuple(
        _pool(row, named[row["id"]], places, zones, entitled.get(row["id"], {}))
        for row in pack.tables["pools"].to_dicts()
    )


def _pool(
    row: dict[str, Any],
    named: Entry,
    places: Places,
    zones: Mapping[str, str],
    entitled: dict[str, Fraction],
) -> Pool:
    owner = row["owner"]
    covered = places.owned_by(owner)
    rest = 1 - sum(entitled.values(), Fraction(0))
    return Pool(
        id=row["id"],
        name_zh=named.zh,
        name_en=named.en,
        resource=row["resource"],
        zones=frozenset(
            [row["zone"]] if row["zone"] else (z for z, d in zones.items() if d in covered)
        ),
        month_from=row["month_from"],
        month_to=row["month_to"],
        amount=row["amount"],
        unit=row["unit"],
        shares={**entitled, owner: entitled.get(owner, Fraction(0)) + rest},
    )


def _quotas(pack: Pack, places: Places) -> tuple[Quota, ...]:
    named = quota_entries(pack)
    same = ("id", "district", "measure", "at_least", "at_most")
    return tuple(
        Quota(
            **{column: row[column] for column in same},
            name_zh=named[row["id"]].zh,
            name_en=named[row["id"]].en,
            within=places.within(row["district"]),
        )
        for row in pack.tables["quotas"].to_dicts()
    )
