"""What is wished and not demanded: preferences of projects, synergies of links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from math import asin, cos, radians, sin, sqrt
from typing import Any

from shigu.engine.pack.read import Pack
from shigu.engine.siting.values import Preference, Synergy

EARTH_KM = 6371.0088
"""Mean radius of the Earth (IUGG)."""
Row = dict[str, Any]


def preferences(listed: Iterable[str]) -> Iterator[Preference]:
    """``zone-a=3`` as a wish of three points."""
    for item in listed:
        area, _, weight = item.partition("=")
        yield Preference(area, float(weight))


def synergies(pack: Pack) -> Iterator[Synergy]:
    """Supplies that say what their two links gain near each other."""
    zones = pack.tables["zones"].to_dicts()
    for row in pack.tables["supplies"].to_dicts():
        worth, score = row["near_value_wan"] or 0.0, row["near_score"] or 0.0
        if worth or score:
            near = frozenset(_within(zones, row["near_km"] or 0.0))
            yield Synergy(row["id"], row["from_link"], row["to_link"], worth, score, near)


def _within(zones: Iterable[Row], km: float) -> Iterator[tuple[str, str]]:
    """Pairs of zones up to so far apart; a zone without a position is near itself alone."""
    known = [zone for zone in zones if zone["lon"] is not None and zone["lat"] is not None]
    for one, other in combinations(known if km else (), 2):
        if distance_km(one, other) <= km:
            yield one["id"], other["id"]


def distance_km(one: Row, other: Row) -> float:
    """On the great circle, by haversines (Sinnott 1984, *Sky and Telescope* 68)."""
    lon, lat = radians(other["lon"] - one["lon"]), radians(other["lat"] - one["lat"])
    north = cos(radians(one["lat"])) * cos(radians(other["lat"]))
    return 2 * EARTH_KM * asin(sqrt(sin(lat / 2) ** 2 + north * sin(lon / 2) ** 2))
