"""From who brought a project to where it lands: arcs on the map and a matrix in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from shigu.districts.models import District
from shigu.plans.models import Placement

Json = Mapping[str, Any]
Point = tuple[float, float]
BENT, CORNERS = 0.18, 16
"""How far an arc bends aside, as a part of its length, and of how many corners it is drawn."""


def arcs(placements: Sequence[Placement], districts: Sequence[District]) -> list[dict[str, Any]]:
    """A line from each district that brought projects to each other one that takes them.

    ``weight`` is the number of projects; projects that stay at home are no flow.
    """
    hearts = {place.pk: heart(place.boundary) for place in districts if place.boundary}
    found = Counter((row.district_id, row.host_id) for row in placements)
    named = {place.pk: place for place in districts}
    return [
        {
            "type": "Feature",
            "geometry": {"type": "LineString", "coordinates": bent(hearts[start], hearts[end])},
            "properties": {
                "id": f"f{start}-{end}",
                "name": f"{named[start]} → {named[end]}",
                "key": named[start].player,
                "weight": count,
            },
        }
        for (start, end), count in sorted(found.items())
        if start != end and start in hearts and end in hearts
    ]


def matrix(placements: Sequence[Placement]) -> Json | None:
    """Rows: who brought; columns: where it lands; cells: projects. Nothing where nothing moves."""
    counts = Counter((row.district, row.host) for row in placements)
    starts = _ordered(start for start, _end in counts)
    ends = _ordered(end for _start, end in counts)
    if not any(start != end for start, end in counts):
        return None
    return {
        "columns": [_("引荐 ＼ 落位"), *(end.name for end in ends)],
        "rows": [[start.name, *(counts.get((start, end), 0) for end in ends)] for start in starts],
        "unit": _("个"),
    }


def _ordered(places: Iterable[District]) -> list[District]:
    return sorted(set(places), key=lambda place: (place.player, place.code))


def heart(boundary: Json) -> Point:
    """The centre of gravity of the largest ring of an outline, in degrees."""
    geometry = boundary.get("geometry", boundary)
    polygons = geometry["coordinates"]
    rings = [each[0] for each in (polygons if geometry["type"] == "MultiPolygon" else [polygons])]
    return _centre(max(rings, key=lambda ring: abs(_moments(ring)[0])))


def _centre(ring: Sequence[Point]) -> Point:
    area, x, y = _moments(ring)
    return ring[0][0] + x / (6 * area), ring[0][1] + y / (6 * area)


def _moments(ring: Sequence[Point]) -> tuple[float, float, float]:
    """Area and first moments about the first corner (Bourke 1988)."""
    x0, y0 = ring[0][:2]
    local = [(point[0] - x0, point[1] - y0) for point in ring]
    area = x = y = 0.0
    for (ax, ay), (bx, by) in zip(local, [*local[1:], local[0]], strict=True):
        cross = ax * by - bx * ay
        area, x, y = area + cross / 2, x + (ax + bx) * cross, y + (ay + by) * cross
    return area, x, y


def bent(start: Point, end: Point) -> list[list[float]]:
    """A quadratic arc that bends to its right, so that both ways stand apart."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    aside = ((start[0] + end[0]) / 2 + BENT * dy, (start[1] + end[1]) / 2 - BENT * dx)
    parts = [step / CORNERS for step in range(CORNERS + 1)]
    return [
        [
            round((1 - t) ** 2 * a + 2 * t * (1 - t) * m + t**2 * b, 5)
            for a, m, b in zip(start, aside, end, strict=True)
        ]
        for t in parts
    ]
