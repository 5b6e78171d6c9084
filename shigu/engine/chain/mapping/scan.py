"""Every occurrence of every term, straight over the bytes of an Arrow string column.

A bit of the first two characters says for most places that no term begins there; from the others
the trie is walked. So each character costs one look-up where an automaton of Aho and Corasick
(1975, CACM 18: 333–340) makes a step that depends on the one before.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from shigu.engine.chain.mapping.fold import CODE_POINTS, LAST_LATIN
from shigu.engine.chain.mapping.trie import place
from shigu.engine.compiled import inner, kernel

Bytes = NDArray[np.uint8]
Ints = NDArray[np.int32]


@inner
def decoded(
    data: Bytes, start: int, end: int, classes: NDArray[np.uint16], line: NDArray[np.uint16]
) -> int:
    """The classes of the UTF-8 characters in ``data[start:end]`` into ``line``; how many."""
    at, count = start, 0
    while at < end:
        lead = np.int32(data[at])
        if lead < 0x80:
            line[count] = classes[lead]
            at += 1
        elif lead >= 0xE0 and lead < 0xF0 and at + 2 < end:
            point = (
                ((lead & 15) << 12)
                | ((np.int32(data[at + 1]) & 63) << 6)
                | (np.int32(data[at + 2]) & 63)
            )
            line[count] = classes[point]
            at += 3
        elif lead < 0xE0 and at + 1 < end:
            line[count] = classes[((lead & 31) << 6) | (np.int32(data[at + 1]) & 63)]
            at += 2
        elif at + 3 < end:
            high = ((lead & 7) << 18) | ((np.int32(data[at + 1]) & 63) << 12)
            point = high | ((np.int32(data[at + 2]) & 63) << 6) | (np.int32(data[at + 3]) & 63)
            line[count] = classes[point] if point < CODE_POINTS else 0
            at += 4
        else:
            line[count] = 0
            at = end
        count += 1
    line[count] = 0
    return count


@kernel
def scanned(
    data: Bytes,
    offsets: Ints,
    first_row: int,
    classes: NDArray[np.uint16],
    keys: NDArray[np.int64],
    states: Ints,
    word: Ints,
    first: Ints,
    gate: NDArray[np.uint64],
    line: NDArray[np.uint16],
    found: Ints,
) -> tuple[int, int]:
    """Matches of rows ``first_row`` … into ``found``, (n, 4): row, term, first character, end.

    Rows are done whole. Gives how many rows are done and how many matches were written: all rows
    unless the next one's would not fit.
    """
    written, full = 0, len(found)
    for row in range(first_row, len(offsets) - 1):
        count = decoded(data, offsets[row], offsets[row + 1], classes, line)
        before = written
        for at in range(count):
            c = line[at]
            if not (gate[c] >> np.uint64(line[at + 1] & 63)) & np.uint64(1):
                continue
            if c <= LAST_LATIN and at > 0 and 0 < line[at - 1] <= LAST_LATIN:
                continue
            state, end = first[c], at + 1
            while state:
                if word[state] >= 0 and not (
                    0 < line[end - 1] <= LAST_LATIN and 0 < line[end] <= LAST_LATIN
                ):
                    if written == full:
                        return row, before
                    found[written, 0], found[written, 1] = row, word[state]
                    found[written, 2], found[written, 3] = at, end
                    written += 1
                if end >= count or line[end] == 0:
                    break
                key = np.int64(state) << 16 | np.int64(line[end])
                step = place(keys, key)
                state = states[step] if keys[step] == key else np.int32(0)
                end += 1
    return len(offsets) - 1, written
