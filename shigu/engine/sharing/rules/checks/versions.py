"""Versions of one agreement: each its own, following each other, never two in force at once."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from itertools import combinations

from shigu.engine.sharing.rules.problems import Problem, problem
from shigu.engine.sharing.rules.values import Agreement


def check_versions(versions: Sequence[Agreement]) -> tuple[Problem, ...]:
    """Problems between agreements of the same ``id``; each problem's path names the version."""
    return tuple(_between(versions))


def _between(versions: Sequence[Agreement]) -> Iterator[Problem]:
    for one, other in combinations(versions, 2):
        if one.id != other.id:
            continue
        path = f"{other.id}@{other.version}"
        if one.version == other.version:
            yield problem("version-twice", path, version=one.version)
        elif _overlap(one, other):
            yield problem("version-overlap", path, version=one.version, other=other.version)
    known = {(each.id, each.version) for each in versions}
    for each in versions:
        if each.supersedes and (each.id, each.supersedes) not in known:
            path = f"{each.id}@{each.version}"
            yield problem("version-unknown", path, version=each.supersedes)


def _overlap(one: Agreement, other: Agreement) -> bool:
    ends = [each.valid_to or datetime.date.max for each in (one, other)]
    starts = [each.valid_from or datetime.date.min for each in (one, other)]
    return max(starts) < min(ends)
