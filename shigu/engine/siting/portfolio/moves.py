"""What a search may try: a job moves alone, or changes places with one that pays about the same."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from shigu.engine.compiled import written_in
from shigu.engine.siting.portfolio.choices import Choices
from shigu.engine.siting.portfolio.instance import Floats, Ints

MOST = 12
"""Jobs of a move at most: two times three, each with its mate."""
ALONE, CHOSEN, OUT = 0.3, 0.7, 0.3
"""How often a job moves alone, and then to the cheapest arc of a region as loads are, and not to
the one drawn; how often it changes places with one that is left out."""
ANY, AWAY = 0.1, 0.3
"""How often it changes places with anyone, and how often that one then goes anywhere."""
APART = 4.0
"""How far the rents of two may differ that change places, in temperatures."""


class Move(NamedTuple):
    """Some jobs, the arcs that they leave (−1 = none) and what they take: the cheapest arc in
    region ``to`` as loads are then or, where that is −1, arc ``new``, where that is −1 nothing."""

    job: Ints
    old: Ints
    new: Ints
    to: Ints


class Members(NamedTuple):
    """The jobs of each region, and of none in the last row, by rent: ``job[g, :many[g]]``. Of two
    mates the first stands for both, and pays for both."""

    job: Ints
    many: Ints
    rent: Floats


@written_in
def leads(c: Choices, j: int) -> bool:
    """Whether the job stands for itself, and for its mate if it has one."""
    return bool(c.mate[j] < 0 or c.mate[j] > j)


@written_in
def group_of(c: Choices, a: int) -> int:
    """The region of an arc; of none the group behind them."""
    return int(c.region[a]) if a >= 0 else int(c.at.shape[1])


@written_in
def members_of(c: Choices, plan: Ints) -> Members:
    jobs, groups = plan.shape[0], c.at.shape[1] + 1
    q = Members(np.empty((groups, jobs), np.int64), np.zeros(groups, np.int64), c.rent.copy())
    for j in range(jobs):
        if c.mate[j] > j:
            q.rent[j] += c.rent[c.mate[j]]
    for j in range(jobs):
        if leads(c, j):
            enlist(q, group_of(c, plan[j]), j)
    return q


@written_in
def spot(q: Members, g: int, rent: float) -> int:
    """Where a job of this rent would stand in the group."""
    low, high = 0, int(q.many[g])
    while low < high:
        middle = (low + high) // 2
        if q.rent[q.job[g, middle]] < rent:
            low = middle + 1
        else:
            high = middle
    return low


@written_in
def enlist(q: Members, g: int, j: int) -> None:
    at = spot(q, g, q.rent[j])
    for k in range(q.many[g], at, -1):
        q.job[g, k] = q.job[g, k - 1]
    q.job[g, at] = j
    q.many[g] += 1


@written_in
def strike(q: Members, g: int, j: int) -> None:
    at = spot(q, g, q.rent[j])
    while q.job[g, at] != j:
        at += 1
    q.many[g] -= 1
    for k in range(at, q.many[g]):
        q.job[g, k] = q.job[g, k + 1]


@written_in
def nearest_in(q: Members, g: int, rent: float) -> int:
    """The member whose rent is nearest; −1 = there is none."""
    many = q.many[g]
    if many == 0:
        return -1
    at = spot(q, g, rent)
    if at == many or (at > 0 and rent - q.rent[q.job[g, at - 1]] < q.rent[q.job[g, at]] - rent):
        at -= 1
    return int(q.job[g, at])


@written_in
def sets_out(c: Choices, plan: Ints, j: int, g: int, m: Move, k: int) -> int:
    """Set out at k that the job goes to group g, its mate with it. How many go; 0 = they cannot."""
    region = g if g < c.at.shape[1] else -1
    mate = c.mate[j]
    m.job[k], m.old[k], m.new[k], m.to[k] = j, plan[j], -1, region
    if region >= 0 and c.least[j, region] == np.inf:
        return 0
    if mate < 0:
        return 1
    m.job[k + 1], m.old[k + 1], m.new[k + 1], m.to[k + 1] = mate, plan[mate], -1, region
    return 0 if region >= 0 and c.least[mate, region] == np.inf else 2


@written_in
def any_arc(c: Choices, j: int) -> int:
    """One of the job's arcs, the cheap ones more often, or none."""
    many = c.start[j + 1] - c.start[j]
    at = int((many + 1) * np.random.random() ** 2)
    return -1 if at >= many else int(c.arc[c.start[j] + at])


@written_in
def alone(c: Choices, plan: Ints, j: int, m: Move) -> int:
    """The job moves or leaves. How many move; 0 = no such move."""
    new = any_arc(c, j)
    if new == plan[j]:
        return 0
    moving = sets_out(c, plan, j, group_of(c, new), m, 0)
    if moving == 1 and new >= 0 and np.random.random() > CHOSEN:
        m.new[0], m.to[0] = new, -1
    return moving


@written_in
def change_places(c: Choices, q: Members, plan: Ints, j: int, heat: float, m: Move) -> int:
    """A job goes where one of about the same rent is, and that one where the job was; or where
    anyone is, who then may go anywhere. How many move; 0 = no such move."""
    none = c.at.shape[1]
    here, there = group_of(c, plan[j]), none
    if here == none or np.random.random() > OUT:
        there = np.random.randint(none)
    if q.many[there] == 0:
        return 0
    if here == there or np.random.random() < ANY:
        other = int(q.job[there, np.random.randint(q.many[there])])
        goal = group_of(c, any_arc(c, other)) if np.random.random() < AWAY else here
    else:
        off = APART * heat * (2.0 * np.random.random() - 1.0)
        other, goal = nearest_in(q, there, q.rent[j] + off), here
    if other == j:
        return 0
    first = sets_out(c, plan, j, there, m, 0)
    second = sets_out(c, plan, other, goal, m, first) if first > 0 else 0
    return first + second if second > 0 else 0


@written_in
def keep_members(c: Choices, q: Members, m: Move, many: int) -> None:
    """Bring the groups up to date with a move that was carried out."""
    for k in range(many):
        old, new = group_of(c, m.old[k]), group_of(c, m.new[k])
        if old != new and leads(c, m.job[k]):
            strike(q, old, m.job[k])
            enlist(q, new, m.job[k])
