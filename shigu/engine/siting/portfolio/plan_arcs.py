"""From the arcs and rows of a plan to the flat arrays of the portfolio."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from math import inf

import numpy as np

from shigu.engine.siting.constraints import Row
from shigu.engine.siting.network import Network
from shigu.engine.siting.portfolio.instance import Instance, Ints, Sides, instance

INSIDE = {"assignment", "space", "locked"}
"""Rows that the instance says by itself: one arc a job, capacities, jobs that must be given."""


def flat(arcs: Network, rows: Sequence[Row]) -> tuple[Instance, Ints]:
    """Minimise the negative value, 万元; and where each arc of the instance stands in ``arcs``.

    A space's rows are the resources of its agent. Pools, ceilings, floors and ties are rows
    beside; an equation is two of them. What is locked must be given, and has no other arc.
    """
    jobs = {need.id: j for j, need in enumerate(arcs.problem.needs)}
    agents = {space.id: i for i, space in enumerate(arcs.problem.spaces)}
    locked = arcs.problem.locked
    kept = [
        k
        for k, arc in enumerate(arcs.arcs)
        if locked.get(arc.need.id, arc.space.id) == arc.space.id
    ]
    place = {k: at for at, k in enumerate(kept)}
    take, capacity = _resources(agents, rows, place)
    skip = np.zeros(len(jobs))
    skip[[jobs[project] for project in locked]] = inf
    made, order = instance(
        [jobs[arcs.arcs[k].need.id] for k in kept],
        [agents[arcs.arcs[k].space.id] for k in kept],
        [-float(arcs.arcs[k].value.wan) for k in kept],
        take,
        capacity,
        skip,
        _sides(rows, place),
    )
    return made, np.array(kept, np.int64)[order]


def _resources(
    agents: dict[str, int], rows: Sequence[Row], place: dict[int, int]
) -> tuple[np.ndarray[tuple[int, int], np.dtype[np.float64]], ...]:
    """What arcs take and agents hold; a resource that an agent does not state is never taken."""
    of_agent: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows:
        if row.kind == "space":
            of_agent[agents[row.where]].append(row)
    width = max((len(held) for held in of_agent.values()), default=1)
    take, capacity = np.zeros((len(place), width)), np.ones((len(agents), width))
    for i, held in of_agent.items():
        for r, row in enumerate(held):
            capacity[i, r] = row.upper
            for k, amount in row.terms:
                if k in place:
                    take[place[k], r] = amount
    return take, capacity


def _sides(rows: Sequence[Row], place: dict[int, int]) -> Sides:
    entries: list[tuple[int, int, float]] = []
    limits: list[float] = []
    for row in rows:
        if row.kind in INSIDE:
            continue
        for sign, limit in ((1.0, row.upper), (-1.0, -row.lower)):
            if limit < inf:
                terms = ((place[k], len(limits), sign * v) for k, v in row.terms if k in place)
                entries += terms
                limits.append(limit)
    arc, side, amount = zip(*entries, strict=True) if entries else ((), (), ())
    return Sides(arc, side, amount, limits)
