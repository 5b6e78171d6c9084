"""A peer on one generalised assignment, in a process of its own: `FILE PEER SECONDS` → JSON.

OR-tools and highspy cannot live in one process, so each peer has its own. Every peer has two
threads where it can use them: CP-SAT does, HiGHS and SCIP search on one.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np


class Told(NamedTuple):
    """Cost of the best plan and what no plan goes below; ``None`` = none was found."""

    cost: float | None
    bound: float | None


def read(path: str) -> tuple[int, int, np.ndarray, np.ndarray, np.ndarray]:
    numbers = np.array(Path(path).read_text().split(), float)
    agents, jobs = int(numbers[0]), int(numbers[1])
    cost, take = (numbers[2 + k * agents * jobs :][: agents * jobs] for k in (0, 1))
    return agents, jobs, cost.reshape(agents, jobs), take.reshape(agents, jobs), numbers[-agents:]


def highs(path: str, seconds: float) -> Told:
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import coo_array, vstack

    agents, jobs, cost, take, capacity = read(path)
    agent, job = np.divmod(np.arange(agents * jobs), jobs)
    column = np.arange(agents * jobs)
    given = coo_array((np.ones(agents * jobs), (job, column)))
    loads = coo_array((take.ravel(), (agent, column)))
    low = np.concatenate([np.ones(jobs), np.full(agents, -np.inf)])
    kept = LinearConstraint(
        vstack([given, loads]).tocsr(), low, np.concatenate([np.ones(jobs), capacity])
    )
    found = milp(
        cost.ravel(),
        integrality=np.ones(agents * jobs),
        bounds=Bounds(0, 1),
        constraints=kept,
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
    return Told(None if found.x is None else float(round(found.fun)), found.mip_dual_bound)


def cp_sat(path: str, seconds: float) -> Told:
    from ortools.sat.python import cp_model

    agents, jobs, cost, take, capacity = read(path)
    model = cp_model.CpModel()
    x = [[model.new_bool_var("") for _ in range(jobs)] for _ in range(agents)]
    for j in range(jobs):
        model.add_exactly_one(x[i][j] for i in range(agents))
    for i in range(agents):
        model.add(sum(int(take[i, j]) * x[i][j] for j in range(jobs)) <= int(capacity[i]))
    model.minimize(sum(int(cost[i, j]) * x[i][j] for i in range(agents) for j in range(jobs)))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds, solver.parameters.num_workers = seconds, 2
    status = solver.solve(model)
    found = status in {cp_model.OPTIMAL, cp_model.FEASIBLE}
    return Told(solver.objective_value if found else None, solver.best_objective_bound)


def scip(path: str, seconds: float) -> Told:
    from ortools.linear_solver import pywraplp

    agents, jobs, cost, take, capacity = read(path)
    solver = pywraplp.Solver.CreateSolver("SCIP")
    x = [[solver.BoolVar("") for _ in range(jobs)] for _ in range(agents)]
    for j in range(jobs):
        solver.Add(sum(x[i][j] for i in range(agents)) == 1)
    for i in range(agents):
        solver.Add(sum(take[i, j] * x[i][j] for j in range(jobs)) <= capacity[i])
    solver.Minimize(sum(cost[i, j] * x[i][j] for i in range(agents) for j in range(jobs)))
    solver.SetTimeLimit(int(1000 * seconds))
    status = solver.Solve()
    found = status in {pywraplp.Solver.OPTIMAL, pywraplp.Solver.FEASIBLE}
    return Told(
        float(round(solver.Objective().Value())) if found else None, solver.Objective().BestBound()
    )


def main() -> None:
    path, peer, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
    begun = time.perf_counter()
    told = {"highs": highs, "cp_sat": cp_sat, "scip": scip}[peer](path, seconds)
    print(json.dumps({**told._asdict(), "seconds": round(time.perf_counter() - begun, 2)}))


if __name__ == "__main__":
    main()
