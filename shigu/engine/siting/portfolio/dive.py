"""Diving: settle the jobs that the fractional plan is surest of, price the rest again, repeat."""

from __future__ import annotations

import numpy as np

from shigu.engine.compiled import inner, maker
from shigu.engine.siting.portfolio.instance import Floats, Instance, Ints
from shigu.engine.siting.portfolio.knapsack import FITS, in_order
from shigu.engine.siting.portfolio.volume import (
    ALPHA,
    BOUND,
    CLOSED,
    FACTOR,
    REDS,
    SCALE,
    Volume,
    bound_of,
    copy,
    improve,
)

CERTAIN = 0.98


@inner
def has_room(p: Instance, v: Volume, a: int) -> bool:
    """Whether arc ``a`` fits what is left of its agent and of its rows."""
    for r in range(p.capacity.shape[1]):
        if p.take[a, r] > v.room[p.agent[a], r] * FITS:
            return False
    for e in range(p.side_start[a], p.side_start[a + 1]):
        if p.side_amount[e] > 0 and p.side_amount[e] > v.side_room[p.side_row[e]] * FITS:
            return False
    return True


@inner
def surest(p: Instance, v: Volume, noise: Floats, sure: Floats, choice: Ints) -> int:
    """The arc of each open job that the fractional plan uses most, and how sure it is.

    ``noise`` is added by job. Answers how many jobs have one.
    """
    found = 0
    for j in range(sure.shape[0]):
        sure[j], choice[j] = -1.0, -1
        if v.centre[j] <= CLOSED:
            continue
        for q in range(p.job_start[j], p.job_start[j + 1]):
            a = p.of_job[q]
            part = v.average[a] * v.pace[SCALE]
            if part > 0.02 and part > sure[j] and has_room(p, v, a):
                sure[j], choice[j] = part, a
        if choice[j] >= 0:
            sure[j] += noise[j]
            found += 1
    return found


@inner
def settle(p: Instance, v: Volume, j: int, a: int) -> None:
    """Give job ``j`` its arc ``a`` and take both out of what is open."""
    for q in range(p.job_start[j], p.job_start[j + 1]):
        b = p.of_job[q]
        part = v.average[b] * v.pace[SCALE]
        for e in range(p.side_start[b], p.side_start[b + 1]):
            v.used[p.side_row[e]] -= part * p.side_amount[e]
        v.average[b] = 0.0
    for r in range(p.capacity.shape[1]):
        v.room[p.agent[a], r] = max(v.room[p.agent[a], r] - p.take[a, r], 0.0)
    for e in range(p.side_start[a], p.side_start[a + 1]):
        v.side_room[p.side_row[e]] -= p.side_amount[e]
    v.centre[j] = CLOSED
    v.cover[j] = 0.0


@inner
def settle_surest(
    p: Instance,
    v: Volume,
    plan: Ints,
    noise: Floats,
    most: int,
    sure: Floats,
    choice: Ints,
    order: Ints,
) -> int:
    """Settle up to ``most`` jobs, the surest first. How many are settled."""
    if surest(p, v, noise, sure, choice) == 0:
        return 0
    in_order(sure, order, sure.shape[0])
    settled = 0
    for k in range(order.shape[0]):
        j = order[k]
        if choice[j] < 0 or (settled >= most and sure[j] < CERTAIN):
            break
        if has_room(p, v, choice[j]):
            plan[j] = choice[j]
            settle(p, v, j, choice[j])
            settled += 1
    return settled


@inner
def reprice(p: Instance, v: Volume, level: float, alpha: float, rounds: int, nodes: int) -> float:
    """Price the open jobs again: ``rounds`` steps towards ``level`` above their present bound."""
    copy(v.centre, v.price)
    copy(v.side_centre, v.side_price)
    v.pace[BOUND], _ = bound_of(p, v, nodes)
    v.pace[ALPHA] = alpha
    v.pace[FACTOR] = max(v.pace[FACTOR], 0.02)
    v.pace[REDS] = 0
    return improve(p, v, v.pace[BOUND] + level, rounds, nodes)


@maker
def dive(
    p: Instance,
    v: Volume,
    plan: Ints,
    part: float,
    level: float,
    noise: float,
    alpha: float,
    rounds: int,
    nodes: int,
    until: int,
    seed: int,
) -> int:
    """Settle jobs until ``until`` are left or none fits; ``plan`` holds their arcs, −1 elsewhere.

    Each round settles ``part`` of the jobs that are open, and all that are certain. How many stay
    open.
    """
    np.random.seed(seed)
    jobs = plan.shape[0]
    sure, choice, order = np.empty(jobs), np.empty(jobs, np.int64), np.empty(jobs, np.int64)
    shaken = np.empty(jobs)
    open_jobs = 0
    for j in range(jobs):
        shaken[j] = noise * np.random.random()
        if v.centre[j] > CLOSED:
            open_jobs += 1
    while open_jobs > until and not v.stop[0]:
        most = max(int(part * open_jobs), 1)
        settled = settle_surest(p, v, plan, shaken, most, sure, choice, order)
        if settled == 0:
            break
        open_jobs -= settled
        if open_jobs > 0:
            reprice(p, v, level * open_jobs / jobs, alpha, rounds, nodes)
    return open_jobs
