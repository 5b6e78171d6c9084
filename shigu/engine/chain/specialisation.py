"""Location quotient and Balassa index."""

from __future__ import annotations

import numpy as np

from shigu.engine.chain.arrays import Floats, ratio
from shigu.engine.chain.presence import require_amounts


def location_quotient(counts: Floats, reference: Floats) -> Floats:
    """LQ = (x_dl / x_d) / (X_l / X), unit 1; 0 where an area or the reference has nothing.

    Args:
        counts: areas × links, what is counted in each area.
        reference: links, the same counted in the reference area.

    Raises:
        ChainError: a count is negative, infinite or NaN.

    Reference:
        Isard 1960, Methods of Regional Analysis, ch. 5; Balassa 1965 with exports for counts.
    """
    require_amounts(counts)
    require_amounts(reference[None])
    own = counts.sum(axis=1, keepdims=True)
    return ratio(counts * reference.sum(), own * reference)


def balassa(values: Floats) -> Floats:
    """Balassa index of areas × links against the sum of all areas (unit 1)."""
    return location_quotient(values, values.sum(axis=0))


def specialised(values: Floats) -> Floats:
    """1 where the Balassa index is at least 1, else 0 (areas × links); without the division.

    Raises:
        ChainError: an amount is negative, infinite or NaN.
    """
    require_amounts(values)
    due = values.sum(axis=1, keepdims=True) * values.sum(axis=0)
    present: Floats = ((values * values.sum() >= due) & (values > 0)).astype(np.float64)
    return present
