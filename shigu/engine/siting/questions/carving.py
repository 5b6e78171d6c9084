"""Some arcs of a plan set free, everything else held where it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from shigu.engine.siting.constraints import Row, rows
from shigu.engine.siting.ledger import TOLERANCE
from shigu.engine.siting.mending import Plan
from shigu.engine.siting.network import EXACT_ARCS, Network, picked
from shigu.engine.siting.questions.standing import Standing
from shigu.engine.siting.terms import Floats, Ints, Terms


@dataclass(frozen=True, slots=True)
class Part:
    """The model of the free arcs: arc k of ``network`` is arc ``origin[k]`` of the whole."""

    network: Network
    rows: tuple[Row, ...]
    origin: Ints
    held: Plan

    def whole(self, chosen: Sequence[int]) -> Plan:
        """The plan of the whole that some arcs of the part make."""
        return tuple(sorted((*self.held, *self.origin[list(chosen)].tolist())))

    def inside(self, plan: Sequence[int]) -> tuple[int, ...]:
        """The arcs of the part that a plan of the whole uses."""
        return tuple(np.flatnonzero(np.isin(self.origin, plan)).tolist())


def carved(base: Standing, plan: Plan, free: Ints, extra: Sequence[Row] = ()) -> Part:
    """The part of the model in which the arcs ``free`` may change and ``plan`` holds elsewhere.

    Every row that a free arc takes part in gives up what the held arcs use of it. ``extra`` are
    further rows over arcs of the whole. Where something is held, what projects gain from being
    near each other is left out of the part's aim.
    """
    held = np.setdiff1d(np.array(plan, np.int64), free)
    fixed = set(held.tolist())
    place = {int(j): k for k, j in enumerate(free)}
    part = picked(base.network, free.tolist())
    if not len(held) and base.network.columns <= EXACT_ARCS:
        limits = list(rows(part))
    else:
        part = replace(part, pairs=(), bonds=())
        limits = _rows(base, free, base.takes.use(held, len(base.rows)))
    for row in extra:
        terms = Terms.of((place[j], amount) for j, amount in row.terms if j in place)
        limits.append(_less(row, terms, sum(amount for j, amount in row.terms if j in fixed)))
    return Part(part, tuple(limits), free, tuple(held.tolist()))


def _rows(base: Standing, free: Ints, used: Floats) -> list[Row]:
    entries = base.takes.entries(free)
    counts = base.takes.start[free + 1] - base.takes.start[free]
    arc, row = np.repeat(np.arange(len(free)), counts), base.takes.row[entries]
    order = np.argsort(row, kind="stable")
    arc, row, amount = arc[order], row[order], base.takes.amount[entries][order]
    touched, first, count = np.unique(row, return_index=True, return_counts=True)
    ends = first + count
    stuck = np.setdiff1d(_missed(base, used), touched)
    missed = [_less(base.rows[i], Terms.of(()), float(used[i])) for i in stuck.tolist()]
    return missed + [
        _less(
            base.rows[i],
            Terms(arc[a:b], amount[a:b]),
            float(used[i]),
        )
        for i, a, b in zip(touched.tolist(), first.tolist(), ends.tolist(), strict=True)
        if base.rows[i].kind != "bond"
    ]


def _missed(base: Standing, used: Floats) -> Ints:
    """The rows that ask for more than ``used``: without a free arc they cannot be kept."""
    lower = np.array([row.lower for row in base.rows])
    return np.flatnonzero(used < lower - TOLERANCE * np.abs(lower))


def _less(row: Row, terms: Terms, used: float) -> Row:
    """The row over ``terms`` after ``used``; what is over or short by rounding alone is 0."""
    lower, upper = (_rest(limit, used) for limit in (row.lower, row.upper))
    return Row(row.kind, row.where, terms, lower, upper, row.resource)


def _rest(limit: float, used: float) -> float:
    rest = limit - used
    return 0.0 if abs(rest) <= TOLERANCE * min(abs(limit), abs(used)) else rest
