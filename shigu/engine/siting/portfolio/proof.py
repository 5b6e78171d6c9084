"""Small instances go to HiGHS, without the arcs that no better plan can use."""

from __future__ import annotations

from math import isfinite
from typing import NamedTuple

import highspy
import numpy as np

from shigu.engine.siting.portfolio.capacity import BEST, Prices
from shigu.engine.siting.portfolio.instance import Floats, Instance, Ints
from shigu.engine.siting.portfolio.program import Block, program
from shigu.engine.siting.solver import accepted, opened, run
from shigu.engine.watch import Watch


class Proof(NamedTuple):
    """HiGHS's answer: its best plan (``None`` = none better than the start), and a bound."""

    plan: Ints | None
    bound: float
    proven: bool


def useful(problem: Instance, priced: Floats, prices: Prices, cost: float, step: float) -> Ints:
    """The arcs that a plan cheaper than ``cost`` by ``step`` may use.

    A plan with arc a costs at least L(λ) plus what a costs at the prices λ beyond the cheapest
    arc of its job: fixing by reduced cost (Geoffrion 1974, *Mathematical Programming Study* 2).
    """
    beyond = priced - prices.worth[problem.job]
    return np.flatnonzero(prices.pace[BEST] + beyond <= cost - step + 1e-7 * abs(cost))


def prove(
    problem: Instance,
    arcs: Ints,
    start: Ints,
    cost: float,
    step: float,
    *,
    seconds: float,
    seed: int,
    watch: Watch,
) -> Proof:
    """Look for a plan over ``arcs`` cheaper than ``start``, which costs ``cost``, or prove none.

    Costs come in multiples of ``step`` (0 = any). The bound holds for the whole instance: plans
    with other arcs cost no less than ``cost``.
    """
    kept = np.union1d(arcs, start[start >= 0])
    highs = opened(seed, watch)
    accepted(highs.setOptionValue("mip_rel_gap", 0.0))
    smallest = 1e-7 * abs(cost) if isfinite(cost) else 0.0
    accepted(highs.setOptionValue("mip_abs_gap", max(0.999 * step, smallest)))
    accepted(highs.passModel(program_of(problem, kept)))
    if isfinite(cost):
        solution = highspy.HighsSolution()
        solution.col_value = np.isin(kept, start).astype(float).tolist()
        accepted(highs.setSolution(solution))
    _, ending = run(highs, seconds)
    info = highs.getInfo()
    if ending == "infeasible":
        return Proof(None, cost, proven=True)
    bound = min(info.mip_dual_bound, cost)
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Proof(None, bound, proven=False)
    taken = kept[np.asarray(highs.getSolution().col_value) > 0.5]
    plan = np.full(problem.jobs, -1)
    plan[problem.job[taken]] = taken
    return Proof(plan, bound, ending != "limit")


def program_of(problem: Instance, kept: Ints, *, whole: bool = True) -> highspy.HighsLp:
    """Rows: one arc a job, then capacities by agent and resource, then side rows."""
    count, resources = len(kept), problem.capacity.shape[1]
    column = np.arange(count)
    forced = ~np.isfinite(problem.skip)
    saved = np.where(forced, 0.0, problem.skip)
    load = problem.agent[kept, None] * resources + np.arange(resources)
    blocks = (
        Block(
            problem.job[kept],
            column,
            np.ones(count),
            np.where(forced, 1.0, -np.inf),
            np.ones(problem.jobs),
        ),
        Block(
            load.ravel(),
            np.repeat(column, resources),
            problem.take[kept].ravel(),
            np.full(problem.capacity.size, -np.inf),
            problem.capacity.ravel(),
        ),
        _sides(problem, kept),
    )
    cost = problem.cost[kept] - saved[problem.job[kept]]
    made = program(cost, np.ones(count), np.full(count, whole), blocks)
    made.offset_ = float(saved.sum())
    return made


def _sides(problem: Instance, kept: Ints) -> Block:
    place = np.full(problem.arcs, -1)
    place[kept] = np.arange(len(kept))
    column = np.repeat(place, np.diff(problem.side_start))
    there = column >= 0
    limit = problem.side_limit
    return Block(
        problem.side_row[there],
        column[there],
        problem.side_amount[there],
        np.full(len(limit), -np.inf),
        limit,
    )
