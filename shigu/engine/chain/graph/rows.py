"""Sorting pairs into compressed rows, compiled: one counting sort."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from shigu.engine.compiled import compiled

Ints = NDArray[np.int32]


@compiled
def rows_of(row: Ints, value: Ints, rows: int) -> tuple[Ints, Ints]:
    """Values grouped by row, in the order given: row r holds ``grouped[begin[r]:begin[r + 1]]``.

    Args:
        row, value: pairs (pairs), each row under ``rows``.

    Returns:
        begin (rows + 1), grouped (pairs).
    """
    begin = np.zeros(rows + 1, np.int32)
    for k in range(len(row)):
        begin[row[k] + 1] += 1
    for r in range(rows):
        begin[r + 1] += begin[r]
    free = begin[:-1].copy()
    grouped = np.empty(len(row), np.int32)
    for k in range(len(row)):
        grouped[free[row[k]]] = value[k]
        free[row[k]] += 1
    return begin, grouped
