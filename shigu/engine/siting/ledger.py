"""How full each row of the plan is, and which rows a change would break."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from copy import copy

from shigu.engine.siting.constraints import Row

TOLERANCE = 1e-6
"""Of a limit: what the solver, too, counts as kept."""
ROUNDING = 1e-12


class Ledger:
    """Use of every row under a set of chosen arcs."""

    def __init__(self, rows: Sequence[Row], chosen: Iterable[int]) -> None:
        self.rows = rows
        self.chosen: set[int] = set()
        self.used = [0.0] * len(rows)
        self._takes = _takes(rows)
        for j in chosen:
            self.add(j)

    def add(self, j: int) -> None:
        """Choose an arc."""
        self.chosen.add(j)
        for i, taken in self._takes[j]:
            self.used[i] += taken

    def drop(self, j: int) -> None:
        """Choose it no more."""
        self.chosen.remove(j)
        for i, taken in self._takes[j]:
            self.used[i] -= taken

    def twin(self) -> Ledger:
        """Another ledger that stands where this one stands."""
        twin = copy(self)
        twin.chosen, twin.used = set(self.chosen), list(self.used)
        return twin

    def rows_of(self, j: int) -> list[int]:
        """The rows that an arc takes part in."""
        return [i for i, _ in self._takes[j]]

    def has_room(self, j: int) -> bool:
        """Whether the arc can be chosen with no row broken."""
        return all(self._holds(i, self.used[i] + taken) for i, taken in self._takes[j])

    def crowded_by(self, j: int) -> list[int]:
        """The rows that choosing the arc would break."""
        return [i for i, taken in self._takes[j] if not self._holds(i, self.used[i] + taken)]

    def broken(self, touched: Iterable[int]) -> list[int]:
        """Those rows that do not hold as things stand."""
        return [i for i in touched if not self._holds(i, self.used[i])]

    def _holds(self, i: int, used: float) -> bool:
        row = self.rows[i]
        low = row.lower - TOLERANCE * abs(row.lower) - ROUNDING
        high = row.upper + TOLERANCE * abs(row.upper) + ROUNDING
        return low <= used <= high


def _takes(rows: Sequence[Row]) -> Mapping[int, list[tuple[int, float]]]:
    takes: defaultdict[int, list[tuple[int, float]]] = defaultdict(list)
    for i, row in enumerate(rows):
        for j, taken in row.terms:
            takes[j].append((i, taken))
    return takes
