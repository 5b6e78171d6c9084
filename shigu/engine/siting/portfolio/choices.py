"""Which arcs a job may try, and where jobs change places.

Agents that nearly all rows treat alike form a region: a job that moves there draws on the same
pools and quotas whichever agent takes it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from shigu.engine.siting.portfolio.instance import Floats, Instance, Ints
from shigu.engine.siting.portfolio.overload import Rows
from shigu.engine.siting.portfolio.ties import Ties

MOST, IN_REGION = 60, 2
"""Arcs worth trying for a job, of which so many in one region."""
ALIKE = 0.9
"""A row counts for the region of an agent if so large a part of its arcs draws on it."""


class Choices(NamedTuple):
    """The arcs of job j are ``arc[start[j]:start[j + 1]]``, the cheapest at the prices first;
    ``at[j, g]`` are those in region g, −1 behind. ``region`` is by arc. ``mate`` is who comes
    along or not at all, −1 = nobody. ``order`` has the jobs by ``rent``, what the cheapest arc
    pays for its loads, and ``place`` where each stands in it.
    """

    start: Ints
    arc: Ints
    at: Ints
    region: Ints
    mate: Ints
    order: Ints
    place: Ints
    rent: Floats


def choices(problem: Instance, rows: Rows, tied: Ties, priced: Floats, spread: float) -> Choices:
    """Arcs that cost at most ``spread`` more than the cheapest of their job at the prices."""
    region = regions(problem, rows)[problem.agent]
    least = np.full(problem.jobs, np.inf)
    np.minimum.at(least, problem.job, priced)
    least = np.minimum(least, problem.skip)
    by_price = np.lexsort((priced, problem.job))
    near = by_price[priced[by_price] <= least[problem.job[by_price]] + spread]
    near = near[_rank(problem.job[near]) < MOST]
    by_region = near[np.lexsort((_rank(problem.job[near]), region[near], problem.job[near]))]
    rank = _rank(problem.job[by_region] * (region.max(initial=0) + 1) + region[by_region])
    kept = rank < IN_REGION
    at = np.full((problem.jobs, int(region.max(initial=0)) + 1, IN_REGION), -1)
    at[problem.job[by_region[kept]], region[by_region[kept]], rank[kept]] = by_region[kept]
    near = near[np.isin(near, by_region[kept])]
    start = np.searchsorted(problem.job[near], np.arange(problem.jobs + 1)).astype(np.int64)
    rent = np.zeros(problem.jobs)
    cheapest = near[_rank(problem.job[near]) == 0]
    rent[problem.job[cheapest]] = priced[cheapest] - problem.cost[cheapest]
    order = np.argsort(rent, kind="stable")
    place = np.empty_like(order)
    place[order] = np.arange(problem.jobs)
    return Choices(start, near, at, region, mates(problem, tied), order, place, rent)


def regions(problem: Instance, rows: Rows) -> Ints:
    """The region of each agent, from 0."""
    entry_arc = np.repeat(np.arange(problem.arcs), np.diff(rows.start))
    shared = rows.row >= problem.capacity.size
    pair, count = np.unique(
        np.stack([problem.agent[entry_arc[shared]], rows.row[shared]]), axis=1, return_counts=True
    )
    arcs = np.bincount(problem.agent, minlength=problem.agents)
    usual = pair[:, count >= ALIKE * arcs[pair[0]]]
    of_agent: list[list[int]] = [[] for _ in range(problem.agents)]
    for agent, row in usual.T.tolist():
        of_agent[agent].append(row)
    known: dict[tuple[int, ...], int] = {}
    return np.array([known.setdefault(tuple(each), len(known)) for each in of_agent], np.int64)


def mates(problem: Instance, tied: Ties) -> Ints:
    """For each of two jobs that are tied to each other the other one; −1 for all others."""
    arc = np.repeat(np.arange(problem.arcs), np.diff(problem.side_start))
    gives = {
        (int(problem.job[giver]), int(taker))
        for k in np.flatnonzero(np.diff(tied.start))
        for taker in np.unique(
            problem.job[arc[(problem.side_row == k) & (problem.side_amount > 0)]]
        )
        for giver in tied.giver[tied.start[k] : tied.start[k + 1]]
    }
    partners: dict[int, set[int]] = {}
    for one, other in gives:
        if one != other and (other, one) in gives:
            partners.setdefault(one, set()).add(other)
    mate = np.full(problem.jobs, -1)
    for one, others in partners.items():
        if len(others) == 1 and all(partners[other] == {one} for other in others):
            mate[one] = min(others)
    return mate


def _rank(ordered: Ints) -> Ints:
    """Where each stands among its equals, which are beside each other."""
    first = np.flatnonzero(np.diff(ordered, prepend=-1))
    return np.arange(len(ordered)) - np.repeat(first, np.diff(np.append(first, len(ordered))))
