"""A peer on a generated region: `PROJECTS SPACES SEED PEER SECONDS` → JSON.

OR-tools and highspy cannot live in one process, so each peer has its own.
"""

from __future__ import annotations

import json
import sys
import time
from math import isfinite

import numpy as np
from siting_region import flat, region

from shigu.engine.siting.portfolio.instance import Instance

SCALE = 1_000
"""CP-SAT counts in whole numbers: thousandths, resources rounded up against it, limits down."""


def highs(problem: Instance, seconds: float) -> tuple[float | None, float]:
    import highspy

    from shigu.engine.siting.portfolio.proof import program_of

    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("time_limit", seconds)
    solver.setOptionValue("threads", 2)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.passModel(program_of(problem, np.arange(problem.arcs)))
    solver.run()
    info = solver.getInfo()
    kept = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    return info.objective_function_value if kept else None, info.mip_dual_bound


def cp_sat(problem: Instance, seconds: float) -> tuple[float | None, float]:
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    x = [model.new_bool_var("") for _ in range(problem.arcs)]
    for j in range(problem.jobs):
        mine = problem.of_job[problem.job_start[j] : problem.job_start[j + 1]]
        model.add_at_most_one(x[a] for a in mine)
    for i in range(problem.agents):
        mine = range(problem.start[i], problem.start[i + 1])
        for r in range(problem.capacity.shape[1]):
            taken = np.ceil(problem.take[mine, r] * SCALE).astype(int).tolist()
            model.add(
                sum(t * x[a] for t, a in zip(taken, mine, strict=True))
                <= int(problem.capacity[i, r] * SCALE)
            )
    arc = np.repeat(np.arange(problem.arcs), np.diff(problem.side_start))
    order = np.argsort(problem.side_row, kind="stable")
    ends = np.searchsorted(problem.side_row[order], np.arange(len(problem.side_limit) + 1))
    amount = np.ceil(problem.side_amount * SCALE).astype(int)
    for k, limit in enumerate(problem.side_limit):
        mine = order[ends[k] : ends[k + 1]]
        model.add(sum(int(amount[e]) * x[arc[e]] for e in mine) <= int(np.floor(limit * SCALE)))
    cost = np.round(problem.cost * SCALE).astype(int).tolist()
    model.minimize(sum(c * each for c, each in zip(cost, x, strict=True)))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds, solver.parameters.num_workers = seconds, 2
    status = solver.solve(model)
    kept = status in {cp_model.OPTIMAL, cp_model.FEASIBLE}
    return solver.objective_value / SCALE if kept else None, solver.best_objective_bound / SCALE


def main() -> None:
    projects, spaces, seed = map(int, sys.argv[1:4])
    peer, seconds = sys.argv[4], float(sys.argv[5])
    problem = flat(region(projects, spaces, seed))
    begun = time.perf_counter()
    cost, bound = {"highs": highs, "cp_sat": cp_sat}[peer](problem, seconds)
    told = {
        "objective": None if cost is None else round(-cost, 2),
        "bound": round(-bound, 2) if isfinite(bound) else None,
        "gap": None if cost is None else round(100 * (cost - bound) / abs(cost), 3),
        "seconds": round(time.perf_counter() - begun, 2),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
