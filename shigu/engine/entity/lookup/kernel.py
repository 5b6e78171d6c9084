"""Pairs of near signs in either order as keys; the rarest of a name lead to its candidates.

Keys are the unordered pairs at distance one and two. A swap of neighbours a, b in x a b y keeps
{a, b} and turns {x, b} and {a, y} from far into near pairs, so it loses two keys of five.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from shigu.engine.compiled import inner, kernel
from shigu.engine.entity.lookup.distance import slips

MOST_KEYS = 240
CANDIDATES = 48
FIRST, SECOND, FOLD = 0x9E3779B1, 0x85EBCA6B, 15


@inner
def keys_of(signs: NDArray[np.uint16], mask: int, keys: NDArray[np.int64]) -> int:
    """Write the different keys of a name to ``keys``; how many they are."""
    count = 0
    length = len(signs)
    for i in range(length):
        for step in range(1, 3):
            j = min(i + step, length - 1)
            if j == i and length > 1:
                continue
            low, high = min(signs[i], signs[j]), max(signs[i], signs[j])
            mixed = np.int64(low) * FIRST + np.int64(high) * SECOND
            key = (mixed ^ (mixed >> FOLD)) & mask
            known = False
            for at in range(count):
                known = known or keys[at] == key
            if not known:
                keys[count] = key
                count += 1
    return count


@kernel
def indexed(
    signs: NDArray[np.uint16], starts: NDArray[np.int64], mask: int
) -> tuple[NDArray[np.int64], NDArray[np.uint32]]:
    """Names by key: those of key k are ``names[heads[k]:heads[k + 1]]``, ascending."""
    keys = np.empty(MOST_KEYS, np.int64)
    heads = np.zeros(mask + 2, np.int64)
    for name in range(len(starts) - 1):
        for at in range(keys_of(signs[starts[name] : starts[name + 1]], mask, keys)):
            heads[keys[at] + 1] += 1
    heads = np.cumsum(heads)
    names = np.empty(heads[-1], np.uint32)
    free = heads[:-1].copy()
    for name in range(len(starts) - 1):
        for at in range(keys_of(signs[starts[name] : starts[name + 1]], mask, keys)):
            names[free[keys[at]]] = name
            free[keys[at]] += 1
    return heads, names


@inner
def gathered(
    keys: NDArray[np.int64],
    heads: NDArray[np.int64],
    names: NDArray[np.uint32],
    budget: int,
    score: NDArray[np.float32],
    touched: NDArray[np.uint32],
) -> int:
    """Add the weights of the rarest keys to the score of their names; how many were touched.

    A key's weight is log2(names / names with it). Keys are taken, the rarest first, while no more
    than ``budget`` names are read; the rarest key of all is read in any case.
    """
    widths = np.empty(len(keys), np.int64)
    for at in range(len(keys)):
        widths[at] = heads[keys[at] + 1] - heads[keys[at]]
    count, read = 0, 0
    for at in np.argsort(widths, kind="mergesort"):
        if widths[at] == 0:
            continue
        read += widths[at]
        if read > budget and count > 0:
            break
        weight = np.float32(np.log2(1.0 + len(score) / widths[at]))
        last = min(heads[keys[at] + 1], heads[keys[at]] + len(touched) - count)
        for place in range(heads[keys[at]], last):
            name = names[place]
            if score[name] == 0:
                touched[count] = name
                count += 1
            score[name] += weight
    return count


@inner
def chosen(
    touched: NDArray[np.uint32],
    score: NDArray[np.float32],
    best: NDArray[np.int64],
) -> int:
    """The names of greatest score among ``touched``, descending, ties by name; how many."""
    count = 0
    for name in touched:
        if count == len(best) and score[name] <= score[best[count - 1]]:
            continue
        at = min(count, len(best) - 1)
        while at > 0 and (
            score[best[at - 1]] < score[name]
            or (score[best[at - 1]] == score[name] and best[at - 1] > name)
        ):
            best[at] = best[at - 1]
            at -= 1
        best[at] = name
        count = min(count + 1, len(best))
    return count


@kernel
def searched(
    signs: NDArray[np.uint16],
    starts: NDArray[np.int64],
    heads: NDArray[np.int64],
    names: NDArray[np.uint32],
    asked: NDArray[np.uint16],
    asked_starts: NDArray[np.int64],
    budget: int,
    part: float,
    found: NDArray[np.int64],
    distances: NDArray[np.int64],
) -> None:
    """Fill each row of ``found`` with the nearest names and of ``distances`` with their slips.

    A name is near within max(1, ``part`` × signs asked) slips. Free places of a row stay −1.
    """
    mask = len(heads) - 2
    score = np.zeros(len(starts) - 1, np.float32)
    touched = np.empty(max(budget * 4, 1), np.uint32)
    keys = np.empty(MOST_KEYS, np.int64)
    best = np.empty(CANDIDATES, np.int64)
    rows = np.empty((3, MOST_KEYS), np.int64)
    wide = found.shape[1]
    for row in range(len(asked_starts) - 1):
        one = asked[asked_starts[row] : asked_starts[row + 1]]
        count = keys_of(one, mask, keys)
        seen = gathered(keys[:count], heads, names, budget, score, touched)
        limit = max(1, int(part * len(one)))
        filled = 0
        for at in range(chosen(touched[:seen], score, best)):
            name = best[at]
            within = distances[row, wide - 1] if filled == wide else limit
            far = slips(one, signs[starts[name] : starts[name + 1]], within, rows)
            if far > limit or (filled == wide and far >= within):
                continue
            place = min(filled, wide - 1)
            while place > 0 and distances[row, place - 1] > far:
                found[row, place] = found[row, place - 1]
                distances[row, place] = distances[row, place - 1]
                place -= 1
            found[row, place], distances[row, place] = name, far
            filled = min(filled + 1, wide)
        for place in range(seen):
            score[touched[place]] = 0
