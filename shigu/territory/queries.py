"""What is held when, and what is free."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Cast, Coalesce, Greatest, Round

from shigu.districts.actors import Actor
from shigu.territory.models import Occupancy, Space

AREA: DecimalField[Any, Any] = DecimalField(max_digits=14, decimal_places=3)
NONE = Decimal(0)


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


def holding(today: date) -> Q:
    """Occupancies that count: reservations do until the day they expire."""
    return Q(expires_on__isnull=True) | Q(expires_on__gte=today)


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
    capacity = space.capacity_m2 or NONE
    if not space.divisible:
        return NONE if others else capacity
    days = {wish.start} | {one.period.lower for one in others if one.period.lower > wish.start}
    return capacity - max(sum((_area_on(one, day) for one in others), NONE) for day in days)


def fits(space: Space, held: Iterable[Occupancy], wish: Wish) -> bool:
    """Whether the wish can be granted beside what is held."""
    if not space.divisible:
        return not in_the_way(held, wish)
    return (wish.area_m2 or space.capacity_m2 or NONE) <= free_area(space, held, wish)


def first_fit(space: Space, held: Iterable[Occupancy], wish: Wish) -> date | None:
    """The first day, not before the wish, from which the same would fit for as long."""
    held = list(held)
    ends = {one.period.upper for one in held if one.period.upper is not None}
    days = sorted(day for day in {wish.start, *ends} if day >= wish.start)
    return next((day for day in days if fits(space, held, wish.moved(day))), None)


def _area_on(one: Occupancy, day: date) -> Decimal:
    inside = one.period.lower <= day and (one.period.upper is None or day < one.period.upper)
    return (one.area_m2 or NONE) if inside else NONE


def spaces(actor: Actor, day: date, today: date) -> QuerySet[Space]:
    """Spaces with ``capacity``, ``held`` and ``free`` in ㎡ on a day; unknown sizes stay null."""
    taken = (
        Occupancy.objects.filter(holding(today), space=OuterRef("pk"), period__contains=day)
        .order_by()
        .values("space")
        .annotate(all=Sum(Coalesce("area_m2", OuterRef("capacity"), NONE, output_field=AREA)))
    )
    return (
        Space.objects.visible_to(actor)
        .select_related("zone", "district")
        .annotate(
            capacity=Coalesce(
                Cast("area_m2", AREA), Round(Cast("land_mu", AREA) * 2000 / 3, precision=3)
            ),
        )
        .annotate(held=Coalesce(Subquery(taken.values("all"), output_field=AREA), Value(NONE)))
        .annotate(free=Greatest(F("capacity") - F("held"), Value(NONE), output_field=AREA))
    )
