"""The volume algorithm on the prices of jobs: a strong bound, and a fractional plan beside it.

L(u, μ) = Σ_j u_j − μ·b − Σ_i max { Σ_j (u_j − c_ij − μ·a_ij) x_ij : x a load of agent i }

bounds the cost of every plan from below for any u and any μ ≥ 0; at its maximum it equals the
bound of the Dantzig–Wolfe master, stronger than the linear relaxation wherever loads are whole
(Fisher, Jaikumar & Van Wassenhove 1986, *Management Science* 32). Barahona & Anbil (2000,
*Mathematical Programming* 87) average the loads on the way: the averages tend to an optimal
fractional plan.
"""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

import numpy as np

from shigu.engine.compiled import inner, kernel
from shigu.engine.siting.portfolio.instance import Floats, Instance, Ints
from shigu.engine.siting.portfolio.knapsack import (
    FITS,
    Sack,
    beyond_edge,
    edge_of,
    lay_out,
    load,
    sack,
)

CLOSED = -1e300
"""The price of a job that is not to be given any more."""
BOUND, FACTOR, ALPHA, SCALE, REDS, AGE = range(6)


class Volume(NamedTuple):
    """Where the algorithm stands: prices at the centre and now, averages, and its pace.

    ``average`` times ``pace[SCALE]`` is the fractional plan by arc; ``cover`` and ``used`` are
    its sums by job and by side row, ``unit`` what a row is measured in. ``sigma`` weighs the
    resources of an agent, ``edge`` is what a unit of that weight is worth there, and ``width`` how
    far below the edge an item may lie to be looked at.
    """

    centre: Floats
    price: Floats
    side_centre: Floats
    side_price: Floats
    average: Floats
    cover: Floats
    used: Floats
    unit: Floats
    times: Floats
    load: Floats
    cost: Floats
    sigma: Floats
    edge: Floats
    width: Floats
    picks: Ints
    room: Floats
    side_room: Floats
    pace: Floats
    sack: Sack
    stop: Ints


def volume(
    problem: Instance, prices: Floats, side_prices: Floats, sigma: Floats, stop: Ints
) -> Volume:
    """The start: jobs cost ``prices``; ``sigma`` (agents, resources) weigh resources in loads.
    ``stop[0]`` set to 1 from outside ends whatever runs."""
    jobs, rows = problem.jobs, len(problem.side_limit)
    widest = int(np.diff(problem.start).max(initial=0))
    pace = np.zeros(6)
    pace[[BOUND, FACTOR, ALPHA, SCALE]] = -np.inf, 0.5, 0.1, 1.0
    return Volume(
        centre=np.minimum(prices, problem.skip),
        price=prices.copy(),
        side_centre=side_prices.copy(),
        side_price=side_prices.copy(),
        average=np.zeros(problem.arcs),
        cover=np.zeros(jobs),
        used=np.zeros(rows),
        unit=unit_of_rows(problem),
        times=np.zeros(jobs),
        load=np.zeros(rows),
        cost=problem.cost.copy(),
        sigma=sigma,
        edge=np.zeros(problem.agents),
        width=np.full(problem.agents, np.inf),
        picks=np.empty(problem.arcs, np.int64),
        room=problem.capacity.copy(),
        side_room=problem.side_limit.copy(),
        pace=pace,
        sack=sack(problem.take, problem.capacity, widest),
        stop=stop,
    )


def twin(v: Volume) -> Volume:
    """Another that stands where this one stands."""
    sack = Sack._make(each.copy() for each in v.sack)
    return Volume._make([*(each.copy() for each in v[:-2]), sack, v.stop])


def fork(v: Volume) -> Volume:
    """The same for one worker: both work with one sack, which holds nothing between rounds."""
    return Volume._make([*(each.copy() for each in v[:-2]), v.sack, v.stop])


def unit_of_rows(problem: Instance) -> Floats:
    """The length of a typical plan's draw on each side row, by which prices are scaled."""
    rows = len(problem.side_limit)
    entries = np.bincount(problem.side_row, minlength=rows)
    squares = np.bincount(problem.side_row, problem.side_amount**2, minlength=rows)
    mean = np.sqrt(squares / np.maximum(entries, 1))
    expected = np.maximum(entries * problem.jobs / max(problem.arcs, 1), 1.0)
    return np.where(mean > 0, mean * np.sqrt(expected), 1.0)


@inner
def copy(source: Floats, target: Floats) -> None:
    """``target[:] = source``, without the machinery of broadcasting, long to compile."""
    for k in range(source.shape[0]):
        target[k] = source[k]


@inner
def clear(target: Floats) -> None:
    """``target[:] = 0``."""
    for k in range(target.shape[0]):
        target[k] = 0.0


@inner
def charge(p: Instance, v: Volume) -> None:
    """Cost of every arc with the side prices that stand now."""
    for a in range(p.job.shape[0]):
        cost = p.cost[a]
        for e in range(p.side_start[a], p.side_start[a + 1]):
            cost += v.side_price[p.side_row[e]] * p.side_amount[e]
        v.cost[a] = cost


@inner
def gather(p: Instance, v: Volume, i: int) -> tuple[int, float, float]:
    """Lay agent i's items into the sack: all that may matter.

    Answers how many, the sum of what items are worth beyond the edge, and the most that a load
    can reach of it with an item that was left aside (``-inf`` = none was).
    """
    n, beyond, aside = 0, 0.0, -np.inf
    resources = p.capacity.shape[1]
    for a in range(p.start[i], p.start[i + 1]):
        worth = v.price[p.job[a]] - v.cost[a]
        if worth <= 0:
            continue
        fits, weight = True, 0.0
        for r in range(resources):
            fits = fits and p.take[a, r] <= v.room[i, r] * FITS
            weight += v.sigma[i, r] * p.take[a, r]
        if not fits:
            continue
        surplus = worth - v.edge[i] * weight
        beyond += max(surplus, 0.0)
        if surplus < -v.width[i]:
            aside = max(aside, surplus)
            continue
        for r in range(resources):
            v.sack.take[n, r] = p.take[a, r]
        v.sack.item[n], v.sack.worth[n], v.sack.weight[n] = a, worth, weight
        n += 1
    return n, beyond, aside


@inner
def loads(p: Instance, v: Volume, nodes: int) -> tuple[float, int]:
    """The best load of every agent at the present prices; a bound on their worth, and how many
    arcs they hold (``v.picks``)."""
    total, picked = 0.0, 0
    for i in range(p.capacity.shape[0]):
        n, beyond, aside = gather(p, v, i)
        room = 0.0
        for r in range(p.capacity.shape[1]):
            room += v.sigma[i, r] * v.room[i, r] * FITS
        lay_out(v.sack, n)
        best, bound, held = load(v.sack, n, v.room[i], room, nodes)
        most = beyond + aside + v.edge[i] * room
        if most > bound:
            bound = most
            v.width[i] *= 1.5
        else:
            v.width[i] = max(0.9 * v.width[i], 1e-6)
        v.edge[i] = edge_of(v.sack, n, room)
        if aside == -np.inf:
            v.width[i] = 2.0 * (v.edge[i] * room + beyond_edge(v.sack, n, v.edge[i]) - best) + 1e-6
        total += bound
        for d in range(held):
            v.picks[picked] = v.sack.item[v.sack.best[d]]
            picked += 1
    return total, picked


@inner
def bound_of(p: Instance, v: Volume, nodes: int) -> tuple[float, int]:
    """L(u, μ) over the open jobs at the present prices, and the arcs that are picked for it."""
    if p.side_limit.shape[0]:
        charge(p, v)
    worth, picked = loads(p, v, nodes)
    bound = -worth
    for j in range(v.price.shape[0]):
        if v.price[j] > CLOSED:
            bound += v.price[j]
    for k in range(v.side_price.shape[0]):
        bound -= v.side_price[k] * v.side_room[k]
    return bound, picked


@inner
def step(p: Instance, v: Volume, target: float) -> float:
    """Move the prices from the centre along the excess of the fractional plan; its norm."""
    norm = 0.0
    for j in range(v.centre.shape[0]):
        excess = 1.0 - v.cover[j]
        if v.centre[j] > CLOSED and not (excess > 0 and v.centre[j] >= p.skip[j]):
            norm += excess * excess
    for k in range(v.unit.shape[0]):
        excess = (v.used[k] - v.side_room[k]) / v.unit[k]
        if excess > 0 or v.side_centre[k] > 0:
            norm += excess * excess
    length = v.pace[FACTOR] * max(target - v.pace[BOUND], 1e-9) / max(norm, 1e-12)
    for j in range(v.centre.shape[0]):
        if v.centre[j] > CLOSED:
            v.price[j] = min(v.centre[j] + length * (1.0 - v.cover[j]), p.skip[j])
        else:
            v.price[j] = CLOSED
    for k in range(v.unit.shape[0]):
        excess = (v.used[k] - v.side_room[k]) / v.unit[k]
        v.side_price[k] = max(v.side_centre[k] + length * excess / v.unit[k], 0.0)
    return sqrt(norm)


@inner
def tally(p: Instance, v: Volume, picked: int) -> tuple[float, float]:
    """Count the picked loads by job and row. Their excess times the average's, and the weight of
    the new loads at which the mean of both has the least excess."""
    clear(v.times)
    clear(v.load)
    for d in range(picked):
        a = v.picks[d]
        v.times[p.job[a]] += 1.0
        for e in range(p.side_start[a], p.side_start[a + 1]):
            v.load[p.side_row[e]] += p.side_amount[e]
    along = across = apart = 0.0
    for j in range(v.times.shape[0]):
        if v.centre[j] > CLOSED:
            old, new = 1.0 - v.cover[j], 1.0 - v.times[j]
            along += old * new
            across += old * (old - new)
            apart += (old - new) * (old - new)
    for k in range(v.load.shape[0]):
        old = (v.used[k] - v.side_room[k]) / v.unit[k]
        new = (v.load[k] - v.side_room[k]) / v.unit[k]
        along += old * new
        across += old * (old - new)
        apart += (old - new) * (old - new)
    return along, across / max(apart, 1e-12)


@inner
def blend(v: Volume, picked: int, part: float) -> None:
    """Let the picked loads be ``part`` of the average."""
    scale = v.pace[SCALE] * (1.0 - part)
    if scale < 1e-60:
        for a in range(v.average.shape[0]):
            v.average[a] *= scale
        scale = 1.0
    v.pace[SCALE] = scale
    for d in range(picked):
        v.average[v.picks[d]] += part / scale
    for j in range(v.times.shape[0]):
        v.cover[j] += part * (v.times[j] - v.cover[j])
    for k in range(v.load.shape[0]):
        v.used[k] += part * (v.load[k] - v.used[k])


@kernel
def begin(p: Instance, v: Volume, nodes: int) -> None:
    """Take the centre as it stands: its bound, and its loads as the first average."""
    copy(v.centre, v.price)
    copy(v.side_centre, v.side_price)
    v.pace[BOUND], picked = bound_of(p, v, nodes)
    tally(p, v, picked)
    clear(v.average)
    v.pace[SCALE] = 1.0
    copy(v.times, v.cover)
    copy(v.load, v.used)
    for d in range(picked):
        v.average[v.picks[d]] = 1.0


@kernel
def improve(p: Instance, v: Volume, target: float, rounds: int, nodes: int) -> float:
    """``rounds`` steps towards ``target``, a cost that is not to be reached. The best bound."""
    for _ in range(rounds):
        if v.stop[0]:
            break
        step(p, v, target)
        bound, picked = bound_of(p, v, nodes)
        along, part = tally(p, v, picked)
        low = v.pace[ALPHA] / 10
        blend(v, picked, min(max(part, low), v.pace[ALPHA]))
        if bound > v.pace[BOUND]:
            v.pace[BOUND] = bound
            copy(v.price, v.centre)
            copy(v.side_price, v.side_centre)
            v.pace[REDS] = 0
            if along > 0:
                v.pace[FACTOR] = min(v.pace[FACTOR] * 1.3, 20.0)
        else:
            v.pace[REDS] += 1
            if v.pace[REDS] >= 5:
                v.pace[FACTOR] = max(v.pace[FACTOR] * 0.7, 1e-4)
                v.pace[REDS] = 0
        v.pace[AGE] += 1
        if v.pace[AGE] % 50 == 0:
            v.pace[ALPHA] = max(v.pace[ALPHA] * 0.7, 0.005)
    return float(v.pace[BOUND])
