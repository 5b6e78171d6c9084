"""The exact linear programme behind core, least core and nucleolus.

For a collection of open coalitions S with worth c(S) and settled ones T with x(T) = t(T):

    min ε   subject to  x(S) + h(S)·ε ≥ c(S) (open),  x(T) = t(T) (settled),  xᵢ ≥ aᵢ (optional)

with h(S) = 1, or |S| for the per-capita rules,

and its dual, which is solved here: balancing weights λ ≥ 0 over the open coalitions, free μ over
the settled ones and ν ≥ 0 over single players,

    max Σ λ_S c(S) + Σ μ_T t(T) + Σ νᵢ aᵢ
    subject to  Σ_{S∋i} λ_S + Σ_{T∋i} μ_T + νᵢ = 0 for each player i,   Σ h(S)·λ_S = 1.

Revised simplex with integer pivoting (Edmonds 1967; Bareiss 1968): the inverse of the basis is
kept as whole numbers over one common denominator, so nothing is ever rounded.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from shigu.engine.sharing.coalitions import INT64_SAFE, subset_sums

Role = Literal["settled", "open", "alone"]


@dataclass(frozen=True, order=True, slots=True)
class Column:
    """A dual variable: ν of a single player, λ of an open or μ of a settled coalition."""

    role: Role
    mask: int


@dataclass(frozen=True, slots=True)
class Worth:
    """Right-hand sides, whole numbers: c by bitmask, t by settled bitmask, a by player."""

    coalitions: NDArray[Any]
    settled: dict[int, int]
    alone: tuple[int, ...] | None


class Basis:
    """n + 1 independent columns (1_S; h(S) if open); the inverse is ``rows`` ÷ ``denominator``."""

    def __init__(self, players: int, columns: list[Column], *, per_capita: bool = False) -> None:
        size = players + 1
        self.players = players
        self.per_capita = per_capita
        self.denominator = 1
        self.rows = [[int(i == j) for j in range(size)] for i in range(size)]
        self.columns: list[Column] = list(columns)
        free = set(range(size))
        placed: dict[int, Column] = {}
        for column in columns:
            entry = self.coordinates(column)
            row = min(r for r in free if entry[r] != 0)
            self._pivot(row, entry)
            placed[row] = column
            free.remove(row)
        self.columns = [placed[row] for row in range(size)]

    def coordinates(self, column: Column) -> list[int]:
        """``column`` in terms of the basis, times the denominator."""
        parts = [i for i in range(self.players) if column.mask >> i & 1]
        if column.role == "open":
            parts += [self.players] * (len(parts) if self.per_capita else 1)
        return [sum(row[i] for i in parts) for row in self.rows]

    def weight(self, row: int) -> Fraction:
        """The dual variable of the column that stands in ``row``."""
        return Fraction(self.rows[row][-1], self.denominator)

    def prices(self, worth: Worth) -> list[int]:
        """(x₁, …, xₙ, ε), times the denominator."""
        costs = [_cost(column, worth) for column in self.columns]
        pairs = [(cost, row) for cost, row in zip(costs, self.rows, strict=True) if cost]
        return [sum(cost * row[j] for cost, row in pairs) for j in range(self.players + 1)]

    def enter(self, column: Column) -> bool:
        """Exchange ``column`` for the one that first falls to zero; say whether λ moved.

        Ties go to the smallest column (Bland 1977).
        """
        entry = self.coordinates(column)
        rows = [
            row
            for row, amount in enumerate(entry)
            if amount > 0 and self.columns[row].role != "settled"
        ]
        leaving = min(
            rows, key=lambda row: (Fraction(self.rows[row][-1], entry[row]), self.columns[row])
        )
        moved = self.rows[leaving][-1] != 0
        self._pivot(leaving, entry)
        self.columns[leaving] = column
        return moved

    def unsettled(self) -> NDArray[np.bool_]:
        """By bitmask: x(S) is not yet fixed by the settled coalitions.

        The rows of the inverse that belong to other columns vanish exactly on the span of the
        settled ones.
        """
        open_: NDArray[np.bool_] = np.zeros(1 << self.players, dtype=np.bool_)
        for column, row in zip(self.columns, self.rows, strict=True):
            if column.role != "settled":
                open_ |= np.asarray(subset_sums(row[:-1]) != 0, dtype=np.bool_)
        return open_

    def _pivot(self, pivot: int, entry: list[int]) -> None:
        by = entry[pivot]
        source = self.rows[pivot]
        for row, factor in enumerate(entry):
            if row != pivot:
                self.rows[row] = [
                    (by * a - factor * b) // self.denominator
                    for a, b in zip(self.rows[row], source, strict=True)
                ]
        self.denominator = by
        if by < 0:
            self.denominator = -by
            self.rows = [[-a for a in row] for row in self.rows]


@dataclass(frozen=True, slots=True)
class Optimum:
    """x and ε of the programme, and the dual weights of the optimal basis, all exact.

    Units are those of the worth.
    """

    payoffs: tuple[Fraction, ...]
    epsilon: Fraction
    weights: dict[Column, Fraction]


def first_basis(players: int, *, per_capita: bool = False) -> Basis:
    """N settled, and a start that balances {1} against the others with equal weights.

    Raises:
        ValueError: fewer than two players.
    """
    if players < 2:
        raise ValueError("a coalition game needs two players before one can leave")
    grand = (1 << players) - 1
    single = [Column("open", 1 << i) for i in range(players - 1)]
    columns = [Column("settled", grand), *single, Column("open", grand ^ 1)]
    return Basis(players, columns, per_capita=per_capita)


def solve(basis: Basis, worth: Worth) -> Optimum:
    """Bring ``basis`` to the optimum.

    The column with the largest reduced cost enters; while λ stalls, the smallest with any
    (Bland's rule), so the method cannot cycle.
    """
    open_ = basis.unsettled()
    moved = True
    while (entering := _entering(basis, worth, open_, largest=moved)) is not None:
        moved = basis.enter(entering)
    *payoffs, epsilon = (Fraction(price, basis.denominator) for price in basis.prices(worth))
    weights = {column: basis.weight(row) for row, column in enumerate(basis.columns)}
    return Optimum(tuple(payoffs), epsilon, weights)


def settle(basis: Basis) -> Basis | None:
    """Fix every coalition with positive weight, as it is tight in every optimum; None once x is.

    The columns with positive weight have one dependency, so one of them is dropped; the columns
    with weight zero stay, and the complement of one of them closes the new start.
    """
    positive = [c for r, c in enumerate(basis.columns) if c.role != "settled" and basis.weight(r)]
    idle = [c for r, c in enumerate(basis.columns) if c.role != "settled" and not basis.weight(r)]
    if not idle:
        return None
    dropped = next(column for column in positive if column.role == "open")
    fixed = [c.mask for c in basis.columns if c.role == "settled"]
    fixed += [column.mask for column in positive if column != dropped]
    opposite = Column("open", ((1 << basis.players) - 1) ^ idle[0].mask)
    columns = [*(Column("settled", mask) for mask in fixed), *idle, opposite]
    return Basis(basis.players, columns, per_capita=basis.per_capita)


def _entering(
    basis: Basis, worth: Worth, open_: NDArray[np.bool_], *, largest: bool
) -> Column | None:
    prices = basis.prices(worth)
    for player, floor in enumerate(worth.alone or ()):
        if open_[1 << player] and floor * basis.denominator > prices[player]:
            return Column("alone", 1 << player)
    reduced = _reduced_costs(basis, prices, worth.coalitions)
    positive = np.flatnonzero((reduced > 0) & open_)
    if not positive.size:
        return None
    mask = positive[np.argmax(reduced[positive])] if largest else positive[0]
    return Column("open", int(mask))


def _reduced_costs(basis: Basis, prices: list[int], worth: NDArray[Any]) -> NDArray[Any]:
    """c(S)·denominator − x(S) − h(S)·ε for every coalition."""
    *payoffs, epsilon = prices
    largest = max(abs(int(worth.max())), abs(int(worth.min())))
    bound = sum(map(abs, prices)) + largest * basis.denominator
    if bound + abs(epsilon) * basis.players >= INT64_SAFE:
        worth = worth.astype(object)
    given_up = subset_sums([epsilon] * basis.players) if basis.per_capita else epsilon
    reduced: NDArray[Any] = worth * basis.denominator - subset_sums(payoffs) - given_up
    return reduced


def _cost(column: Column, worth: Worth) -> int:
    if column.role == "settled":
        return worth.settled[column.mask]
    if column.role == "alone" and worth.alone is not None:
        return worth.alone[column.mask.bit_length() - 1]
    return int(worth.coalitions[column.mask])
