"""Two regions trade: up to three jobs of one for up to three of the other, by what all that costs.

Quotas and pools that are nearly full leave room for next to nothing, and jobs that fit so little
are hardly met by chance. So the sets of both regions are listed, those of one by their load on the
dearest row, and of the pairs that fit one is drawn by its weight (heat bath: Creutz 1980,
*Physical Review D* 21). What a set loads on the first region's row stands for its load on the
second's where the looking begins (two quotas count alike). Agents are looked at one by one only;
the move is weighed whole afterwards.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from shigu.engine.compiled import inner, written_in
from shigu.engine.siting.portfolio.choices import Choices
from shigu.engine.siting.portfolio.instance import Floats, Instance, Ints
from shigu.engine.siting.portfolio.moves import Members, Move, sets_out
from shigu.engine.siting.portfolio.overload import Over, Rows, charge
from shigu.engine.siting.portfolio.regions import OWN
from shigu.engine.siting.portfolio.sets import (
    FEW,
    LISTED,
    Sets,
    combine,
    first_from,
    least_of,
    put_in_order,
    sets,
)

DEEP, ROOM, OUT = 0.5, 0.3, 0.3
"""How often sets of three are listed; how often arcs of full agents are dearer; how often a
region trades with the jobs that are left out."""
REACH, STEEPEST = 6.0, 5.0
"""Temperatures that a trade may cost at most, and that it may save at most for its weight."""


class Stall(NamedTuple):
    """Where sets are listed: single jobs of either region, sets of the first, of the second, and
    the latter in order."""

    single: Sets
    other: Sets
    first: Sets
    second: Sets
    ordered: Sets


class Pair(NamedTuple):
    """Two regions (the last one: left out), their own rows without those of both, and which of
    the first's rows sets are listed by."""

    region: Ints
    row: Ints
    by: int


@written_in
def stall() -> Stall:
    many = LISTED + 2
    return Stall(sets(FEW), sets(FEW), sets(many), sets(many), sets(many))


@written_in
def pair_of(c: Choices, a: int, b: int) -> Pair:
    """Two regions as they trade; ``by`` = −1 where nothing tells them apart."""
    row, by = np.full(2 * OWN, -1), -1
    for k in range(OWN):
        row[k] = c.own[a, k]
        if b < c.own.shape[0]:
            row[OWN + k] = c.own[b, k]
    for k in range(OWN):
        for n in range(OWN, 2 * OWN):
            if row[k] == row[n]:
                row[k] = row[n] = -1
    for k in range(OWN - 1, -1, -1):
        by = k if row[k] >= 0 else by
    return Pair(np.array([a, b]), row, by)


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
def add_loads(c: Choices, j: int, x: Pair, s: Sets, n: int) -> None:
    """Add to set n what the job loads on both sides."""
    none = c.at.shape[1]
    for half in range(2):
        for k in range(OWN):
            if x.region[half] < none:
                s.load[half * OWN + k, n] += c.use[j, x.region[half], k]


@written_in
def singles(
    p: Instance, c: Choices, w: Rows, o: Over, q: Members, out: Floats, plan: Ints, x: Pair,
    side: int, most: float, s: Sets,
) -> int:  # fmt: skip
    """List the jobs of one side that the other can take for ``most`` at most; how many."""
    g, to, n = x.region[side], x.region[1 - side], 0
    many, dearer = q.many[g], np.random.random() < ROOM
    start = np.random.randint(many) if many > FEW else 0
    for k in range(min(many, FEW)):
        j = q.job[g, (start + k * max(many // FEW, 1)) % many]
        mate = c.mate[j]
        less = saved(p, out, plan, j)
        cost = least_there(c, out, j, to) - less
        if mate >= 0:
            less += saved(p, out, plan, mate)
            cost = least_there(c, out, j, to) + least_there(c, out, mate, to) - less
        if cost <= most and dearer:
            cost = cheapest_there(p, c, w, o, out, j, to) - less
            cost += cheapest_there(p, c, w, o, out, mate, to) if mate >= 0 else 0.0
        if cost > most:
            continue
        s.job[n, 0], s.cost[n] = j, cost
        for r in range(2 * OWN):
            s.load[r, n] = 0.0
        add_loads(c, j, x, s, n)
        if mate >= 0:
            add_loads(c, mate, x, s, n)
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
def due_of(w: Rows, o: Over, x: Pair) -> float:
    """What own rows over their limits cost."""
    due = 0.0
    for k in x.row:
        due += charge(w, o, k, o.load[k]) if k >= 0 else 0.0
    return due


@written_in
def drawn_pair(
    w: Rows, o: Over, x: Pair, one: Sets, many: int, other: Sets, others: int, heat: float
) -> tuple[int, int]:
    """A pair of sets by its weight, those of the other side in order; (0, 0) = nothing moves."""
    cost, load = other.cost, other.load
    now, rate, fixed = np.full(2 * OWN, -np.inf), np.zeros(2 * OWN), o.rate[1]
    for r in range(2 * OWN):
        if x.row[r] >= 0:
            now[r], rate[r] = o.load[x.row[r]], o.rate[0] * w.price[x.row[r]]
    due = due_of(w, o, x)
    most = REACH * heat + due
    high = room_of(w, o, x.row[x.by], REACH * heat)
    low = room_of(w, o, x.row[OWN + x.by], REACH * heat)
    weights, found, partner = 1.0, 0, 0
    for n in range(many):
        key, asked, free = one.load[x.by, n], one.cost[n], most - one.cost[n]
        a0, a1 = now[0] - one.load[0, n], now[1] - one.load[1, n]
        b0, b1 = now[2] + one.load[2, n], now[3] + one.load[3, n]
        for at in range(first_from(other, others, x.by, key - low), others):
            if load[x.by, at] > key + high:
                break
            if cost[at] > free or n + other.job[at, 0] == 0:
                continue
            more = asked + cost[at] - due
            more += over(a0 + load[0, at], rate[0], fixed) + over(a1 + load[1, at], rate[1], fixed)
            more += over(b0 - load[2, at], rate[2], fixed) + over(b1 - load[3, at], rate[3], fixed)
            if more > REACH * heat:
                continue
            weight = np.exp(-max(more / heat, -STEEPEST))
            weights += weight
            if np.random.random() * weights < weight:
                found, partner = n, other.job[at, 0]
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
    x = pair_of(c, a, b)
    if a == b or x.by < 0:
        return 0
    allowed = REACH * heat + due_of(w, o, x)
    most = REACH * heat + allowed if b < none else np.inf
    size = 3 if np.random.random() < DEEP else 2
    many = singles(p, c, w, o, q, out, plan, x, 0, most, t.single)
    others = singles(p, c, w, o, q, out, plan, x, 1, most, t.other)
    least, other_least = least_of(t.single, many), least_of(t.other, others)
    many = combine(t.single, many, size, allowed - other_least, t.first)
    others = combine(t.other, others, size, allowed - least, t.second)
    put_in_order(t.second, others, x.by, t.ordered)
    found, partner = drawn_pair(w, o, x, t.first, many, t.ordered, others, heat)
    moving = 0
    for k in range(3):
        if t.first.job[found, k] >= 0:
            moving += sets_out(c, plan, t.first.job[found, k], b, m, moving)
    for k in range(3):
        if t.second.job[partner, k] >= 0:
            moving += sets_out(c, plan, t.second.job[partner, k], a, m, moving)
    return moving
