"""Weighted voting in whole numbers: power indices by counting coalitions by their weight."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import comb
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shigu.engine.sharing.game import Game, GameError, from_function
from shigu.engine.sharing.structured.checks import one_each

MOST_IN_INT64 = 60
"""Counts of coalitions of so many players fit 64 bits; beyond, Python's whole numbers count."""

MOST_CELLS = 100_000_000
"""Counts by size and weight that fit memory (0.8 GB)."""


@dataclass(frozen=True, slots=True)
class WeightedVoting:
    """v(S) = 1 if the members' ``weights`` reach ``quota``, else 0.

    Raises:
        GameError: not one whole weight ≥ 0 for each player, or no 1 ≤ quota ≤ Σ weights.
    """

    players: tuple[str, ...]
    weights: tuple[int, ...]
    quota: int

    def __post_init__(self) -> None:
        one_each("weights", self.weights, self.players)
        if min(self.weights) < 0 or not 1 <= self.quota <= sum(self.weights):
            raise GameError(
                "weights 须为非负整数，quota 须在 1 与 weights 之和之间。请改正。",
                "weights are whole and not negative, quota lies in 1 … Σ weights: correct them.",
            )

    def game(self) -> Game:
        """All 2ⁿ values."""
        return from_function(self.players, self.worth)

    def worth(self, mask: int) -> int:
        """v(S)."""
        weight = sum(w for i, w in enumerate(self.weights) if mask >> i & 1)
        return int(weight >= self.quota)

    def shapley_shubik(self) -> tuple[Fraction, ...]:
        """The share of orders in which a player turns a losing coalition into a winning one
        (Shapley & Shubik 1954), by Σ_s swings(s) · s!(n−s−1)!/n!.

        Raises:
            GameError: the quota is too large to count by weight.
        """
        n = len(self.players)
        sizes = [Fraction(1, n * comb(n - 1, s)) for s in range(n)]
        return self._each(
            lambda swings: sum(
                (w * int(k) for w, k in zip(sizes, swings, strict=True)), Fraction(0)
            )
        )

    def banzhaf(self) -> tuple[Fraction, ...]:
        """The share of the others' coalitions in which a player swings (Penrose 1946).

        Raises:
            GameError: as :meth:`shapley_shubik`.
        """
        whole = 1 << (len(self.players) - 1)
        return self._each(lambda swings: Fraction(int(sum(map(int, swings))), whole))

    def _each(self, index: Callable[[NDArray[Any]], Fraction]) -> tuple[Fraction, ...]:
        """``index`` of the swings by coalition size, once for every distinct weight."""
        ways = self._ways()
        known = {w: index(self._swings(ways, w)) for w in set(self.weights)}
        return tuple(known[weight] for weight in self.weights)

    def _ways(self) -> NDArray[Any]:
        """How many coalitions of size s weigh w < quota: (n + 1) × quota."""
        n = len(self.weights)
        if (n + 1) * self.quota > MOST_CELLS:
            raise GameError(
                f"quota = {self.quota} 过大，{n} 方时最多 {MOST_CELLS // (n + 1)}。"
                "请把 quota 与 weights 同除以一个数。",
                f"quota = {self.quota} is too large: {MOST_CELLS // (n + 1)} at most for {n} "
                "players. Divide quota and weights by one number.",
            )
        kind = np.int64 if n <= MOST_IN_INT64 else object
        ways: NDArray[Any] = np.zeros((n + 1, self.quota), dtype=kind)
        ways[0, 0] = 1
        for joined, weight in enumerate(self.weights):
            if weight < self.quota:
                before = ways[: joined + 1, : self.quota - weight].copy()
                ways[1 : joined + 2, weight:] += before
        return ways

    def _swings(self, ways: NDArray[Any], weight: int) -> NDArray[Any]:
        """Losing coalitions without one player of ``weight`` which that player makes win, by size.

        The player is taken out by undoing its step: without(s, w) = ways(s, w) −
        without(s − 1, w − weight).
        """
        n = len(self.weights)
        without: NDArray[Any] = ways[:n].copy()
        if weight < self.quota:
            for size in range(1, n):
                without[size, weight:] -= without[size - 1, : self.quota - weight]
        swings: NDArray[Any] = without[:, max(0, self.quota - weight) :].sum(axis=1)
        return swings
