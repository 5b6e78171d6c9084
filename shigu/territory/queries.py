"""What is held when, and what is free."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import fsum
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import (
    Count,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
)
from django.db.models.functions import Coalesce, Greatest

from shigu.districts.actors import Actor
from shigu.districts.models import District, Layout, LayoutRole, Status, Zone
from shigu.territory.models import Occupancy, Pool, Space
from shigu.territory.models.spaces import AREA, Kind, capacity

NONE = Decimal(0)
STATES = ("free", "part", "reserved", "let", "later", "closed")
OPEN = ("free", "part")
OUTLINES = ("district__boundary", "zone__geometry")
"""Outlines are long, and lists do not draw them."""
Held = tuple[Any, Decimal | None]
"""A period and the area that is held in it."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A space, or ``area_m2`` of one that is divided, from a day on; without ``end``: for good."""

    start: date
    end: date | None = None
    area_m2: Decimal | None = None

    def moved(self, start: date) -> Wish:
        """The same for as long, from another day."""
        length = None if self.end is None else self.end - self.start
        return Wish(start, None if length is None else start + length, self.area_m2)


def holding(today: date, at: str = "") -> Q:
    """Occupancies (reached by the path ``at``) that count: reservations do until they expire."""
    return Q(**{f"{at}expires_on__isnull": True}) | Q(**{f"{at}expires_on__gte": today})


def holdings(actor: Actor, space: Space, today: date) -> list[Occupancy]:
    """Who holds the space, the earliest first."""
    rows = Occupancy.objects.visible_to(actor).filter(holding(today), space=space)
    return list(rows.select_related("organisation", "reservation").order_by("period", "id"))


def in_the_way(held: Iterable[Occupancy], wish: Wish) -> list[Occupancy]:
    """Occupancies that overlap with the wish in time."""
    return [
        one
        for one in held
        if (wish.end is None or one.period.lower < wish.end)
        and (one.period.upper is None or wish.start < one.period.upper)
    ]


def peak(held: Iterable[Held], start: date) -> Decimal:
    """The most that periods with their areas hold on any one day from ``start`` on."""
    listed = list(held)
    days = {start} | {period.lower for period, _ in listed if period.lower > start}
    return max(
        sum((area or NONE for period, area in listed if _has(period, day)), NONE) for day in days
    )


def free_area(space: Space, held: Iterable[Occupancy], wish: Wish) -> Decimal:
    """The area that stays free on every day of the wish; all or nothing in a space let whole."""
    others = in_the_way(held, wish)
    if not space.divisible:
        return NONE if others else space.capacity_m2
    return space.capacity_m2 - peak([(one.period, one.area_m2) for one in others], wish.start)


def fits(space: Space, held: Iterable[Occupancy], wish: Wish) -> bool:
    """Whether the wish can be granted beside what is held."""
    if not space.divisible:
        return not in_the_way(held, wish)
    return (wish.area_m2 or space.capacity_m2) <= free_area(space, held, wish)


def first_fit(space: Space, held: Iterable[Occupancy], wish: Wish) -> date | None:
    """The first day, not before the wish, from which the same would fit for as long."""
    held = list(held)
    ends = {one.period.upper for one in held if one.period.upper is not None}
    days = sorted(day for day in {wish.start, *ends} if day >= wish.start)
    return next((day for day in days if fits(space, held, wish.moved(day))), None)


def _has(period: Any, day: date) -> bool:
    return period.lower <= day and (period.upper is None or day < period.upper)


def taken(actor: Actor, today: date) -> QuerySet[Any]:
    """Occupancies that count, each with its ``part`` in ㎡."""
    part = Coalesce("area_m2", capacity("space__"), output_field=AREA)
    rows = Occupancy.objects.visible_to(actor).filter(holding(today))
    return rows.annotate(part=part).order_by()


def spaces(actor: Actor, day: date, today: date) -> QuerySet[Any]:
    """Spaces that can be filtered and sorted by ``capacity`` and by ``free``, in ㎡ on a day.

    Rows do not carry these: ``with_standing`` tells them for the few that are shown.
    """
    mine = taken(actor, today).filter(space=OuterRef("pk"), period__contains=day)
    held = Subquery(mine.values("space").annotate(all=Sum("part")).values("all"))
    free = capacity() - Coalesce(held, NONE, output_field=AREA)
    return (
        Space.objects.visible_to(actor)
        .select_related("zone", "district")
        .defer(*OUTLINES)
        .alias(capacity=capacity(), free=Greatest(free, NONE, output_field=AREA))
    )


def with_standing(actor: Actor, rows: Iterable[Space], day: date, today: date) -> list[Any]:
    """The spaces with ``capacity``, ``held``, ``kept`` (reserved), ``free`` and ``state``."""
    shown: list[Any] = list(rows)
    reserved = Q(state=Occupancy.State.RESERVED)
    held = {
        space: (all_, kept or NONE)
        for space, all_, kept in taken(actor, today)
        .filter(space__in=[space.pk for space in shown], period__contains=day)
        .values("space")
        .annotate(all=Sum("part"), kept=Sum("part", filter=reserved))
        .values_list("space", "all", "kept")
    }
    for space in shown:
        space.capacity = space.capacity_m2
        space.held, space.kept = held.get(space.pk, (NONE, NONE))
        space.free = max(space.capacity - space.held, NONE)
        space.state = _state(space, day)
    return shown


def _state(space: Any, day: date) -> str:
    """The state of a space whose occupancies on the day are summed; a key of ``STATES``."""
    if space.available_from > day:
        return "later"
    if space.held >= space.capacity:
        return "reserved" if space.kept >= space.held else "let"
    if space.available_to is not None and space.available_to <= day:
        return "closed"
    return "part" if space.held else "free"


@dataclass(frozen=True, slots=True)
class Summary:
    """How many spaces are in which state on a day, what of them is free, and all they measure."""

    counts: Mapping[str, int]
    free_m2: Decimal
    free_land_m2: Decimal
    area_m2: float | None
    land_mu: float | None

    @property
    def found(self) -> int:
        return sum(self.counts.values())


SUMMARY = """
WITH standing AS (
    SELECT s.id, s.kind = 'land' AS is_land, s.available_from, s.available_to, s.area_m2,
           s.land_mu, round(CASE WHEN s.kind = 'land' THEN s.land_mu * 2000000 / 3
           ELSE s.area_m2 * 1000 END)::bigint AS capacity
    FROM territory_space s WHERE s.id IN ({among})
), taken AS (
    SELECT part.space_id, sum(part.held)::bigint AS held,
           (sum(part.held) FILTER (WHERE part.state = 'reserved'))::bigint AS kept
    FROM (
        SELECT o.space_id, o.state,
               coalesce((o.area_m2 * 1000)::bigint, s.capacity) AS held
        FROM territory_occupancy o JOIN standing s ON s.id = o.space_id
        WHERE o.period @> %s AND (o.expires_on IS NULL OR o.expires_on >= %s)
    ) part
    GROUP BY part.space_id
)
SELECT CASE WHEN available_from > %s THEN 'later'
            WHEN held >= capacity THEN CASE WHEN kept >= held THEN 'reserved' ELSE 'let' END
            WHEN available_to <= %s THEN 'closed'
            WHEN held > 0 THEN 'part'
            ELSE 'free' END AS state,
       is_land, count(*), sum(greatest(capacity - coalesce(held, 0), 0)) / 1000, sum(area_m2),
       sum(land_mu)
FROM standing LEFT JOIN taken ON taken.space_id = standing.id
GROUP BY 1, 2
"""
"""The states of ``_state``, in one pass (a test holds the two against each other).

Areas are counted in thousandths of a ㎡: whole numbers, exact, and a third faster than decimals.
"""


def summary(among: QuerySet[Space], day: date, today: date) -> Summary:
    """How these spaces stand on a day, and what they measure."""
    counts = dict.fromkeys(STATES, 0)
    free = {True: NONE, False: NONE}
    try:
        chosen, given = among.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return Summary(counts, NONE, NONE, None, None)
    with connection.cursor() as cursor:
        cursor.execute(SUMMARY.format(among=chosen), (*given, day, today, day, day))
        groups = cursor.fetchall()
    for state, is_land, count, empty, _area, _land in groups:
        counts[state] += count
        free[is_land] += empty if state in OPEN else NONE
    areas, lands = ([group[at] for group in groups] for at in (4, 5))
    return Summary(counts, free[False], free[True], _known(areas), _known(lands))


def _known(values: Iterable[float | None]) -> float | None:
    """Their sum; nothing where none is known."""
    known = [value for value in values if value is not None]
    return fsum(known) if known else None


def with_use(actor: Actor, rows: Iterable[Zone], day: date, today: date) -> list[Any]:
    """Zones with what their spaces hold (``spaces_here built land capacity``), how much of it is
    taken on a day (``held use``), and ``pools_here``."""
    shown: list[Any] = list(rows)
    built = Sum("area_m2", filter=~Q(kind=Kind.LAND))
    inside = _by_zone(
        Space.objects.visible_to(actor).filter(zone__in=shown, units=[]).order_by(),
        "zone", n=Count("pk"), built=built, land=Sum("land_mu"), all=Sum(capacity()),
    )  # fmt: skip
    held = _by_zone(
        taken(actor, today).filter(space__zone__in=shown, period__contains=day),
        "space__zone", all=Sum("part"),
    )  # fmt: skip
    pools = Pool.objects.visible_to(actor).filter(zone__in=shown).order_by()
    count = _by_zone(pools, "zone", n=Count("pk"))
    for zone in shown:
        own = inside.get(zone.pk, {})
        zone.spaces_here, zone.built = own.get("n", 0), own.get("built") or 0.0
        zone.land, zone.capacity = own.get("land") or 0.0, own.get("all") or NONE
        zone.held = held.get(zone.pk, {}).get("all") or NONE
        zone.use = zone.held / zone.capacity if zone.capacity else None
        zone.pools_here = count.get(zone.pk, {}).get("n", 0)
    return shown


def _by_zone(rows: Any, path: str, **sums: Any) -> dict[int, dict[str, Any]]:
    return {row[path]: row for row in rows.values(path).annotate(**sums)}


def roles_by_version(versions: Iterable[Layout]) -> dict[int, dict[str, str]]:
    """Role by code of a zone or district in each layout; where two rows speak, the fact does."""
    found: dict[int, dict[str, str]] = {layout.pk: {} for layout in versions}
    rows = LayoutRole.objects.filter(layout__in=found).select_related("zone", "district")
    rows = rows.defer(*OUTLINES)
    for row in sorted(rows, key=lambda row: row.status == Status.FACT):
        if (place := row.zone or row.district) is not None:
            found[row.layout_id][place.code] = row.role
    return found


def roles(layout: Layout | None) -> dict[str, str]:
    """The same of one layout."""
    return {} if layout is None else roles_by_version([layout])[layout.pk]


def role_of(zone: Zone, of_places: Mapping[str, str]) -> str:
    """The role of a zone: its own, or that of its district or player; "" for none."""
    places = (zone.code, zone.district.code, zone.district.player)
    return next((of_places[code] for code in places if code in of_places), "")


def layouts(actor: Actor) -> list[Layout]:
    """Every version of the layout, the latest first."""
    return list(Layout.objects.visible_to(actor).order_by("-valid_from", "code"))


def in_force(versions: Iterable[Layout], day: date) -> Layout | None:
    """The version that holds on a day; the first of all where none does yet."""
    held = [one for one in versions if one.valid_from <= day]
    return next((one for one in held if one.valid_to is None or one.valid_to > day), None)


def pools(actor: Actor) -> QuerySet[Pool]:
    """Pools with their places."""
    rows = Pool.objects.visible_to(actor).select_related("district", "zone")
    return rows.defer(*OUTLINES)


def pools_of(actor: Actor, space: Space) -> list[Pool]:
    """Pools that a tenant of the space draws on: of its zone, its player, or who lies above."""
    above = space.district
    owners = {above.player}
    while above.parent is not None:
        above = above.parent
        owners |= {above.player, above.code}
    rows = pools(actor)
    everywhere = Q(zone__isnull=True, owner__in=owners - {""})
    return list(rows.filter(everywhere | Q(zone=space.zone)).order_by("resource", "month_from"))


def colours(actor: Actor) -> dict[str, int]:
    """The colour of each player, the same on every page: players in the order of their names."""
    members = District.objects.visible_to(actor).exclude(player="")
    players = sorted(set(members.values_list("player", flat=True)))
    return {player: number for number, player in enumerate(players)}


def first_offer(actor: Actor, today: date) -> date:
    """Today, or where nothing is on offer yet the first day on which something is."""
    rows = Space.objects.visible_to(actor).order_by("available_from")
    first = rows.values_list("available_from", flat=True).first()
    return today if first is None else max(today, first)
