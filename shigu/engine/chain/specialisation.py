"""Location quotient and Balassa index."""

from __future__ import annotations

import numpy as np

from shigu.engine.chain.arrays import Floats, ratio
from shigu.engine.chain.checking import ChainError
from shigu.engine.chain.presence import UNNAMED, Labels, require_amounts


def location_quotient(counts: Floats, reference: Floats) -> Floats:
    """LQ = (x_dl / x_d) / (X_l / X), unit 1; defined as 0 where an area or the reference has
    nothing, since callers tell that case apart by a reason of its own.

    Args:
        counts: areas × links, what is counted in each area.
        reference: links, the same counted in the reference area.

    Raises:
        ChainError: a count is negative, infinite or NaN, or the reference has other links.

    Reference:
        Isard 1960, Methods of Regional Analysis, ch. 5; Balassa 1965 with exports for counts.
    """
    require_amounts(counts)
    require_amounts(np.atleast_2d(reference))
    if reference.shape != counts.shape[1:]:
        raise ChainError("reference", f"{reference.size} counts for {counts.shape[1]} links")
    own = counts.sum(axis=1, keepdims=True)
    return ratio(counts * reference.sum(), own * reference)


def balassa(values: Floats, *, labels: Labels = UNNAMED) -> Floats:
    """Balassa index of areas × links against the sum of all areas (unit 1).

    Raises:
        ChainError: an amount is negative, infinite or NaN, or an area or a link has nothing, so
            that there is no index.
    """
    require_amounts(values, labels)
    for row in np.flatnonzero(values.sum(axis=1) == 0)[:1]:
        raise ChainError(labels.place(int(row)), "it has nothing, so it has no index")
    for column in np.flatnonzero(values.sum(axis=0) == 0)[:1]:
        raise ChainError(labels.link(int(column)), "no place has it, so it has no index")
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
