"""Prices of capacity: a bound as good as the linear relaxation, long before simplex has it.

L(λ, μ) = Σ_j min(skip_j, min_i (c_ij + λ_i·a_ij + μ·side_ij)) − λ·b − μ·d,  λ, μ ≥ 0

A deflected subgradient method with a target level (Brännlund 1995; Camerini, Fratta & Maffioli
1975), each price measured in what its row can hold.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from shigu.engine.compiled import inner, kernel, maker
from shigu.engine.siting.portfolio.instance import Floats, Instance, Ints

LEVEL, BEST, STALE, ROUNDS = range(4)


class Prices(NamedTuple):
    """Prices at the best bound so far and now, by agent and resource, and by side row."""

    best: Floats
    side_best: Floats
    now: Floats
    side_now: Floats
    way: Floats
    side_way: Floats
    use: Floats
    side_use: Floats
    worth: Floats
    choice: Ints
    size: Floats
    side_size: Floats
    pace: Floats
    stop: Ints


def prices(problem: Instance, stop: Ints) -> Prices:
    """All prices 0. ``stop[0]`` set to 1 from outside ends whatever runs."""
    capacity, limit = problem.capacity, problem.side_limit
    spread = float(np.ptp(problem.cost)) if problem.arcs else 1.0
    pace = np.array([max(spread * problem.jobs * 0.01, 1e-9), -np.inf, 0.0, 0.0])
    flat, sides = np.zeros_like(capacity), np.zeros_like(limit)
    return Prices(
        best=flat.copy(), side_best=sides.copy(), now=flat.copy(), side_now=sides.copy(),
        way=flat.copy(), side_way=sides.copy(), use=flat.copy(), side_use=sides.copy(),
        worth=np.empty(problem.jobs), choice=np.empty(problem.jobs, np.int64),
        size=_sizes(problem), side_size=_side_sizes(problem), pace=pace, stop=stop,
    )  # fmt: skip


def _sizes(problem: Instance) -> Floats:
    """What a price of capacity is measured in: see :func:`_spread`."""
    drawn = np.stack(
        [
            np.bincount(problem.agent, problem.take[:, r], minlength=problem.agents)
            for r in range(problem.capacity.shape[1])
        ],
        axis=1,
    )
    return _spread(problem.capacity, drawn / np.maximum(np.diff(problem.start), 1)[:, None])


def _side_sizes(problem: Instance) -> Floats:
    rows = len(problem.side_limit)
    entries = np.bincount(problem.side_row, minlength=rows)
    drawn = np.bincount(problem.side_row, np.abs(problem.side_amount), minlength=rows)
    return _spread(np.abs(problem.side_limit), drawn / np.maximum(entries, 1))


def _spread(limit: Floats, mean: Floats) -> Floats:
    """How far a draw on a row strays: as many as fit, one at least, add up in squares."""
    spread = np.sqrt(mean * np.maximum(limit, mean))
    return np.where(spread > 0, spread, 1.0)


@kernel
def choose(p: Instance, w: Prices) -> float:  # noqa: C901 - four nested sums
    """The cheapest arc of every job at the present prices; the bound they give."""
    resources = p.capacity.shape[1]
    for j in range(p.skip.shape[0]):
        w.worth[j], w.choice[j] = p.skip[j], -1
    for i in range(p.capacity.shape[0]):
        for a in range(p.start[i], p.start[i + 1]):
            cost = p.cost[a]
            for r in range(resources):
                cost += w.now[i, r] * p.take[a, r]
            for e in range(p.side_start[a], p.side_start[a + 1]):
                cost += w.side_now[p.side_row[e]] * p.side_amount[e]
            j = p.job[a]
            if cost < w.worth[j]:
                w.worth[j] = cost
                w.choice[j] = a
    bound = 0.0
    for j in range(p.skip.shape[0]):
        bound += w.worth[j]
    for i in range(p.capacity.shape[0]):
        for r in range(resources):
            bound -= w.now[i, r] * p.capacity[i, r]
    for k in range(p.side_limit.shape[0]):
        bound -= w.side_now[k] * p.side_limit[k]
    return bound


@maker
def paid(p: Instance, price: Floats, side_price: Floats) -> Floats:
    """The cost of every arc and of all that it takes, at the prices."""
    costs = np.empty(p.job.shape[0])
    for a in range(p.job.shape[0]):
        cost = p.cost[a]
        for r in range(p.take.shape[1]):
            cost += price[p.agent[a], r] * p.take[a, r]
        for e in range(p.side_start[a], p.side_start[a + 1]):
            cost += side_price[p.side_row[e]] * p.side_amount[e]
        costs[a] = cost
    return costs


@inner
def draw(p: Instance, w: Prices) -> None:
    """What the chosen arcs take beyond each limit, in parts of it."""
    for i in range(p.capacity.shape[0]):
        for r in range(p.capacity.shape[1]):
            w.use[i, r] = -p.capacity[i, r] / w.size[i, r]
    for k in range(p.side_limit.shape[0]):
        w.side_use[k] = -p.side_limit[k] / w.side_size[k]
    for j in range(w.choice.shape[0]):
        a = w.choice[j]
        if a < 0:
            continue
        i = p.agent[a]
        for r in range(p.capacity.shape[1]):
            w.use[i, r] += p.take[a, r] / w.size[i, r]
        for e in range(p.side_start[a], p.side_start[a + 1]):
            k = p.side_row[e]
            w.side_use[k] += p.side_amount[e] / w.side_size[k]


@inner
def keep(w: Prices) -> None:
    """The present prices are the best."""
    for i in range(w.now.shape[0]):
        for r in range(w.now.shape[1]):
            w.best[i, r] = w.now[i, r]
    for k in range(w.side_now.shape[0]):
        w.side_best[k] = w.side_now[k]


def keep_now(problem: Instance, rates: Prices) -> float:
    """Keep the present prices where they bind more than the best; the best bound."""
    bound = float(choose(problem, rates))
    if bound > rates.pace[BEST]:
        rates.pace[BEST] = bound
        rates.best[:], rates.side_best[:] = rates.now, rates.side_now
    else:
        go_back(rates)
        choose(problem, rates)
    return float(rates.pace[BEST])


@kernel
def go_back(w: Prices) -> None:
    """Return to the best prices and forget the way."""
    for i in range(w.now.shape[0]):
        for r in range(w.now.shape[1]):
            w.now[i, r], w.way[i, r] = w.best[i, r], 0.0
    for k in range(w.side_now.shape[0]):
        w.side_now[k], w.side_way[k] = w.side_best[k], 0.0


@inner
def move(w: Prices, length: float) -> None:
    """Take a step of ``length`` along the deflected way."""
    for i in range(w.now.shape[0]):
        for r in range(w.now.shape[1]):
            w.now[i, r] = max(w.now[i, r] + length * w.way[i, r] / w.size[i, r], 0.0)
    for k in range(w.side_now.shape[0]):
        w.side_now[k] = max(w.side_now[k] + length * w.side_way[k] / w.side_size[k], 0.0)


@inner
def deflect(w: Prices, part: float) -> float:
    """Bend the way towards the excess, where a price can follow it; its squared length."""
    norm = 0.0
    for i in range(w.now.shape[0]):
        for r in range(w.now.shape[1]):
            way = part * w.way[i, r] + (1.0 - part) * w.use[i, r]
            if way < 0 and w.now[i, r] <= 0:
                way = 0.0
            w.way[i, r] = way
            norm += way * way
    for k in range(w.side_now.shape[0]):
        way = part * w.side_way[k] + (1.0 - part) * w.side_use[k]
        if way < 0 and w.side_now[k] <= 0:
            way = 0.0
        w.side_way[k] = way
        norm += way * way
    return norm


@kernel
def raise_bound(p: Instance, w: Prices, rounds: int) -> float:
    """``rounds`` steps; the best bound so far."""
    for _ in range(rounds):
        if w.stop[0]:
            break
        bound = choose(p, w)
        draw(p, w)
        if bound > w.pace[BEST]:
            if bound > w.pace[BEST] + 0.1 * w.pace[LEVEL]:
                w.pace[STALE] = 0
            w.pace[BEST] = bound
            keep(w)
        w.pace[STALE] += 1
        bend = 0.6
        if w.pace[STALE] > 12:
            w.pace[LEVEL] *= 0.7
            w.pace[STALE] = 0
            go_back(w)
            bound, bend = choose(p, w), 0.0
            draw(p, w)
        norm = deflect(w, bend)
        move(w, max(w.pace[BEST] + w.pace[LEVEL] - bound, 0.0) / max(norm, 1e-12))
        w.pace[ROUNDS] += 1
    return float(w.pace[BEST])
