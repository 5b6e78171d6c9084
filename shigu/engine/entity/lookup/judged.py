"""The rule of kinship in machine code, over many pairs of traits."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from shigu.engine.compiled import maker, rules_of
from shigu.engine.entity.names import standing as rule

CALLED = ("is_bare", "nested", "leaves_out", "numbers_differ", "of_near")


def compiled_standing() -> Any:
    """The rule for kernels over rows of one dtype; another dtype takes another copy."""
    return rules_of(rule, *CALLED, "standing").standing


standing_of = compiled_standing()


@maker
def standings(
    ones: NDArray[np.void],
    others: NDArray[np.void],
    slips: NDArray[np.int64],
) -> NDArray[np.int8]:
    """The kinship of each pair of rows of dtype ``NAME``, near in the index already."""
    found = np.empty(len(ones), np.int8)
    for row in range(len(ones)):
        found[row] = standing_of(ones[row], others[row], slips[row], slips[row])
    return found
