"""A group of tied jobs is placed as one where that pays at the prices, or left out."""

from __future__ import annotations

import numpy as np

from shigu.engine.compiled import inner, maker
from shigu.engine.siting.portfolio.chains import Board, lift, put
from shigu.engine.siting.portfolio.instance import Instance, Ints
from shigu.engine.siting.portfolio.ties import Ties, fits_but_for_ties, giver, waiting

WIDEST, LARGEST = 40, 8
"""How many places of a group's first job are tried, and how many jobs may come along."""


@inner
def bring(p: Instance, b: Board, t: Ties, a: int, group: Ints) -> tuple[int, float]:
    """Give arc ``a`` and all that it waits for. How many jobs came (``group``), −1 = they cannot,
    and what they cost at the prices beyond staying out."""
    count, gain, seen = 0, 0.0, 0
    put(p, b, p.job[a], a)
    group[0] = p.job[a]
    count, gain = 1, b.priced[a] - b.out[p.job[a]]
    while seen < count:
        k = waiting(p, b, t, b.plan[group[seen]])
        if k < 0:
            seen += 1
            continue
        more = giver(p, b, t, k)
        if more < 0 or count == group.shape[0]:
            for q in range(count):
                lift(p, b, group[q])
            return -1, 0.0
        j = p.job[more]
        put(p, b, j, more)
        group[count] = j
        count += 1
        gain += b.priced[more] - b.out[j]
    return count, gain


@inner
def cheapest_first(p: Instance, b: Board, j: int, order: Ints) -> int:
    """The job's cheapest arcs at the prices, in order; how many."""
    kept = 0
    for q in range(p.job_start[j], p.job_start[j + 1]):
        a = p.of_job[q]
        if kept == order.shape[0] and b.priced[a] >= b.priced[order[kept - 1]]:
            continue
        k = min(kept, order.shape[0] - 1)
        while k > 0 and b.priced[order[k - 1]] > b.priced[a]:
            order[k] = order[k - 1]
            k -= 1
        order[k] = a
        kept = min(kept + 1, order.shape[0])
    return kept


@maker
def gather_groups(p: Instance, b: Board, t: Ties) -> int:
    """Place each group that is out where it costs least at the prices, if that is less than to
    leave it out. How many jobs are placed."""
    order, group, placed = np.empty(WIDEST, np.int64), np.empty(LARGEST, np.int64), 0
    for q in range(t.jobs.shape[0]):
        j = t.jobs[q]
        if b.plan[j] >= 0 or b.stop[0]:
            continue
        found, least = -1, 0.0
        for k in range(cheapest_first(p, b, j, order)):
            if not fits_but_for_ties(p, b, t, order[k]):
                continue
            count, gain = bring(p, b, t, order[k], group)
            if count < 0:
                continue
            if gain < least:
                found, least = order[k], gain
            for m in range(count):
                lift(p, b, group[m])
        if found >= 0:
            count, _ = bring(p, b, t, found, group)
            placed += count
    return placed
