"""Ruin and recreate: take a few jobs away, give them and others back by the prices.

Schrimpf, Schneider, Stamm-Wilbrandt & Dueck 2000, *Journal of Computational Physics* 159; what is
dearer is kept at times, less often the longer it goes on (Kirkpatrick, Gelatt & Vecchi 1983).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from shigu.engine.compiled import inner, kernel
from shigu.engine.siting.portfolio.chains import Board, cost_of, fits, lift, may_go, put
from shigu.engine.siting.portfolio.instance import Floats, Instance, Ints

FIND = 8
"""Draws for every job that is looked for."""
WALK, OUTSIDE = 400, 80
"""Jobs looked at for some that are out, and how many of them come along."""


class Ruins(NamedTuple):
    """Who was touched this round and where each stood (−1 = out); ``many[0]`` of them."""

    touched: Ints
    stood: Ints
    many: Ints
    mark: Ints


class Worth(NamedTuple):
    """By job: what leaving it out would lose at the prices, negative; what it saves at best; its
    arcs, as in ``of_job``, the cheapest at the prices first."""

    lost: Floats
    saved: Floats
    arcs: Ints


class Ruin(NamedTuple):
    """``most`` jobs are taken away at once; prices are blurred by ``noise``; what is dearer is
    kept where that is likely at a temperature that falls from ``hot`` to ``cold``. All in cost."""

    most: int
    noise: float
    hot: float
    cold: float


@inner
def cheapest_with_room(
    p: Instance, b: Board, j: int, noise: float, priced: Floats, arcs: Ints
) -> int:
    """The arc that fits and is cheapest at ``priced``, blurred, among those better than to leave
    the job out; −1 = none."""
    found, least = -1, np.inf
    for q in range(p.job_start[j], p.job_start[j + 1]):
        a = arcs[q]
        if priced[a] >= least or p.cost[a] >= b.out[j]:
            continue
        price = priced[a] + noise * np.random.random() if noise > 0 else priced[a]
        if price < least and fits(p, b, a):
            found, least = a, price
    return found


@kernel
def give_in_order(p: Instance, b: Board, order: Ints, priced: Floats) -> None:
    """Give every open job of ``order`` its cheapest arc with room at ``priced``, where that is
    cheaper than to leave it out."""
    for k in range(order.shape[0]):
        j = order[k]
        if b.plan[j] < 0:
            a = cheapest_with_room(p, b, j, 0.0, priced, p.of_job)
            if a >= 0 and priced[a] < b.out[j]:
                put(p, b, j, a)


def losses(p: Instance, priced: Floats, out: Floats) -> tuple[Floats, Floats]:
    """By job: ``lost`` and ``saved`` of :class:`Worth`; 0 where it has no arc."""
    lost, saved = np.zeros(p.jobs), np.zeros(p.jobs)
    np.minimum.at(lost, p.job, priced - out[p.job])
    np.maximum.at(saved, p.job, out[p.job] - p.cost)
    return lost, saved


def worth_of(p: Instance, priced: Floats, out: Floats) -> Worth:
    return Worth(*losses(p, priced, out), np.lexsort((priced, p.job)))


@inner
def take_away(p: Instance, b: Board, r: Ruins, j: int) -> None:
    """Lift the job where it stands and no floor needs it."""
    if b.plan[j] >= 0 and may_go(p, b, j):
        remember(b, r, j)
        lift(p, b, j)


@inner
def remember(b: Board, r: Ruins, j: int) -> None:
    if r.mark[j] == 0:
        r.mark[j] = 1
        r.touched[r.many[0]], r.stood[r.many[0]] = j, b.plan[j]
        r.many[0] += 1


@inner
def ruin_any(p: Instance, b: Board, r: Ruins, size: int) -> None:
    for _ in range(FIND * size):
        if r.many[0] >= size:
            break
        take_away(p, b, r, np.random.randint(p.skip.shape[0]))


@inner
def ruin_around(p: Instance, b: Board, r: Ruins, size: int) -> None:
    """Those who stand where one job could go."""
    j = np.random.randint(p.skip.shape[0])
    take_away(p, b, r, j)
    for k in range(b.near.shape[1]):
        a = b.near[j, k]
        if a < 0 or r.many[0] >= size:
            break
        tenant = b.first[p.agent[a]]
        while tenant >= 0 and r.many[0] < size:
            following = b.after[tenant]
            take_away(p, b, r, tenant)
            tenant = following


@inner
def shares(p: Instance, a: int, row: int) -> bool:
    found = False
    for e in range(p.side_start[a], p.side_start[a + 1]):
        found = found or p.side_row[e] == row
    return found


@inner
def ruin_row(p: Instance, b: Board, r: Ruins, size: int) -> None:
    """Some who draw on one side row."""
    jobs, row = p.skip.shape[0], -1
    for _ in range(FIND * size):
        j = np.random.randint(jobs)
        a = b.plan[j]
        if a < 0 or p.side_start[a] == p.side_start[a + 1]:
            continue
        if row < 0:
            draws = p.side_start[a + 1] - p.side_start[a]
            row = p.side_row[p.side_start[a] + np.random.randint(draws)]
        if shares(p, a, row):
            take_away(p, b, r, j)
        if r.many[0] >= size:
            break


@inner
def invite(p: Instance, b: Board, r: Ruins) -> None:
    """Some jobs that are out may come in."""
    jobs, taken = p.skip.shape[0], r.many[0]
    begin = np.random.randint(jobs)
    for step in range(min(WALK, jobs)):
        j = (begin + step) % jobs
        if b.plan[j] < 0:
            remember(b, r, j)
        if r.many[0] - taken >= OUTSIDE:
            break


@inner
def rebuild(p: Instance, b: Board, r: Ruins, w: Worth, noise: float) -> None:
    """Give all who are touched, those that lose most first, half the time by what they save."""
    count = r.many[0]
    key = np.empty(count)
    by_part = np.random.random() < 0.5
    for q in range(count):
        j = r.touched[q]
        key[q] = w.lost[j] + noise * np.random.standard_normal()
        if by_part:
            key[q] /= max(w.saved[j], 1e-9)
    order = np.argsort(key)
    for q in range(count):
        j = r.touched[order[q]]
        a = cheapest_with_room(p, b, j, noise, b.priced, w.arcs)
        if a >= 0:
            put(p, b, j, a)


@inner
def undo(p: Instance, b: Board, r: Ruins) -> None:
    for q in range(r.many[0]):
        lift(p, b, r.touched[q])
    for q in range(r.many[0]):
        if r.stood[q] >= 0:
            put(p, b, r.touched[q], r.stood[q])


@inner
def change(p: Instance, b: Board, r: Ruins) -> float:
    """What the plan costs more than before this round."""
    more = 0.0
    for q in range(r.many[0]):
        j, a = r.touched[q], r.stood[q]
        more += cost_of(p, b, j) - (p.cost[a] if a >= 0 else b.out[j])
    return more


@kernel
def ruin_and_recreate(p: Instance, b: Board, w: Worth, rounds: int, how: Ruin, seed: int) -> float:
    """``rounds`` tries; the board ends with the cheapest plan seen. What it costs less than at
    first."""
    np.random.seed(seed)
    jobs = p.skip.shape[0]
    r = Ruins(
        np.empty(jobs, np.int64), np.empty(jobs, np.int64), np.zeros(1, np.int64),
        np.zeros(jobs, np.int64),
    )  # fmt: skip
    now, best, plan = 0.0, 0.0, b.plan.copy()
    for k in range(rounds):
        if b.stop[0]:
            break
        size, kind = 1 + np.random.randint(how.most), np.random.randint(3)
        if kind == 0:
            ruin_any(p, b, r, size)
        elif kind == 1:
            ruin_around(p, b, r, size)
        else:
            ruin_row(p, b, r, size)
        invite(p, b, r)
        rebuild(p, b, r, w, how.noise)
        more = change(p, b, r)
        heat = how.hot * (how.cold / how.hot) ** (k / rounds)
        if more <= 0.0 or np.random.random() < np.exp(-more / heat):
            now += more
        else:
            undo(p, b, r)
        for q in range(r.many[0]):
            r.mark[r.touched[q]] = 0
        r.many[0] = 0
        if now < best - 1e-9:
            best = now
            plan[:] = b.plan
    return_to(p, b, plan)
    return -best


@kernel
def return_to(p: Instance, b: Board, plan: Ints) -> None:
    """Make the board hold ``plan`` again."""
    for j in range(plan.shape[0]):
        if b.plan[j] != plan[j]:
            lift(p, b, j)
    for j in range(plan.shape[0]):
        if b.plan[j] != plan[j]:
            put(p, b, j, plan[j])
