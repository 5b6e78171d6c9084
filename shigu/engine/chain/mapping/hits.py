"""Which occurrences count for which link: none that a negative term covers, the longest only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from shigu.engine.chain.mapping.lexicon import Lexicon
from shigu.engine.compiled import maker

Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Hits:
    """Occurrences that count, (n,), by row, link, field and place. ``start`` and ``end`` are
    characters of the field, ``link`` and ``term`` are numbers of the lexicon."""

    row: Ints
    link: Ints
    field: Ints
    start: Ints
    end: Ints
    term: Ints

    def of(self, chosen: NDArray[np.bool_]) -> Hits:
        arrays = (self.row, self.link, self.field, self.start, self.end, self.term)
        return Hits(*(each[chosen] for each in arrays))


def hits(lexicon: Lexicon, fields: Sequence[pa.Array]) -> Hits:
    """The hits in ``fields``, string arrays of equal length."""
    nothing = np.empty((0, 7), np.int32)
    found = (_uses(lexicon, number, each) for number, each in enumerate(fields))
    uses = np.concatenate([nothing, *found])
    row, link, field, start, end = uses.T[:5]
    order = np.lexsort((-end, start, field, link, row))
    sorted_uses = np.ascontiguousarray(uses[order])
    counted = sorted_uses[kept(sorted_uses)]
    return Hits(*(np.ascontiguousarray(counted[:, i]) for i in range(6)))


def _uses(lexicon: Lexicon, field: int, column: pa.Array) -> Ints:
    """(n, 7): row, link, field, start, end, term, wanted."""
    found = lexicon.matcher.find(column)
    first, many = lexicon.first_use[found.term], np.diff(lexicon.first_use)[found.term]
    of = np.repeat(np.arange(len(found.term)), many)
    ends = np.cumsum(many)
    use = np.repeat(first - (ends - many), many) + np.arange(ends[-1] if len(ends) else 0)
    columns = (
        found.row[of],
        lexicon.link[use],
        np.full(len(of), field),
        found.start[of],
        found.end[of],
        found.term[of],
        lexicon.wanted[use],
    )
    return np.column_stack(columns).astype(np.int32)


@maker
def kept(uses: Ints) -> NDArray[np.bool_]:
    """Which uses count; they stand by row, link, field, start and from long to short."""
    answer = np.zeros(len(uses), np.bool_)
    first = 0
    for i in range(len(uses)):
        if (uses[first, :3] != uses[i, :3]).any():
            first = i
        if not uses[i, 6]:
            continue
        answer[i] = True
        for j in range(first, len(uses)):
            if (uses[j, :3] != uses[i, :3]).any() or uses[j, 3] > uses[i, 3]:
                break
            covers = j != i and uses[j, 4] >= uses[i, 4]
            longer = uses[j, 4] - uses[j, 3] > uses[i, 4] - uses[i, 3]
            if covers and (longer or not uses[j, 6]):
                answer[i] = False
                break
    return answer
