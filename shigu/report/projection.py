"""From degrees to the units of a picture, and what of a polygon lies inside a frame."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shigu.report.labels import Box

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Projection:
    """Equirectangular about the middle latitude: good to a pixel over one city."""

    west: float
    north: float
    per_degree: float
    stretch: float
    width: float
    height: float

    def __call__(self, lon: float, lat: float) -> Point:
        return (
            (lon - self.west) * self.stretch * self.per_degree,
            (self.north - lat) * self.per_degree,
        )

    @property
    def frame(self) -> Box:
        return Box(0, 0, self.width, self.height)

    @property
    def km(self) -> float:
        """Units of the picture to one kilometre."""
        return self.per_degree / 111.32


def fitted(points: Iterable[Point], width: float, *, most: float, margin: float) -> Projection:
    """The projection that shows all points (lon, lat) with a margin (a part of the extent).

    Raises:
        ValueError: there is no point to show.
    """
    shown = tuple(points)
    if not shown:
        raise ValueError("a map needs at least one point")
    west, east = _widened([p[0] for p in shown], margin)
    south, north = _widened([p[1] for p in shown], margin)
    stretch = math.cos(math.radians((south + north) / 2))
    height = min(width * (north - south) / ((east - west) * stretch), most)
    per_degree = min(width / ((east - west) * stretch), height / (north - south))
    spare = width / (stretch * per_degree) - (east - west)
    return Projection(west - spare / 2, north, per_degree, stretch, width, height)


def clipped(ring: Sequence[Point], frame: Box) -> list[Point]:
    """The part of a polygon inside the frame (Sutherland & Hodgman 1974, CACM 17: 32–42)."""
    points = list(ring)
    for axis, bound, sign in (
        (0, frame.x0, 1),
        (0, frame.x1, -1),
        (1, frame.y0, 1),
        (1, frame.y1, -1),
    ):
        points = _cut(points, axis, bound, sign)
    return points


def contains(ring: Sequence[Point], x: float, y: float) -> bool:
    """Whether (x, y) lies inside the ring, by the parity of crossings."""
    inside = False
    for (x0, y0), (x1, y1) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
            inside = not inside
    return inside


def _cut(points: list[Point], axis: int, bound: float, sign: int) -> list[Point]:
    kept: list[Point] = []
    for previous, current in zip((points[-1:] + points[:-1]), points, strict=True):
        was_in = sign * (previous[axis] - bound) >= 0
        is_in = sign * (current[axis] - bound) >= 0
        if was_in != is_in:
            part = (bound - previous[axis]) / (current[axis] - previous[axis])
            kept.append(
                (
                    previous[0] + part * (current[0] - previous[0]),
                    previous[1] + part * (current[1] - previous[1]),
                )
            )
        if is_in:
            kept.append(current)
    return kept


def _widened(values: Sequence[float], margin: float) -> tuple[float, float]:
    low, high = min(values), max(values)
    extra = max((high - low) * margin, 0.01)
    return low - extra, high + extra
