"""Two regions trade: up to three jobs of one for up to three of the other, by what all that costs.

Quotas and pools that are nearly full leave room for next to nothing, and jobs that fit so little
are hardly met by chance. So the sets of both regions are listed, those of one by their load on the
dearest row, and of the pairs that fit one is drawn by its weight (heat bath: Creutz 1980,
*Physical Review D* 21). What a set loads on the first region's row stands for its load on the
second's where the looking begins (two quotas count alike). Agents are looked at one by one only;
the move is weighed whole afterwards.

Few sets need be listed. Let u_r be the duals of the own rows (less where a unit beyond a limit
costs less) and f_r what is free of them, below 0 beyond the limit. A trade that costs Σ c_j and
changes loads by a_r costs Σ c_j + Σ u_r a_r − Σ u_r f_r at least, limits included, as loads are
estimated here. What costs more than ``REACH`` at these prices is not listed.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from shigu.engine.compiled import inner, written_in
from shigu.engine.siting.portfolio.choices import Choices
from shigu.engine.siting.portfolio.instance import Floats, Instance, Ints
from shigu.engine.siting.portfolio.moves import Members, Move, group_of, sets_out
from shigu.engine.siting.portfolio.overload import Over, Rows, charge
from shigu.engine.siting.portfolio.regions import OWN
from shigu.engine.siting.portfolio.sets import (
    BINS,
    FEW,
    LISTED,
    SIZE,
    Sets,
    bin_of,
    combine,
    least_of,
    put_in,
    sets,
    sort_in_bins,
)

DEEP, ROOM, OUT = 0.5, 0.3, 0.3
"""How often sets of three are listed; how often arcs of full agents are dearer; how often a
region trades with the jobs that are left out."""
REACH, STEEPEST = 6.0, 5.0
"""Temperatures that a trade may cost at most, and that it may save at most for its weight."""


class Stall(NamedTuple):
    """Where sets are listed: single jobs of either region, sets of the first, of the second, the
    last job of each; the second's by bins of like loads, and where each bin begins.

    ``region`` are the two regions (the last one: left out), ``row`` the own rows of both without
    those that both have, ``now`` how far they are over their limits, ``rate`` what a unit costs.
    """

    single: Sets
    other: Sets
    first: Sets
    second: Sets
    last: Ints
    order: Ints
    bin: Ints
    region: Ints
    row: Ints
    now: Floats
    rate: Floats


@written_in
def stall() -> Stall:
    numbers = np.empty(LISTED, np.int64)
    return Stall(
        sets(FEW), sets(FEW), sets(LISTED), sets(LISTED), numbers, numbers.copy(),
        np.empty(BINS + 1, np.int64), np.empty(2, np.int64), np.empty(2 * OWN, np.int64),
        np.empty(2 * OWN), np.empty(2 * OWN),
    )  # fmt: skip


@written_in
def pair_of(c: Choices, a: int, b: int, t: Stall) -> int:
    """Two regions as they trade. Which of the first's rows sets are listed by; −1 where nothing
    tells the two apart."""
    row, by = t.row, -1
    t.region[0], t.region[1] = a, b
    for k in range(OWN):
        row[k], row[OWN + k] = c.own[a, k], c.own[b, k]
    for k in range(OWN):
        for n in range(OWN, 2 * OWN):
            if row[k] == row[n]:
                row[k] = row[n] = -1
    for k in range(OWN - 1, -1, -1):
        by = k if row[k] >= 0 else by
    return by


@written_in
def saved(p: Instance, out: Floats, plan: Ints, j: int) -> float:
    """What the plan costs less without the job where it is."""
    return float(p.cost[plan[j]] if plan[j] >= 0 else out[j])


@written_in
def least_there(c: Choices, out: Floats, j: int, to: int) -> float:
    """What the job costs in the region at least, limits aside."""
    return float(c.least[j, to] if to < c.at.shape[1] else out[j])


@written_in
def crowding(p: Instance, w: Rows, o: Over, a: int) -> float:
    """What the limits of its agent would cost more with the arc."""
    more, agents = 0.0, p.capacity.size
    for e in range(w.start[a], w.start[a + 1]):
        k = w.row[e]
        if k >= agents:
            break
        load = o.load[k] + w.amount[e]
        if load > 0.0:
            more += charge(w, o, k, load) - charge(w, o, k, o.load[k])
    return more


@written_in
def cheapest_there(
    p: Instance, c: Choices, w: Rows, o: Over, out: Floats, j: int, to: int
) -> float:
    """What the job costs in the region at least, limits of agents and no others."""
    if to == c.at.shape[1]:
        return float(out[j])
    best = np.inf
    for n in range(c.at.shape[2]):
        a = c.at[j, to, n]
        if a >= 0 and p.cost[a] < best:
            best = min(best, p.cost[a] + crowding(p, w, o, a))
    return float(best)


@written_in
def part_of_worth(o: Over) -> float:
    """The part of its worth that a unit beyond a limit costs for certain."""
    return float(min(o.rate[0], 1.0))


@written_in
def singles(
    p: Instance, c: Choices, o: Over, q: Members, out: Floats, plan: Ints, t: Stall, side: int,
    s: Sets,
) -> int:  # fmt: skip
    """List the jobs of one side that the other can take, with their mates; how many."""
    g, to, n, part = t.region[side], t.region[1 - side], 0, part_of_worth(o)
    many = q.many[g]
    start = np.random.randint(many) if many > FEW else 0
    for k in range(min(many, FEW)):
        j = q.job[g, (start + k * max(many // FEW, 1)) % many]
        mate = c.mate[j]
        cost = least_there(c, out, j, to) - saved(p, out, plan, j)
        if mate >= 0:
            if group_of(c, plan[mate]) != g:
                continue
            cost += least_there(c, out, mate, to) - saved(p, out, plan, mate)
        if cost < np.inf:
            s.job[n, 0], s.cost[n] = j, cost
            s.priced[n] = cost + part * (c.toll[j, to] - c.toll[j, g])
            n += 1
    return n


@written_in
def narrowed(
    p: Instance, c: Choices, w: Rows, o: Over, out: Floats, t: Stall, side: int, most: float,
    s: Sets, many: int,
) -> int:  # fmt: skip
    """Leave those of the single jobs that cost ``most`` at most with their worth, the cheapest
    first; how many. Now and then those are dearer for whom agents are full."""
    to, dearer, n = t.region[1 - side], np.random.random() < ROOM, 0
    for k in range(many):
        if s.priced[k] > most:
            continue
        j, cost, priced = s.job[k, 0], s.cost[k], s.priced[k]
        if dearer:
            more = cheapest_there(p, c, w, o, out, j, to) - least_there(c, out, j, to)
            mate = c.mate[j]
            if mate >= 0:
                more += cheapest_there(p, c, w, o, out, mate, to) - least_there(c, out, mate, to)
            cost += more
            priced += more
        s.job[n, 0], s.cost[n], s.priced[n] = j, cost, priced
        for half in range(2):
            for r in range(OWN):
                s.load[half * OWN + r, n] = c.use[j, t.region[half], r]
        put_in(s, n)
        n += 1
    return n


@written_in
def room_of(w: Rows, o: Over, k: int, most: float) -> float:
    """How much more row k may carry, if it may cost ``most`` to go over its limit."""
    if k < 0:
        return np.inf
    free, rate = max(-o.load[k], 0.0), o.rate[0] * w.price[k]
    if o.rate[1] < most and rate > 0.0:
        free += (most - o.rate[1]) / rate
    return float(free)


@written_in
def over(load: float, rate: float, fixed: float) -> float:
    """What a row costs with this load beyond its limit."""
    return rate * load + fixed if load > 0.0 else 0.0


@written_in
def due_of(w: Rows, o: Over, t: Stall) -> float:
    """What own rows over their limits cost."""
    due = 0.0
    for k in t.row:
        due += charge(w, o, k, o.load[k]) if k >= 0 else 0.0
    return due


@written_in
def due_and_free(w: Rows, o: Over, t: Stall) -> float:
    """What own rows over their limits cost beyond its worth, and what is free is worth."""
    due, part = 0.0, part_of_worth(o)
    for k in t.row:
        due += charge(w, o, k, o.load[k]) - part * w.worth[k] * o.load[k] if k >= 0 else 0.0
    return due


@written_in
def drawn_pair(
    w: Rows, o: Over, t: Stall, many: int, by: int, heat: float, allowed: float,
    low: float, top: float,
) -> tuple[int, int]:  # fmt: skip
    """A pair of sets by its weight, those of the other side by bins; (0, 0) = nothing moves."""
    one, other, order, now, rate, fixed = t.first, t.second, t.order, t.now, t.rate, o.rate[1]
    for r in range(2 * OWN):
        now[r], rate[r] = -np.inf, 0.0
        if t.row[r] >= 0:
            now[r], rate[r] = o.load[t.row[r]], o.rate[0] * w.price[t.row[r]]
    due, load = due_of(w, o, t), other.load
    high = room_of(w, o, t.row[by], REACH * heat)
    weights, found, partner = 1.0, 0, 0
    for n in range(many):
        asked, free, most = one.cost[n] - due, allowed - one.priced[n], one.load[by, n] + high
        a0, a1 = now[0] - one.load[0, n], now[1] - one.load[1, n]
        b0, b1 = now[2] + one.load[2, n], now[3] + one.load[3, n]
        first = t.bin[bin_of(one.load[by, n] - low, top)]
        for at in range(first, t.bin[bin_of(most, top) + 1]):
            m = order[at]
            if other.priced[m] > free or n + m == 0:
                continue
            more = asked + other.cost[m]
            more += over(a0 + load[0, m], rate[0], fixed) + over(a1 + load[1, m], rate[1], fixed)
            more += over(b0 - load[2, m], rate[2], fixed) + over(b1 - load[3, m], rate[3], fixed)
            if more > REACH * heat:
                continue
            weight = np.exp(-max(more / heat, -STEEPEST))
            weights += weight
            if np.random.random() * weights < weight:
                found, partner = n, m
    return found, partner


@inner
def trade(
    p: Instance, c: Choices, w: Rows, o: Over, q: Members, out: Floats, plan: Ints,
    heat: float, t: Stall, m: Move,
) -> int:  # fmt: skip
    """Set out a trade of two regions drawn at random. How many jobs move; 0 = none."""
    none = c.at.shape[1]
    a = np.random.randint(none)
    b = none if np.random.random() < OUT else np.random.randint(none)
    by = pair_of(c, a, b, t)
    if a == b or by < 0:
        return 0
    allowed = REACH * heat + due_and_free(w, o, t)
    many = singles(p, c, o, q, out, plan, t, 0, t.single)
    others = singles(p, c, o, q, out, plan, t, 1, t.other)
    most = allowed - least_of(t.single, many) - least_of(t.other, others)
    many = narrowed(p, c, w, o, out, t, 0, most, t.single, many)
    others = narrowed(p, c, w, o, out, t, 1, most, t.other, others)
    size = SIZE if np.random.random() < DEEP else SIZE - 1
    most, other_most = allowed - least_of(t.other, others), allowed - least_of(t.single, many)
    many = combine(t.single, many, size, most, t.first, t.last)
    others = combine(t.other, others, size, other_most, t.second, t.last)
    top = sort_in_bins(t.second.load[by], others, t.order, t.bin)
    low = np.inf if b == none else room_of(w, o, t.row[OWN + by], REACH * heat)
    found, partner = drawn_pair(w, o, t, many, by, heat, allowed, low, top)
    moving = 0
    for k in range(SIZE):
        if t.first.job[found, k] >= 0:
            moving += sets_out(c, plan, t.first.job[found, k], b, m, moving)
    for k in range(SIZE):
        if t.second.job[partner, k] >= 0:
            moving += sets_out(c, plan, t.second.job[partner, k], a, m, moving)
    return moving
