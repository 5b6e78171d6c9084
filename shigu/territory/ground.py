"""The territory as a map: districts, zones by their role, spaces by their state on a day."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.models import District, Layout, LayoutRole, Zone
from shigu.face import units
from shigu.face.maps import LISTED, Entry
from shigu.territory import queries
from shigu.territory.models import Space

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
    Entry("closed", gettext_lazy("已过入驻期"), "soft", hollow=True),
)
STATE_WORDS: Mapping[str, str | Promise] = {entry.key: entry.label for entry in STATES}
SHAPES = {
    "free": "good", "part": "busy", "reserved": "waiting", "let": "off", "later": "waiting",
    "closed": "off",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ground:
    """What the map draws: zones and the largest spaces, each in the list beside it too.

    ``spaces`` counts all of them, ``drawn`` those on the map.
    """

    data: Mapping[str, Any]
    spaces: int
    drawn: int

    @property
    def left_out(self) -> int:
        return self.spaces - self.drawn


@dataclass(frozen=True, slots=True)
class Overlay:
    """What another app draws over the spaces: features made by ``point``, and their legend."""

    features: tuple[dict[str, Any], ...] = ()
    legend: tuple[Entry, ...] = ()


def ground(
    actor: Actor, layout: Layout | None, day: date, today: date, over: Overlay | None = None
) -> Ground:
    """The map of everything that the actor may see, with roles of one layout, under ``over``."""
    over = over or Overlay()
    zones = list(_zones(actor, queries.roles(layout)))
    placed = queries.spaces(actor, day, today).filter(lon__isnull=False, lat__isnull=False)
    most = max(0, LISTED - len(zones) - len(over.features))
    largest = list(placed.order_by("-capacity", "pk").values_list("pk", flat=True)[:most])
    shown = queries.with_standing(actor, placed.filter(pk__in=largest), day, today)
    data = {
        "areas": collection(areas(actor)),
        "zones": collection(zones),
        "points": collection(
            [*_points(shown, lambda space: space.state, _standing()), *over.features]
        ),
        "legend": [*ROLES, *STATES, *over.legend],
    }
    return Ground(data, Space.objects.visible_to(actor).count(), len(shown))


def found(spaces: Iterable[Any], keys: Mapping[str, str], actor: Actor) -> dict[str, Any]:
    """A map of some spaces by what a search says of them."""
    placed = [space for space in spaces if space.lon is not None and space.lat is not None]
    return {
        "areas": collection(areas(actor)),
        "points": collection(_points(placed, lambda space: keys[space.code], lambda _space: ())),
        "legend": [
            Entry("fits", _("满足全部条件"), "good"),
            Entry("near", _("差一点"), "amber", hollow=True),
        ],
    }


def areas(actor: Actor) -> Iterable[dict[str, Any]]:
    """The districts of the cluster in their colours."""
    colours = queries.colours(actor)
    for district in District.objects.visible_to(actor).exclude(player=""):
        if district.boundary and district.level != District.Level.CITY:
            yield feature(
                district.boundary,
                id=f"d{district.pk}",
                name=district.name,
                colour=colours[district.player],
            )


def _zones(actor: Actor, roles: Mapping[str, str]) -> Iterable[dict[str, Any]]:
    rows = Zone.objects.visible_to(actor).select_related("district").defer("district__boundary")
    for zone in rows:
        if zone.lon is not None and zone.lat is not None:
            yield _zone(zone, queries.role_of(zone, roles) or "no-role")


def _zone(zone: Zone, role: str) -> dict[str, Any]:
    notes = [zone.district.name]
    if zone.area_km2 is not None:
        notes.append(f"{units.trimmed(zone.area_km2)} km²")
    if not zone.geometry:
        notes.append(_("范围为示意：按登记面积画的圆"))
    shape = zone.geometry["geometry"] if zone.geometry else _circle(zone)
    return feature(
        shape,
        id=f"z{zone.pk}",
        name=zone.name,
        key=role,
        note="\n".join(notes),
        url=reverse("territory:zone", args=[zone.code]),
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


def _standing() -> Callable[[Any], tuple[str, ...]]:
    """What is said of a space beside its kind: its state, and how much of it is free."""
    states = {key: str(word) for key, word in STATE_WORDS.items()}
    free = _("可用 %(free)s ㎡，共 %(all)s ㎡")

    def notes(space: Any) -> tuple[str, ...]:
        areas = {"free": units.trimmed(space.free), "all": units.trimmed(space.capacity)}
        return states[space.state], free % areas

    return notes


def _points(
    spaces: Iterable[Any], key: Callable[[Any], str], notes: Callable[[Any], tuple[str, ...]]
) -> Iterator[dict[str, Any]]:
    kinds = {kind.value: str(kind.label) for kind in Space.Kind}
    for space in spaces:
        note = "\n".join((space.zone.name, kinds[space.kind], *notes(space)))
        yield point(space, "s", str(space), key(space), note)


def point(space: Any, sort: str, name: str, key: str, note: str) -> dict[str, Any]:
    """A point of ``sort`` where ``space`` lies, that leads to its page."""
    return feature(
        {"type": "Point", "coordinates": [space.lon, space.lat]},
        id=f"{sort}{space.pk}",
        name=name,
        key=key,
        note=note,
        url=space.get_absolute_url(),
    )


def feature(geometry: Mapping[str, Any], **properties: Any) -> dict[str, Any]:
    """One thing on the map."""
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def collection(features: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """What a layer of the map holds."""
    return {"type": "FeatureCollection", "features": list(features)}
