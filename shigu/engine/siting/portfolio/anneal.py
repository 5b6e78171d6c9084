"""Plans annealed over their limits: jobs move, change places with their like, and regions trade.

Where spaces stand half empty, quotas and pools are what is scarce, and a better plan lies several
exchanges away, with a limit passed in between. A load over a limit is therefore allowed at a price
that starts where the relaxation has it and rises, as the temperature falls, until none is left
(Kirkpatrick, Gelatt & Vecchi 1983, *Science* 220).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from shigu.engine.compiled import kernel, maker, written_in
from shigu.engine.siting.portfolio.carrying import tried
from shigu.engine.siting.portfolio.chains import BETTER, Board, lift, put
from shigu.engine.siting.portfolio.choices import Choices
from shigu.engine.siting.portfolio.instance import Floats, Instance, Ints
from shigu.engine.siting.portfolio.moves import (
    ALONE,
    MOST,
    Members,
    Move,
    alone,
    change_places,
    keep_members,
    leads,
    members_of,
)
from shigu.engine.siting.portfolio.overload import Over, Rows, crowd, weigh
from shigu.engine.siting.portfolio.trades import Stall, stall, trade

CROWDED, TRADES = 0.35, 0.3
"""How often a job is taken that draws on a row over its limit; how many of the tries are trades."""
STEPS, LOOK = 200, 500
"""Temperatures, and tries between two looks at who is crowded."""
SMALL = 1e-6
"""What is still due where sums of loads have drifted."""


class Heat(NamedTuple):
    """Temperature, price of a unit over a limit as a multiple, and what each row over it costs
    besides: each from where to where, the last rising with the cube of the way."""

    hot: float
    cold: float
    first: float
    last: float
    fixed: float


@written_in
def drawn(
    p: Instance, c: Choices, w: Rows, o: Over, q: Members, out: Floats, plan: Ints,
    crowded: Ints, many: int, heat: float, t: Stall, m: Move,
) -> int:  # fmt: skip
    """A move at random. How many jobs move; 0 = none."""
    if np.random.random() < TRADES:
        return trade(p, c, w, o, q, out, plan, heat, t, m)
    j = np.random.randint(plan.shape[0])
    if many > 0 and np.random.random() < CROWDED:
        j = crowded[np.random.randint(many)]
    if not leads(c, j):
        j = c.mate[j]
    if np.random.random() < ALONE:
        return alone(c, plan, j, m)
    return change_places(c, q, plan, j, heat, m)


@written_in
def total(p: Instance, out: Floats, plan: Ints) -> float:
    cost = 0.0
    for j in range(plan.shape[0]):
        cost += p.cost[plan[j]] if plan[j] >= 0 else out[j]
    return cost


@written_in
def return_to(p: Instance, b: Board, plan: Ints) -> None:
    """Make the board hold ``plan``."""
    for j in range(plan.shape[0]):
        if b.plan[j] != plan[j]:
            lift(p, b, j)
    for j in range(plan.shape[0]):
        if b.plan[j] != plan[j]:
            put(p, b, j, plan[j])


@written_in
def kept(w: Rows, o: Over, plan: Ints) -> bool:
    """Whether the plan keeps every limit, all loads summed anew."""
    if o.due[0] >= SMALL:
        return False
    weigh(w, o, plan)
    return bool(o.due[0] == 0.0)


class Walk(NamedTuple):
    """What a search keeps: the plan that moves, the best that keeps all limits, who draws on a row
    over its limit, and what stands in its other fields."""

    plan: Ints
    best: Ints
    crowded: Ints
    over: Over
    move: Move
    stall: Stall
    members: Members


@maker
def walk(w: Rows, c: Choices, best: Ints, plan: Ints) -> Walk:
    """Set out at ``plan``."""
    none = np.empty(MOST, np.int64)
    return Walk(
        plan.copy(),
        best.copy(),
        np.empty(plan.shape[0], np.int64),
        Over(np.empty(w.limit.shape[0]), np.zeros(2), np.zeros(1)),
        Move(none, none.copy(), none.copy(), none.copy()),
        stall(),
        members_of(c, plan),
    )


@kernel
def search(
    p: Instance, b: Board, w: Rows, c: Choices, x: Walk, tries: int, heat: Heat, seed: int
) -> float:
    """Search from where the walk stands; the cheapest plan that keeps all limits is put on the
    board, if it is cheaper than what stands there. What it costs less."""
    np.random.seed(seed)
    o, m, t, q, plan, many = x.over, x.move, x.stall, x.members, x.plan, 0
    known = total(p, b.out, b.plan)
    now, least = total(p, b.out, plan), known
    temperature, step = heat.hot, max(tries // STEPS, 1)
    for k in range(tries):
        if k % step == 0:
            if b.stop[0]:
                break
            way = k / tries
            temperature = heat.hot * (heat.cold / heat.hot) ** way
            o.rate[0] = heat.first * (heat.last / heat.first) ** way
            o.rate[1] = heat.fixed * way**3
            weigh(w, o, plan)
        if k % LOOK == 0:
            many = crowd(w, o, plan, x.crowded)
        moving = drawn(p, c, w, o, q, b.out, plan, x.crowded, many, temperature, t, m)
        more = tried(p, c, w, o, b.out, plan, m, moving, temperature) if moving > 0 else np.inf
        if more == np.inf:
            continue
        keep_members(c, q, m, moving)
        now += more
        if now < least - BETTER and kept(w, o, plan):
            least = now
            for j in range(plan.shape[0]):
                x.best[j] = plan[j]
    return_to(p, b, x.best)
    return known - least


def anneal(
    p: Instance, b: Board, w: Rows, c: Choices, plan: Ints, tries: int, heat: Heat, seed: int
) -> float:
    """Search from ``plan``, which may break limits; the cheapest plan that keeps all is put on
    the board, if it is cheaper than what stands there. What it costs less."""
    return search(p, b, w, c, walk(w, c, b.plan, plan), tries, heat, seed)
