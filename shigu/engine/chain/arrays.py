"""Arrays of numbers and the one division that they share."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.floating[Any]]


def ratio(part: Floats, whole: Floats) -> Floats:
    """``part / whole`` element by element, 0 where the whole is nothing."""
    blank = np.zeros(np.broadcast_shapes(part.shape, whole.shape))
    divided: Floats = np.divide(part, whole, out=blank, where=whole > 0)
    return divided
