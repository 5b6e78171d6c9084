"""WGS84, GCJ-02 and BD-09: converted, and told apart where a known place stands beside a point.

CGCS2000 and WGS84 differ by under 0.1 m and count as one here. GCJ-02 moves points in China by
some hundreds of metres along a published smooth field over the Krasovsky ellipsoid; BD-09 turns
and lifts it once more. The inverse of GCJ-02 is found by fixed-point iteration to 1e-10 degrees.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from shigu.engine.reasons import Explained, Reason

Points = NDArray[np.float64]
"""Shape (n, 2): longitude, latitude in degrees."""

AXIS, ECCENTRICITY2 = 6378245.0, 0.00669342162296594323
TURN = np.pi * 3000.0 / 180.0
CHINA = ((72.004, 137.8347), (0.8293, 55.8271))
ITERATIONS = 12
METRES = 111_320.0
NOISE_M = 150.0
CLEARER = 2.0


class Datum(StrEnum):
    """Of what coordinates are; ``WGS84`` holds for CGCS2000 too."""

    WGS84 = "wgs84"
    GCJ02 = "gcj02"
    BD09 = "bd09"


def converted(points: Points, of: Datum, to: Datum) -> Points:
    """The points in another datum; outside China (a box) all three are one."""
    inward: dict[Datum, Callable[[Points], Points]] = {
        Datum.WGS84: np.array, Datum.GCJ02: _gcj_to_wgs, Datum.BD09: _bd_to_wgs
    }  # fmt: skip
    outward: dict[Datum, Callable[[Points], Points]] = {
        Datum.WGS84: np.array, Datum.GCJ02: _wgs_to_gcj, Datum.BD09: _wgs_to_bd
    }  # fmt: skip
    points = np.asarray(points, dtype=np.float64).reshape(-1, 2)
    if of is to:
        return points.copy()
    return np.where(_in_china(points)[:, None], outward[to](inward[of](points)), points)


def told_apart(points: Points, known: Points) -> Explained[Datum | None]:
    """The datum in which ``points`` fall on ``known`` places (WGS84, same order), or None.

    Told only where the median miss of one datum is at most ``NOISE_M`` metres and half of the
    next: a coordinate by itself does not say what it is of.
    """
    misses = {
        datum: float(np.median(distance_m(converted(points, datum, Datum.WGS84), known)))
        for datum in Datum
    }
    first, second = sorted(misses, key=lambda datum: misses[datum])[:2]
    clear = misses[first] <= NOISE_M and misses[second] >= CLEARER * misses[first]
    inputs: dict[str, str | int | float | bool | None] = {
        f"{datum.value}_miss_m": round(miss, 1) for datum, miss in misses.items()
    }
    words = (
        (f"坐标是 {first.value}", f"coordinates are {first.value}")
        if clear
        else ("坐标系无法判定", "the datum cannot be told")
    )
    code = "entity.datum.told" if clear else "entity.datum.unknown"
    return Explained(first if clear else None, (Reason(code, *words, inputs),))


def distance_m(one: Points, other: Points) -> NDArray[np.float64]:
    """Metres between points, on the plane that touches the earth at them (short distances)."""
    east = np.cos(np.radians(other[:, 1])) * (one[:, 0] - other[:, 0])
    metres: NDArray[np.float64] = METRES * np.hypot(east, one[:, 1] - other[:, 1])
    return metres


def _in_china(points: Points) -> NDArray[np.bool_]:
    (west, east), (south, north) = CHINA
    lon, lat = points.T
    inside: NDArray[np.bool_] = (lon > west) & (lon < east) & (lat > south) & (lat < north)
    return inside


def _wgs_to_gcj(points: Points) -> Points:
    lon, lat = points.T
    x, y = lon - 105.0, lat - 35.0
    wave = 20.0 * (np.sin(6.0 * x * np.pi) + np.sin(2.0 * x * np.pi))
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * np.sqrt(np.abs(x))
    north += (wave + 20.0 * np.sin(y * np.pi) + 40.0 * np.sin(y / 3.0 * np.pi)) * 2.0 / 3.0
    north += (160.0 * np.sin(y / 12.0 * np.pi) + 320.0 * np.sin(y * np.pi / 30.0)) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * np.sqrt(np.abs(x))
    east += (wave + 20.0 * np.sin(x * np.pi) + 40.0 * np.sin(x / 3.0 * np.pi)) * 2.0 / 3.0
    east += (150.0 * np.sin(x / 12.0 * np.pi) + 300.0 * np.sin(x / 30.0 * np.pi)) * 2.0 / 3.0
    sine = np.sin(np.radians(lat))
    magic = 1 - ECCENTRICITY2 * sine * sine
    meridian = AXIS * (1 - ECCENTRICITY2) / (magic * np.sqrt(magic)) * np.pi / 180.0
    parallel = AXIS / np.sqrt(magic) * np.cos(np.radians(lat)) * np.pi / 180.0
    moved: Points = points + np.stack([east / parallel, north / meridian], axis=1)
    return moved


def _gcj_to_wgs(points: Points) -> Points:
    found = points
    for _ in range(ITERATIONS):
        found = found + points - _wgs_to_gcj(found)
    return found


def _wgs_to_bd(points: Points) -> Points:
    return _gcj_to_bd(_wgs_to_gcj(points))


def _gcj_to_bd(points: Points) -> Points:
    x, y = points.T
    radius = np.hypot(x, y) + 0.00002 * np.sin(y * TURN)
    angle = np.arctan2(y, x) + 0.000003 * np.cos(x * TURN)
    lifted = [radius * np.cos(angle) + 0.0065, radius * np.sin(angle) + 0.006]
    return np.stack(lifted, axis=1)


def _bd_to_wgs(points: Points) -> Points:
    found = points - np.array([0.0065, 0.006])
    for _ in range(ITERATIONS):
        found = found + points - _gcj_to_bd(found)
    return _gcj_to_wgs(found)
