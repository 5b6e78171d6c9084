"""The cluster as a map: districts, zones by their role, the largest spaces by their state."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.board.queries.use import AREA, NONE, capacity, held
from shigu.districts.actors import Actor
from shigu.districts.models import District, Layout, LayoutRole, Zone
from shigu.face import units
from shigu.face.maps import Entry
from shigu.territory.models import Occupancy, Space

SHOWN = 400
CORNERS = 36
KM_PER_DEGREE = 111.32
SMALLEST_KM2 = 0.5
ROLES = (
    Entry("window", LayoutRole.Role.WINDOW.label, "accent"),
    Entry("core", LayoutRole.Role.CORE.label, 3),
    Entry("main", LayoutRole.Role.MAIN.label, 1),
    Entry("cooperating", LayoutRole.Role.COOPERATING.label, 5),
    Entry("whole", LayoutRole.Role.WHOLE.label, 4),
    Entry("no-role", gettext_lazy("未列入布局"), "soft", hollow=True),
)
STATES = (
    Entry("free", gettext_lazy("空置"), "good"),
    Entry("part", gettext_lazy("部分占用"), "good", hollow=True),
    Entry("reserved", gettext_lazy("预留"), "amber"),
    Entry("let", gettext_lazy("占用"), "soft"),
    Entry("later", gettext_lazy("尚未可用"), "amber", hollow=True),
)


@dataclass(frozen=True, slots=True)
class Ground:
    """What the map draws, and how many spaces it leaves out."""

    data: Mapping[str, Any]
    spaces: int

    @property
    def left_out(self) -> int:
        return max(0, self.spaces - SHOWN)


def ground(actor: Actor, today: datetime.date) -> Ground:
    """The map of everything that the actor may see."""
    districts = list(District.objects.visible_to(actor).exclude(player=""))
    zones = list(Zone.objects.visible_to(actor).select_related("district"))
    roles = _roles(today)
    spaces = Space.objects.visible_to(actor).filter(lon__isnull=False, lat__isnull=False)
    points = list(
        spaces.annotate(capacity=capacity())
        .select_related("zone")
        .order_by("-capacity", "pk")[:SHOWN]
    )
    count = len(points) if len(points) < SHOWN else spaces.count()
    data = {
        "areas": _collection(_areas(districts)),
        "zones": _collection(_zone(zone, roles) for zone in zones if zone.lon is not None),
        "points": _collection(_points(actor, points, today)),
        "legend": [*ROLES, *STATES],
    }
    return Ground(data, count)


def _areas(districts: Iterable[District]) -> Iterable[dict[str, Any]]:
    players = sorted({district.player for district in districts})
    for district in districts:
        if district.boundary and district.level != District.Level.CITY:
            yield _feature(
                district.boundary,
                id=f"d{district.pk}",
                name=district.name,
                colour=players.index(district.player),
            )


def _roles(today: datetime.date) -> dict[str, str]:
    """Role by code of a zone or district in the layout in force; a fact outweighs an example."""
    current = [row for row in Layout.objects.all() if row.valid_from <= today]
    in_force = [row for row in current if row.valid_to is None or row.valid_to > today]
    if not in_force:
        return {}
    rows = LayoutRole.objects.filter(layout=in_force[-1]).select_related("zone", "district")
    facts_last = sorted(rows, key=lambda row: row.status == "fact")
    return {
        place.code: row.role
        for row in facts_last
        if (place := row.zone or row.district) is not None
    }


def _zone(zone: Zone, roles: Mapping[str, str]) -> dict[str, Any]:
    held_by = (zone.code, zone.district.code, zone.district.player)
    role = next((roles[code] for code in held_by if code in roles), "no-role")
    notes = [zone.district.name]
    if zone.area_km2 is not None:
        notes.append(f"{units.trimmed(zone.area_km2)} km²")
    if not zone.geometry:
        notes.append(_("范围为示意：按登记面积画的圆"))
    shape = zone.geometry["geometry"] if zone.geometry else _circle(zone)
    page = reverse("territory:zone", args=[zone.code])
    return _feature(
        shape, id=f"z{zone.pk}", name=zone.name, key=role, note="\n".join(notes), url=page
    )


def _circle(zone: Zone) -> dict[str, Any]:
    """A circle of the zone's registered area around its place."""
    km2 = max(float(zone.area_km2 or 0), SMALLEST_KM2)
    radius = math.sqrt(km2 / math.pi) / KM_PER_DEGREE
    lon, lat = zone.lon or 0.0, zone.lat or 0.0
    wide = radius / math.cos(math.radians(lat))
    turns = (2 * math.pi * k / CORNERS for k in range(CORNERS + 1))
    ring = [
        [round(lon + wide * math.cos(turn), 5), round(lat + radius * math.sin(turn), 5)]
        for turn in turns
    ]
    return {"type": "Polygon", "coordinates": [ring]}


def _points(actor: Actor, spaces: list[Any], today: datetime.date) -> Iterable[dict[str, Any]]:
    rows = (
        held(Occupancy.objects.visible_to(actor), today)
        .filter(space__in=[space.pk for space in spaces])
        .order_by()
        .values_list("space_id", "state")
        .annotate(all=Sum(Coalesce("area_m2", capacity("space__"), output_field=AREA)))
    )
    taken = {(space, state): all_ or NONE for space, state, all_ in rows}
    for space in spaces:
        yield _feature(
            {"type": "Point", "coordinates": [space.lon, space.lat]},
            id=f"s{space.pk}",
            name=str(space),
            key=_state(space, taken, today),
            url=space.get_absolute_url(),
            note=f"{space.zone.name} · {space.get_kind_display()}\n{_size(space)}",
        )


def _state(space: Any, taken: Mapping[tuple[int, str], Any], today: datetime.date) -> str:
    let = taken.get((space.pk, Occupancy.State.OCCUPIED), NONE)
    reserved = taken.get((space.pk, Occupancy.State.RESERVED), NONE)
    if let + reserved > 0:
        if let + reserved < space.capacity:
            return "part"
        return "let" if let >= reserved else "reserved"
    return "free" if space.available_from <= today else "later"


def _size(space: Any) -> str:
    if space.kind == Space.Kind.LAND and space.land_mu:
        return units.mu(space.land_mu)
    return units.square_metres(space.capacity)


def _feature(geometry: Mapping[str, Any], **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _collection(features: Iterable[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}
