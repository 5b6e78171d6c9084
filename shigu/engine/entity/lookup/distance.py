"""How many slips of the pen lie between two names: inserted, lost, wrong or swapped signs.

The optimal string alignment distance (Damerau 1964 with each part edited once), in the band of
width 2·limit + 1 around the diagonal (Ukkonen 1985).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from shigu.engine.compiled import inner


@inner
def slips(
    one: NDArray[np.uint16], other: NDArray[np.uint16], limit: int, rows: NDArray[np.int64]
) -> int:
    """The distance of two runs of signs, or ``limit`` + 1 where it is more.

    ``rows`` is room of shape (3, at least len(other) + 1).
    """
    n, m, far = len(one), len(other), limit + 1
    if abs(n - m) > limit:
        return far
    for j in range(m + 1):
        rows[0, j] = j if j <= limit else far
    for i in range(1, n + 1):
        now, last, before = i % 3, (i - 1) % 3, (i - 2) % 3
        low, high = max(1, i - limit), min(m, i + limit)
        rows[now, low - 1] = i if low == 1 and i <= limit else far
        least = rows[now, low - 1]
        for j in range(low, high + 1):
            wrong = 0 if one[i - 1] == other[j - 1] and one[i - 1] != 0 else 1
            best = rows[last, j - 1] + wrong
            best = min(best, rows[now, j - 1] + 1)
            if j < i + limit:
                best = min(best, rows[last, j] + 1)
            swapped = i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]
            if swapped and one[i - 1] != 0 and abs(i - 2 - (j - 2)) <= limit:
                best = min(best, rows[before, j - 2] + 1)
            rows[now, j] = min(best, far)
            least = min(least, rows[now, j])
        if least > limit:
            return far
    return int(min(rows[n % 3, m], far))
