"""Agents that nearly all rows treat alike form a region, and some rows are a region's own.

A job that moves to a region draws on the same pools and quotas whichever agent takes it there.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from shigu.engine.siting.portfolio.instance import Floats, Instance, Ints
from shigu.engine.siting.portfolio.overload import Rows

ALIKE, HANDFUL = 0.9, 0.02
"""A row counts for the region of an agent if so large a part of its arcs draws on it, as large a
part of what draws on the row is from such agents, and more than so small a part of all jobs."""
OWN = 2


class Regions(NamedTuple):
    """The region of each agent, from 0 (of one without arcs: 0). Of each region the dearest rows,
    for a usual load, that not all regions have, −1 behind; in the last line the dearest of those
    that are nobody's own."""

    of_agent: Ints
    own: Ints


def regions(problem: Instance, rows: Rows) -> Regions:
    """The regions of an instance."""
    entry = np.flatnonzero(rows.row >= problem.capacity.size)
    arc, row = np.repeat(np.arange(problem.arcs), np.diff(rows.start))[entry], rows.row[entry]
    drawn_on = _often_drawn_on(problem, arc, row, len(rows.limit))
    agents, usual = _usual(problem, arc, row, drawn_on)
    rows_of_agent: list[list[int]] = [[] for _ in range(problem.agents)]
    for agent, row in zip(agents.tolist(), usual.tolist(), strict=True):
        rows_of_agent[agent].append(row)
    known: dict[tuple[int, ...], int] = {}
    of_agent = np.zeros(problem.agents, np.int64)
    for agent in np.unique(problem.agent).tolist():
        of_agent[agent] = known.setdefault(tuple(rows_of_agent[agent]), len(known))
    return Regions(of_agent, _own(rows, list(known) or [()], np.flatnonzero(drawn_on).tolist()))


def _own(rows: Rows, of_region: list[tuple[int, ...]], drawn_on: list[int]) -> Ints:
    each = [set(mine) for mine in of_region]
    theirs = set[int]().union(*each) - set[int].intersection(*each)
    load = np.bincount(rows.row, np.abs(rows.amount), len(rows.limit))
    often = np.maximum(np.bincount(rows.row, minlength=len(rows.limit)), 1)
    gives = np.bincount(rows.row, rows.amount < 0, len(rows.limit)) > 0
    dear = rows.price * load / often
    own = np.full((len(each) + 1, OWN), -1)
    for g, mine in enumerate([*(some & theirs for some in each), {*drawn_on} - theirs]):
        dearest = sorted((k for k in mine if not gives[k]), key=lambda k: (-dear[k], k))[:OWN]
        own[g, : len(dearest)] = dearest
    return own


def load_at(problem: Instance, rows: Rows, arc: Ints, row: Ints) -> Floats:
    """What each arc loads on the row beside it; 0 where either is −1."""
    entry_arc = np.repeat(np.arange(problem.arcs), np.diff(rows.start))
    there = np.append(entry_arc * len(rows.limit) + rows.row, -1)
    amount = np.append(rows.amount, 0.0)
    order = np.argsort(there, kind="stable")
    asked = np.where((arc >= 0) & (row >= 0), arc * len(rows.limit) + row, -1)
    at = order[np.searchsorted(there, asked, sorter=order).clip(max=len(there) - 1)]
    return np.where(there[at] == asked, amount[at], 0.0)


def _often_drawn_on(problem: Instance, arc: Ints, row: Ints, count: int) -> NDArray[np.bool_]:
    """Which rows more than a handful of jobs draw on, of those with entries of ``arc``."""
    pairs = np.unique(problem.job[arc] * count + row)
    many: NDArray[np.bool_] = np.bincount(pairs % count, minlength=count) > HANDFUL * problem.jobs
    return many


def _usual(
    problem: Instance, arc: Ints, row: Ints, drawn_on: NDArray[np.bool_]
) -> tuple[Ints, Ints]:
    """Pairs of agent and row that the agent's arcs draw on, by agent and row."""
    count = len(drawn_on)
    pair, often = np.unique(problem.agent[arc] * count + row, return_counts=True)
    agent, row = np.divmod(pair, count)
    usual = often >= ALIKE * np.bincount(problem.agent, minlength=problem.agents)[agent]
    drawn, theirs = np.bincount(row, often, count), np.bincount(row, often * usual, count)
    usual &= ((theirs >= ALIKE * drawn) & drawn_on)[row]
    return agent[usual], row[usual]
