"""A register resolved: one row a record with its cluster, and the pairs for a person."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from shigu.engine.entity.resolve.resolving import Resolved, resolve_facts
from shigu.scale.files import atomic
from shigu.scale.records import Table, table


@dataclass(frozen=True, slots=True)
class Counted:
    """Records, organisations, pairs to review, rows set aside by reason, and where those are."""

    records: int
    organisations: int
    to_review: int
    aside: dict[str, int]
    quarantine: Path


def resolved(source: Path, out: Path) -> Counted:
    """Write ``out`` (row, name, uscc, organisation) and ``out``.review.parquet, whole or not.

    ``row`` counts the records of the source from 0; ``organisation`` is the first row of its
    cluster. Pairs to review carry their bits, the strongest first.

    Raises:
        TableRefused: the source is no such table.
        OSError: a file cannot be read or written.
    """
    quarantine = out.with_name(out.name + ".quarantine.csv")
    read = table(source, quarantine)
    found = resolve_facts(read.names, read.facts)
    with atomic(out) as part:
        pq.write_table(_clusters(read, found), part, compression="zstd")
    with atomic(out.with_name(out.name + ".review.parquet")) as part:
        pq.write_table(_review(read, found), part, compression="zstd")
    organisations = len(np.unique(found.clusters.cluster))
    return Counted(*(len(read.names), organisations, len(found.to_review)), read.aside, quarantine)


def _clusters(read: Table, found: Resolved) -> pa.Table:
    return pa.table(
        {
            "row": np.arange(len(read.names)),
            "name": read.names,
            "uscc": read.codes,
            "organisation": found.clusters.cluster,
        }
    )


def _review(read: Table, found: Resolved) -> pa.Table:
    rows = found.to_review
    one, other = found.pairs[rows].T
    names = np.array(read.names, dtype=object)
    return pa.table(
        {
            "one": one,
            "other": other,
            "bits": found.bits[rows],
            "name_one": pa.array(names[one], pa.string()),
            "name_other": pa.array(names[other], pa.string()),
        }
    )
