"""Labels that never cover one another: each takes the nearest free place around its mark."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

DISTANCES = (4.0, 12.0, 24.0, 40.0, 60.0, 84.0, 110.0)
DIRECTIONS = (
    *((1, 0), (-1, 0), (0, 1), (0, -1)),
    *((1, 1), (-1, 1), (1, -1), (-1, -1)),
)


def width(words: str, size: float = 12.0) -> float:
    """Room that words take at a font size: full-width characters one em, others half."""
    return sum(size if ord(c) > 0x2E80 else size * 0.49 for c in words)


@dataclass(frozen=True, slots=True)
class Box:
    x0: float
    y0: float
    x1: float
    y1: float

    def overlaps(self, other: Box) -> bool:
        return (
            self.x0 < other.x1 and other.x0 < self.x1 and self.y0 < other.y1 and other.y0 < self.y1
        )

    def within(self, other: Box) -> bool:
        return (
            self.x0 >= other.x0
            and self.x1 <= other.x1
            and self.y0 >= other.y0
            and self.y1 <= other.y1
        )


@dataclass(frozen=True, slots=True)
class Mark:
    """A round mark at (x, y) with the size of its label."""

    key: str
    x: float
    y: float
    radius: float
    width: float
    height: float

    @property
    def box(self) -> Box:
        r = self.radius
        return Box(self.x - r, self.y - r, self.x + r, self.y + r)


def place(marks: Sequence[Mark], frame: Box, kept_free: Sequence[Box] = ()) -> dict[str, Box]:
    """Boxes of the labels by key, in the order of ``marks``; a label without a free place inside
    ``frame`` and outside ``kept_free`` is left out (its mark keeps its row in the table)."""
    taken = [*kept_free, *(mark.box for mark in marks)]
    found: dict[str, Box] = {}
    for mark in marks:
        free = next(
            (b for b in _around(mark) if b.within(frame) and not any(map(b.overlaps, taken))),
            None,
        )
        if free is not None:
            found[mark.key] = free
            taken.append(free)
    return found


def _around(mark: Mark) -> Iterable[Box]:
    for distance in DISTANCES:
        for dx, dy in DIRECTIONS:
            reach = mark.radius + distance
            diagonal = 0.72 if dx and dy else 1.0
            x = mark.x + dx * (reach * diagonal + mark.width / 2)
            y = mark.y + dy * (reach * diagonal + mark.height / 2)
            yield Box(
                x - mark.width / 2, y - mark.height / 2, x + mark.width / 2, y + mark.height / 2
            )


def spread(marks: Sequence[Mark], rounds: int = 40) -> tuple[Mark, ...]:
    """Push overlapping marks apart, each by half of what they share."""
    at = {mark.key: (mark.x, mark.y) for mark in marks}
    for _ in range(rounds):
        for i, first in enumerate(marks):
            for second in marks[i + 1 :]:
                _part(first, second, at)
    return tuple(Mark(m.key, *at[m.key], m.radius, m.width, m.height) for m in marks)


def _part(first: Mark, second: Mark, at: dict[str, tuple[float, float]]) -> None:
    (x0, y0), (x1, y1) = at[first.key], at[second.key]
    dx, dy = x1 - x0, y1 - y0
    apart = (dx * dx + dy * dy) ** 0.5
    missing = first.radius + second.radius + 2 - apart
    if missing <= 0:
        return
    ux, uy = (dx / apart, dy / apart) if apart > 0 else (1.0, 0.0)
    at[first.key] = (x0 - ux * missing / 2, y0 - uy * missing / 2)
    at[second.key] = (x1 + ux * missing / 2, y1 + uy * missing / 2)
