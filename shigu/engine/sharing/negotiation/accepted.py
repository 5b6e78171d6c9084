"""Where along one parameter, or on the grid of two, every side gets its minimum."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise, product

import numpy as np
from numpy.typing import NDArray

from shigu.engine.sharing.negotiation.outlook import Outlook
from shigu.engine.sharing.negotiation.pieces import Piece, pieces
from shigu.engine.values import FEN_PER_YUAN

Floats = NDArray[np.float64]

Interval = tuple[float, float]

GRID = 13
REFINED = 5
ROUNDS = 60
SAME = 1e-9


@dataclass(frozen=True)
class Demands:
    """``sides`` are places among the outlook's parties, ``least`` what each accepts, in yuan."""

    outlook: Outlook
    sides: NDArray[np.int64]
    least: Floats
    weights: Floats

    def gains(self, theta: Floats) -> Floats:
        """Payment − minimum by side."""
        more: Floats = self.outlook.expected(theta)[self.sides] - self.least
        return more

    @property
    def tolerance(self) -> float:
        """A fen for every line that may be rounded."""
        lines = max(each.book.lines.height for each in self.outlook.scenarios)
        return (lines + 1) * len(self.outlook.agreement.rules) / FEN_PER_YUAN


Region = tuple[Interval, ...] | tuple[tuple[float, ...], ...]
"""Intervals of one parameter, or points on the grid of two."""


@dataclass(frozen=True)
class Bargain:
    """``best`` is the bargaining solution if ``agreed``, else what fails by least.

    ``by_side`` is what each side accepts by itself, ``accepted`` what all do.
    """

    accepted: Region
    by_side: tuple[Region, ...]
    agreed: bool
    best: Floats


def along_line(demands: Demands) -> Bargain:
    """One open parameter: intervals from the straight pieces of the payments."""
    (low,), (high,) = demands.outlook.bounds
    straight = pieces(
        lambda theta: demands.gains(np.array([theta])), low, high, tolerance=demands.tolerance
    )
    slack = demands.tolerance
    by_side = tuple(
        _merged([part for _, part in _inside([piece.of(side) for piece in straight], slack)])
        for side in range(len(demands.sides))
    )
    inside = _inside(straight, slack)
    if not inside:
        return Bargain((), by_side, agreed=False, best=np.array([_least_bad(straight)]))
    best = max((_nash(piece, part, demands) for piece, part in inside), key=lambda each: each[0])
    accepted = _merged([part for _, part in inside])
    return Bargain(accepted, by_side, agreed=True, best=np.array([best[1]]))


def on_grid(demands: Demands) -> Bargain:
    """Two open parameters: the points of a grid, and around the best of them a finer one twice."""
    low, high = demands.outlook.bounds
    points = [np.array(point) for point in product(*_axes(low, high, GRID))]
    slack = demands.tolerance
    kept = np.array([demands.gains(point) >= -slack for point in points])
    best, step = _better(demands, points), (high - low) / (GRID - 1)
    for _ in range(2):
        around = _axes(np.maximum(best - step, low), np.minimum(best + step, high), REFINED)
        best = _better(demands, [best, *(np.array(point) for point in product(*around))])
        step = step * 2 / (REFINED - 1)
    agreed = bool(demands.gains(best).min() >= -slack)
    by_side = tuple(_points(points, side) for side in kept.T)
    return Bargain(
        _points(points, np.logical_and.reduce(kept, axis=1)), by_side, agreed=agreed, best=best
    )


def _points(points: list[Floats], kept: NDArray[np.bool_]) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(point.tolist()) for point, keep in zip(points, kept, strict=True) if keep)


def _axes(low: Floats, high: Floats, count: int) -> list[Floats]:
    return [np.linspace(a, b, count) for a, b in zip(low, high, strict=True)]


def _better(demands: Demands, points: list[Floats]) -> Floats:
    """The point with the greatest Nash product, or while there is none the least shortfall."""

    def merit(point: Floats) -> tuple[float, float]:
        gains = demands.gains(point)
        least = float(gains.min())
        if least <= 0:
            return (-np.inf, least)
        return (float(demands.weights @ np.log(gains)), least)

    return max(points, key=merit)


def _inside(straight: list[Piece], slack: float) -> list[tuple[Piece, Interval]]:
    return [(piece, part) for piece in straight if (part := _accepted(piece, slack))]


def _accepted(piece: Piece, slack: float) -> Interval | None:
    """Where on the piece no side lacks anything."""
    low, high = piece.low, piece.high
    for start, end in zip(piece.at_low + slack, piece.at_high + slack, strict=True):
        if start < 0 and end < 0:
            return None
        if start * end < 0:
            zero = piece.low + (piece.high - piece.low) * start / (start - end)
            low, high = (max(low, zero), high) if start < 0 else (low, min(high, zero))
    return (float(low), float(high)) if low <= high else None


def _nash(piece: Piece, part: Interval, demands: Demands) -> tuple[float, float]:
    """(log of the Nash product, parameter) at its maximum; it is concave on a piece."""
    low, high = part
    slope = (piece.at_high - piece.at_low) / (piece.high - piece.low)
    moving = np.abs(slope) * (piece.high - piece.low) > demands.tolerance

    def gains(theta: float) -> Floats:
        return np.maximum(piece.at(theta), SAME)

    def steepness(theta: float) -> float:
        return float(np.sum((demands.weights * slope / gains(theta))[moving]))

    for _ in range(ROUNDS):
        middle = (low + high) / 2
        low, high = (middle, high) if steepness(middle) > 0 else (low, middle)
    return float(demands.weights @ np.log(gains(low))), low


def _least_bad(straight: list[Piece]) -> float:
    """The parameter whose greatest shortfall is smallest: a kink, or where two sides' lines
    cross."""
    best = (-np.inf, straight[0].low)
    for piece in straight:
        places = {piece.low, piece.high, *_crossings(piece)}
        best = max(best, *((float(piece.at(place).min()), place) for place in sorted(places)))
    return best[1]


def _crossings(piece: Piece) -> list[float]:
    found = []
    for i in range(len(piece.at_low)):
        start = piece.at_low[i] - piece.at_low[i + 1 :]
        end = piece.at_high[i] - piece.at_high[i + 1 :]
        for a, b in zip(start, end, strict=True):
            if a * b < 0:
                found.append(float(piece.low + (piece.high - piece.low) * a / (a - b)))
    return found


def _merged(parts: list[Interval]) -> tuple[Interval, ...]:
    merged = parts[:1]
    for before, part in pairwise(parts):
        if part[0] - before[1] <= SAME:
            merged[-1] = (merged[-1][0], part[1])
        else:
            merged.append(part)
    return tuple(merged)
