"""Ejection chains: a job moves, another gives way, a third gives way to that (Glover 1996)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from shigu.engine.compiled import inner, kernel, maker
from shigu.engine.siting.portfolio.instance import Floats, Instance, Ints
from shigu.engine.siting.portfolio.knapsack import FITS

BETTER = 1e-7
FORCED = 1e9
"""Leaving out a job that must be given counts as this much, so that a plan without it is one
that chains can mend."""


class Board(NamedTuple):
    """A plan that moves: arcs by job (−1 = left out), what is left of every row, tenants by agent.

    ``first[i]`` begins the ring of agent i's jobs, ``after`` and ``before`` carry it on.
    ``near`` are the arcs worth trying for each job, the cheapest at the prices first, −1 behind.
    ``priced`` is the cost of an arc at the prices of what it takes, ``out`` of leaving a job out.
    """

    plan: Ints
    left: Floats
    side_left: Floats
    first: Ints
    after: Ints
    before: Ints
    near: Ints
    priced: Floats
    out: Floats
    stop: Ints


@maker
def nearest(p: Instance, priced: Floats, most: int) -> Ints:
    """The ``most`` cheapest arcs of every job at the prices, −1 where there are fewer."""
    near = np.full((p.skip.shape[0], most), -1)
    for j in range(p.skip.shape[0]):
        kept = 0
        for q in range(p.job_start[j], p.job_start[j + 1]):
            a = p.of_job[q]
            if kept == most and priced[a] >= priced[near[j, most - 1]]:
                continue
            k = min(kept, most - 1)
            while k > 0 and priced[near[j, k - 1]] > priced[a]:
                near[j, k] = near[j, k - 1]
                k -= 1
            near[j, k] = a
            kept = min(kept + 1, most)
    return near


def board(problem: Instance, plan: Ints, near: Ints, priced: Floats, stop: Ints) -> Board:
    """The board of a plan that keeps every limit."""
    made = Board(
        plan=np.full(problem.jobs, -1),
        left=problem.capacity.copy(),
        side_left=problem.side_limit.copy(),
        first=np.full(problem.agents, -1),
        after=np.full(problem.jobs, -1),
        before=np.full(problem.jobs, -1),
        near=near,
        priced=priced,
        out=np.minimum(problem.skip, FORCED),
        stop=stop,
    )
    for job in np.flatnonzero(plan >= 0).tolist():
        put(problem, made, job, int(plan[job]))
    return made


@kernel
def put(p: Instance, b: Board, j: int, a: int) -> None:
    """Give the arc to its job, which has none."""
    i = p.agent[a]
    for r in range(p.capacity.shape[1]):
        b.left[i, r] -= p.take[a, r]
    for e in range(p.side_start[a], p.side_start[a + 1]):
        b.side_left[p.side_row[e]] -= p.side_amount[e]
    b.plan[j] = a
    b.before[j], b.after[j] = -1, b.first[i]
    if b.first[i] >= 0:
        b.before[b.first[i]] = j
    b.first[i] = j


@kernel
def lift(p: Instance, b: Board, j: int) -> None:
    """Take the job, if it is placed, from the board."""
    a = b.plan[j]
    if a < 0:
        return
    i = p.agent[a]
    for r in range(p.capacity.shape[1]):
        b.left[i, r] += p.take[a, r]
    for e in range(p.side_start[a], p.side_start[a + 1]):
        b.side_left[p.side_row[e]] += p.side_amount[e]
    b.plan[j] = -1
    if b.before[j] >= 0:
        b.after[b.before[j]] = b.after[j]
    else:
        b.first[i] = b.after[j]
    if b.after[j] >= 0:
        b.before[b.after[j]] = b.before[j]


@inner
def fits(p: Instance, b: Board, a: int) -> bool:
    """Whether the arc can be given with no limit broken."""
    for r in range(p.capacity.shape[1]):
        if p.take[a, r] > b.left[p.agent[a], r] + (FITS - 1.0) * p.capacity[p.agent[a], r]:
            return False
    for e in range(p.side_start[a], p.side_start[a + 1]):
        k = p.side_row[e]
        slack = b.side_left[k] + (FITS - 1.0) * abs(p.side_limit[k])
        if p.side_amount[e] > slack and p.side_amount[e] > 0:
            return False
    return True


@inner
def may_go(p: Instance, b: Board, j: int) -> bool:
    """Whether every floor that the job helps to reach holds without it."""
    a = b.plan[j]
    if a < 0:
        return True
    for e in range(p.side_start[a], p.side_start[a + 1]):
        k = p.side_row[e]
        if p.side_amount[e] < 0 and b.side_left[k] + p.side_amount[e] < -1e-9 * abs(
            p.side_limit[k]
        ):
            return False
    return True


@kernel
def cost_of(p: Instance, b: Board, j: int) -> float:
    """What the job costs as it stands."""
    a = b.plan[j]
    return float(p.cost[a] if a >= 0 else b.out[j])


@inner
def settle_last(p: Instance, b: Board, j: int, budget: float) -> int:
    """The cheapest arc with room below ``budget`` for a lifted job; −2 = leave it out, −1 none."""
    found = -1
    if b.out[j] < budget - BETTER:
        found, budget = -2, b.out[j]
    for k in range(b.near.shape[1]):
        a = b.near[j, k]
        if a < 0:
            break
        if p.cost[a] < budget - BETTER and fits(p, b, a):
            found, budget = a, p.cost[a]
    return found


@inner
def would_fit(p: Instance, b: Board, a: int, leaving: int) -> bool:
    """Whether the arc had room at its agent if the job ``leaving`` were not there."""
    i, c = p.agent[a], b.plan[leaving]
    for r in range(p.capacity.shape[1]):
        room = b.left[i, r] + p.take[c, r] + (FITS - 1.0) * p.capacity[i, r]
        if p.take[a, r] > room:
            return False
    return True


@inner
def priced_at(b: Board, j: int) -> float:
    """What the job costs at the prices as it stands."""
    return float(b.priced[b.plan[j]] if b.plan[j] >= 0 else b.out[j])


@inner
def place(p: Instance, b: Board, j: int, budget: float, reach: float, depth: int) -> bool:
    """Find the lifted job a place so that it and those who give way cost less than ``budget``.

    ``reach`` is how much the chain may cost at the prices before it closes, ``depth`` how many
    may give way, one after the other. The board is left as it was where there is no place.
    """
    last = settle_last(p, b, j, budget)
    if last >= 0:
        put(p, b, j, last)
    if last != -1 or depth == 0:
        return last != -1
    for k in range(b.near.shape[1]):
        a = b.near[j, k]
        if a < 0 or b.priced[a] > reach:
            break
        tenant = b.first[p.agent[a]]
        while tenant >= 0:
            following, old = b.after[tenant], b.plan[tenant]
            if would_fit(p, b, a, tenant) and may_go(p, b, tenant):
                lift(p, b, tenant)
                if fits(p, b, a):
                    put(p, b, j, a)
                    more, far = (
                        budget - p.cost[a] + p.cost[old],
                        reach - b.priced[a] + b.priced[old],
                    )
                    if place(p, b, tenant, more, far, depth - 1):
                        return True
                    lift(p, b, j)
                put(p, b, tenant, old)
            tenant = following
    return False


@kernel
def polish(p: Instance, b: Board, order: Ints, slack: float, depth: int) -> int:
    """One chain from every job in ``order``; how many made the plan cheaper."""
    better = 0
    for k in range(order.shape[0]):
        j = order[k]
        if b.stop[0]:
            break
        if not may_go(p, b, j):
            continue
        old, cost, priced = b.plan[j], cost_of(p, b, j), priced_at(b, j)
        lift(p, b, j)
        if place(p, b, j, cost, priced + slack, depth):
            better += 1
        elif old >= 0:
            put(p, b, j, old)
    return better


@inner
def part_taken(p: Instance, a: int) -> float:
    """The largest part of its agent's capacity that arc ``a`` takes."""
    part = 0.0
    for r in range(p.capacity.shape[1]):
        part = max(part, p.take[a, r] / max(p.capacity[p.agent[a], r], 1e-9))
    return part


@kernel
def give_sparingly(p: Instance, b: Board, order: Ints) -> None:
    """Give every open job that must be given the arc with room that takes the least part of its
    agent, whatever it costs."""
    for k in range(order.shape[0]):
        j = order[k]
        if b.plan[j] >= 0 or p.skip[j] < np.inf:
            continue
        found, least = -1, np.inf
        for q in range(p.job_start[j], p.job_start[j + 1]):
            a = p.of_job[q]
            part = part_taken(p, a)
            if part < least and fits(p, b, a):
                found, least = a, part
        if found >= 0:
            put(p, b, j, found)


@kernel
def cost(p: Instance, plan: Ints) -> float:
    """The cost of a plan; ``inf`` where it leaves out a job that must be given."""
    total = 0.0
    for j in range(plan.shape[0]):
        total += p.cost[plan[j]] if plan[j] >= 0 else p.skip[j]
    return total
