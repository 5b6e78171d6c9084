"""The same slips as :mod:`distance` with one machine word for a column of the table.

Hyyrö 2003, *A bit-vector algorithm for computing Levenshtein and Damerau edit distances*: bit i of
a mask tells of place i of the name that is asked for, so names of up to 64 signs cost a dozen
steps a sign.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from shigu.engine.compiled import inner

WORD = 64
ONE = np.uint64(1)


@inner
def mark(one: NDArray[np.uint16], masks: NDArray[np.uint64]) -> None:
    """Put the places of each sign of ``one``, at most 64, into ``masks``, zero before, by sign.

    Sign 0 is no sign of the index and equals none.
    """
    for place in range(len(one)):
        masks[one[place]] |= ONE << np.uint64(place)
    masks[0] = np.uint64(0)


@inner
def unmark(one: NDArray[np.uint16], masks: NDArray[np.uint64]) -> None:
    """``masks`` as they were before :func:`mark`."""
    for sign in one:
        masks[sign] = np.uint64(0)


@inner
def marked_slips(
    size: int, masks: NDArray[np.uint64], other: NDArray[np.uint16], limit: int
) -> int:
    """The distance of the marked name of ``size`` signs and ``other``, or ``limit`` + 1."""
    left = len(other)
    if abs(size - left) > limit:
        return limit + 1
    if size == 0:
        return left
    found = size
    up, down = ~np.uint64(0), np.uint64(0)
    straight, before = np.uint64(0), np.uint64(0)
    last = ONE << np.uint64(size - 1)
    for sign in other:
        here = masks[sign]
        swapped = ((~straight & here) << ONE) & before
        straight = ((((here & up) + up) ^ up) | here | down) | swapped
        rise = down | ~(straight | up)
        fall = straight & up
        if rise & last != 0:
            found += 1
        if fall & last != 0:
            found -= 1
        left -= 1
        if found - left > limit:
            return limit + 1
        rise = rise << ONE | ONE
        up = fall << ONE | ~(straight | rise)
        down = rise & straight
        before = here
    return min(found, limit + 1)


@inner
def strangers(masks: NDArray[np.uint64], other: NDArray[np.uint16], size: int) -> int:
    """How many places of the marked name of ``size`` signs hold a sign that ``other`` lacks."""
    met, count = np.uint64(0), size
    for sign in other:
        met |= masks[sign]
    while met != 0:
        met &= met - ONE
        count -= 1
    return count
