"""The zones of a plan as marks: where, whose, in which role, how much is placed there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shigu.report.bilingual import Text
from shigu.report.names import Json, Names

ROLES = {
    "window": Text("窗口", "window"),
    "core": Text("双核", "core"),
    "main": Text("主阵地", "main ground"),
    "cooperating": Text("协同", "cooperating"),
    "whole": Text("全域", "whole city"),
}
OTHER = Text("其他", "other")
CROWD_DEGREES = 0.14
CROWD_LEAST = 3


@dataclass(frozen=True, slots=True)
class Site:
    """A zone with coordinates; ``value`` is the sum of its placements in yuan."""

    zone: str
    lon: float
    lat: float
    role: str | None
    player: str | None
    count: int
    value: float


def sites(plan: Json, names: Names) -> tuple[Site, ...]:
    """Zones that have coordinates, the fullest first."""
    values: dict[str, list[float]] = {}
    for placement in plan["siting"]["placements"]:
        zone = zone_of(names, placement["space"])
        values.setdefault(zone, []).append(placement["value_yuan"])
    found = (
        _site(names, zone, values.get(zone, []))
        for zone, entry in plan["index"]["zones"].items()
        if entry["attributes"].get("lon") is not None and entry["attributes"].get("lat") is not None
    )
    return tuple(sorted(found, key=lambda site: (-site.count, site.zone)))


def zone_of(names: Names, space: str) -> str:
    return str(names.attribute("spaces", space, "zone"))


def role(key: str | None) -> Text:
    return ROLES.get(key or "", OTHER)


def crowd(all_sites: Sequence[Site]) -> tuple[Site, ...]:
    """The largest group of zones chained by gaps of at most ``CROWD_DEGREES``; empty if the
    picture of everything is not crowded."""
    groups: list[list[Site]] = []
    for site in all_sites:
        near = [g for g in groups if any(_near(site, other) for other in g)]
        merged = [site, *(member for group in near for member in group)]
        groups = [g for g in groups if g not in near] + [merged]
    largest = max(groups, key=len, default=[])
    return tuple(largest) if len(largest) >= CROWD_LEAST else ()


def _near(one: Site, other: Site) -> bool:
    return (one.lon - other.lon) ** 2 + (one.lat - other.lat) ** 2 <= CROWD_DEGREES**2


def _site(names: Names, zone: str, values: list[float]) -> Site:
    attributes = names.entry("zones", zone)["attributes"]
    district = attributes.get("district")
    return Site(
        zone,
        float(attributes["lon"]),
        float(attributes["lat"]),
        attributes.get("role"),
        names.player_of(district) if district else None,
        len(values),
        sum(values),
    )
