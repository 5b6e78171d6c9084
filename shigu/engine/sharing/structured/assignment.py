"""Assignment games: pairs of one seller and one buyer earn something (Shapley & Shubik 1971)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shigu.engine.sharing.coalitions import whole_array
from shigu.engine.sharing.game import Game, GameError, check_players, whole_numbers


@dataclass(frozen=True, slots=True)
class Assignment:
    """``worth[i][j]`` ≥ 0 is what ``sellers[i]`` and ``buyers[j]`` earn together; v(S) is the best
    matching inside S. Players are the sellers, then the buyers.

    Raises:
        GameError: the table has other rows or columns, or a negative entry.
    """

    sellers: tuple[str, ...]
    buyers: tuple[str, ...]
    worth: tuple[tuple[Fraction, ...], ...]

    def __post_init__(self) -> None:
        shape = len(self.sellers), len(self.buyers)
        if len(self.worth) != shape[0] or any(len(row) != shape[1] for row in self.worth):
            raise GameError(
                f"worth 须有 {shape[0]} 行 {shape[1]} 列。请补齐或删去多余的。",
                f"worth needs {shape[0]} rows of {shape[1]}: add or remove entries.",
            )
        if any(entry < 0 for row in self.worth for entry in row):
            raise GameError(
                "worth 有负数；不成交时为 0。请改为非负数。",
                "worth holds a negative number; who does not trade earns 0: write zero or more.",
            )

    @property
    def players(self) -> tuple[str, ...]:
        """Sellers, then buyers."""
        return (*self.sellers, *self.buyers)

    def game(self) -> Game:
        """All 2ⁿ values, by dynamic programming over the sellers."""
        check_players(self.players)
        m, k = len(self.sellers), len(self.buyers)
        flat, unit = whole_numbers([entry for row in self.worth for entry in row])
        best = (
            whole_array([0, *flat], headroom=m + 1)[:1].repeat(1 << m + k).reshape(1 << k, 1 << m)
        )
        for own in range(1, 1 << m):
            seller = own.bit_length() - 1
            rest = best[:, own ^ 1 << seller]
            best[:, own] = _with_seller(rest, flat[seller * k : (seller + 1) * k])
        values = tuple(Fraction(int(value), unit) for value in best.reshape(-1))
        return Game(self.players, values)

    def prices(self) -> tuple[Fraction, ...]:
        """A point of the core: the duals of the best matching (Kuhn 1955), sellers then buyers.

        O(n³); they sum to v(N), and every pair gets at least what it earns together.
        """
        size = max(len(self.sellers), len(self.buyers))
        costs = [[-self._entry(i, j) for j in range(size)] for i in range(size)]
        rows, columns = _potentials(costs)
        least = min(-amount for amount in columns)
        sellers = [-amount + least for amount in rows]
        buyers = [-amount - least for amount in columns]
        return (*sellers[: len(self.sellers)], *buyers[: len(self.buyers)])

    def _entry(self, i: int, j: int) -> Fraction:
        inside = i < len(self.sellers) and j < len(self.buyers)
        return self.worth[i][j] if inside else Fraction(0)


def _with_seller(rest: NDArray[Any], worth: Sequence[int]) -> NDArray[Any]:
    """The best matchings by set of buyers once one more seller may take any of them."""
    found = rest.copy()
    for buyer, amount in enumerate(worth):
        halves = found.reshape(-1, 2, 1 << buyer)
        before = rest.reshape(-1, 2, 1 << buyer)
        np.maximum(halves[:, 1], before[:, 0] + amount, out=halves[:, 1])
    return found


def _potentials(costs: list[list[Fraction]]) -> tuple[list[Fraction], list[Fraction]]:
    """u, w with u_i + w_j ≤ cost, equal on a cheapest perfect matching (Hungarian method by
    shortest augmenting paths)."""
    size = len(costs)
    u, w = [Fraction(0)] * size, [Fraction(0)] * size
    row_of: list[int | None] = [None] * size
    for start in range(size):
        _augment(costs, u, w, row_of, start)
    return u, w


def _augment(
    costs: list[list[Fraction]],
    u: list[Fraction],
    w: list[Fraction],
    row_of: list[int | None],
    start: int,
) -> None:
    size = len(costs)
    slack: list[Fraction | None] = [None] * size
    came: list[int | None] = [None] * size
    reached: list[int] = []
    row, column = start, None
    while True:
        free = [j for j in range(size) if j not in reached]
        for j in free:
            left = costs[row][j] - u[row] - w[j]
            known = slack[j]
            if known is None or left < known:
                slack[j], came[j] = left, column
        gap, following = min((slack[j] or Fraction(0), j) for j in free)
        u[start] += gap
        for j in reached:
            w[j] -= gap
            u[row_of[j] or 0] += gap
        for j in free:
            slack[j] = (slack[j] or Fraction(0)) - gap
        column = following
        reached.append(column)
        taken = row_of[column]
        if taken is None:
            break
        row = taken
    while column is not None:
        previous = came[column]
        row_of[column] = start if previous is None else row_of[previous]
        column = previous
