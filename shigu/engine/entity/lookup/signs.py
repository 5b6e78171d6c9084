"""Names as runs of small numbers, one for each sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

CODE_POINTS = 0x110000
LONGEST = 120
"""Signs of a name beyond this are not looked at; the longest names of firms have about 60."""


@dataclass(frozen=True, slots=True)
class Signs:
    """Names one after the other: ``of[starts[i]:starts[i + 1]]`` are the signs of name i."""

    of: NDArray[np.uint16]
    starts: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.starts) - 1


class Alphabet:
    """Numbers 1… of the code points in use, by code point; 0 is any other."""

    def __init__(self, names: Sequence[str]) -> None:
        """The signs of ``names``.

        Raises:
            ValueError: they use more than 65,535 different signs.
        """
        used = np.zeros(CODE_POINTS, dtype=np.bool_)
        used[_code_points(names)] = True
        if (size := int(used.sum())) > np.iinfo(np.uint16).max:
            raise ValueError(f"{size} signs")
        self._numbers = np.zeros(CODE_POINTS, dtype=np.uint16)
        self._numbers[used] = np.arange(1, size + 1, dtype=np.uint16)

    def signs(self, names: Sequence[str]) -> Signs:
        """The names in numbers."""
        cut = [name[:LONGEST] for name in names]
        starts = np.zeros(len(cut) + 1, dtype=np.int64)
        np.cumsum(np.fromiter(map(len, cut), np.int64, len(cut)), out=starts[1:])
        return Signs(self._numbers[_code_points(cut)], starts)


def _code_points(names: Sequence[str]) -> NDArray[np.uint32]:
    return np.frombuffer("".join(names).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
