"""The best load of every agent at given prices, and the store of loads that have been best."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from shigu.engine.compiled import inner, kernel, maker
from shigu.engine.siting.portfolio.columns import Balance, Store, cut, drawn, worth_of
from shigu.engine.siting.portfolio.instance import Floats, Instance, Ints
from shigu.engine.siting.portfolio.knapsack import FITS
from shigu.engine.siting.portfolio.loads import Bench, best_load, relaxed, threshold
from shigu.engine.siting.portfolio.volume import CLOSED

FEW, ALL = 1, 2
CORE = 128
"""Arcs of an agent that are looked at between two looks at all of them."""


class Loads(NamedTuple):
    """The answers by agent: what the ``best`` load seen is worth, a ``bound`` on all loads, and one
    better than those ``known``: ``arc[start[i]:start[i] + held[i]]`` (−1 = none is better).

    ``price`` are multipliers of capacity, kept from call to call; ``core[start[i]:][:size[i]]`` are
    the arcs that are looked at where not all are.
    """

    price: Floats
    room: Floats
    known: Floats
    best: Floats
    bound: Floats
    held: Ints
    start: Ints
    arc: Ints
    core: Ints
    size: Ints


def loads(problem: Instance, price: Floats) -> Loads:
    """Nothing known yet; ``price`` (agents, resources) are the first multipliers."""
    agents = problem.agents
    return Loads(
        price=price.copy(),
        room=problem.capacity.copy(),
        known=np.zeros(agents),
        best=np.zeros(agents),
        bound=np.zeros(agents),
        held=np.full(agents, -1),
        start=problem.start[:-1].copy(),
        arc=np.empty(problem.arcs, np.int64),
        core=np.arange(problem.arcs),
        size=np.diff(problem.start),
    )


@inner
def lay(p: Instance, b: Balance, f: Loads, bench: Bench, a: int, n: int) -> int:
    """Lay arc ``a`` out as item ``n`` if it is worth something and fits; how many lie there."""
    i, price = p.agent[a], b.price[p.job[a]]
    if price <= CLOSED:
        return n
    worth = price - p.cost[a]
    for e in range(p.side_start[a], p.side_start[a + 1]):
        worth -= b.side_price[p.side_row[e]] * p.side_amount[e]
    if worth <= 0:
        return n
    for r in range(p.capacity.shape[1]):
        if p.take[a, r] > f.room[i, r] * FITS:
            return n
        bench.take[n, r] = p.take[a, r]
    bench.item[n], bench.worth[n] = a, worth
    return n + 1


@inner
def choose_core(f: Loads, bench: Bench, i: int, n: int) -> None:
    """What agent i looks at until all arcs are seen again: the ``CORE`` items of greatest surplus,
    and as many others, without whose pull the prices would drift."""
    for k in range(n):
        bench.key[k] = bench.surplus[k]
    least = threshold(bench.key, n, min(CORE, n)) if n > 0 else 0.0
    f.size[i], stride = 0, max(n // CORE, 1)
    for k in range(n):
        if bench.surplus[k] >= least or k % stride == i % stride:
            f.core[f.start[i] + f.size[i]] = bench.item[k]
            f.size[i] += 1


@kernel
def find(p: Instance, b: Balance, f: Loads, bench: Bench, asked: Ints, nodes: int) -> None:
    """The best loads of the agents ``asked`` for at the prices of ``b``.

    Only where ``asked[i]`` is ``ALL`` are all arcs of agent i looked at and does the bound hold;
    where it is ``FEW``, those of the core; 0 = it is not asked. Once it is stopped, who is asked
    holds nothing.
    """
    for i in range(asked.shape[0]):
        if asked[i] == 0:
            continue
        if b.stop[0]:
            f.held[i] = 0
            continue
        n = 0
        if asked[i] == ALL:
            for a in range(p.start[i], p.start[i + 1]):
                n = lay(p, b, f, bench, a, n)
            relaxed(bench, n, f.room[i], f.price[i])
            choose_core(f, bench, i, n)
        else:
            for q in range(f.start[i], f.start[i] + f.size[i]):
                n = lay(p, b, f, bench, f.core[q], n)
        f.best[i], f.bound[i], f.held[i] = best_load(
            bench, n, f.room[i], f.price[i], f.known[i], nodes
        )
        for d in range(f.held[i]):
            f.arc[f.start[i] + d] = bench.held[d]


@inner
def copy_load(s: Store, c: int, t: Store, d: int, e: int, k: int) -> tuple[int, int]:
    """Copy load ``c`` to place ``d`` of ``t``, its arcs to ``e`` and rows to ``k`` onwards."""
    t.part[d], t.cost[d] = s.part[c], s.cost[c]
    for q in range(s.arc_start[c], s.arc_start[c + 1]):
        t.arc[e] = s.arc[q]
        e += 1
    for q in range(s.row_start[c], s.row_start[c + 1]):
        t.row[k], t.amount[k] = s.row[q], s.amount[q]
        k += 1
    return e, k


@inner
def new_load(
    p: Instance, f: Loads, i: int, t: Store, d: int, e: int, k: int, draw: Floats, mine: Ints
) -> tuple[int, int]:
    """Write the load found for agent i to place ``d``, what it draws summed by row."""
    t.part[d], t.cost[d] = 0.0, 0.0
    rows = 0
    for q in range(f.start[i], f.start[i] + f.held[i]):
        a = f.arc[q]
        t.arc[e] = a
        e += 1
        t.cost[d] += p.cost[a]
        rows = drawn(p, a, draw, mine, rows)
    for q in range(rows):
        t.row[k], t.amount[k] = mine[q], draw[mine[q]]
        draw[mine[q]] = 0.0
        k += 1
    return e, k


@maker
def merge(
    p: Instance, s: Store, b: Balance, f: Loads, t: Store, slack: float
) -> tuple[int, int, int]:
    """Write to ``t`` the loads of ``s`` that are in use or within ``slack`` of the best known, and
    those found. How many loads, arcs and rows that makes."""
    draw, mine = np.zeros(b.used.shape[0] + 1), np.empty(b.used.shape[0] + 1, np.int64)
    d = e = k = 0
    for i in range(p.capacity.shape[0]):
        t.first[i] = d
        for c in range(s.first[i], s.first[i + 1]):
            empty = s.arc_start[c] == s.arc_start[c + 1]
            if empty or s.part[c] > 0 or worth_of(p, s, b, c) >= f.known[i] - slack:
                t.arc_start[d], t.row_start[d] = e, k
                e, k = copy_load(s, c, t, d, e, k)
                d += 1
        if f.held[i] > 0:
            t.arc_start[d], t.row_start[d] = e, k
            e, k = new_load(p, f, i, t, d, e, k, draw, mine)
            d += 1
    t.first[p.capacity.shape[0]] = d
    t.arc_start[d], t.row_start[d] = e, k
    return d, e, k


def enriched(problem: Instance, s: Store, b: Balance, f: Loads, slack: float) -> Store:
    """The store with the loads found, without those that have been of no use for long."""
    found = np.maximum(f.held, 0)
    columns = len(s.part) + int((found > 0).sum())
    arcs = len(s.arc) + int(found.sum())
    taken = np.concatenate(
        [f.arc[f.start[i] : f.start[i] + found[i]] for i in np.flatnonzero(found)] or [s.arc[:0]]
    )
    rows = len(s.row) + int((problem.side_start[taken + 1] - problem.side_start[taken]).sum())
    t = Store(
        first=np.empty(problem.agents + 1, np.int64),
        part=np.empty(columns),
        cost=np.empty(columns),
        arc_start=np.empty(columns + 1, np.int64),
        arc=np.empty(arcs, np.int64),
        row_start=np.empty(columns + 1, np.int64),
        row=np.empty(rows, np.int64),
        amount=np.empty(rows),
    )
    columns, arcs, rows = merge(problem, s, b, f, t, slack)
    return cut(t, columns, arcs, rows)
