"""Texts as hashed counts of their one, two and three characters in a row."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from shigu.engine.chain.mapping.fold import CODE_POINTS, folded
from shigu.engine.chain.mapping.matcher import buffers, longest
from shigu.engine.chain.mapping.scan import Bytes, Ints, decoded
from shigu.engine.compiled import kernel

DIMENSIONS = 1 << 16
PARTS = 0xFFFF


@dataclass(frozen=True, slots=True)
class Rows:
    """Row ``r`` has ``value`` at ``column`` in ``first[r]`` … ``first[r + 1]``; columns differ."""

    first: NDArray[np.int64]
    column: Ints
    value: NDArray[np.float32]


@cache
def _numbers() -> NDArray[np.uint16]:
    """A number for each letter, digit and ideograph as it folds; 0 for what parts words."""
    table = np.zeros(CODE_POINTS, np.uint16)
    for point in range(CODE_POINTS):
        plain = folded(chr(point))
        if plain.isalnum():
            table[point] = ord(plain) % PARTS + 1
    return table


def grams(texts: pa.Array) -> Rows:
    """1 + ln(count) of each of the ``DIMENSIONS`` columns that a text touches."""
    data, offsets = buffers(texts)
    widest = longest(offsets)
    room = 3 * int(offsets[-1] - offsets[0]) if len(offsets) else 0
    column, value = np.empty(room, np.int32), np.empty(room, np.float32)
    first = np.zeros(len(offsets), np.int64)
    line, count = np.empty(widest + 2, np.uint16), np.zeros(DIMENSIONS, np.int32)
    counted(data, offsets, _numbers(), line, count, first, column, value)
    return Rows(first, column[: first[-1]].copy(), value[: first[-1]].copy())


@kernel
def counted(
    data: Bytes,
    offsets: Ints,
    numbers: NDArray[np.uint16],
    line: NDArray[np.uint16],
    count: Ints,
    first: NDArray[np.int64],
    column: Ints,
    value: NDArray[np.float32],
) -> None:
    """Fill ``first``, ``column`` and ``value``; ``count`` is zero before and after."""
    written = 0
    for row in range(len(offsets) - 1):
        size = decoded(data, offsets[row], offsets[row + 1], numbers, line)
        before = written
        for at in range(size):
            mixed = np.uint64(0)
            for k in range(min(3, size - at)):
                if line[at + k] == 0:
                    break
                mixed = (mixed + np.uint64(line[at + k])) * np.uint64(0x9E3779B97F4A7C15)
                mixed ^= mixed >> np.uint64(29)
                place = np.int32(mixed % np.uint64(len(count)))
                if count[place] == 0:
                    column[written] = place
                    written += 1
                count[place] += 1
        for i in range(before, written):
            value[i] = 1.0 + np.log(count[column[i]])
            count[column[i]] = 0
        first[row + 1] = written
