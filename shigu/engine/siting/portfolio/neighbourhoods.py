"""What couples projects, put into a large plan by exact neighbourhoods.

Dives and chains move one project at a time: a group that must stay together never enters, and what
two projects gain from each other is not seen. So the plan is fixed but for the projects of one
group, phase or pair and for those that hold the places they could take, and HiGHS solves that part
with every row (fix-and-optimise: Helber & Sahling 2010, *Int. J. Production Economics* 123).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter

from shigu.engine.siting.constraints import rows
from shigu.engine.siting.groups import together_groups
from shigu.engine.siting.network import Network, picked
from shigu.engine.siting.portfolio.plan_arcs import most_gained
from shigu.engine.siting.solver import Aim, Solver, gained
from shigu.engine.watch import Watch

BEST_ARCS = 24
"""Arcs that a free project keeps, the best of them, beside its own place."""
MOST_FREE = 40
TURN_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Coupling:
    """Projects that are placed better together than one by one, and what that may bring."""

    projects: tuple[str, ...]
    gain: float


def couplings(
    arcs: Network, gain: Sequence[float], chosen: Sequence[int], aim: Aim
) -> list[Coupling]:
    """Groups, phases and pairs that the plan does not use yet, the most promising first.

    ``gain`` is what each arc adds at most: of projects that are placed nothing more is hoped for
    but what they gain from each other.
    """
    placed = {arcs.arcs[j].need.id for j in chosen}
    found = [
        Coupling(
            members, joint + sum(_best(arcs, gain, each) for each in members if each not in placed)
        )
        for members, joint in _coupled(arcs, chosen, aim)
    ]
    promising = (each for each in found if each.gain > 0)
    return sorted(promising, key=lambda each: (-each.gain, each.projects))


def _best(arcs: Network, gain: Sequence[float], need: str) -> float:
    return max((gain[j] for j in arcs.by_need[need]), default=0.0)


def _coupled(
    arcs: Network, chosen: Sequence[int], aim: Aim
) -> Iterator[tuple[tuple[str, ...], float]]:
    """Projects, and what they gain from each other."""
    yield from ((group, 0.0) for group in together_groups(arcs.problem.needs))
    for need in arcs.problem.needs:
        if need.phase_of is not None:
            yield (need.phase_of, need.id), 0.0
    held = {(pair.one, pair.other) for pair, *_ in arcs.gained(chosen)}
    for pair in arcs.pairs:
        if (pair.one, pair.other) not in held:
            yield (pair.one, pair.other), gained(pair, aim)


def coupled(
    arcs: Network,
    chosen: tuple[int, ...],
    *,
    seconds: float,
    seed: int = 0,
    watch: Watch,
    aim: Aim = "money",
) -> tuple[int, ...]:
    """A plan at least as good, within ``seconds``; every row of the exact model holds in it."""
    begun = perf_counter()
    gain = most_gained(arcs, aim)
    for coupling in couplings(arcs, gain, chosen, aim):
        left = seconds - (perf_counter() - begun)
        if left <= 0 or watch.stopped or watch.hastened:
            break
        kept, free = _part(arcs, gain, chosen, coupling)
        part = picked(arcs, kept)
        place = {j: k for k, j in enumerate(kept)}
        solver = Solver(part, limits := rows(part), seed=seed, watch=watch, aim=aim)
        for i, row in enumerate(limits):
            if row.kind == "assignment" and row.where not in free:
                solver.limit(i, 1, 1)
        solver.suggest([place[j] for j in chosen])
        outcome = solver.solve(min(left, TURN_SECONDS))
        if outcome.chosen is not None:
            better = tuple(sorted(kept[k] for k in outcome.chosen))
            chosen = max(chosen, better, key=lambda plan: _worth(arcs, plan, aim))
    return chosen


def _worth(arcs: Network, plan: tuple[int, ...], aim: Aim) -> tuple[float, float]:
    money, points = float(arcs.worth(plan).fen), float(arcs.points(plan))
    return (money, points) if aim == "money" else (points, money)


def _part(
    arcs: Network, gain: Sequence[float], chosen: Sequence[int], coupling: Coupling
) -> tuple[list[int], set[str]]:
    """The arcs of the part and its free projects: those coupled, and who holds their best places.

    Placed projects that are not free keep their one arc.
    """
    tenants: defaultdict[str, list[str]] = defaultdict(list)
    for j in chosen:
        tenants[arcs.arcs[j].space.id].append(arcs.arcs[j].need.id)
    free = set(coupling.projects)
    options = [j for each in coupling.projects for j in _options(arcs, gain, each)]
    for j in sorted(options, key=lambda j: -gain[j]):
        for unit in arcs.arcs[j].space.units | {arcs.arcs[j].space.id}:
            if len(free) < MOST_FREE:
                free.update(tenants[unit])
    kept = set(chosen).union(*(_options(arcs, gain, each) for each in free))
    return sorted(kept), free


def _options(arcs: Network, gain: Sequence[float], need: str) -> list[int]:
    return sorted(arcs.by_need[need], key=lambda j: -gain[j])[:BEST_ARCS]
