"""How much space is free, let and reserved today, by zone; land in 亩, the rest in ㎡."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Case, Count, Q, Sum, When

from shigu.districts.actors import Actor
from shigu.districts.models import Zone
from shigu.territory.models import Occupancy, Space
from shigu.territory.models.spaces import capacity
from shigu.territory.queries import NONE, taken


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


def use(actor: Actor, today: datetime.date) -> list[Use]:
    """Use by zone, built space and land apart, the largest first."""
    land = Case(When(kind=Space.Kind.LAND, then=True), default=False)
    offered = (
        Space.objects.visible_to(actor)
        .filter(on_offer(today), units=[])
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
    held, held_later = _held(actor, today)
    found = [
        Use(
            zones[zone],
            is_land,
            n,
            all_ or NONE,
            held[zone, is_land, Occupancy.State.OCCUPIED],
            held[zone, is_land, Occupancy.State.RESERVED],
            max((later or NONE) - held_later[zone, is_land], NONE),
        )
        for zone, is_land, n, all_, later in rows
    ]
    return sorted(found, key=lambda one: (one.land, -one.capacity))


def _held(
    actor: Actor, today: datetime.date
) -> tuple[Mapping[tuple[int, bool, str], Decimal], Mapping[tuple[int, bool], Decimal]]:
    """㎡ held today by zone, sort and state, and what of it lies in spaces not ready yet."""
    land = Case(When(space__kind=Space.Kind.LAND, then=True), default=False)
    later = Case(When(space__available_from__gt=today, then=True), default=False)
    rows = (
        taken(actor, today)
        .filter(on_offer(today, "space__"), period__contains=today)
        .values_list("space__zone_id", land, "state", later)
        .annotate(all=Sum("part"))
    )
    held: dict[tuple[int, bool, str], Decimal] = defaultdict(Decimal)
    not_ready: dict[tuple[int, bool], Decimal] = defaultdict(Decimal)
    for zone, is_land, state, is_later, all_ in rows:
        held[zone, is_land, state] += all_ or NONE
        if is_later:
            not_ready[zone, is_land] += all_ or NONE
    return held, not_ready


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
