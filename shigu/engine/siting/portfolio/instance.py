"""The sparse generalised assignment problem, as flat arrays that compiled kernels read."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Instance(NamedTuple):
    """Minimise Σ cost over one arc a job, within the capacities of agents and the side rows.

    Arcs stand by agent, then by job: those of agent i are ``start[i]:start[i + 1]``. ``take`` is
    (arcs, resources), ``capacity`` (agents, resources). ``skip`` is what leaving a job out costs,
    ``inf`` where it must not be left out. ``of_job[job_start[j]:job_start[j + 1]]`` are the arcs
    of job j, by agent. Side row k says Σ side_amount · x ≤ side_limit[k]; the entries of arc a are
    ``side_start[a]:side_start[a + 1]``. Row numbers count resources of agents first, then sides.
    """

    start: Ints
    job: Ints
    agent: Ints
    cost: Floats
    take: Floats
    capacity: Floats
    skip: Floats
    job_start: Ints
    of_job: Ints
    side_start: Ints
    side_row: Ints
    side_amount: Floats
    side_limit: Floats

    @property
    def jobs(self) -> int:
        return len(self.skip)

    @property
    def agents(self) -> int:
        return len(self.capacity)

    @property
    def arcs(self) -> int:
        return len(self.job)


class Sides(NamedTuple):
    """Rows beside the capacities: entry e gives row ``row[e]`` the term ``amount[e]`` · x of
    ``arc[e]``; the row's sum is at most ``limit``."""

    arc: ArrayLike
    row: ArrayLike
    amount: ArrayLike
    limit: ArrayLike


NO_SIDES = Sides((), (), (), ())


def instance(
    job: ArrayLike,
    agent: ArrayLike,
    cost: ArrayLike,
    take: ArrayLike,
    capacity: ArrayLike,
    skip: ArrayLike,
    sides: Sides = NO_SIDES,
) -> tuple[Instance, Ints]:
    """The instance of arcs given in any order, and where each of its arcs was given.

    Raises:
        ValueError: lengths do not match, an index lies outside, a number is negative or not
            finite, or a pair of job and agent is given twice.
    """
    jobs, agents = np.asarray(job, np.int64), np.asarray(agent, np.int64)
    capacities = np.atleast_2d(np.asarray(capacity, np.float64))
    skips = np.asarray(skip, np.float64)
    takes = np.asarray(take, np.float64).reshape(len(jobs), capacities.shape[1])
    costs = np.asarray(cost, np.float64)
    _refuse(jobs, agents, costs, takes, capacities, skips)
    key = agents * len(skips) + jobs
    order = np.arange(len(key)) if (np.diff(key) > 0).all() else np.argsort(key, kind="stable")
    jobs, agents = jobs[order], agents[order]
    if (np.diff(key[order]) == 0).any():
        raise ValueError("a pair of job and agent is given twice")
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    side_start, side_row, side_amount = _by_arc(sides, place, len(order))
    return (
        Instance(
            start=_starts(agents, len(capacities)),
            job=jobs,
            agent=agents,
            cost=np.ascontiguousarray(costs[order]),
            take=np.ascontiguousarray(takes[order]),
            capacity=np.ascontiguousarray(capacities),
            skip=skips,
            job_start=_starts(np.sort(jobs), len(skips)),
            of_job=np.argsort(jobs, kind="stable").astype(np.int64),
            side_start=side_start,
            side_row=side_row,
            side_amount=side_amount,
            side_limit=np.asarray(sides.limit, np.float64),
        ),
        order.astype(np.int64),
    )


def restricted(problem: Instance, arcs: Ints) -> Instance:
    """The same jobs, agents and rows with some of the arcs alone, given in rising order."""
    entries = np.diff(problem.side_start)[arcs]
    first = np.cumsum(entries) - entries
    entry = np.repeat(problem.side_start[arcs] - first, entries) + np.arange(entries.sum())
    job, agent = problem.job[arcs], problem.agent[arcs]
    of_job = np.argsort(job, kind="stable")
    return problem._replace(
        start=_starts(agent, problem.agents),
        job=job,
        agent=agent,
        cost=problem.cost[arcs],
        take=problem.take[arcs],
        job_start=_starts(job[of_job], problem.jobs),
        of_job=of_job.astype(np.int64),
        side_start=np.append(first, entries.sum()).astype(np.int64),
        side_row=problem.side_row[entry],
        side_amount=problem.side_amount[entry],
    )


def _refuse(
    jobs: Ints, agents: Ints, costs: Floats, takes: Floats, capacity: Floats, skip: Floats
) -> None:
    if not len(jobs) == len(agents) == len(costs) == len(takes):
        raise ValueError("jobs, agents, costs and resources differ in length")
    for name, indices, count in (("job", jobs, len(skip)), ("agent", agents, len(capacity))):
        if len(indices) and (indices.min() < 0 or indices.max() >= count):
            raise ValueError(f"an arc names a {name} outside 0…{count - 1}")
    if not np.isfinite(costs).all():
        raise ValueError("a cost is not a finite number")
    for name, amounts in (("resource", takes), ("capacity", capacity)):
        if np.isnan(amounts).any() or (amounts < 0).any():
            raise ValueError(f"a {name} is negative or not a number")
    if np.isnan(skip).any():
        raise ValueError("a cost of leaving out is not a number")


def _starts(ordered: Ints, count: int) -> Ints:
    return np.searchsorted(ordered, np.arange(count + 1)).astype(np.int64)


def _by_arc(sides: Sides, place: Ints, arcs: int) -> tuple[Ints, Ints, Floats]:
    arc = place[np.asarray(sides.arc, np.int64)]
    order = np.argsort(arc, kind="stable")
    start = np.concatenate([[0], np.cumsum(np.bincount(arc, minlength=arcs))])
    row = np.asarray(sides.row, np.int64)[order]
    return start.astype(np.int64), row, np.asarray(sides.amount, np.float64)[order]
