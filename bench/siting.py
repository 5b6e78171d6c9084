"""Generalised assignment: excess over best known values, beside the own certificate and peers.

    python bench/siting.py DIR [--seconds 10 60] [--only d20200 …] [--peers highs cp_sat]

DIR holds OR-Library files and `best_known.csv` (Path, …, Best known solution value). One JSON line
an instance and time: `ours` and the peers in % over best known (`null` = no plan), `ratio` =
highs ÷ ours, `gap` our certified gap in %, `cpu_s` the processor seconds that ours had (two workers
on an idle machine: twice the time; less says how loaded it was). Peers run in processes of their
own at equal time: HiGHS through SciPy, CP-SAT where OR-tools is installed (`--python` names an
interpreter that has it). The last line of each time has mean and worst.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from shigu.engine.siting.portfolio.allocate import Allocation, allocate
from shigu.engine.siting.portfolio.instance import Instance
from shigu.engine.siting.portfolio.orlib import read_gap
from shigu.engine.siting.portfolio.warm import warm

PEER = Path(__file__).parent / "siting_peer.py"


def assert_kept(problem: Instance, found: Allocation, best: float) -> None:
    """Written from the file's format alone: every job once, no agent over its capacity."""
    plan = found.plan
    assert (problem.job[plan] == np.arange(problem.jobs)).all()
    used = np.bincount(problem.agent[plan], problem.take[plan, 0], problem.agents)
    assert (used <= problem.capacity[:, 0]).all()
    assert problem.cost[plan].sum() == found.cost >= best >= found.bound


def peer(python: str, file: Path, name: str, seconds: float, best: float) -> float | None:
    """Its excess in %, ``None`` where it has no plan."""
    command = [python, str(PEER), str(file), name, str(seconds)]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    cost = json.loads(told.stdout)["cost"]
    return None if cost is None else excess(cost, best)


def excess(cost: float, best: float) -> float:
    return round(100 * (cost / best - 1), 4)


def measure(file: Path, best: float, seconds: float, asked: argparse.Namespace) -> dict:
    problem = read_gap(file.read_text())
    cpu, begun = time.process_time(), time.perf_counter()
    found = allocate(problem, seconds=seconds)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - begun
    assert_kept(problem, found, best)
    line = {
        "case": file.name,
        "limit_s": seconds,
        "ours": excess(found.cost, best),
        "unit": "% over best known",
        "gap": round(100 * found.gap, 4),
        "cpu_s": round(cpu, 1),
        "wall_s": round(wall, 2),
        "load": round(os.getloadavg()[0], 1),
    }
    for name in asked.peers:
        python = asked.python if name == "cp_sat" else sys.executable
        line[name] = peer(python, file, name, seconds, best)
    if line.get("highs") is not None and line["ours"] > 0:
        line["peer"], line["ratio"] = line["highs"], round(line["highs"] / line["ours"], 1)
    return line


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("directory", type=Path)
    asked.add_argument("--seconds", type=float, nargs="+", default=[10.0, 60.0])
    asked.add_argument("--only", nargs="*", default=[])
    asked.add_argument("--peers", nargs="*", default=["highs"], choices=["highs", "cp_sat"])
    asked.add_argument("--python", default=sys.executable)
    given = asked.parse_args()
    with (given.directory / "best_known.csv").open() as table:
        known = {
            row["Path"]: float(row["Best known solution value"]) for row in csv.DictReader(table)
        }
    print(f"kernels ready in {warm():.1f} s", file=sys.stderr)
    for seconds in given.seconds:
        lines = []
        for path, best in known.items():
            file = given.directory / path
            if file.exists() and (not given.only or file.name in given.only):
                lines.append(measure(file, best, seconds, given))
                print(json.dumps(lines[-1]), flush=True)
        over = [line["ours"] for line in lines]
        total = {"case": "all", "limit_s": seconds, "unit": "% over best known"}
        print(json.dumps({**total, "mean": round(float(np.mean(over)), 4), "worst": max(over)}))


if __name__ == "__main__":
    main()
