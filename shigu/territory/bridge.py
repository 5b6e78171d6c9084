"""Rows of this app as tables of a pack and values of the engine."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

import polars as pl
from django.apps import apps
from django.db.models import Count, Max, Q

from shigu.districts.actors import Actor
from shigu.districts.packrows import frame
from shigu.engine.pack.schema import schema
from shigu.engine.siting.screening import SpaceTable, space_table
from shigu.engine.siting.search import Taken, left_of
from shigu.engine.siting.values import Space as Offer
from shigu.territory import draws
from shigu.territory.models import Draw, Entitlement, Occupancy, Pool, Quota, Space
from shigu.territory.queries import NONE, Held, holding, peak

KEPT = 6
"""Tables of spaces that a process keeps: by version of the data and first day asked."""
COLUMNS = (
    "code", "name", "name_en", "zone__code", "district__code", "district__player", "kind",
    "area_m2", "land_mu", "divisible", "height_m", "load_t_m2", "power_kva", "water_t_day",
    "drainage", "exhaust", "clean_class", "hazard_class", "codes_allowed",
    "floor_area_ratio_min", "floor_area_ratio_max", "available_from", "available_to",
    "price_yuan", "price_unit",
)  # fmt: skip
FIELDS = (
    "id", "name_zh", "name_en", "zone", "district", "owner", "kind", "area_m2", "land_mu",
    "divisible", "height_m", "load_t_m2", "power_kva", "water_t_day", "drainage_t_day", "exhaust",
    "clean_class", "hazard_class", "codes_allowed", "far_min", "far_max", "available_from",
    "available_to",
)  # fmt: skip
SIZES = (
    "divisible", "kind", "area_m2", "land_mu", "power_kva", "water_t_day", "drainage",
)  # fmt: skip
Version = tuple[Any, ...]


def frames(actor: Actor) -> dict[str, pl.DataFrame]:
    """The tables of a pack that this app keeps, as far as ``actor`` sees them."""
    return {
        "spaces": frame(Space.objects.visible_to(actor), "spaces"),
        "pools": frame(_of_plans(Pool.objects.visible_to(actor), "resource"), "pools"),
        "pool_entitlements": frame(
            _of_plans(Entitlement.objects.visible_to(actor), "pool__resource"), "pool_entitlements"
        ),
        "quotas": frame(Quota.objects.visible_to(actor), "quotas"),
    }


def _of_plans(rows: Any, resource: str) -> Any:
    """Those of resources that the contract of packs knows, and so plans draw on."""
    known = [each.value for each in schema().enums["resource"]]
    return rows.filter(**{f"{resource}__in": known})


def on_offer(
    actor: Actor, first: date, today: date, *, any_industry: bool = False
) -> tuple[SpaceTable, int]:
    """What is left of every space from ``first`` on, and how many are let whole for good.

    ``any_industry`` leaves out which industries a space admits, for needs that do not say theirs.
    Every member sees every space, so one table serves them all until a space or an occupancy
    changes.
    """
    if not actor.member:
        return space_table(()), 0
    return _left(_version("Space"), _version("Occupancy"), first, today, any_industry)


def _version(model: str) -> Version:
    """Changes whenever a row does: how many changes there were, and the last.

    The last alone would miss a change that was written earlier and committed later.
    """
    events = apps.get_model("territory", f"{model}Keptevent")._default_manager
    return tuple(events.aggregate(n=Count("pk"), last=Max("pgh_created_at")).values())


@lru_cache(KEPT)
def _left(
    spaces: Version,
    _occupancies: Version,
    first: date,
    today: date,
    any_industry: bool,  # noqa: FBT001 - a cache key
) -> tuple[SpaceTable, int]:
    offers = _offers(spaces, any_industry)
    gone = taken(first, today)
    left = [rest for one in offers if (rest := left_of(one, gone.get(one.id))) is not None]
    return space_table(left), len(offers) - len(left)


@lru_cache(2)
def _offers(_version: Version, any_industry: bool) -> tuple[Offer, ...]:  # noqa: FBT001
    rows = Space.objects.filter(units=[]).order_by("code").values_list(*COLUMNS)
    return tuple(_offer(row, any_industry=any_industry) for row in rows)


def _offer(row: tuple[Any, ...], *, any_industry: bool) -> Offer:
    *known, price, unit = row
    given = dict(zip(FIELDS, known, strict=True))
    given["hazard_class"] = given["hazard_class"] or None
    given["owner"] = given["owner"] or None
    given["codes_allowed"] = () if any_industry else tuple(given["codes_allowed"])
    per_mu = price if unit == Space.PriceUnit.MU else None
    return Offer(**given, price_yuan_per_mu=per_mu)


def drawn(today: date, besides: Collection[UUID] = ()) -> Mapping[str, float]:
    """What is drawn of each pool in its fullest month, by its code; ``besides`` counts not."""
    rows = Draw.objects.filter(draws.holding(today, "reservation__"))
    found: defaultdict[Pool, list[Draw]] = defaultdict(list)
    for row in rows.exclude(reservation__in=besides).select_related("pool"):
        found[row.pool].append(row)
    return {
        pool.code: float(draws.total(pool) - draws.left(pool, held)) for pool, held in found.items()
    }


def taken(first: date, today: date, besides: Collection[UUID] = ()) -> Mapping[str, Taken]:
    """What tenants have of each space from ``first`` on, by its code.

    Of a divided space, power, water and drainage go with the part of the area. What the
    reservations ``besides`` hold does not count.
    """
    lasting = Q(period__upper_inf=True) | Q(period__endswith__gt=first)
    among = Q(reservation__isnull=True) | ~Q(reservation__in=besides)
    rows = Occupancy.objects.filter(holding(today), lasting, among).order_by("space", "period")
    named = rows.values_list("space__code", "period", "area_m2", *(f"space__{n}" for n in SIZES))
    found: dict[str, Taken] = {}
    for code, of_space in groupby(named, key=itemgetter(0)):
        held = list(of_space)
        size = dict(zip(SIZES, held[0][3:], strict=True))
        found[code] = _taken(size, [(row[1], row[2]) for row in held], first)
    return found


def _taken(size: Mapping[str, Any], held: list[Held], first: date) -> Taken:
    if not size["divisible"]:
        ends = [period.upper for period, _ in held]
        return Taken(until=None if None in ends else max(ends))
    capacity = Space(**{name: size[name] for name in ("kind", "area_m2", "land_mu")}).capacity_m2
    part = float(peak(held, first) / capacity) if capacity > NONE else 0.0
    return Taken(
        area_m2=part * (size["area_m2"] or 0.0),
        land_mu=part * (size["land_mu"] or 0.0),
        power_kva=part * (size["power_kva"] or 0.0),
        water_t_day=part * (size["water_t_day"] or 0.0),
        drainage_t_day=part * (size["drainage"] or 0.0),
    )
