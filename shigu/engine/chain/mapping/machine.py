"""Linear support vector machines with squared hinge loss, one a label, by dual coordinate descent.

Hsieh, Chang, Lin, Keerthi & Sundararajan 2008, ICML: min ½ ‖w‖² + C Σ max(0, 1 − y w·x)².
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from shigu.engine.chain.mapping.scan import Ints
from shigu.engine.compiled import maker

EPOCHS = 60
CLOSE = 0.01


@maker
def trained(
    first: NDArray[np.int64],
    column: Ints,
    value: NDArray[np.float32],
    sign: NDArray[np.float64],
    penalty: NDArray[np.float64],
    orders: Ints,
    weights: NDArray[np.float64],
) -> int:
    """``weights``, (columns,), zero before, of one label; the epochs that it took.

    ``sign`` is ±1 and ``penalty`` C of each row, ``orders`` the order of rows of each epoch.
    """
    rows = len(sign)
    alpha, square = np.zeros(rows), np.zeros(rows)
    for r in range(rows):
        for i in range(first[r], first[r + 1]):
            square[r] += value[i] * value[i]
    for epoch in range(len(orders)):
        largest = 0.0
        for r in orders[epoch]:
            slack = 0.5 / penalty[r]
            margin = 0.0
            for i in range(first[r], first[r + 1]):
                margin += weights[column[i]] * value[i]
            gradient = sign[r] * margin - 1.0 + slack * alpha[r]
            downhill = min(gradient, 0.0) if alpha[r] == 0.0 else gradient
            largest = max(largest, abs(downhill))
            if downhill != 0.0:
                before = alpha[r]
                alpha[r] = max(0.0, before - gradient / (square[r] + slack))
                step = (alpha[r] - before) * sign[r]
                for i in range(first[r], first[r + 1]):
                    weights[column[i]] += step * value[i]
        if largest < CLOSE:
            return epoch + 1
    return len(orders)


@maker
def scored(
    first: NDArray[np.int64],
    column: Ints,
    value: NDArray[np.float32],
    weights: NDArray[np.float32],
) -> NDArray[np.float64]:
    """w·x of each row and label, (rows, labels); ``weights`` are (columns, labels)."""
    rows, labels = len(first) - 1, weights.shape[1]
    answer = np.zeros((rows, labels))
    for r in range(rows):
        for i in range(first[r], first[r + 1]):
            for k in range(labels):
                answer[r, k] += weights[column[i], k] * value[i]
    return answer
