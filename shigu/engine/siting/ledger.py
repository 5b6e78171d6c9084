"""How full each row of the plan is, and which rows a change would break."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import copy

from shigu.engine.siting.constraints import Row
from shigu.engine.siting.matrix import Matrix, matrix

TOLERANCE = 1e-6
"""Of a limit: what the solver, too, counts as kept."""
ROUNDING = 1e-12


class Ledger:
    """Use of every row under a set of chosen arcs; ``takes`` saves making the matrix anew."""

    def __init__(
        self, rows: Sequence[Row], chosen: Iterable[int], takes: Matrix | None = None
    ) -> None:
        self.rows = rows
        self.chosen: set[int] = set()
        self.used = [0.0] * len(rows)
        self.takes = matrix(rows, _arcs(rows)) if takes is None else takes
        for j in chosen:
            self.add(j)

    def add(self, j: int) -> None:
        """Choose an arc."""
        self.chosen.add(j)
        for i, taken in self.takes.of(j):
            self.used[i] += taken

    def drop(self, j: int) -> None:
        """Choose it no more."""
        self.chosen.remove(j)
        for i, taken in self.takes.of(j):
            self.used[i] -= taken

    def twin(self) -> Ledger:
        """Another ledger that stands where this one stands."""
        twin = copy(self)
        twin.chosen, twin.used = set(self.chosen), list(self.used)
        return twin

    def grown(self, rows: Sequence[Row], takes: Matrix) -> Ledger:
        """Another that stands where this one stands, over a model whose rows and arcs are these
        and more behind them; no arc of this one may take part in a row that is new."""
        grown = self.twin()
        grown.rows, grown.takes = rows, takes
        grown.used += [0.0] * (len(rows) - len(self.rows))
        return grown

    def rows_of(self, j: int) -> list[int]:
        """The rows that an arc takes part in."""
        return [i for i, _ in self.takes.of(j)]

    def held(self, i: int) -> Mapping[int, float]:
        """The chosen arcs that take part in row ``i``, each with what it takes."""
        return self.takes.of_row(i, sorted(self.chosen))

    def has_room(self, j: int) -> bool:
        """Whether the arc can be chosen with no row broken."""
        return all(self._holds(i, self.used[i] + taken) for i, taken in self.takes.of(j))

    def crowded_by(self, j: int) -> list[int]:
        """The rows that choosing the arc would break."""
        return [i for i, taken in self.takes.of(j) if not self._holds(i, self.used[i] + taken)]

    def broken(self, touched: Iterable[int]) -> list[int]:
        """Those rows that do not hold as things stand."""
        return [i for i in touched if not self._holds(i, self.used[i])]

    def _holds(self, i: int, used: float) -> bool:
        row = self.rows[i]
        low = row.lower - TOLERANCE * abs(row.lower) - ROUNDING
        high = row.upper + TOLERANCE * abs(row.upper) + ROUNDING
        return low <= used <= high


def _arcs(rows: Sequence[Row]) -> int:
    """How many arcs the rows speak of; every arc stands in the row of its project."""
    return 1 + int(max((row.terms.at.max() for row in rows if row.terms), default=-1))
