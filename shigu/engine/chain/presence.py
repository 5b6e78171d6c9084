"""Tables of places × links that indicators may be computed on, and what is wrong with others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from shigu.engine.chain.arrays import Floats
from shigu.engine.chain.checking import ChainError


@dataclass(frozen=True, slots=True)
class Labels:
    """What rows (places) and columns (links) are called in a refusal; numbers where empty."""

    places: Sequence[str] = ()
    links: Sequence[str] = ()

    def place(self, row: int) -> str:
        return f"place {self.places[row] if self.places else row}"

    def link(self, column: int) -> str:
        return f"link {self.links[column] if self.links else column}"


UNNAMED = Labels()


def require_table(values: Floats) -> None:
    """Raises:
    ChainError: it is no table of rows and columns, or there is nothing in it.
    """
    if values.ndim != 2 or not values.size:
        raise ChainError("table", f"it needs rows and columns, not the shape {values.shape}")


def require_amounts(values: Floats, labels: Labels = UNNAMED) -> None:
    """Raises:
    ChainError: the table is empty, or an amount is negative, infinite or NaN; the place names
        its row and column.
    """
    require_table(values)
    if values.min() >= 0 and np.isfinite(values.max()):
        return
    sound = np.isfinite(values) & (values >= 0)
    if not sound.all():
        row, column = (int(at) for at in np.argwhere(~sound)[0])
        raise ChainError(
            f"{labels.place(row)}, {labels.link(column)}",
            f"an amount must be finite and at least 0, not {values[row, column]}",
        )


def require_zero_one(present: Floats, labels: Labels = UNNAMED) -> None:
    """Raises:
    ChainError: the table is empty, or an entry is neither 0 nor 1; the place names its row
        and column.
    """
    require_table(present)
    if np.array_equal(present, present != 0):
        return
    row, column = (int(at) for at in np.argwhere((present != 0) & (present != 1))[0])
    raise ChainError(
        f"{labels.place(row)}, {labels.link(column)}",
        f"present is 1 and absent is 0, not {present[row, column]}",
    )


def require_presence(present: Floats, labels: Labels = UNNAMED) -> None:
    """Raises:
    ChainError: an entry is neither 0 nor 1, or a place or a link has nothing, or there are
        fewer than two of either, so that nothing can be compared.
    """
    require_table(present)
    for count, what in zip(present.shape, ("places", "links"), strict=True):
        if count < 2:
            raise ChainError("table", f"two {what} at least are compared, not {count}")
    require_zero_one(present, labels)
    for row in np.flatnonzero(present.sum(axis=1) == 0)[:1]:
        raise ChainError(labels.place(int(row)), "it has no link at all")
    for column in np.flatnonzero(present.sum(axis=0) == 0)[:1]:
        raise ChainError(labels.link(int(column)), "no place has it")


@dataclass(frozen=True, slots=True)
class Part:
    """Rows and columns of a table that hang together."""

    places: NDArray[np.intp]
    links: NDArray[np.intp]


def sparse(present: Floats) -> csr_array:
    """The same 0 or 1 as a sparse table, made from one pass over the cells."""
    flat = np.flatnonzero(present > 0)
    starts = np.concatenate(([0], np.cumsum(present.sum(axis=1)))).astype(np.int32)
    columns = (flat % present.shape[1]).astype(np.int32)
    return csr_array((np.ones(len(flat)), columns, starts), present.shape)


def connected_parts(present: Floats) -> tuple[Part, ...]:
    """Places and links that are joined by presence, the part with most places first.

    Places without a link and links without a place are in none.

    Raises:
        ChainError: the table is empty, or an entry is neither 0 nor 1.
    """
    require_zero_one(present)
    count = len(present)
    table = sparse(present).tocoo()
    joined = (table.data, (table.row, table.col + count))
    graph = csr_array(joined, shape=(sum(present.shape), sum(present.shape)))
    _, label = connected_components(graph, directed=False)
    parts = [
        Part(np.flatnonzero(label[:count] == one), np.flatnonzero(label[count:] == one))
        for one in np.unique(label[:count][present.any(axis=1)])
    ]
    return tuple(sorted(parts, key=lambda part: (-len(part.places), -len(part.links))))


def require_connected(present: Floats, labels: Labels = UNNAMED) -> None:
    """Raises:
    ChainError: the places fall into parts that share no link, directly or through others.
    """
    parts = connected_parts(present)
    if len(parts) > 1:
        one, other = (labels.place(int(part.places[0])) for part in parts[:2])
        raise ChainError(
            other,
            f"no link joins it to {one}, even through others: {len(parts)} parts cannot be "
            "compared with each other",
        )
