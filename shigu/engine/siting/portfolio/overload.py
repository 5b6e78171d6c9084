"""All limits of an instance as one list of rows, and what loads over them cost.

Plans may go over a limit on the way to a better one, at a price that rises until it never pays
(strategic oscillation: Glover 1977, *Decision Sciences* 8; for assignments Yagiura, Ibaraki &
Glover 2004, *INFORMS Journal on Computing* 16).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from shigu.engine.compiled import written_in
from shigu.engine.siting.portfolio.instance import Floats, Instance, Ints
from shigu.engine.siting.portfolio.knapsack import FITS


class Rows(NamedTuple):
    """Arc a gives row ``row[e]`` the load ``amount[e]``, e in ``start[a]:start[a + 1]``.

    Rows are capacities by agent and resource, then side rows. ``limit`` is what a load is held
    against, with the tolerance of every check; a unit over it costs ``price``, a unit within it is
    worth ``worth`` in the relaxation.
    """

    start: Ints
    row: Ints
    amount: Floats
    limit: Floats
    price: Floats
    worth: Floats


class Over(NamedTuple):
    """``load`` by row, less its limit; ``rate[0]`` multiplies the prices and ``rate[1]`` is paid
    once for each row that is over. ``due[0]`` is what all that comes to."""

    load: Floats
    rate: Floats
    due: Floats


def rows_of(problem: Instance, price: Floats, side_price: Floats, least: float) -> Rows:
    """The rows of an instance and their prices; each is dearer by ``least`` for a usual load."""
    resources = problem.capacity.shape[1]
    arc, resource = np.nonzero(problem.take)
    side_arc = np.repeat(np.arange(problem.arcs), np.diff(problem.side_start))
    arcs = np.concatenate([arc, side_arc])
    row = np.concatenate(
        [problem.agent[arc] * resources + resource, problem.capacity.size + problem.side_row]
    )
    amount = np.concatenate([problem.take[arc, resource], problem.side_amount])
    order = np.argsort(arcs, kind="stable")
    limit = np.concatenate([problem.capacity.ravel(), problem.side_limit])
    drawn = np.bincount(row, np.abs(amount), len(limit))
    usual = drawn / np.maximum(np.bincount(row, minlength=len(limit)), 1)
    paid = np.concatenate([price.ravel(), side_price])
    return Rows(
        start=np.searchsorted(arcs[order], np.arange(problem.arcs + 1)).astype(np.int64),
        row=row[order].astype(np.int64),
        amount=amount[order],
        limit=limit + (FITS - 1.0) * np.abs(limit),
        price=paid + least / np.where(usual > 0, usual, 1.0),
        worth=paid,
    )


@written_in
def charge(w: Rows, o: Over, k: int, load: float) -> float:
    """What row k costs with this load beyond its limit."""
    return o.rate[0] * w.price[k] * load + o.rate[1] if load > 0.0 else 0.0


@written_in
def shift(w: Rows, o: Over, a: int, sign: float) -> float:
    """Put on the loads of an arc, or take them off (sign −1); what the limits cost more for it."""
    rate, fixed, more = o.rate[0], o.rate[1], 0.0
    for e in range(w.start[a], w.start[a + 1]):
        k = w.row[e]
        before = o.load[k]
        after = before + sign * w.amount[e]
        o.load[k] = after
        if before > 0.0:
            more -= rate * w.price[k] * before + fixed
        if after > 0.0:
            more += rate * w.price[k] * after + fixed
    return more


@written_in
def due_for(w: Rows, o: Over, a: int) -> float:
    """What the limits would cost more with the loads of an arc."""
    rate, fixed, more = o.rate[0], o.rate[1], 0.0
    for e in range(w.start[a], w.start[a + 1]):
        k = w.row[e]
        after = o.load[k] + w.amount[e]
        if o.load[k] > 0.0:
            more -= rate * w.price[k] * o.load[k] + fixed
        if after > 0.0:
            more += rate * w.price[k] * after + fixed
    return more


@written_in
def weigh(w: Rows, o: Over, plan: Ints) -> None:
    """Sum all loads and what they cost anew."""
    for k in range(w.limit.shape[0]):
        o.load[k] = -w.limit[k]
    for j in range(plan.shape[0]):
        if plan[j] >= 0:
            for e in range(w.start[plan[j]], w.start[plan[j] + 1]):
                o.load[w.row[e]] += w.amount[e]
    due = 0.0
    for k in range(w.limit.shape[0]):
        due += charge(w, o, k, o.load[k])
    o.due[0] = due


@written_in
def crowd(w: Rows, o: Over, plan: Ints, crowded: Ints) -> int:
    """Write the jobs that draw on a row over its limit to ``crowded``; how many there are."""
    many = 0
    for j in range(plan.shape[0]):
        if plan[j] < 0:
            continue
        for e in range(w.start[plan[j]], w.start[plan[j] + 1]):
            if w.amount[e] > 0 and charge(w, o, w.row[e], o.load[w.row[e]]) > 0.0:
                crowded[many] = j
                many += 1
                break
    return many
