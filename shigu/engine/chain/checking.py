"""The error of the chain engine, and the checks that raise it with the place."""

from __future__ import annotations

import math
from collections.abc import Iterable


class ChainError(ValueError):
    """The chain cannot be judged as it stands; ``place`` names the row at fault."""

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(f"{place}: {problem}")
        self.place = place


def require(place: str, problem: str, *, holds: bool) -> None:
    if not holds:
        raise ChainError(place, problem)


def within(
    place: str, name: str, value: float, high: float, *, low: float = 0, above: bool = False
) -> None:
    """``low`` ≤ value ≤ ``high`` and finite (NaN is neither); ``above``: strictly over ``low``."""
    holds = low <= value <= high and math.isfinite(value) and not (above and value == low)
    bounds = f"{'above' if above else 'at least'} {low:g}"
    limit = "" if math.isinf(high) else f" and at most {high:g}"
    require(place, f"{name} must be {bounds}{limit}, not {value}", holds=holds)


def unique(what: str, keys: Iterable[tuple[str, ...]]) -> None:
    seen: set[tuple[str, ...]] = set()
    for key in keys:
        require(f"{what} {' '.join(key)}", "it occurs twice", holds=key not in seen)
        seen.add(key)
