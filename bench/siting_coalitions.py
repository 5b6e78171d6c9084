"""v(S) of every coalition of generated clusters: seconds, solves saved, gaps and intervals.

    python bench/siting_coalitions.py [--seconds 2] [--gap 0.001] [--sample 64] [5 8 10 12]

One JSON line a number of players. `peer` solves every coalition by itself; where there are more
than the sample, so many drawn ones, and all of them are reckoned from these. `cpu` and `peer_cpu`
are processor seconds: ours has two workers, the peer one, and other work may share the machine.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from fractions import Fraction
from random import Random
from time import perf_counter, process_time

from siting_cluster import cluster

from shigu.engine.plan.values import coalition_table
from shigu.engine.sharing.intervals import share_intervals
from shigu.engine.siting.coalitions import coalition_values
from shigu.engine.siting.restriction import restrict
from shigu.engine.siting.solve import solve
from shigu.engine.siting.values import Problem


def game(players: int, projects: int = 40, spaces: int = 40) -> tuple[Problem, tuple[str, ...]]:
    """A cluster whose leads, zones and shares of pools are dealt to so many players."""
    whole, random = cluster(projects, spaces), Random(players)
    names = tuple(f"P{i}" for i in range(players))
    zones = sorted({space.zone for space in whole.spaces})
    owner = {zone: names[k % players] for k, zone in enumerate(zones)}
    parts = {name: Fraction(1, players) for name in names}
    problem = replace(
        whole,
        needs=tuple(replace(need, introducer=random.choice(names)) for need in whole.needs),
        spaces=tuple(replace(space, owner=owner[space.zone]) for space in whole.spaces),
        pools=tuple(replace(pool, shares=parts) for pool in whole.pools),
        quotas=(),
    )
    return problem, names


def measure(players: int, seconds: float, gap: float, sample: int) -> dict[str, object]:
    problem, names = game(players)
    begun, cpu = perf_counter(), process_time()
    table = coalition_values(problem, names, seconds=seconds, gap=gap, workers=2)
    ours = perf_counter() - begun
    line: dict[str, object] = {
        "case": f"coalitions n={players}",
        "ours": round(ours, 3),
        "cpu": round(process_time() - cpu, 3),
        "unit": "s",
        "coalitions": len(table),
        "solved": sum(each.seconds > 0 for each in table.values()),
        "worst_gap": max(each.gap for each in table.values()),
    }
    begun = perf_counter()
    found = share_intervals(names, coalition_table(names, table))
    line["interval_s"] = round(perf_counter() - begun, 3)
    line["shapley_widest_yuan"] = round(max(high - low for low, high in found.shapley), 2)
    line["core_empty"] = found.core_empty
    drawn = Random(players).sample(sorted(table), min(sample, len(table)))
    part = len(drawn) / len(table)
    begun, cpu = perf_counter(), process_time()
    for mask in drawn:
        each = table[mask]
        alone = problem if mask == len(table) else restrict(problem, frozenset(each.players))
        value = solve(alone, seconds=seconds, gap=gap)
        assert float(each.value.yuan) <= value.bound_yuan + 1.0
        assert float(value.objective.yuan) <= each.bound_yuan + 1.0
    peer, peer_cpu = (perf_counter() - begun) / part, (process_time() - cpu) / part
    line |= {"sample": len(drawn), "peer": round(peer, 3), "peer_cpu": round(peer_cpu, 3)}
    line["ratio"] = round(peer_cpu / float(str(line["cpu"])), 2)
    return line


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("players", nargs="*", type=int, default=[5, 8, 10, 12])
    asked.add_argument("--seconds", type=float, default=2.0)
    asked.add_argument("--gap", type=float, default=0.001)
    asked.add_argument("--sample", type=int, default=64)
    given = asked.parse_args()
    for players in given.players:
        print(json.dumps(measure(players, given.seconds, given.gap, given.sample)), flush=True)


if __name__ == "__main__":
    main()
