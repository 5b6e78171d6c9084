"""Pairs of near signs in either order as keys; the rarest of a name lead to its candidates.

Keys are the unordered pairs at distance one and two. A swap of neighbours a, b in x a b y keeps
{a, b} and turns {x, b} and {a, y} from far into near pairs, so it loses two keys of five.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from shigu.engine.compiled import inner, maker
from shigu.engine.entity.lookup.distance import slips
from shigu.engine.entity.lookup.parallel import WORD, mark, marked_slips, strangers, unmark

MOST_KEYS = 240
CANDIDATES = 32
"""Names that are compared in any case, by score."""
MOST_COMPARED = 96
"""Names that are compared at most, where many have the same score."""
MARKS, SIGNS, SCALE = 1024, 1 << 16, 8
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


@maker
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


@maker
def gathered(
    keys: NDArray[np.int64],
    heads: NDArray[np.int64],
    names: NDArray[np.uint32],
    budget: int,
    score: NDArray[np.uint16],
    touched: NDArray[np.uint32],
) -> int:
    """Add the weights of the rarest keys to the score of their names; how many were touched.

    A key's weight is log2(names / names with it) in ``SCALE``-ths. Keys are taken, the rarest
    first, while no more than ``budget`` names are read; the rarest of all is read in any case.
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
        weight = np.uint16(SCALE * np.log2(1.0 + len(score) / widths[at]))
        last = min(heads[keys[at] + 1], heads[keys[at]] + len(touched) - count)
        for place in range(heads[keys[at]], last):
            name = names[place]
            if score[name] == 0:
                touched[count] = name
                count += 1
            score[name] += weight
    return count


@inner
def threshold(
    touched: NDArray[np.uint32],
    score: NDArray[np.uint16],
    marks: NDArray[np.int64],
    counts: NDArray[np.int64],
) -> tuple[int, int]:
    """The mark that the ``CANDIDATES`` of greatest score reach, and how many may just reach it.

    A mark is a score in whole bits. Scores are moved into ``marks`` and left zero; ``counts`` is
    zero before and after.
    """
    top = len(counts) - 1
    for at in range(len(touched)):
        marks[at] = min(score[touched[at]] // SCALE, top)
        score[touched[at]] = 0
        counts[marks[at]] += 1
    least, above = top, 0
    while least > 0 and above + counts[least] < CANDIDATES:
        above += counts[least]
        least -= 1
    counts[:] = 0
    return least, MOST_COMPARED - above


@inner
def placed_among(
    found: NDArray[np.int64],
    distances: NDArray[np.int64],
    ranks: NDArray[np.int64],
    told: tuple[np.int64, int, int],
) -> None:
    """Put (name, slips, rank) among the nearest: by slips, then the lower rank, then the name."""
    name, far, rank = told
    place = len(found)
    while place > 0 and (
        found[place - 1] < 0
        or distances[place - 1] > far
        or (distances[place - 1] == far and ranks[place - 1] > rank)
        or (distances[place - 1] == far and ranks[place - 1] == rank and found[place - 1] > name)
    ):
        place -= 1
        if place + 1 < len(found):
            found[place + 1], distances[place + 1] = found[place], distances[place]
            ranks[place + 1] = ranks[place]
    if place < len(found):
        found[place], distances[place], ranks[place] = name, far, rank


@maker
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

    A name is near within max(1, ``part`` × signs asked) slips. Free places of a row stay −1. Of
    names equally near that one comes first which has more of the signs asked: a sign lost or two
    swapped are likelier than this very sign, of thousands, in another's place.
    """
    score = np.zeros(len(starts) - 1, np.uint16)
    touched = np.empty(max(budget * 4, 1), np.uint32)
    marks, counts = np.empty(len(touched), np.int64), np.zeros(MARKS, np.int64)
    keys, rows = np.empty(MOST_KEYS, np.int64), np.empty((3, MOST_KEYS), np.int64)
    masks, held = np.zeros(SIGNS, np.uint64), np.empty(found.shape[1], np.int64)
    for row in range(len(asked_starts) - 1):
        one = asked[asked_starts[row] : asked_starts[row + 1]]
        count = keys_of(one, len(heads) - 2, keys)
        seen = gathered(keys[:count], heads, names, budget, score, touched)
        least, spare = threshold(touched[:seen], score, marks, counts)
        limit = max(1, int(part * len(one)))
        if len(one) <= WORD:
            mark(one, masks)
        for at in range(seen):
            if marks[at] < least or (marks[at] == least and spare <= 0):
                continue
            spare -= marks[at] == least
            other = signs[starts[touched[at]] : starts[touched[at] + 1]]
            within = distances[row, -1] if found[row, -1] >= 0 else limit
            if len(one) <= WORD:
                far = marked_slips(len(one), masks, other, within)
            else:
                far = slips(one, other, within, rows)
            if far <= within:
                strange = strangers(masks, other, len(one)) if len(one) <= WORD else 0
                told = (np.int64(touched[at]), far, strange * MARKS - marks[at])
                placed_among(found[row], distances[row], held, told)
        if len(one) <= WORD:
            unmark(one, masks)
