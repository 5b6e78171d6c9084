"""Events on the map: at their zone or district, side by side where several share a place."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from shigu.districts.actors import Actor
from shigu.face.maps import LISTED, Entry
from shigu.ingest.models import Event
from shigu.territory.ground import areas, collection, feature

COLOURS: dict[str, int | str] = {
    "SIGN": "accent", "LAND": 1, "START": 3, "TOPOUT": 5, "PRODUCE": "good", "UNVEIL": 4,
    "LIST": 2, "PUBLISH": "amber", "ESTABLISH": 0, "VISIT": "soft",
}  # fmt: skip
STEP = 0.012
"""Degrees between neighbours on the spiral of events that share a place."""
TURN = math.pi * (3 - math.sqrt(5))


def ground(actor: Actor, events: Iterable[Event]) -> dict[str, Any]:
    """The districts and the latest events that have a place, for the map and its list."""
    placed = list(_placed(events))
    types = dict.fromkeys(event.type for event, _, _ in placed)
    words = dict(Event.Type.choices)
    return {
        "areas": collection(areas(actor)),
        "points": collection(_points(placed)),
        "legend": [Entry(one, words[one], COLOURS[one]) for one in types],
    }


def _placed(events: Iterable[Event]) -> Iterator[tuple[Event, float, float]]:
    count = 0
    for event in events:
        where = next(
            (one for one in (event.zone, event.place) if one and one.lon is not None), None
        )
        if where is not None and where.lon is not None and where.lat is not None:
            yield event, where.lon, where.lat
            count += 1
        if count == LISTED:
            return


def _points(placed: list[tuple[Event, float, float]]) -> Iterator[dict[str, Any]]:
    there: Counter[tuple[float, float]] = Counter()
    for event, lon, lat in placed:
        at = there[lon, lat]
        there[lon, lat] += 1
        far, turn = STEP * math.sqrt(at), TURN * at
        spot = [round(lon + far * math.cos(turn), 5), round(lat + far * math.sin(turn), 5)]
        yield feature(
            {"type": "Point", "coordinates": spot},
            id=f"n{event.pk}",
            name=f"{event.told_date or event.date} {event.name}",
            key=event.type,
            note=f"{event}\n{event.zone or event.place}",
            url=event.get_absolute_url(),
        )
