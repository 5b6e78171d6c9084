"""A function of one parameter as straight pieces; a kink that stands alone is found exactly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Function = Callable[[float], Floats]

DIGITS = 6
"""The function is asked at millionths, as settlements have them (``outlook.STEPS``)."""
NARROWEST = 2e-5
"""Kinks that lie closer together are not told apart."""
INSIDE = (0.5, 0.381966)
"""Where a piece is tested for straightness: its middle, and a place that no symmetry hits."""
EDGE = 0.05


@dataclass(frozen=True, slots=True)
class Piece:
    """The function runs straight from ``(low, at_low)`` to ``(high, at_high)``."""

    low: float
    high: float
    at_low: Floats
    at_high: Floats

    def at(self, theta: float) -> Floats:
        part = (theta - self.low) / (self.high - self.low)
        value: Floats = self.at_low + part * (self.at_high - self.at_low)
        return value

    def of(self, component: int) -> Piece:
        """The same piece of one component alone."""
        one = slice(component, component + 1)
        return Piece(self.low, self.high, self.at_low[one], self.at_high[one])


def pieces(function: Function, low: float, high: float, *, tolerance: float) -> list[Piece]:
    """The straight pieces from ``low`` to ``high``; values within ``tolerance`` count as equal."""
    start, end = round(low, DIGITS), round(high, DIGITS)
    return _pieces(function, Piece(start, end, function(start), function(end)), tolerance)


def _pieces(function: Function, piece: Piece, tolerance: float) -> list[Piece]:
    width = piece.high - piece.low
    if width <= NARROWEST or _straight(function, piece, tolerance):
        return [piece]
    kink = _kink(function, piece, tolerance)
    middle = round(piece.low + width / 2 if kink is None else kink, DIGITS)
    at_middle = function(middle)
    left = Piece(piece.low, middle, piece.at_low, at_middle)
    right = Piece(middle, piece.high, at_middle, piece.at_high)
    return _pieces(function, left, tolerance) + _pieces(function, right, tolerance)


def _straight(function: Function, piece: Piece, tolerance: float) -> bool:
    width = piece.high - piece.low
    places = (round(piece.low + part * width, DIGITS) for part in INSIDE)
    return all(bool(np.all(np.abs(function(x) - piece.at(x)) <= tolerance)) for x in places)


def _kink(function: Function, piece: Piece, tolerance: float) -> float | None:
    """Where the lines at both ends cross, in the component that they differ most in."""
    step = round(EDGE * (piece.high - piece.low), DIGITS)
    if step == 0:
        return None
    rise = (function(round(piece.low + step, DIGITS)) - piece.at_low) / step
    fall = (piece.at_high - function(round(piece.high - step, DIGITS))) / step
    most = int(np.argmax(np.abs(rise - fall)))
    if abs(rise[most] - fall[most]) * step <= tolerance:
        return None
    width = piece.high - piece.low
    gap = piece.at_high[most] - piece.at_low[most] - fall[most] * width
    crossing = piece.low + float(gap / (rise[most] - fall[most]))
    return crossing if piece.low + step < crossing < piece.high - step else None
