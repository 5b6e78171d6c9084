"""Clusters of records from scored pairs and from what people judged, which always wins.

The strongest pair is joined first; a pair is not joined where that would put two records into
one cluster that were judged to be apart, or that bear two different proven codes. Clusters are a
function of pairs and judgements alone: a judgement taken back leaves no trace.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray


class Judged(StrEnum):
    """What a person said of two records."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Judgement:
    """Two records and whether they are of one organisation; ``UNSURE`` only keeps a pair open."""

    one: int
    other: int
    judged: Judged


@dataclass(frozen=True, slots=True)
class Clusters:
    """``cluster[i]`` is the least record of the cluster of record i.

    ``refused`` are rows of the pairs that were strong enough and not joined; ``contradicted`` are
    negative judgements whose two records positive ones join all the same.
    """

    cluster: NDArray[np.int64]
    refused: NDArray[np.int64]
    contradicted: tuple[Judgement, ...]


@dataclass(slots=True)
class _Forest:
    parents: list[int]
    codes: list[int]
    apart: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    def root(self, record: int) -> int:
        while self.parents[record] != record:
            self.parents[record] = self.parents[self.parents[record]]
            record = self.parents[record]
        return record

    def may_join(self, one: int, other: int) -> bool:
        codes = (self.codes[one], self.codes[other])
        return other not in self.apart.get(one, ()) and (0 in codes or codes[0] == codes[1])

    def join(self, one: int, other: int) -> None:
        low, high = min(one, other), max(one, other)
        self.parents[high] = low
        self.codes[low] = self.codes[low] or self.codes[high]
        for enemy in self.apart.pop(high, set()):
            self.apart[enemy].discard(high)
            self.apart[enemy].add(low)
            self.apart[low].add(enemy)


def clusters(
    codes: Sequence[int] | NDArray[np.int64],
    pairs: NDArray[np.int64],
    bits: NDArray[np.int64],
    judgements: Iterable[Judgement] = (),
    same_from: int = 8,
) -> Clusters:
    """Join records 0…len(codes) − 1; ``codes`` are sums of proven codes, 0 where there is none.

    ``pairs`` has shape (n, 2), ``bits`` length n. Ties are taken in the order of the records.
    Positive judgements join whatever the codes say; a later judgement of a pair replaces the
    earlier.
    """
    forest = _Forest(list(range(len(codes))), [int(code) for code in codes])
    judged = {(min(row.one, row.other), max(row.one, row.other)): row for row in judgements}
    contradicted = _judge(forest, list(judged.values()))
    strong = np.flatnonzero(np.asarray(bits) >= same_from)
    order = np.lexsort((pairs[strong, 1], pairs[strong, 0], -bits[strong]))
    refused = []
    for row in strong[order].tolist():
        one, other = (forest.root(int(record)) for record in pairs[row])
        open_pair = judged.get((int(pairs[row].min()), int(pairs[row].max())))
        if one == other:
            continue
        if open_pair is None and forest.may_join(one, other):
            forest.join(one, other)
        else:
            refused.append(row)
    roots = np.array([forest.root(record) for record in range(len(codes))], dtype=np.int64)
    return Clusters(roots, np.array(refused, dtype=np.int64), contradicted)


def _judge(forest: _Forest, judgements: list[Judgement]) -> tuple[Judgement, ...]:
    for row in judgements:
        one, other = forest.root(row.one), forest.root(row.other)
        if row.judged is Judged.POSITIVE and one != other:
            forest.join(one, other)
    contradicted = []
    for row in judgements:
        one, other = forest.root(row.one), forest.root(row.other)
        if row.judged is not Judged.NEGATIVE:
            continue
        if one == other:
            contradicted.append(row)
        else:
            forest.apart[one].add(other)
            forest.apart[other].add(one)
    return tuple(contradicted)
