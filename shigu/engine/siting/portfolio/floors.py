"""Floors: rows that ask for at least so much, met by the cheapest arcs that serve them."""

from __future__ import annotations

import numpy as np

from shigu.engine.compiled import inner, maker
from shigu.engine.siting.portfolio.chains import Board, cost_of, fits, lift, may_go, put
from shigu.engine.siting.portfolio.instance import Instance, Ints

NONE = np.empty(0, np.int64)


@inner
def serves(p: Instance, a: int, k: int) -> float:
    """What arc ``a`` adds to floor ``k``."""
    for e in range(p.side_start[a], p.side_start[a + 1]):
        if p.side_row[e] == k:
            return -float(p.side_amount[e])
    return 0.0


@maker
def servers(p: Instance, k: int) -> Ints:
    """The arcs that serve floor ``k``."""
    found, count = np.empty(p.job.shape[0], np.int64), 0
    for a in range(p.job.shape[0]):
        if serves(p, a, k) > 0:
            found[count] = a
            count += 1
    return found[:count]


@inner
def cheapest(p: Instance, b: Board, k: int, arcs: Ints) -> int:
    """Of ``arcs`` the one that serves floor ``k`` at the least cost for what it adds; −1 = none
    has room."""
    found, least = -1, np.inf
    for a in arcs:
        j = p.job[a]
        added = serves(p, a, k)
        if added <= 0 or b.plan[j] == a or not fits(p, b, a) or not may_go(p, b, j):
            continue
        if b.plan[j] >= 0:
            added -= serves(p, b.plan[j], k)
        if added <= 0:
            continue
        price = (p.cost[a] - cost_of(p, b, j)) / added
        if price < least:
            found, least = a, price
    return found


@maker
def meet(p: Instance, b: Board) -> bool:
    """Give or move jobs until every floor is met; whether that was possible."""
    for k in range(p.side_limit.shape[0]):
        short = b.side_left[k] < -1e-9 * abs(p.side_limit[k]) - 1e-9
        arcs = servers(p, k) if short else NONE
        while b.side_left[k] < -1e-9 * abs(p.side_limit[k]) - 1e-9:
            a = cheapest(p, b, k, arcs)
            if a < 0 or b.stop[0]:
                return False
            lift(p, b, p.job[a])
            put(p, b, p.job[a], a)
    return True
