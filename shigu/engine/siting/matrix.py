"""The rows of a plan as flat arrays, arc by arc."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from shigu.engine.siting.constraints import Row
from shigu.engine.siting.terms import Floats, Ints, Terms


class Matrix(NamedTuple):
    """Arc j takes part in row ``row[e]`` with ``amount[e]``, e in ``start[j]:start[j + 1]``."""

    start: Ints
    row: Ints
    amount: Floats

    def of(self, j: int) -> Iterable[tuple[int, float]]:
        """The rows of arc ``j``, each with what the arc takes."""
        own = slice(self.start[j], self.start[j + 1])
        return zip(self.row[own].tolist(), self.amount[own].tolist(), strict=True)

    def of_row(self, i: int, arcs: Sequence[int]) -> dict[int, float]:
        """Those of some arcs that take part in row ``i``, each with what it takes."""
        among = np.array(arcs, np.int64)
        entry = self.entries(among)
        owner = np.repeat(among, self.start[among + 1] - self.start[among])
        there = self.row[entry] == i
        return dict(zip(owner[there].tolist(), self.amount[entry[there]].tolist(), strict=True))

    def entries(self, arcs: Ints) -> Ints:
        """The places of all entries of some arcs, arc by arc."""
        counts = self.start[arcs + 1] - self.start[arcs]
        ends = np.cumsum(counts)
        found: Ints = np.arange(counts.sum()) + np.repeat(self.start[arcs] - ends + counts, counts)
        return found

    def use(self, arcs: Ints, rows: int) -> Floats:
        """What some arcs take of each of so many rows."""
        held = self.entries(arcs)
        used = np.bincount(self.row[held], self.amount[held], minlength=rows)
        return used.astype(np.float64)


def matrix(rows: Sequence[Row], arcs: int) -> Matrix:
    """The matrix of ``rows`` over so many arcs."""
    lengths = np.array([len(row.terms) for row in rows], np.int64)
    terms = Terms.joined([row.terms for row in rows])
    return by_arc(terms.at, np.repeat(np.arange(len(rows)), lengths), terms.amount, arcs)


def by_arc(arc: Ints, row: Ints, amount: Floats, arcs: int) -> Matrix:
    """The matrix of entries (arc, row, amount) in any order."""
    order = np.argsort(arc, kind="stable")
    start = np.searchsorted(arc[order], np.arange(arcs + 1))
    return Matrix(start.astype(np.int64), row[order], np.ascontiguousarray(amount[order]))


def joined(first: Matrix, then: Matrix) -> Matrix:
    """The arcs of one matrix after those of another, over the same rows."""
    start = np.concatenate([first.start, then.start[1:] + first.start[-1]])
    row = np.concatenate([first.row, then.row])
    return Matrix(start, row, np.concatenate([first.amount, then.amount]))
