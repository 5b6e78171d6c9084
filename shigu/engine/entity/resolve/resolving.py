"""Records resolved: candidates, bits, clusters, and the pairs that a person should see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shigu.engine.entity.resolve.clusters import Clusters, Judgement, clusters
from shigu.engine.entity.resolve.compare import SAME_FROM, UNSURE_FROM
from shigu.engine.entity.resolve.pairing import candidates, code_sums, scored
from shigu.engine.entity.resolve.records import Record, facts


@dataclass(frozen=True, slots=True)
class Resolved:
    """``pairs`` (n × 2) with their ``bits``, from ``UNSURE_FROM`` up, and the clusters.

    A pair is to be reviewed where its records stand in two clusters.
    """

    pairs: NDArray[np.int64]
    bits: NDArray[np.int64]
    clusters: Clusters

    @property
    def to_review(self) -> NDArray[np.int64]:
        """Rows of ``pairs`` to show to a person, the strongest first."""
        of = self.clusters.cluster
        rows = np.flatnonzero(of[self.pairs[:, 0]] != of[self.pairs[:, 1]])
        return rows[np.argsort(-self.bits[rows], kind="stable")]


def resolve(records: Sequence[Record], judgements: Iterable[Judgement] = ()) -> Resolved:
    """Which of ``records`` are of one organisation; judgements are about their places."""
    return resolve_facts([record.name for record in records], facts(records), judgements)


def resolve_facts(
    names: Sequence[str], rows: NDArray[np.void], judgements: Iterable[Judgement] = ()
) -> Resolved:
    """The same over rows of dtype ``FACTS``, which need no record in memory."""
    if not len(rows):
        none = np.empty((0, 2), np.int64)
        return Resolved(none, none[:, 0], clusters((), none, none[:, 0]))
    pairs = candidates(names, rows)
    bits = scored(names, rows, pairs)
    kept = bits >= UNSURE_FROM
    codes = np.where(rows["proven"], code_sums(rows), 0)
    found = clusters(codes, pairs[kept], bits[kept], judgements, SAME_FROM)
    return Resolved(pairs[kept], bits[kept], found)
