"""Where each link stands in the chain picture: layers left to right, segments kept together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from shigu.report.names import Json

ROWS_PER_COLUMN = 34
ROW, HEAD, TOP = 20.0, 30.0, 34.0
COLUMN, GUTTER, MARGIN = 222.0, 82.0, 34.0


@dataclass(frozen=True, slots=True)
class Spot:
    """The left end of a link's row; the row is ``COLUMN`` wide."""

    x: float
    y: float
    column: int


@dataclass(frozen=True, slots=True)
class Heading:
    key: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Layout:
    """Places in the units of the picture."""

    width: float
    height: float
    layers: tuple[Heading, ...]
    segments: tuple[Heading, ...]
    links: dict[str, Spot]


Segment = tuple[str, tuple[str, ...]]


def layout(index: Json) -> Layout:
    """Columns of each layer side by side, no column much longer than another of its layer."""
    layers, segments, links = [], [], {}
    column, height = 0, TOP
    for layer in index["layers"]:
        parts = balanced(_segments(index, layer))
        layers.append(Heading(layer, _left(column), 16.0))
        for part in parts:
            y = TOP
            for segment, members in part:
                segments.append(Heading(segment, _left(column), y + HEAD - 12))
                y += HEAD
                for key in members:
                    links[key] = Spot(_left(column), y + ROW / 2, column)
                    y += ROW
            height, column = max(height, y), column + 1
    width = _left(column) - GUTTER + MARGIN
    return Layout(width, height + 8, tuple(layers), tuple(segments), links)


def balanced(segments: tuple[Segment, ...]) -> tuple[tuple[Segment, ...], ...]:
    """Split segments, in their order, into as many columns as their rows need."""
    rows = sum(_rows(segment) for segment in segments)
    columns = max(1, -(-rows // ROWS_PER_COLUMN))
    parts: list[list[Segment]] = [[]]
    done = 0
    for segment in segments:
        middle = done + _rows(segment) / 2
        if parts[-1] and middle > len(parts) * rows / columns and len(parts) < columns:
            parts.append([])
        parts[-1].append(segment)
        done += _rows(segment)
    return tuple(tuple(part) for part in parts if part)


def _segments(index: Json, layer: str) -> tuple[Segment, ...]:
    own = [key for key, entry in index["segments"].items() if entry["attributes"]["layer"] == layer]
    return tuple((key, tuple(_members(index, key))) for key in own)


def _members(index: Json, segment: str) -> Iterable[str]:
    return (key for key, e in index["links"].items() if e["attributes"]["parent"] == segment)


def _rows(segment: Segment) -> int:
    return len(segment[1]) + 1


def _left(column: int) -> float:
    return 4 + column * (COLUMN + GUTTER)
