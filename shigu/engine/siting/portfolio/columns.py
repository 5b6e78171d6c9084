"""Loads found so far, and the prices at which they agree: a proximal bundle method.

L(u, μ) = Σ_j u_j − μ·d − Σ_i max { Σ_{a in load} (u_j − c_a − μ·side_a) : loads of agent i }

is bounded from above by the same with the loads in store. Its maximum less |u − û|² / 2t, û the
best prices so far, is found in the space of loads: each agent mixes its loads, prices follow from
what the mixture covers,

u_j = min(û_j + t (1 − cover_j), skip_j),  μ_k = max(μ̂_k + t (used_k − d_k) / unit_k², 0)

so that one cut an agent, not one for all, carries the model (Lemaréchal 1975; Frangioni 2002,
*SIAM J. Optim.* 13). Mixtures improve agent by agent, from the worst load in use to the best one,
each step to the exact optimum on its line (block-coordinate Frank–Wolfe with pairwise steps,
Lacoste-Julien & Jaggi 2015). The mixture tends to an optimal fractional plan.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from shigu.engine.compiled import inner, kernel
from shigu.engine.siting.portfolio.instance import Floats, Instance, Ints

STEP, BOUND, MODEL = range(3)


class Store(NamedTuple):
    """Loads by agent: those of agent i are ``first[i]:first[i + 1]``, the empty one first.

    ``part`` says how much of the mixture each is, 1 an agent. Load c holds the arcs
    ``arc[arc_start[c]:arc_start[c + 1]]`` and draws ``amount`` on ``row``, likewise.
    """

    first: Ints
    part: Floats
    cost: Floats
    arc_start: Ints
    arc: Ints
    row_start: Ints
    row: Ints
    amount: Floats


class Balance(NamedTuple):
    """Prices at the centre and now, what the mixture covers and uses, and the pace.

    ``pace``: the step t; L at the centre, as far as loads have been seen; the model's L now.
    """

    centre: Floats
    side_centre: Floats
    price: Floats
    side_price: Floats
    cover: Floats
    used: Floats
    room: Floats
    pull: Floats
    tally: Floats
    draw: Floats
    pace: Floats
    stop: Ints


def empty(agents: int) -> Store:
    """The empty load alone for each agent."""
    start = np.zeros(agents + 1, np.int64)
    return Store(
        first=np.arange(agents + 1),
        part=np.ones(agents),
        cost=np.zeros(agents),
        arc_start=start,
        arc=np.empty(0, np.int64),
        row_start=start.copy(),
        row=np.empty(0, np.int64),
        amount=np.empty(0),
    )


def cut(t: Store, columns: int, arcs: int, rows: int) -> Store:
    """The store as far as it was written: so many loads, arcs and rows."""
    return Store(
        t.first,
        t.part[:columns],
        t.cost[:columns],
        t.arc_start[: columns + 1],
        t.arc[:arcs],
        t.row_start[: columns + 1],
        t.row[:rows],
        t.amount[:rows],
    )


def balance(
    problem: Instance, centre: Floats, side_centre: Floats, unit: Floats, step: float, stop: Ints
) -> Balance:
    """Nothing covered yet; prices at the centre."""
    jobs, rows = problem.jobs, len(problem.side_limit)
    return Balance(
        centre=np.minimum(centre, problem.skip),
        side_centre=side_centre.copy(),
        price=np.minimum(centre, problem.skip),
        side_price=side_centre.copy(),
        cover=np.zeros(jobs),
        used=np.zeros(rows),
        room=problem.side_limit.copy(),
        pull=1.0 / unit**2,
        tally=np.zeros(jobs),
        draw=np.zeros(rows),
        pace=np.array([step, -np.inf, np.inf]),
        stop=stop,
    )


@inner
def reprice_job(p: Instance, b: Balance, j: int) -> None:
    b.price[j] = min(b.centre[j] + b.pace[STEP] * (1.0 - b.cover[j]), p.skip[j])


@inner
def reprice_row(b: Balance, k: int) -> None:
    excess = b.used[k] - b.room[k]
    b.side_price[k] = max(b.side_centre[k] + b.pace[STEP] * b.pull[k] * excess, 0.0)


@kernel
def reprice(p: Instance, b: Balance) -> None:
    """All prices from centre and mixture."""
    for j in range(b.price.shape[0]):
        reprice_job(p, b, j)
    for k in range(b.side_price.shape[0]):
        reprice_row(b, k)


@inner
def worth_of(p: Instance, s: Store, b: Balance, c: int) -> float:
    """What load ``c`` is worth at the prices now."""
    worth = -float(s.cost[c])
    for q in range(s.arc_start[c], s.arc_start[c + 1]):
        worth += b.price[p.job[s.arc[q]]]
    for q in range(s.row_start[c], s.row_start[c + 1]):
        worth -= b.side_price[s.row[q]] * s.amount[q]
    return worth


@inner
def drawn(p: Instance, a: int, draw: Floats, mine: Ints, rows: int) -> int:
    """Add what arc ``a`` draws to the sums by row; ``mine[:rows]`` are the rows with a sum."""
    for z in range(p.side_start[a], p.side_start[a + 1]):
        row = p.side_row[z]
        if draw[row] == 0.0:
            mine[rows] = row
            rows += 1
        draw[row] += p.side_amount[z]
    return rows


@inner
def mark(p: Instance, s: Store, b: Balance, c: int, sign: float) -> None:
    """Add ``sign`` times load ``c`` to the direction."""
    for q in range(s.arc_start[c], s.arc_start[c + 1]):
        b.tally[p.job[s.arc[q]]] += sign
    for q in range(s.row_start[c], s.row_start[c + 1]):
        b.draw[s.row[q]] += sign * s.amount[q]


@inner
def bend(p: Instance, s: Store, b: Balance, c: int) -> float:
    """What load ``c`` adds to the curvature along the direction; each job and row counts once."""
    bent = 0.0
    for q in range(s.arc_start[c], s.arc_start[c + 1]):
        j = p.job[s.arc[q]]
        bent += b.tally[j] * b.tally[j]
    for q in range(s.row_start[c], s.row_start[c + 1]):
        k = s.row[q]
        bent += b.draw[k] * b.draw[k] * b.pull[k]
    return bent


@inner
def shift(p: Instance, s: Store, b: Balance, c: int, length: float) -> None:
    """Let load ``c`` be ``length`` more of the mixture, and the prices follow."""
    s.part[c] += length
    for q in range(s.arc_start[c], s.arc_start[c + 1]):
        j = p.job[s.arc[q]]
        b.cover[j] += length
        b.tally[j] = 0.0
        reprice_job(p, b, j)
    for q in range(s.row_start[c], s.row_start[c + 1]):
        k = s.row[q]
        b.used[k] += length * s.amount[q]
        b.draw[k] = 0.0
        reprice_row(b, k)


@inner
def exchange(p: Instance, s: Store, b: Balance, i: int) -> float:
    """Move agent i's mixture from its worst load in use towards its best; what it lacked.

    Jobs and rows that both loads share count in full on either side: the curvature is an upper
    bound, the step never too long.
    """
    best, worst, top, low, mean = -1, -1, -np.inf, np.inf, 0.0
    for c in range(s.first[i], s.first[i + 1]):
        worth = worth_of(p, s, b, c)
        mean += s.part[c] * worth
        if worth > top:
            best, top = c, worth
        if s.part[c] > 0 and worth < low:
            worst, low = c, worth
    if best == worst or top - low <= 1e-9:
        return 0.0
    mark(p, s, b, best, 1.0)
    mark(p, s, b, worst, -1.0)
    bent = b.pace[STEP] * (bend(p, s, b, best) + bend(p, s, b, worst))
    length = min((top - low) / max(bent, 1e-12), s.part[worst])
    shift(p, s, b, best, length)
    shift(p, s, b, worst, -length)
    if s.part[worst] < 1e-9:
        s.part[worst] = 0.0
    return top - mean


@kernel
def mix(p: Instance, s: Store, b: Balance, rounds: int, enough: float) -> float:
    """Up to ``rounds`` exchanges of every agent, until all together lack less than ``enough``."""
    lack = 0.0
    for _ in range(rounds):
        lack = 0.0
        for i in range(p.capacity.shape[0]):
            lack += exchange(p, s, b, i)
        if lack < enough or b.stop[0]:
            break
    return lack


@inner
def priced_out(b: Balance) -> float:
    """Σ u_j − μ·d at the prices now."""
    total = 0.0
    for j in range(b.price.shape[0]):
        total += b.price[j]
    for k in range(b.side_price.shape[0]):
        total -= b.side_price[k] * b.room[k]
    return total


@kernel
def model(p: Instance, s: Store, b: Balance, known: Floats) -> float:
    """L at the prices now as the loads in store have it; ``known`` gets the best worth by agent."""
    total = priced_out(b)
    for i in range(p.capacity.shape[0]):
        known[i] = 0.0
        for c in range(s.first[i], s.first[i + 1]):
            known[i] = max(known[i], worth_of(p, s, b, c))
        total -= known[i]
    b.pace[MODEL] = total
    return total


@kernel
def total_of(b: Balance, bounds: Floats) -> float:
    """L at the prices now, ``bounds`` on what the load of each agent is worth."""
    total = priced_out(b)
    for i in range(bounds.shape[0]):
        total -= bounds[i]
    return total


@kernel
def move_centre(b: Balance, bound: float) -> None:
    """The prices now become the centre."""
    for j in range(b.price.shape[0]):
        b.centre[j] = b.price[j]
    for k in range(b.side_price.shape[0]):
        b.side_centre[k] = b.side_price[k]
    b.pace[BOUND] = bound


@kernel
def return_to_centre(b: Balance) -> None:
    """The prices are those of the centre again."""
    for j in range(b.price.shape[0]):
        b.price[j] = b.centre[j]
    for k in range(b.side_price.shape[0]):
        b.side_price[k] = b.side_centre[k]
