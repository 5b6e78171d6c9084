"""Arrays over all coalitions, indexed by bitmask, in exact whole numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

INT64_SAFE = 1 << 62


def whole_array(numbers: Sequence[int], *, headroom: int = 1) -> NDArray[Any]:
    """``numbers`` as int64 where ``headroom`` times the largest still fits, else as Python ints."""
    fits = max(map(abs, numbers)) * headroom < INT64_SAFE
    return np.array(numbers, dtype=np.int64 if fits else object)


def subset_sums(amounts: Sequence[int]) -> NDArray[Any]:
    """x(S) = Σ_{i∈S} xᵢ for every coalition S; exact, in int64 where no sum can overflow."""
    fits = sum(map(abs, amounts)) < INT64_SAFE
    sums: NDArray[Any] = np.zeros(1, dtype=np.int64 if fits else object)
    for amount in amounts:
        sums = np.concatenate([sums, sums + amount])
    return sums
