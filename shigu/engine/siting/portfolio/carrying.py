"""A move is carried out, arcs chosen as loads are then, and taken back where it is too dear."""

from __future__ import annotations

import numpy as np

from shigu.engine.compiled import written_in
from shigu.engine.siting.portfolio.choices import Choices
from shigu.engine.siting.portfolio.instance import Floats, Instance, Ints
from shigu.engine.siting.portfolio.moves import Move
from shigu.engine.siting.portfolio.overload import Over, Rows, due_for, shift

NOISE = 1.0
"""Of two arcs the dearer one is taken now and then, where it is dearer by so many temperatures
at most."""


@written_in
def at_least(p: Instance, c: Choices, out: Floats, m: Move, many: int) -> float:
    """What the plan costs more after the move at least, limits aside."""
    more = 0.0
    for k in range(many):
        j = m.job[k]
        if m.to[k] >= 0:
            more += c.least[j, m.to[k]]
        else:
            more += p.cost[m.new[k]] if m.new[k] >= 0 else out[j]
        more -= p.cost[m.old[k]] if m.old[k] >= 0 else out[j]
    return more


@written_in
def cheapest(p: Instance, c: Choices, w: Rows, o: Over, j: int, region: int, heat: float) -> int:
    """The arc of the job in the region that costs least as loads are."""
    best, least = -1, np.inf
    for k in range(c.at.shape[2]):
        a = c.at[j, region, k]
        if a < 0:
            break
        price = p.cost[a] + due_for(w, o, a) + NOISE * heat * np.random.random()
        if price < least:
            best, least = int(a), price
    return best


@written_in
def lift_all(p: Instance, w: Rows, o: Over, out: Floats, m: Move, many: int) -> float:
    """Take off the loads of what the jobs leave. What the plan costs more, limits included."""
    more = 0.0
    for k in range(many):
        if m.old[k] >= 0:
            more += shift(w, o, m.old[k], -1.0) - p.cost[m.old[k]]
        else:
            more -= out[m.job[k]]
    return more


@written_in
def put_all(
    p: Instance, c: Choices, w: Rows, o: Over, out: Floats, m: Move, many: int, heat: float,
    more: float, most: float,
) -> tuple[float, int]:  # fmt: skip
    """Put on the loads of what the jobs take, which is chosen now, as long as the plan costs
    ``most`` more at most with the last of them; how much, and how many were put."""
    for k in range(many):
        if m.to[k] >= 0:
            m.new[k] = cheapest(p, c, w, o, m.job[k], m.to[k], heat)
        a = m.new[k]
        more += p.cost[a] + due_for(w, o, a) if a >= 0 else out[m.job[k]]
        if k == many - 1 and more > most:
            return more, k
        if a >= 0:
            shift(w, o, a, 1.0)
    return more, many


@written_in
def put_back(w: Rows, o: Over, m: Move, many: int, put: int) -> None:
    for k in range(put):
        if m.new[k] >= 0:
            shift(w, o, m.new[k], -1.0)
    for k in range(many):
        if m.old[k] >= 0:
            shift(w, o, m.old[k], 1.0)


@written_in
def tried(
    p: Instance,
    c: Choices,
    w: Rows,
    o: Over,
    out: Floats,
    plan: Ints,
    m: Move,
    many: int,
    heat: float,
) -> float:
    """Carry the move out if the temperature allows it. What the plan costs more, limits aside;
    ``inf`` where all stays as it was."""
    most = -heat * np.log(np.random.random())
    if at_least(p, c, out, m, many) - o.due[0] > most:
        return np.inf
    more = lift_all(p, w, o, out, m, many)
    more, put = put_all(p, c, w, o, out, m, many, heat, more, most)
    if put < many:
        put_back(w, o, m, many, put)
        return np.inf
    bare = 0.0
    for k in range(many):
        j = m.job[k]
        bare += p.cost[m.new[k]] if m.new[k] >= 0 else out[j]
        bare -= p.cost[m.old[k]] if m.old[k] >= 0 else out[j]
        plan[j] = m.new[k]
    o.due[0] += more - bare
    return bare
