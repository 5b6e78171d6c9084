"""Who is meant by a name: the nearest of millions, or a refusal that says why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shigu.engine.entity.lookup.nearest import SignIndex
from shigu.engine.entity.lookup.verdict import Verdict, verdict
from shigu.engine.entity.names.plain import plain_name


@dataclass(frozen=True, slots=True)
class LookedUp:
    """The answer to a batch of names, each array as long as the batch.

    ``ids`` are places in the index, −1 where the verdict refuses; ``nearest`` are the ids
    regardless; ``scores`` are 1 − slips / signs, 0 where nothing is near; ``verdicts`` are of
    :class:`Verdict`.
    """

    ids: NDArray[np.int64]
    nearest: NDArray[np.int64]
    scores: NDArray[np.float64]
    verdicts: NDArray[np.int8]


class NameIndex:
    """Names of organisations, looked up by names with slips; same batch, same answer."""

    def __init__(self, names: Sequence[str]) -> None:
        """Index ``names``; of names that are one the first answers."""
        self._names = names
        self._index = SignIndex(names)

    def __len__(self) -> int:
        return len(self._names)

    def look_up(self, names: Sequence[str], cores: int | None = None) -> LookedUp:
        """The bearer of each name, or why none is told."""
        found = self._index.nearest(names, 2, cores)
        nearest, slips = found.ids[:, 0], found.slips[:, 0]
        told = [
            self._verdict(name, *map(int, ids), *map(int, far))
            for name, ids, far in zip(names, found.ids, found.slips, strict=True)
        ]
        verdicts = np.array(told, dtype=np.int8).reshape(-1)
        signs = np.array([max(1, len(plain_name(name))) for name in names]).reshape(-1)
        scores = np.where(nearest >= 0, np.maximum(0.0, 1 - slips / signs), 0.0)
        return LookedUp(np.where(verdicts <= Verdict.CLOSE, nearest, -1), nearest, scores, verdicts)

    def _verdict(self, name: str, first: int, second: int, slips: int, more: int) -> Verdict:
        if first < 0:
            return Verdict.NONE
        told = verdict(name, self._names[first], slips)
        equal = second >= 0 and slips == more
        if told is Verdict.EXACT or not equal:
            return told
        return Verdict.AMBIGUOUS if told.accepted and self._rivals(name, second, slips) else told

    def _rivals(self, name: str, second: int, slips: int) -> bool:
        """Whether the second name is not refused by its own right."""
        return verdict(name, self._names[second], slips).accepted
