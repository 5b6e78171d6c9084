"""The months of the events on the map, to be played one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _

from shigu.ingest.models import Event

HIGHEST = 20
"""Units of the picture that the fullest month takes."""


@dataclass(frozen=True, slots=True)
class Month:
    """A month in which something took place: its words, what stands on the map, its bar."""

    words: str
    ids: tuple[str, ...]
    at: int
    height: float

    @property
    def left(self) -> float:
        """Where its bar begins; it ends at its place on the slider, which has one more for all."""
        return self.at + 0.2

    @property
    def top(self) -> float:
        """Where its bar begins, counted from above."""
        return HIGHEST - self.height


def months(events: Iterable[Event], points: Mapping[str, Any]) -> list[Month]:
    """The months of the events that stand on the map, the earliest first; empty ones left out."""
    placed = {feature["properties"]["id"] for feature in points["features"]}
    told: dict[tuple[int, int], list[Event]] = {}
    for event in events:
        if f"n{event.pk}" in placed:
            told.setdefault((event.date.year, event.date.month), []).append(event)
    most = max(map(len, told.values()), default=1)
    return [
        Month(
            formatted(told[key][0].date, _("Y年n月")),
            tuple(f"n{event.pk}" for event in told[key]),
            at,
            round(HIGHEST * len(told[key]) / most, 2),
        )
        for at, key in enumerate(sorted(told))
    ]
