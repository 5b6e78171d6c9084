"""Which district the firms of a registry sit in: as told, or by address, registrar and point."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from shigu.engine.entity.address.grounds import agreed_at
from shigu.engine.entity.address.locate import Located, locate
from shigu.engine.entity.divisions import divisions
from shigu.engine.entity.identifiers import LENGTH

Point = tuple[float, float] | None
"""Longitude and latitude of any datum in use."""
CHUNK = 2_048


def placed(
    told: Sequence[str], addresses: Sequence[str], codes: Sequence[str], points: Sequence[Point]
) -> list[str]:
    """Today's division of each row; '' where nothing tells it.

    The registrar is the third to eighth character of a credit code. A point is asked where
    address and registrar leave the district open, and believed where all datums lead to one.
    """
    found = [
        Located("") if place else locate(address, code[2:8] if len(code) == LENGTH else "").value
        for place, address, code in zip(told, addresses, codes, strict=True)
    ]
    pointed = _pointed(told, found, points)
    names = divisions()
    return [
        place or (names[code].name if code in names else "")
        for place, code in zip(told, pointed, strict=True)
    ]


def _pointed(told: Sequence[str], found: Sequence[Located], points: Sequence[Point]) -> list[str]:
    codes = [one.district for one in found]
    rows = [row for row, point in enumerate(points) if point and not (told[row] or codes[row])]
    for start in range(0, len(rows), CHUNK):
        part = rows[start : start + CHUNK]
        at = np.array([points[row] for row in part], np.float64)
        for row, code in zip(part, agreed_at(at), strict=True):
            codes[row] = code if not found[row].among or code in found[row].among else ""
    return codes
