"""Which arcs a job may try, by region, and what they cost and load there."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from shigu.engine.siting.portfolio.instance import Floats, Instance, Ints
from shigu.engine.siting.portfolio.overload import Rows
from shigu.engine.siting.portfolio.regions import load_at, regions
from shigu.engine.siting.portfolio.ties import Ties

MOST, IN_REGION = 60, 2
"""Arcs worth trying for a job, of which so many in one region."""


class Choices(NamedTuple):
    """The arcs of job j are ``arc[start[j]:start[j + 1]]``, the cheapest at the prices first;
    ``at[j, g]`` are those in region g, −1 behind, ``least[j, g]`` what the cheapest of them costs
    without prices (``inf`` = there is none). ``region`` is by arc.

    ``own[g]`` are the dearest rows that a region does not share with all, −1 behind, ``use[j, g]``
    what the job and its mate load on them there, ``toll[j, g]`` what that is worth. Behind the
    regions is who is left out: minus what they load on the dearest rows that are nobody's own.
    ``mate`` is who comes along or not at all, −1 = nobody. ``rent`` is what the job pays for rows
    of several agents.
    """

    start: Ints
    arc: Ints
    at: Ints
    least: Floats
    region: Ints
    own: Ints
    use: Floats
    toll: Floats
    mate: Ints
    rent: Floats


def choices(
    problem: Instance,
    rows: Rows,
    tied: Ties,
    priced: Floats,
    side_price: Floats,
    spread: float,
) -> Choices:
    """Arcs that cost at most ``spread`` more than the cheapest of their job at the prices."""
    of_agent, own = regions(problem, rows)
    region, many = of_agent[problem.agent], len(own) - 1
    least = np.full(problem.jobs, np.inf)
    np.minimum.at(least, problem.job, priced)
    least = np.minimum(least, problem.skip)
    by_price = np.lexsort((priced, problem.job))
    near = by_price[priced[by_price] <= least[problem.job[by_price]] + spread]
    near = near[_rank(problem.job[near]) < MOST]
    by_region = near[np.lexsort((_rank(problem.job[near]), region[near], problem.job[near]))]
    rank = _rank(problem.job[by_region] * many + region[by_region])
    kept = rank < IN_REGION
    at = np.full((problem.jobs, many, IN_REGION), -1)
    at[problem.job[by_region[kept]], region[by_region[kept]], rank[kept]] = by_region[kept]
    near = near[np.isin(near, by_region[kept])]
    mate = mates(problem, tied)
    use = _uses(problem, rows, own, at[:, :, 0], near, mate)
    return Choices(
        start=np.searchsorted(problem.job[near], np.arange(problem.jobs + 1)).astype(np.int64),
        arc=near,
        at=at,
        least=np.append(problem.cost, np.inf)[at].min(axis=2),
        region=region,
        own=own,
        use=use,
        toll=(use * np.append(rows.worth, 0.0)[own]).sum(axis=2),
        mate=mate,
        rent=_rents(problem, side_price, near),
    )


def _uses(problem: Instance, rows: Rows, own: Ints, at: Ints, near: Ints, mate: Ints) -> Floats:
    """What each job and its mate load on the own rows of each region; see :class:`Choices`."""
    cheapest = np.full((problem.jobs, 1), -1)
    first = near[_rank(problem.job[near]) == 0]
    cheapest[problem.job[first], 0] = first
    there = np.hstack([at, cheapest])[:, :, None]
    use = load_at(problem, rows, there, np.broadcast_to(own, (problem.jobs, *own.shape)))
    use[:, -1] *= -1.0
    return use + np.where((mate >= 0)[:, None, None], use[mate], 0.0)


def _rents(problem: Instance, side_price: Floats, near: Ints) -> Floats:
    """What the cheapest arc of each job, at the prices, pays on side rows."""
    arc = np.repeat(np.arange(problem.arcs), np.diff(problem.side_start))
    paid = side_price[problem.side_row] * problem.side_amount
    of_arc = np.bincount(arc, paid, problem.arcs)
    rent = np.zeros(problem.jobs)
    cheapest = near[_rank(problem.job[near]) == 0]
    rent[problem.job[cheapest]] = of_arc[cheapest]
    return rent


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
