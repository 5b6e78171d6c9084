"""How much space is free, let and reserved today, by zone; land in 亩, the rest in ㎡."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, DecimalField, F, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Cast, Coalesce

from shigu.districts.actors import Actor
from shigu.districts.models import Zone
from shigu.territory.models import Occupancy, Space

AREA: DecimalField[Any, Any] = DecimalField(max_digits=18, decimal_places=3)
NONE = Decimal(0)


@dataclass(frozen=True, slots=True)
class Use:
    """㎡ of one zone and one sort (land or built); ``later`` is free, but after today only."""

    zone: Zone
    land: bool
    spaces: int
    capacity: Decimal
    let: Decimal
    reserved: Decimal
    later: Decimal

    @property
    def free(self) -> Decimal:
        """Neither let nor reserved, and ready today."""
        return max(self.capacity - self.let - self.reserved - self.later, NONE)

    @property
    def portions(self) -> tuple[tuple[str, Decimal], ...]:
        """Let, reserved, free and later as (state, amount), for the bar."""
        return (
            ("let", self.let),
            ("reserved", self.reserved),
            ("free", self.free),
            ("later", self.later),
        )


def on_offer(today: datetime.date, path: str = "") -> Q:
    """Spaces (reached by ``path``) whose offer has not ended on a day."""
    return Q(**{f"{path}available_to__isnull": True}) | Q(**{f"{path}available_to__gt": today})


def capacity(path: str = "") -> Any:
    """㎡ of a space (reached by ``path``): floor area, else its land."""
    land = Cast(F(f"{path}land_mu"), AREA) * Value(2000, AREA) / Value(3, AREA)
    return Coalesce(Cast(F(f"{path}area_m2"), AREA), land, Value(NONE, AREA), output_field=AREA)


def held(rows: QuerySet[Occupancy], today: datetime.date) -> QuerySet[Occupancy]:
    """Occupancies that count today; a reservation counts until the day it expires."""
    counts = Q(expires_on__isnull=True) | Q(expires_on__gte=today)
    return rows.filter(counts, period__contains=today)


def use(actor: Actor, today: datetime.date) -> list[Use]:
    """Use by zone, built space and land apart, the largest first."""
    land = Case(When(kind=Space.Kind.LAND, then=True), default=False)
    offered = (
        Space.objects.visible_to(actor)
        .filter(on_offer(today))
        .order_by()
        .values_list("zone_id", land)
        .annotate(
            n=Count("pk"),
            all=Sum(capacity()),
            later=Sum(capacity(), filter=Q(available_from__gt=today)),
        )
    )
    rows = list(offered)
    zones = Zone.objects.select_related("district").in_bulk({row[0] for row in rows})
    taken, taken_later = _taken(actor, today)
    found = [
        Use(
            zones[zone],
            is_land,
            n,
            all_ or NONE,
            taken[zone, is_land, Occupancy.State.OCCUPIED],
            taken[zone, is_land, Occupancy.State.RESERVED],
            max((later or NONE) - taken_later[zone, is_land], NONE),
        )
        for zone, is_land, n, all_, later in rows
    ]
    return sorted(found, key=lambda one: (one.land, -one.capacity))


def _taken(
    actor: Actor, today: datetime.date
) -> tuple[Mapping[tuple[int, bool, str], Decimal], Mapping[tuple[int, bool], Decimal]]:
    """㎡ held today by zone, sort and state, and what of it lies in spaces not ready yet."""
    land = Case(When(space__kind=Space.Kind.LAND, then=True), default=False)
    later = Case(When(space__available_from__gt=today, then=True), default=False)
    rows = (
        held(Occupancy.objects.visible_to(actor), today)
        .filter(on_offer(today, "space__"))
        .order_by()
        .values_list("space__zone_id", land, "state", later)
        .annotate(all=Sum(Coalesce("area_m2", capacity("space__"), output_field=AREA)))
    )
    taken: dict[tuple[int, bool, str], Decimal] = defaultdict(Decimal)
    not_ready: dict[tuple[int, bool], Decimal] = defaultdict(Decimal)
    for zone, is_land, state, is_later, all_ in rows:
        taken[zone, is_land, state] += all_ or NONE
        if is_later:
            not_ready[zone, is_land] += all_ or NONE
    return taken, not_ready


def total(rows: Iterable[Use], *, land: bool) -> Use | None:
    """All zones of one sort in one; nothing where there are none."""
    mine = [row for row in rows if row.land == land]
    if not mine:
        return None
    return Use(
        mine[0].zone,
        land,
        sum(row.spaces for row in mine),
        sum((row.capacity for row in mine), NONE),
        sum((row.let for row in mine), NONE),
        sum((row.reserved for row in mine), NONE),
        sum((row.later for row in mine), NONE),
    )
