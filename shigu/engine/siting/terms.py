"""The terms of a row, position by position, as two flat arrays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import overload

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Term = tuple[int, float]


class Terms(Sequence[Term]):
    """(position of arc or bond, coefficient), in order; ``at`` and ``amount`` hold them flat."""

    __slots__ = ("amount", "at")

    def __init__(self, at: Ints, amount: Floats) -> None:
        self.at, self.amount = at, amount

    @classmethod
    def of(cls, pairs: Iterable[Term]) -> Terms:
        """The terms of pairs of numbers."""
        flat = np.array(list(chain.from_iterable(pairs)), np.float64).reshape(-1, 2)
        return cls(flat[:, 0].astype(np.int64), np.ascontiguousarray(flat[:, 1]))

    @classmethod
    def alike(cls, positions: Sequence[int] | Ints, amount: float = 1.0) -> Terms:
        """The same coefficient at every position."""
        at = np.asarray(positions, np.int64)
        return cls(at, np.full(len(at), amount))

    @classmethod
    def joined(cls, parts: Sequence[Terms]) -> Terms:
        """Some terms after each other."""
        if len(parts) == 1:
            return parts[0]
        at = [part.at for part in parts]
        amount = [part.amount for part in parts]
        none = np.zeros(0, np.int64), np.zeros(0)
        return cls(np.concatenate([none[0], *at]), np.concatenate([none[1], *amount]))

    def moved(self, places: Ints) -> Terms:
        """The same at ``places`` of their positions; those at a place below 0 are left out."""
        at = places[self.at]
        inside = at >= 0
        return Terms(at[inside], self.amount[inside])

    def __len__(self) -> int:
        return len(self.at)

    def __iter__(self) -> Iterator[Term]:
        return iter(zip(self.at.tolist(), self.amount.tolist(), strict=True))

    @overload
    def __getitem__(self, k: int) -> Term: ...
    @overload
    def __getitem__(self, k: slice) -> Terms: ...
    def __getitem__(self, k: int | slice) -> Term | Terms:
        if isinstance(k, slice):
            return Terms(self.at[k], self.amount[k])
        return int(self.at[k]), float(self.amount[k])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Terms) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"Terms.of({list(self)})"
