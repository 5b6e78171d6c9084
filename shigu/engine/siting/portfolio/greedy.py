"""A plan by the prices alone: each job in turn takes its cheapest arc that has room."""

from __future__ import annotations

import numpy as np

from shigu.engine.compiled import inner, kernel
from shigu.engine.siting.portfolio.chains import Board, fits, put
from shigu.engine.siting.portfolio.instance import Floats, Instance, Ints


@inner
def cheapest_with_room(p: Instance, b: Board, j: int, priced: Floats) -> int:
    """The arc that fits and is cheapest at ``priced``, among those better than to leave the job
    out; −1 = none."""
    found, least = -1, np.inf
    for q in range(p.job_start[j], p.job_start[j + 1]):
        a = p.of_job[q]
        if priced[a] < least and p.cost[a] < b.out[j] and fits(p, b, a):
            found, least = a, priced[a]
    return found


@kernel
def give_in_order(p: Instance, b: Board, order: Ints, priced: Floats) -> None:
    """Give every open job of ``order`` its cheapest arc with room at ``priced``, where that is
    cheaper than to leave it out."""
    for k in range(order.shape[0]):
        j = order[k]
        if b.plan[j] < 0:
            a = cheapest_with_room(p, b, j, priced)
            if a >= 0 and priced[a] < b.out[j]:
                put(p, b, j, a)


def losses(p: Instance, priced: Floats, out: Floats) -> tuple[Floats, Floats]:
    """By job: what leaving it out would lose at the prices, negative, and what it saves at best; 0
    where it has no arc."""
    lost, saved = np.zeros(p.jobs), np.zeros(p.jobs)
    np.minimum.at(lost, p.job, priced - out[p.job])
    np.maximum.at(saved, p.job, out[p.job] - p.cost)
    return lost, saved
