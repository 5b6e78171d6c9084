"""Plans annealed over their limits: jobs move, change places and give way two for one.

Where spaces stand half empty, quotas and pools are what is scarce, and a better plan lies several
exchanges away, with a limit passed in between. A load over a limit is therefore allowed at a price
that starts where the relaxation has it and rises, as the temperature falls, until none is left
(Kirkpatrick, Gelatt & Vecchi 1983, *Science* 220). Who changes places is drawn among jobs that pay
about the same for what they use, as these can.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from shigu.engine.compiled import kernel, written_in
from shigu.engine.siting.portfolio.chains import BETTER, Board, lift, put
from shigu.engine.siting.portfolio.choices import Choices
from shigu.engine.siting.portfolio.instance import Floats, Instance, Ints
from shigu.engine.siting.portfolio.overload import Over, Rows, carry, crowd, weigh

ALONE, ANY, ALIKE, TWO_FOR_ONE = range(4)
MIX = np.array([0.15, 0.25, 0.65, 1.0])
"""How many of the tries are of which kind, added up."""
WINDOW, LOOKED = 30, 24
"""How far in rent two jobs may stand apart that change places; places looked at for a third."""
CROWDED, SECOND = 0.35, 0.3
"""How often a job is taken that draws on a row over its limit; how often the second arc."""
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


class Move(NamedTuple):
    """Up to three jobs, the arcs that they leave and those that they take, −1 = none."""

    job: Ints
    old: Ints
    new: Ints


@written_in
def any_arc(c: Choices, j: int) -> int:
    """One of the job's arcs, the cheap ones more often, or none."""
    many = c.start[j + 1] - c.start[j]
    at = int((many + 1) * np.random.random() ** 2)
    return -1 if at >= many else int(c.arc[c.start[j] + at])


@written_in
def arc_in(c: Choices, j: int, like: int) -> int:
    """An arc of the job in the region of arc ``like``; −1 = there is none."""
    at = 1 if np.random.random() < SECOND else 0
    return int(c.at[j, c.region[like], at])


@written_in
def set_out(m: Move, plan: Ints, k: int, j: int, new: int) -> None:
    m.job[k], m.old[k], m.new[k] = j, plan[j], new


@written_in
def alone(c: Choices, plan: Ints, j: int, m: Move) -> int:
    """The job moves or leaves, its mate with it. How many move; 0 = no such move."""
    new, mate = any_arc(c, j), c.mate[j]
    if new == plan[j]:
        return 0
    set_out(m, plan, 0, j, new)
    if mate < 0:
        return 1
    follows = -1 if new < 0 else int(c.at[mate, c.region[new], 0])
    if new >= 0 and follows < 0:
        return 0
    set_out(m, plan, 1, mate, follows)
    return 2


@written_in
def partner(c: Choices, j: int, kind: int) -> int:
    """A job to change places with; −1 = none."""
    jobs, at = c.order.shape[0], c.place[j]
    if kind == ANY:
        return int(np.random.randint(jobs))
    if kind == TWO_FOR_ONE:
        return int(c.order[np.random.randint(at)]) if at > 0 else -1
    step = 1 + int(WINDOW * np.random.random() ** 4)
    at += step if np.random.random() < 0.5 else -step
    return int(c.order[at]) if 0 <= at < jobs else -1


@written_in
def takes_place(c: Choices, plan: Ints, j: int, other: int, m: Move, k: int) -> bool:
    """Set out that job j goes where job ``other`` is; whether it can, and thereby moves."""
    like = plan[other]
    new = arc_in(c, j, like) if like >= 0 else -1
    set_out(m, plan, k, j, new)
    return new != plan[j] and (new >= 0 or like < 0)


@written_in
def rank_of(c: Choices, rent: float) -> int:
    """Where a job of this rent would stand in the order."""
    low, high = 0, c.order.shape[0]
    while low < high:
        middle = (low + high) // 2
        if c.rent[c.order[middle]] < rent:
            low = middle + 1
        else:
            high = middle
    return low


@written_in
def third(c: Choices, plan: Ints, j: int, other: int) -> int:
    """Who goes with ``other`` for ``j``: from the same region, with the rent that is missing."""
    missing, like = c.rent[j] - c.rent[other], plan[other]
    at = rank_of(c, missing) + np.random.randint(5) - 2
    for step in range(LOOKED):
        q = at + (step + 1) // 2 * (1 if step % 2 else -1)
        if q < 0 or q >= c.order.shape[0]:
            continue
        i = c.order[q]
        if i in (j, other) or c.mate[i] >= 0:
            continue
        if (plan[i] < 0) if like < 0 else (plan[i] >= 0 and c.region[plan[i]] == c.region[like]):
            return int(i)
    return -1


@written_in
def change_places(c: Choices, plan: Ints, j: int, kind: int, m: Move) -> int:
    """Two jobs change places, or one with two. How many move; 0 = no such move."""
    other = partner(c, j, kind)
    if other < 0 or other == j or c.mate[j] >= 0 or c.mate[other] >= 0:
        return 0
    if plan[j] < 0 and plan[other] < 0:
        return 0
    if not takes_place(c, plan, j, other, m, 0):
        return 0
    if kind == ANY and np.random.random() < SECOND:
        set_out(m, plan, 1, other, any_arc(c, other))
    elif not takes_place(c, plan, other, j, m, 1):
        return 0
    if kind != TWO_FOR_ONE:
        return 2
    more = third(c, plan, j, other)
    return 3 if more >= 0 and takes_place(c, plan, more, j, m, 2) else 0


@written_in
def dearer(p: Instance, out: Floats, m: Move, many: int) -> float:
    """What the plan costs more after the move, limits aside."""
    more = 0.0
    for k in range(many):
        j = m.job[k]
        more += p.cost[m.new[k]] if m.new[k] >= 0 else out[j]
        more -= p.cost[m.old[k]] if m.old[k] >= 0 else out[j]
    return more


@written_in
def drawn(c: Choices, plan: Ints, crowded: Ints, many: int, m: Move) -> int:
    """A move at random. How many jobs move; 0 = none."""
    j = np.random.randint(plan.shape[0])
    if many > 0 and np.random.random() < CROWDED:
        j = crowded[np.random.randint(many)]
    at, kind = np.random.random(), 0
    while at > MIX[kind]:
        kind += 1
    return alone(c, plan, j, m) if kind == ALONE else change_places(c, plan, j, kind, m)


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
def tried(
    p: Instance, out: Floats, w: Rows, o: Over, plan: Ints, m: Move, moving: int, heat: float
) -> float:
    """Carry the move out if the temperature allows it. What the plan costs more, limits aside;
    ``inf`` where all stays as it was."""
    most = -heat * np.log(np.random.random())
    more = dearer(p, out, m, moving)
    if more - o.due[0] > most:
        return np.inf
    due = carry(w, o, m.old, m.new, moving)
    if more + due > most:
        carry(w, o, m.new, m.old, moving)
        return np.inf
    o.due[0] += due
    for k in range(moving):
        plan[m.job[k]] = m.new[k]
    return more


@written_in
def kept(w: Rows, o: Over, plan: Ints) -> bool:
    """Whether the plan keeps every limit, all loads summed anew."""
    if o.due[0] >= SMALL:
        return False
    weigh(w, o, plan)
    return bool(o.due[0] == 0.0)


@kernel
def anneal(
    p: Instance, b: Board, w: Rows, c: Choices, plan: Ints, tries: int, heat: Heat, seed: int
) -> float:
    """Search from ``plan``, which may break limits; the cheapest plan that keeps all is put on
    the board, if it is cheaper than what stands there. What it costs less."""
    np.random.seed(seed)
    jobs = plan.shape[0]
    o = Over(np.empty(w.limit.shape[0]), np.zeros(2), np.zeros(1))
    m = Move(np.empty(3, np.int64), np.empty(3, np.int64), np.empty(3, np.int64))
    crowded, many = np.empty(jobs, np.int64), 0
    known = total(p, b.out, b.plan)
    now, least, best = total(p, b.out, plan), known, b.plan.copy()
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
            many = crowd(w, o, plan, crowded)
        moving = drawn(c, plan, crowded, many, m)
        more = tried(p, b.out, w, o, plan, m, moving, temperature) if moving > 0 else np.inf
        if more == np.inf:
            continue
        now += more
        if now < least - BETTER and kept(w, o, plan):
            least = now
            best[:] = plan
    return_to(p, b, best)
    return known - least
