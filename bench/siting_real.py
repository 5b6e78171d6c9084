"""Generated regions (bench/siting_region.py): plans, certified gaps, time and memory, and peers.

    python bench/siting_real.py [200x400:2 2000x400:20 10000x2000:60 …] [--seed 0]
        [--start 0] [--peers highs cp_sat] [--python INTERPRETER]

A case is PROJECTSxSPACES:SECONDS and runs in a process of its own; --seed draws the region,
--start the search. One JSON line each: value of the
plan and bound that no plan exceeds, 万元, their gap in %, when the first plan and the first bound
stood, `gaps` = gap in % at the end of these seconds, peak memory with and without the making of the
region. `cpu_s` are the processor seconds that ours had (two workers on an idle machine: twice the
time; less says how loaded it was). Every plan is judged from the region's columns. Peers get the
same arcs and rows and equal time: HiGHS two threads through highspy, CP-SAT two workers under an
interpreter that has OR-tools (`--python`).
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from math import inf, isfinite
from pathlib import Path

import numpy as np
from siting_region import assert_kept, flat, region

from shigu.engine.siting.portfolio.allocate import Allocation, allocate

CASES = ("200x400:2", "2000x400:20", "10000x2000:60")
MOMENTS = (1, 2, 5, 10, 20, 30, 60, 120)
PEER = Path(__file__).parent / "siting_region_peer.py"


def gap_of(cost: float, bound: float) -> float | None:
    """In %; ``None`` where there is no plan yet."""
    return round(100 * (cost - bound) / abs(cost), 3) if isfinite(cost) else None


def gap_at(found: Allocation, moment: float) -> float | None:
    """What was certified ``moment`` seconds after the start."""
    told = [(cost, bound) for seconds, cost, bound in found.log if seconds <= moment]
    return gap_of(*told[-1]) if told else None


def first(found: Allocation, column: int, missing: float) -> float | None:
    """When the log had its first plan (column 1) or bound (2)."""
    return next((round(step[0], 3) for step in found.log if step[column] != missing), None)


def peak_mb() -> float:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


def measure(projects: int, spaces: int, seconds: float, seed: int, start: int) -> dict[str, object]:
    for ready in (region(200, 40), region(40, 40)):
        allocate(flat(ready), seconds=600.0, turns=4)
    begun = time.perf_counter()
    made = region(projects, spaces, seed)
    problem = flat(made)
    prepared, before = time.perf_counter() - begun, peak_mb()
    cpu = time.process_time()
    found = allocate(problem, seconds=seconds, seed=start)
    cpu = time.process_time() - cpu
    line = {
        "case": f"{projects}x{spaces}",
        "arcs": problem.arcs,
        "limit_s": seconds,
        "objective": round(-found.cost, 2),
        "bound": round(-found.bound, 2),
        "unit": "wan yuan",
        "gap": gap_of(found.cost, found.bound),
        "gaps": {str(m): gap_at(found, m) for m in MOMENTS if m <= seconds},
        "first_plan_s": first(found, 1, inf),
        "first_bound_s": first(found, 2, -inf),
        "seconds": round(found.seconds, 2),
        "cpu_s": round(cpu, 1),
        "load": round(os.getloadavg()[0], 1),
        "prepare_s": round(prepared, 2),
        "prepared_mb": before,
        "peak_mb": peak_mb(),
    }
    if found.plan is not None:
        placed = np.where(found.plan >= 0, problem.agent[found.plan], -1)
        assert_kept(made, placed, -found.cost)
        line["placed"] = int((placed >= 0).sum())
    return line


def told_by(command: list[str]) -> dict[str, object]:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}:\n{done.stderr}")
    answer: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return answer


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("cases", nargs="*", default=CASES)
    asked.add_argument("--seed", type=int, default=0)
    asked.add_argument("--start", type=int, default=0)
    asked.add_argument("--peers", nargs="*", default=[], choices=["highs", "cp_sat"])
    asked.add_argument("--python", default=sys.executable)
    asked.add_argument("--here", action="store_true", help="run the one case in this process")
    given = asked.parse_args()
    for case in given.cases:
        size, seconds = case.split(":")
        projects, spaces = size.split("x")
        if given.here:
            line = measure(int(projects), int(spaces), float(seconds), given.seed, given.start)
        else:
            drawn = ["--seed", str(given.seed), "--start", str(given.start)]
            line = told_by([sys.executable, __file__, case, "--here", *drawn])
        for name in given.peers:
            python = given.python if name == "cp_sat" else sys.executable
            command = [python, str(PEER), projects, spaces, str(given.seed), name, seconds]
            line[name] = told_by(command)
        print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
