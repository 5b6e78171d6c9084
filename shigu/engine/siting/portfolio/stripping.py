"""Loads without the jobs that are given and without what no longer fits."""

from __future__ import annotations

import numpy as np

from shigu.engine.compiled import inner, maker
from shigu.engine.siting.portfolio.columns import Balance, Store, cut, drawn
from shigu.engine.siting.portfolio.instance import Floats, Instance, Ints
from shigu.engine.siting.portfolio.knapsack import FITS
from shigu.engine.siting.portfolio.volume import CLOSED


@maker
def strip(p: Instance, s: Store, b: Balance, room: Floats, t: Store) -> tuple[int, int, int]:
    """Write to ``t`` the loads of open agents without the jobs that are given; how many loads,
    arcs and rows that makes. The mixture's sums are counted anew."""
    draw, mine = np.zeros(b.used.shape[0] + 1), np.empty(b.used.shape[0] + 1, np.int64)
    left = np.empty(room.shape[1])
    b.cover[:] = 0.0
    b.used[:] = 0.0
    d = e = k = 0
    for i in range(p.capacity.shape[0]):
        t.first[i] = d
        for c in range(s.first[i], s.first[i + 1]):
            t.arc_start[d], t.row_start[d] = e, k
            t.part[d], t.cost[d] = s.part[c], 0.0
            for r in range(left.shape[0]):
                left[r] = room[i, r] * FITS
            e, k = keep_open(p, s, b, c, t, d, e, k, draw, mine, left)
            d += 1
    t.first[p.capacity.shape[0]] = d
    t.arc_start[d], t.row_start[d] = e, k
    return d, e, k


@inner
def keep_open(
    p: Instance,
    s: Store,
    b: Balance,
    c: int,
    t: Store,
    d: int,
    e: int,
    k: int,
    draw: Floats,
    mine: Ints,
    left: Floats,
) -> tuple[int, int]:
    """Copy what is open of load ``c`` to place ``d``, and count it in the mixture."""
    rows = 0
    for q in range(s.arc_start[c], s.arc_start[c + 1]):
        a = s.arc[q]
        j = p.job[a]
        inside = b.centre[j] > CLOSED
        for r in range(left.shape[0]):
            inside = inside and p.take[a, r] <= left[r]
        if not inside:
            continue
        for r in range(left.shape[0]):
            left[r] -= p.take[a, r]
        t.arc[e] = a
        e += 1
        t.cost[d] += p.cost[a]
        b.cover[j] += t.part[d]
        rows = drawn(p, a, draw, mine, rows)
    for q in range(rows):
        row = mine[q]
        t.row[k], t.amount[k] = row, draw[row]
        b.used[row] += t.part[d] * draw[row]
        draw[row] = 0.0
        k += 1
    return e, k


def stripped(problem: Instance, s: Store, b: Balance, room: Floats) -> Store:
    """The store of what is open."""
    t = Store._make(np.empty_like(each) for each in s)
    columns, arcs, rows = strip(problem, s, b, room, t)
    return cut(t, columns, arcs, rows)
