"""What is held when, and what is free."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import (
    Case,
    Count,
    DecimalField,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Greatest, Round

from shigu.districts.actors import Actor
from shigu.districts.models import District, Layout, LayoutRole, Status, Zone
from shigu.territory.models import Occupancy, Pool, Space
from shigu.territory.models.spaces import Kind

AREA: DecimalField[Any, Any] = DecimalField(max_digits=14, decimal_places=3)
NONE = Decimal(0)
STATES = ("free", "part", "reserved", "let", "later", "closed")
OPEN = ("free", "part")


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
    return list(rows.select_related("organisation").order_by("period", "id"))


def in_the_way(held: Iterable[Occupancy], wish: Wish) -> list[Occupancy]:
    """Occupancies that overlap with the wish in time."""
    return [
        one
        for one in held
        if (wish.end is None or one.period.lower < wish.end)
        and (one.period.upper is None or wish.start < one.period.upper)
    ]


def free_area(space: Space, held: Iterable[Occupancy], wish: Wish) -> Decimal:
    """The area that stays free on every day of the wish; all or nothing in a space let whole."""
    others = in_the_way(held, wish)
    capacity = space.capacity_m2
    if not space.divisible:
        return NONE if others else capacity
    days = {wish.start} | {one.period.lower for one in others if one.period.lower > wish.start}
    return capacity - max(sum((_area_on(one, day) for one in others), NONE) for day in days)


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


def _area_on(one: Occupancy, day: date) -> Decimal:
    inside = one.period.lower <= day and (one.period.upper is None or day < one.period.upper)
    return (one.area_m2 or NONE) if inside else NONE


def capacity(at: str = "") -> Case:
    """``Space.capacity_m2`` in the database, for spaces reached by the path ``at``."""
    land = Round(Cast(f"{at}land_mu", AREA) * 2000 / 3, precision=3)
    return Case(
        When(**{f"{at}kind": Kind.LAND}, then=land),
        default=Cast(f"{at}area_m2", AREA),
        output_field=AREA,
    )


def taken_on(day: date, today: date) -> QuerySet[Occupancy]:
    """Occupancies that count on a day, each with its ``part`` in ㎡."""
    return (
        Occupancy.objects.filter(holding(today), period__contains=day)
        .annotate(part=Coalesce("area_m2", capacity("space__"), output_field=AREA))
        .order_by()
    )


def summed(rows: QuerySet[Any], group: str, amount: Any) -> Coalesce:
    """The sum of an amount over the rows of a subquery that belong to the outer row; 0 for none."""
    totals = rows.order_by().values(group).annotate(all=Sum(amount, output_field=AREA))
    return Coalesce(Subquery(totals.values("all"), output_field=AREA), Value(NONE))


def _state(day: date) -> Case:
    """The state of a space that has ``capacity``, ``held`` and ``kept``; keys of ``ground``."""
    return Case(
        When(available_from__gt=day, then=Value("later")),
        When(held=NONE, available_to__lte=day, then=Value("closed")),
        When(held=NONE, then=Value("free")),
        When(held__lt=F("capacity"), then=Value("part")),
        When(kept__gte=F("held"), then=Value("reserved")),
        default=Value("let"),
    )


def spaces(actor: Actor, day: date, today: date) -> QuerySet[Any]:
    """Spaces with ``capacity``, ``held``, ``kept`` (reserved), ``free`` in ㎡ and ``state``."""
    mine = taken_on(day, today).filter(space=OuterRef("pk"))
    return (
        Space.objects.visible_to(actor)
        .select_related("zone", "district")
        .annotate(
            capacity=capacity(),
            held=summed(mine, "space", "part"),
            kept=summed(mine.filter(state=Occupancy.State.RESERVED), "space", "part"),
        )
        .annotate(
            free=Greatest(F("capacity") - F("held"), Value(NONE), output_field=AREA),
            state=_state(day),
        )
    )


@dataclass(frozen=True, slots=True)
class Summary:
    """How many spaces are in which state on a day, and what of them is free."""

    counts: Mapping[str, int]
    free_m2: Decimal
    free_land_m2: Decimal


SUMMARY = """
WITH standing AS (
    SELECT s.id, s.kind = 'land' AS is_land, s.available_from, s.available_to,
           CASE WHEN s.kind = 'land' THEN round(s.land_mu::numeric * 2000 / 3, 3)
           ELSE s.area_m2::numeric END AS capacity
    FROM territory_space s
), taken AS (
    SELECT o.space_id, sum(coalesce(o.area_m2, s.capacity)) AS held,
           sum(coalesce(o.area_m2, s.capacity)) FILTER (WHERE o.state = 'reserved') AS kept
    FROM territory_occupancy o JOIN standing s ON s.id = o.space_id
    WHERE o.period @> %(day)s AND (o.expires_on IS NULL OR o.expires_on >= %(today)s)
    GROUP BY o.space_id
)
SELECT CASE WHEN available_from > %(day)s THEN 'later'
            WHEN held IS NULL AND available_to <= %(day)s THEN 'closed'
            WHEN held IS NULL THEN 'free'
            WHEN held < capacity THEN 'part'
            WHEN kept >= held THEN 'reserved'
            ELSE 'let' END AS state,
       is_land, count(*), sum(greatest(capacity - coalesce(held, 0), 0))
FROM standing LEFT JOIN taken ON taken.space_id = standing.id
GROUP BY 1, 2
"""
"""The states of ``_state``, in one pass over all spaces."""


def summary(actor: Actor, day: date, today: date) -> Summary:
    """How all spaces stand on a day."""
    counts = dict.fromkeys(STATES, 0)
    free = {True: NONE, False: NONE}
    if actor.member:
        with connection.cursor() as cursor:
            cursor.execute(SUMMARY, {"day": day, "today": today})
            for state, is_land, count, area in cursor.fetchall():
                counts[state] += count
                free[is_land] += area if state in OPEN else NONE
    return Summary(counts, free_m2=free[False], free_land_m2=free[True])


def zones(actor: Actor, day: date, today: date) -> QuerySet[Any]:
    """Zones with the number of their spaces, what these hold and how much of it is taken."""
    inside = Space.objects.filter(zone=OuterRef("pk"))
    count = inside.order_by().values("zone").annotate(n=Count("pk")).values("n")
    pools = Pool.objects.filter(zone=OuterRef("pk")).order_by().values("zone")
    return (
        Zone.objects.visible_to(actor)
        .select_related("district")
        .annotate(
            spaces_here=Coalesce(Subquery(count), 0),
            built=summed(inside.exclude(kind="land"), "zone", "area_m2"),
            land=summed(inside, "zone", "land_mu"),
            capacity=summed(inside, "zone", capacity()),
            held=summed(
                taken_on(day, today).filter(space__zone=OuterRef("pk")), "space__zone", "part"
            ),
            pools_here=Coalesce(Subquery(pools.annotate(n=Count("pk")).values("n")), 0),
        )
        .annotate(use=Case(When(capacity__gt=0, then=F("held") / F("capacity")), output_field=AREA))
    )


def roles_by_version(versions: Iterable[Layout]) -> dict[int, dict[str, str]]:
    """Role by code of a zone or district in each layout; where two rows speak, the fact does."""
    found: dict[int, dict[str, str]] = {layout.pk: {} for layout in versions}
    rows = LayoutRole.objects.filter(layout__in=found).select_related("zone", "district")
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


def pools_of(actor: Actor, space: Space) -> list[Pool]:
    """Pools that a tenant of the space draws on: of its zone, its player, or who lies above."""
    above = space.district
    owners = {above.player}
    while above.parent is not None:
        above = above.parent
        owners |= {above.player, above.code}
    rows = Pool.objects.visible_to(actor).select_related("district", "zone")
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
