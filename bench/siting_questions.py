"""Questions put to a plan of a generated cluster: seconds from warm multipliers.

    python bench/siting_questions.py [200x150 2000x400]

One JSON line a question: `ours` is the median of five in seconds, `worst` the slowest, `cpu` what
the processor worked (less than `ours` where the machine is shared). The plan is a greedy one by
the multipliers; floors are left out, so that it is a plan at once.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random
from statistics import median
from time import perf_counter, process_time

from siting_cluster import cluster, need

from shigu.engine.siting.check import assert_allocation_feasible
from shigu.engine.siting.compatibility import compatible
from shigu.engine.siting.ledger import Ledger
from shigu.engine.siting.questions.changes import PoolBy, ProjectIs, SpaceLeaves, applied
from shigu.engine.siting.questions.standing import Standing, stand
from shigu.engine.siting.questions.what_if import what_if
from shigu.engine.siting.questions.why_not import why_not
from shigu.engine.siting.values import Problem

ASKED = 5


def standing(case: str) -> tuple[Standing, float, float]:
    """A plan that stands, and the seconds and processor seconds it took to stand it up."""
    projects, spaces = map(int, case.split("x"))
    drawn = cluster(projects, spaces)
    problem = replace(drawn, quotas=tuple(replace(q, at_least=None) for q in drawn.quotas))
    begun, worked = perf_counter(), process_time()
    pairs = compatible(problem)
    bare = stand(problem, {}, pairs=pairs)
    took, cpu = perf_counter() - begun, process_time() - worked
    base = stand(problem, greedy(bare), pairs=pairs, bound_yuan=bare.bound_yuan)
    return base, took, cpu


def greedy(bare: Standing) -> dict[str, str]:
    """Arcs in the order of what they leave after what they take is paid for, ties left out."""
    arcs, books = bare.network.arcs, Ledger(bare.rows, (), bare.takes)
    tied = {each for n in bare.problem.needs if n.together for each in (n.id, *n.together)}
    plan: dict[str, str] = {}
    for j in sorted(bare.open_arcs.tolist(), key=lambda j: -bare.rates.left[j]):
        project = arcs[j].need.id
        free = project not in plan and project not in tied
        if free and arcs[j].value.fen > 0 and books.has_room(j):
            books.add(j)
            plan[project] = arcs[j].space.id
    return plan


def questions(base: Standing) -> Iterator[tuple[str, list[Callable[[], object]]]]:
    random = Random(7)
    news = [replace(need(random, 90_000 + k), id=f"new{k}") for k in range(ASKED)]
    yield "what if a project came", [lambda n=n: asked(base, ProjectIs(n)) for n in news]
    taken = sorted(set(base.assignment.values()))
    lost = random.sample(taken, ASKED)
    yield "what if a space went", [lambda s=s: asked(base, SpaceLeaves(s)) for s in lost]
    cuts = random.sample(base.problem.pools, ASKED)
    yield (
        "what if a pool fell",
        [lambda p=p: asked(base, PoolBy(p.id, -p.amount / 50)) for p in cuts],
    )
    out = [n for n in base.problem.needs if n.id not in base.assignment]
    fits = [n for n in out if base.network.by_need[n.id]]
    pairs = [
        (n.id, base.network.arcs[random.choice(base.network.by_need[n.id])].space.id)
        for n in random.sample(fits, min(ASKED, len(fits)))
    ]
    yield "why not there", [lambda p=p, s=s: why_not(base, p, s, seconds=0.5) for p, s in pairs]


def asked(
    base: Standing, change: ProjectIs | SpaceLeaves | PoolBy
) -> tuple[Problem, dict[str, str]]:
    """The problem after the change and the plan that answers it, to be judged."""
    answer = what_if(base, change)
    return applied(base.problem, change), answer.assignment


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("cases", nargs="*", default=["200x150", "2000x400"])
    for case in given.parse_args().cases:
        base, took, cpu = standing(case)
        line = {"case": case, "ours": round(took, 3), "unit": "s", "question": "stand up"}
        line["cpu"] = round(cpu, 3)
        print(json.dumps({**line, "gap": round(base.gap, 5), "arcs": len(base.network.arcs)}))
        for name, calls in questions(base):
            spent, cpu = [], []
            for call in calls:
                begun, worked = perf_counter(), process_time()
                answer = call()
                spent.append(perf_counter() - begun)
                cpu.append(process_time() - worked)
                if isinstance(answer, tuple):
                    assert_allocation_feasible(*answer)
            times = {"ours": round(median(spent), 3), "worst": round(max(spent), 3), "unit": "s"}
            times["cpu"] = round(median(cpu), 3)
            print(json.dumps({"case": case, "question": name, **times}), flush=True)


if __name__ == "__main__":
    main()
