"""Who is meant by a name: the nearest of millions, or a refusal that says why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shigu.engine.entity.lookup.judged import standings
from shigu.engine.entity.lookup.nearest import SignIndex
from shigu.engine.entity.names.kinship import Kinship
from shigu.engine.entity.names.plain import plain_name
from shigu.engine.entity.names.traits import trait_rows


@dataclass(frozen=True, slots=True)
class LookedUp:
    """The answer to a batch of names, each array as long as the batch.

    ``ids`` are places in the index, −1 where the kinship is no ground to give one out;
    ``nearest`` are the ids regardless; ``scores`` are 1 − slips / signs, 0 where nothing is near;
    ``kinships`` are of :class:`Kinship`.
    """

    ids: NDArray[np.int64]
    nearest: NDArray[np.int64]
    scores: NDArray[np.float64]
    kinships: NDArray[np.int8]


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
        asked = trait_rows(names)
        kinships = self._kinships(asked, nearest, slips)
        tied = (slips == found.slips[:, 1]) & (kinships != Kinship.SAME)
        rivals = self._kinships(asked, np.where(tied, found.ids[:, 1], -1), slips)
        accepted = kinships <= Kinship.CLOSE
        kinships[accepted & (rivals <= Kinship.CLOSE)] = Kinship.AMBIGUOUS
        signs = np.array([max(1, len(plain_name(name))) for name in names]).reshape(-1)
        scores = np.where(nearest >= 0, np.maximum(0.0, 1 - slips / signs), 0.0)
        return LookedUp(np.where(kinships <= Kinship.CLOSE, nearest, -1), nearest, scores, kinships)

    def _kinships(
        self, asked: NDArray[np.void], ids: NDArray[np.int64], slips: NDArray[np.int64]
    ) -> NDArray[np.int8]:
        """The kinship of each row with the name of its id; ``OTHER`` where there is none."""
        kinships = np.full(len(ids), Kinship.OTHER, np.int8)
        rows = np.flatnonzero(ids >= 0)
        found = trait_rows([self._names[place] for place in ids[rows]])
        kinships[rows] = standings(asked[rows], found, slips[rows])
        return kinships
