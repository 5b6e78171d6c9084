"""Flat arrays of coefficients as a model for HiGHS."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from shigu.engine.siting.portfolio.instance import Floats, Ints


class Block(NamedTuple):
    """Rows lower ≤ Σ value · x ≤ upper; entry e stands in ``row[e]`` of the block."""

    row: Ints
    column: Ints
    value: Floats
    lower: Floats
    upper: Floats


def program(
    cost: Floats, upper: Floats, whole: NDArray[np.bool_], blocks: Sequence[Block]
) -> highspy.HighsLp:
    """Minimise cost · x over 0 ≤ x ≤ upper under the rows of all blocks, one after the other."""
    first = np.cumsum([0, *(len(block.lower) for block in blocks)])
    row = np.concatenate([b.row + start for b, start in zip(blocks, first[:-1], strict=True)])
    column = np.concatenate([block.column for block in blocks])
    value = np.concatenate([block.value for block in blocks])
    matrix = csr_array((value, (row, column)), (int(first[-1]), len(cost)))
    made = highspy.HighsLp()
    made.num_col_, made.num_row_ = len(cost), int(first[-1])
    made.col_cost_, made.col_lower_, made.col_upper_ = cost, np.zeros(len(cost)), upper
    made.row_lower_ = np.concatenate([block.lower for block in blocks])
    made.row_upper_ = np.concatenate([block.upper for block in blocks])
    made.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    made.a_matrix_.start_ = np.asarray(matrix.indptr, np.int32)
    made.a_matrix_.index_ = np.asarray(matrix.indices, np.int32)
    made.a_matrix_.value_ = np.asarray(matrix.data, np.float64)
    kinds = highspy.HighsVarType
    made.integrality_ = [kinds.kInteger if each else kinds.kContinuous for each in whole]
    return made
