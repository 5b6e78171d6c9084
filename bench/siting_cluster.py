"""Siting: seconds and gap on generated clusters, against the same rows given to SciPy's MILP.

    python bench/siting_cluster.py [--seconds 10] [--explain] [40x40 80x80 200x150 …]

One JSON line a case: `ours` and `peer` in seconds, `ratio` = peer ÷ ours, each with its gap.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random
from time import perf_counter

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from shigu.engine.siting.check import assert_allocation_feasible
from shigu.engine.siting.compatibility import compatible
from shigu.engine.siting.constraints import rows
from shigu.engine.siting.network import Network, network
from shigu.engine.siting.plan import plan
from shigu.engine.siting.solve import solve
from shigu.engine.siting.values import Economics, Need, Pool, Problem, Quota, Space, YearEstimate

PLAYERS = ("A", "B", "C", "D", "E")
TIES = ((0, 1, "together"), (2, 3, "together"), (4, 5, "apart"), (6, 7, "apart"), (8, 9, "apart"))


def cluster(projects: int, spaces: int, seed: int = 0) -> Problem:
    """Five players, a zone for every five spaces; power, water, land and quotas are all short."""
    random = Random(seed)
    zones = {f"z{i}": PLAYERS[i % 5] for i in range(max(3, spaces // 5))}
    offers = tuple(space(random, i, zones) for i in range(spaces))
    wishes = [need(random, i) for i in range(projects)]
    for one, other, tie in TIES:
        wishes[one] = replace(wishes[one], **{tie: frozenset({f"p{other}"})})
    quotas = (Quota(f"q{p}", p, "projects", projects // 15, projects // 4) for p in PLAYERS)
    return Problem(
        needs=tuple(wishes),
        spaces=offers,
        pools=tuple(pools(zones, projects)),
        quotas=tuple(quotas),
        economics=Economics(date(2026, 11, 23), 0.05, 10),
    )


def space(random: Random, i: int, zones: dict[str, str]) -> Space:
    zone = random.choice(list(zones))
    kind = random.choice(["land", "factory", "factory", "floor", "office", "laboratory"])
    ground = {
        "land_mu": random.choice([20.0, 40.0, 60.0, 100.0]),
        "far_min": 1.0,
        "far_max": 3.0,
        "price_yuan_per_mu": 500_000.0,
    }
    building = {
        "area_m2": random.choice([3000.0, 5000.0, 8000.0, 12000.0, 20000.0]),
        "height_m": random.choice([4.5, 6.0, 8.0, 9.0, 12.0]),
        "load_t_m2": random.choice([0.5, 1.0, 2.0, 3.0]),
    }
    return Space(
        id=f"s{i}",
        zone=zone,
        district=zones[zone],
        owner=zones[zone],
        kind=kind,
        divisible=random.random() < 0.5,
        power_kva=random.choice([1000.0, 2000.0, 4000.0]),
        water_t_day=random.choice([50.0, 100.0, 200.0]),
        drainage_t_day=random.choice([50.0, 100.0]),
        exhaust=random.random() < 0.6,
        clean_class=random.choice([None, 6, 7, 8]),
        hazard_class=random.choice("乙丙丙丁"),
        codes_allowed=() if random.random() < 0.7 else ("39", "65"),
        available_from=date(2026, random.randint(1, 12), 1),
        **(ground if kind == "land" else building),
    )


def need(random: Random, i: int) -> Need:
    invest = random.choice([2000, 5000, 10000, 30000, 80000])
    on_land = random.random() < 0.3
    land = random.choice([10.0, 20.0, 35.0, 50.0])
    floor = random.choice([800.0, 1500.0, 3000.0, 5000.0, 8000.0])
    return Need(
        id=f"p{i}",
        introducer=random.choice(PLAYERS),
        land_mu=land if on_land else None,
        floor_area_m2=round(land * 2000 / 3 * random.uniform(1.1, 2.5)) if on_land else floor,
        height_m=None if on_land else random.choice([None, 4.0, 5.0, 6.0, 8.0]),
        load_t_m2=None if on_land else random.choice([None, 0.5, 1.0, 1.5]),
        power_kva=random.choice([200.0, 400.0, 800.0, 1500.0]),
        water_t_day=random.choice([5.0, 20.0, 50.0]),
        drainage_t_day=random.choice([5.0, 20.0, 40.0]),
        needs_exhaust=random.random() < 0.15,
        clean_class=None if random.random() < 0.8 else 7,
        energy_tce=random.choice([100.0, 500.0, 2000.0]),
        emission_t=random.choice([0.0, 1.0, 3.0]),
        hazard_class=random.choice("丙丁戊"),
        code=random.choice(["3913", "3969", "6510", "3562", "7320"]),
        invest_wan=invest,
        earliest=date(2027, random.randint(1, 12), 1),
        latest=date(2028, 12, 31),
        success_probability=round(random.uniform(0.3, 0.9), 2),
        years=tuple(
            YearEstimate(y, round(invest * random.uniform(0.01, 0.06) * min(1, y / 4), 2))
            for y in range(1, 11)
        ),
    )


def pools(zones: dict[str, str], projects: int) -> Iterator[Pool]:
    start, autumn = date(2027, 1, 1), date(2027, 9, 1)
    for player in PLAYERS:
        own = frozenset(zone for zone, owner in zones.items() if owner == player)
        all_its = {player: Fraction(1)}
        yield Pool(id=f"power-{player}", resource="power", zones=own, month_from=start,
                   amount=120.0 * projects, shares=all_its)  # fmt: skip
        yield Pool(id=f"water-{player}", resource="waste_water", zones=own, month_from=start,
                   month_to=autumn, amount=2.0 * projects, shares=all_its)  # fmt: skip
    fifths = dict.fromkeys(PLAYERS, Fraction(1, 5))
    for resource, each in (("energy", 500.0), ("emission", 0.8), ("land", 5.0)):
        yield Pool(id=resource, resource=resource, zones=frozenset(zones), month_from=start,
                   amount=each * projects, shares=fifths)  # fmt: skip


def peer(arcs: Network, seconds: float) -> tuple[float, float | None]:
    """The rows as they stand, one column an arc, no groups: seconds and gap (None = no plan)."""
    limits = rows(arcs)
    begin = np.cumsum([0, *(len(row.terms) for row in limits)])
    column = np.array([j for row in limits for j, _ in row.terms])
    taken = np.array([amount for row in limits for _, amount in row.terms])
    matrix = csr_array((taken, column, begin), shape=(len(limits), len(arcs.arcs)))
    kept = LinearConstraint(matrix, [r.lower for r in limits], [r.upper for r in limits])
    cost = -np.array([float(arc.value.wan) for arc in arcs.arcs])
    begun = perf_counter()
    found = milp(
        cost,
        integrality=np.ones(len(cost)),
        bounds=Bounds(0, 1),
        constraints=kept,
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
    return perf_counter() - begun, None if found.x is None else float(found.mip_gap)


def measure(case: str, seconds: float, *, explain: bool) -> dict[str, object]:
    projects, spaces = map(int, case.split("x"))
    problem = cluster(projects, spaces)
    begun = perf_counter()
    pairs = compatible(problem)
    arcs = network(problem, pairs)
    prepared = perf_counter() - begun
    begun = perf_counter()
    found = solve(problem, seconds=seconds, pairs=pairs)
    ours = perf_counter() - begun
    assert_allocation_feasible(problem, found.assignment)
    theirs, their_gap = peer(arcs, seconds)
    line = {
        "case": case,
        "ours": round(ours, 3),
        "peer": round(theirs, 3),
        "ratio": round(theirs / ours, 2),
        "unit": "s",
        "gap": found.gap,
        "peer_gap": their_gap,
        "arcs": len(arcs.arcs),
        "placed": len(found.assignment),
        "objective_yuan": float(found.objective.yuan),
        "prepare_s": round(prepared, 3),
    }
    if explain:
        begun = perf_counter()
        plan(problem, seconds=seconds, workers=2)
        line["plan_s"] = round(perf_counter() - begun, 3)
    return line


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("cases", nargs="*", default=["40x40", "80x80", "200x150"])
    asked.add_argument("--seconds", type=float, default=10.0)
    asked.add_argument("--explain", action="store_true")
    given = asked.parse_args()
    for case in given.cases:
        print(json.dumps(measure(case, given.seconds, explain=given.explain)), flush=True)


if __name__ == "__main__":
    main()
