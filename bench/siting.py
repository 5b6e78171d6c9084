"""OR-Library: assignments over best known values and locations against optima, beside peers.

    python bench/siting.py DIR [--seconds 10 60] [--only d20200 …]
                               [--peers highs cp_sat scip] [--python PYTHON]

DIR holds assignments and `best_known.csv` (Path, …, Best known solution value), or capacitated
locations and `optimal_published.csv` (instance, published_optimum). One JSON line an instance and
solver: `excess` over best known in % (`null` = no plan), its own `bound` and `gap` in %, `seconds`;
for ours `cpu_s` too, the processor seconds it had (two workers on an idle machine: twice the time;
less says how loaded it was). Peers run in processes of their own at equal time: HiGHS through
SciPy, CP-SAT and SCIP where OR-tools is installed (`--python` names an interpreter that has it).
The last line of each time has mean and worst of every solver, and how many times smaller our mean
excess is than that of HiGHS, over the instances of which HiGHS has a plan.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from shigu.engine.siting.portfolio.allocate import Allocation, allocate
from shigu.engine.siting.portfolio.instance import Instance
from shigu.engine.siting.portfolio.orlib import read_cap, read_gap
from shigu.engine.siting.portfolio.warehouses import locate
from shigu.engine.siting.portfolio.warm import warm

PEER = Path(__file__).parent / "siting_peer.py"
Line = dict[str, Any]


def assert_kept(problem: Instance, found: Allocation, best: float) -> None:
    """Written from the file's format alone: every job once, no agent over its capacity."""
    plan = found.plan
    assert (problem.job[plan] == np.arange(problem.jobs)).all()
    used = np.bincount(problem.agent[plan], problem.take[plan, 0], problem.agents)
    assert (used <= problem.capacity[:, 0]).all()
    assert problem.cost[plan].sum() == found.cost
    assert best >= found.bound


def line(case: str, solver: str, limit: float, found: Line, best: float) -> Line:
    """``found`` has cost, bound and seconds."""
    cost, bound = found["cost"], found["bound"]
    over = None if cost is None else round(100 * (cost / best - 1), 4)
    known = cost is not None and bound is not None
    gap = round(100 * max(cost - bound, 0.0) / abs(cost), 4) if known else None
    told = {"case": case, "solver": solver, "limit_s": limit, "objective": cost, "excess": over}
    rest = {key: each for key, each in found.items() if key not in {"cost", "bound"}}
    return {**told, "unit": "% over best known", "bound": bound, "gap": gap, **rest}


def ours(file: Path, seconds: float, best: float) -> Line:
    problem = read_gap(file.read_text())
    cpu, begun = time.process_time(), time.perf_counter()
    found = allocate(problem, seconds=seconds)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - begun
    if found.plan is not None:
        assert_kept(problem, found, best)
    return {
        "cost": None if found.plan is None else found.cost,
        "bound": found.bound,
        "seconds": round(wall, 2),
        "cpu_s": round(cpu, 1),
        "load": round(os.getloadavg()[0], 1),
    }


def peer(python: str, file: Path, name: str, seconds: float) -> Line:
    command = [python, str(PEER), str(file), name, str(seconds)]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(told.stdout.splitlines()[-1])


def assignments(asked: argparse.Namespace, seconds: float) -> Iterator[Line]:
    with (asked.directory / "best_known.csv").open() as table:
        known = {
            row["Path"]: float(row["Best known solution value"]) for row in csv.DictReader(table)
        }
    for path, best in known.items():
        file = asked.directory / path
        if not file.exists() or (asked.only and file.name not in asked.only):
            continue
        yield line(file.name, "shigu", seconds, ours(file, seconds, best), best)
        for name in asked.peers:
            python = sys.executable if name == "highs" else asked.python
            yield line(file.name, name, seconds, peer(python, file, name, seconds), best)


def locations(asked: argparse.Namespace, seconds: float) -> Iterator[Line]:
    with (asked.directory / "optimal_published.csv").open() as table:
        known = {row["instance"]: float(row["published_optimum"]) for row in csv.DictReader(table)}
    for case, best in known.items():
        file = asked.directory / f"{case}.txt"
        if not file.exists() or (asked.only and case not in asked.only):
            continue
        problem = read_cap(file.read_text())
        begun = time.perf_counter()
        found = locate(problem, seconds=seconds)
        spent = round(time.perf_counter() - begun, 2)
        assert found is not None, f"{case} is called infeasible"
        cost = None if found.served is None else found.cost
        answer = {"cost": cost, "bound": found.bound, "seconds": spent, "proven": found.proven}
        yield line(case, "shigu", seconds, answer, best)


def summary(lines: list[Line], seconds: float) -> Line:
    """Mean and worst by solver; a solver without a plan on some instance says on how many."""
    told: Line = {"case": "all", "limit_s": seconds, "unit": "% over best known"}
    over = {name: {} for name in dict.fromkeys(each["solver"] for each in lines)}
    for each in lines:
        over[each["solver"]][each["case"]] = each["excess"]
    for name, found in over.items():
        there = [each for each in found.values() if each is not None]
        told[name] = {
            "mean": round(float(np.mean(there)), 4) if there else None,
            "worst": max(there, default=None),
            "without_plan": len(found) - len(there),
        }
    both = [case for case, each in over.get("highs", {}).items() if each is not None]
    mine = [over["shigu"][case] for case in both]
    if both and None not in mine and sum(mine) > 0:
        told["ratio"] = round(sum(over["highs"][case] for case in both) / sum(mine), 1)
    if any("proven" in each for each in lines):
        told["proven"] = sum(each["proven"] for each in lines)
        told["of"] = len(lines)
    return told


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("directory", type=Path)
    asked.add_argument("--seconds", type=float, nargs="+", default=[10.0, 60.0])
    asked.add_argument("--only", nargs="*", default=[])
    asked.add_argument("--peers", nargs="*", default=[], choices=["highs", "cp_sat", "scip"])
    asked.add_argument("--python", default=sys.executable)
    given = asked.parse_args()
    located = (given.directory / "optimal_published.csv").exists()
    if not located:
        print(f"kernels ready in {warm():.1f} s", file=sys.stderr)
    for seconds in given.seconds:
        lines = []
        for each in (locations if located else assignments)(given, seconds):
            lines.append(each)
            print(json.dumps(each), flush=True)
        print(json.dumps(summary(lines, seconds)), flush=True)


if __name__ == "__main__":
    main()
