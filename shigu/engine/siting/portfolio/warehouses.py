"""Capacitated warehouse location, to the optimum: HiGHS on the strong formulation."""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np

from shigu.engine.siting.portfolio.instance import Floats
from shigu.engine.siting.portfolio.orlib import Warehouses
from shigu.engine.siting.portfolio.program import Block, program
from shigu.engine.siting.solver import accepted, opened, run
from shigu.engine.watch import Watch


@dataclass(frozen=True, slots=True)
class Located:
    """``served`` (customers, warehouses) are parts of each demand; ``None`` = no plan in time.

    No plan costs less than ``bound``.
    """

    served: Floats | None
    cost: float
    bound: float
    proven: bool


def locate(
    problem: Warehouses, *, seconds: float, seed: int = 0, watch: Watch | None = None
) -> Located | None:
    """Minimise Σ_w f_w y_w + Σ_cw c_cw x_cw; ``None`` where the capacities cannot serve all.

    Σ_w x_cw = 1 for each customer c; Σ_c d_c x_cw ≤ b_w y_w and Σ_w b_w y_w ≥ Σ_c d_c; x_cw ≤ y_w,
    which makes the linear relaxation strong (Cornuéjols, Sridharan & Thizy 1991, *EJOR* 50).
    """
    highs = opened(seed, watch or Watch())
    accepted(highs.setOptionValue("mip_rel_gap", 0.0))
    accepted(highs.passModel(_program(problem)))
    _, ending = run(highs, seconds)
    if ending == "infeasible":
        return None
    info = highs.getInfo()
    bound = float(info.mip_dual_bound)
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Located(None, float("inf"), bound, proven=False)
    columns = np.asarray(highs.getSolution().col_value)[len(problem.opening) :]
    cost = float(info.objective_function_value)
    served = columns.reshape(problem.serving.shape)
    return Located(served, cost, min(bound, cost), ending == "optimal")


def _program(problem: Warehouses) -> highspy.HighsLp:
    """Columns: y by warehouse, then x by customer and warehouse."""
    customers, warehouses = problem.serving.shape
    opened_at, pairs = np.arange(warehouses), np.arange(customers * warehouses)
    customer, warehouse = pairs // warehouses, pairs % warehouses
    one, none = np.ones(len(pairs)), np.full(len(pairs), -np.inf)
    columns = np.concatenate([opened_at, warehouses + pairs])
    rows = np.concatenate([opened_at, warehouse])
    taken = np.concatenate([-problem.capacity, problem.demand[customer]])
    full, total = np.zeros(warehouses), np.array([problem.demand.sum()])
    served = np.ones(customers)
    blocks = (
        Block(customer, warehouses + pairs, one, served, served),
        Block(rows, columns, taken, none[:warehouses], full),
        Block(0 * opened_at, opened_at, problem.capacity, total, total + np.inf),
        Block(
            np.concatenate([pairs, pairs]),
            np.concatenate([warehouses + pairs, warehouse]),
            np.concatenate([one, -one]),
            none,
            0 * one,
        ),
    )
    cost = np.concatenate([problem.opening, problem.serving.ravel()])
    whole = np.arange(len(cost)) < warehouses
    return program(cost, np.ones(len(cost)), whole, blocks)
