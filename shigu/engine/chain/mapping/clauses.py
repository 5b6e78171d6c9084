"""The verb that governs a place of a scope, from its verbs and punctuation in order."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from shigu.engine.compiled import inner, maker

Ints = NDArray[np.int32]
BARRED, BESIDE, UNTOLD = 0, 1, 4
TAIL, LIST, ITEM, HEAD, CLAUSE, OPEN, CLOSE = 9, 10, 11, 12, 13, 14, 15
"""As in ``roles``; compiled code takes plain numbers."""


@inner
def strongest(
    low: int, high: int, step: int, stop: int, span: tuple[int, int], starts: Ints, ends: Ints,
    kinds: Ints,
) -> int:  # fmt: skip
    """The strongest verb outside ``span`` from token ``low`` towards ``high``, up to a mark as
    coarse as ``stop``; −1 if there is none. What stands in brackets is passed over."""
    best, depth = -1, 0
    for t in range(low, high, step):
        kind = kinds[t]
        if kind in (OPEN, CLOSE):
            inwards = kind == (OPEN if step > 0 else CLOSE)
            if not inwards and depth == 0:
                break
            depth += 1 if inwards else -1
        elif depth == 0 and LIST <= stop <= kind:
            break
        elif depth == 0 and BARRED < kind < TAIL and (ends[t] <= span[0] or starts[t] >= span[1]):
            best = max(best, kind)
    return best


@inner
def bracketed_out(at: int, first: int, last: int, kinds: Ints) -> bool:
    """Whether token place ``at`` stands in a bracket that tells an exception."""
    low = at - 1
    while low >= first and kinds[low] != OPEN:
        if kinds[low] == CLOSE:
            return False
        low -= 1
    if low < first:
        return False
    t = low + 1
    while t < last and kinds[t] != CLOSE:
        if kinds[t] == BARRED:
            return True
        t += 1
    return False


@inner
def beside(at: int, last: int, end: int, starts: Ints, kinds: Ints) -> bool:
    """Whether what follows right after ``end`` makes the name a part of another one."""
    while at < last and starts[at] < end:
        at += 1
    while at < last and starts[at] == end:
        if kinds[at] == TAIL:
            return True
        at += 1
    return False


@inner
def headed(at: int, first: int, starts: Ints, ends: Ints, kinds: Ints) -> int:
    """The verb of the nearest head with one that token place ``at`` stands under, or −1.

    A head without a verb (第三类：) stands under the one before it, of the clause before too.
    """
    best, t, bare = -1, at - 1, False
    while best < 0:
        while t >= first and kinds[t] != HEAD and (bare or kinds[t] != CLAUSE):
            t -= 1
        if t <= first or kinds[t] != HEAD:
            return -1
        cut, t, bare = starts[t], t - 1, True
        while t >= first and kinds[t] < ITEM:
            if BARRED < kinds[t] < TAIL and ends[t] == cut:
                best = max(best, kinds[t])
            cut = starts[t] if kinds[t] == LIST else cut
            t -= 1
    return best


@maker
def resolved(
    row: Ints, start: Ints, end: Ints, bounds: Ints, starts: Ints, ends: Ints, kinds: Ints
) -> Ints:
    """The role of each hit, (n,). Tokens of row ``r`` stand at ``bounds[r]`` … ``bounds[r + 1]``,
    in order of place."""
    answer = np.empty(len(row), np.int32)
    for i in range(len(row)):
        first, last = bounds[row[i]], bounds[row[i] + 1]
        at, span = first, (start[i], end[i])
        while at < last and starts[at] < start[i]:
            at += 1
        if bracketed_out(at, first, last, kinds):
            answer[i] = BARRED
            continue
        if beside(at, last, end[i], starts, kinds):
            answer[i] = BESIDE
            continue
        behind = strongest(at, last, 1, LIST, span, starts, ends, kinds)
        before = strongest(at - 1, first - 1, -1, LIST, span, starts, ends, kinds)
        best = max(behind, before)
        if best < 0:
            best = headed(at, first, starts, ends, kinds)
        if best < 0:
            best = strongest(at, last, 1, ITEM, span, starts, ends, kinds)
        if best < 0:
            best = strongest(at - 1, first - 1, -1, ITEM, span, starts, ends, kinds)
        if best < 0:
            best = strongest(at - 1, first - 1, -1, HEAD, span, starts, ends, kinds)
        answer[i] = best if best >= 0 else UNTOLD
    return answer
