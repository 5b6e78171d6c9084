"""The best assignment and the proof of how good it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from time import perf_counter
from typing import Literal

from shigu.engine.siting.compatibility import compatible
from shigu.engine.siting.conflict import conflict
from shigu.engine.siting.constraints import Row, RowKind, rows
from shigu.engine.siting.fit import Pairs
from shigu.engine.siting.locks import refuse_locks, refuse_overfull
from shigu.engine.siting.network import EXACT_ARCS, Network, network
from shigu.engine.siting.solver import Aim, Heard, Outcome, Solver
from shigu.engine.siting.values import Problem
from shigu.engine.values import Money
from shigu.engine.watch import Watch

YUAN_PER_WAN = 10_000
COUPLING: tuple[RowKind, ...] = ("together", "phase")
COUPLING_PART = 0.25
"""Rows of several projects, and the part of the time that the portfolio leaves to them."""
SETTLED_YUAN = 0.02
SETTLED_PART = 1e-11
"""HiGHS calls a plan optimal within 1e-6 万元; sums in double precision add some last digits."""


class NoPlanFound(RuntimeError):
    """The time was over before any plan was found that keeps the floors."""


@dataclass(frozen=True, slots=True)
class Solution:
    """``assignment`` maps placed projects to spaces; ``objective`` is its exact present value.

    No plan is worth more than ``bound_yuan``; ``gap`` is what that leaves open, as a part of the
    objective, 0 when the plan is proven optimal.
    """

    assignment: Mapping[str, str]
    objective: Money
    bound_yuan: float
    gap: float
    status: Literal["optimal", "limit"]
    seconds: float


@dataclass(frozen=True, slots=True)
class Solved:
    """A solution with the model it came from and its settings, for questions that follow."""

    network: Network
    rows: tuple[Row, ...]
    solver: Solver
    chosen: tuple[int, ...]
    solution: Solution
    gap: float
    seed: int
    watch: Watch


def solve(
    problem: Problem,
    *,
    seconds: float = 10.0,
    gap: float = 0.0,
    seed: int = 0,
    pairs: Pairs | None = None,
    start: Mapping[str, str] | None = None,
) -> Solution:
    """Maximise the total present value of the placements under all constraints.

    ``pairs`` saves the test of every pair where it was done before (it does not depend on
    money); ``start`` is a plan that is thought to be good. Stops at a relative gap of ``gap`` or
    after ``seconds``.

    Raises:
        Infeasible: locks, floors, groups and limits contradict each other.
        NoPlanFound: there are floors and no plan was found in time.
        SolverError: HiGHS failed.
    """
    arcs = network(problem, compatible(problem) if pairs is None else pairs)
    return solved(arcs, seconds=seconds, gap=gap, seed=seed, start=start).solution


def solved(
    arcs: Network,
    *,
    seconds: float,
    gap: float,
    seed: int,
    start: Mapping[str, str] | None = None,
    watch: Watch | None = None,
    heard: Heard | None = None,
) -> Solved:
    """:func:`solve` on arcs that are there already; ``start`` is for the exact model alone.

    ``heard`` is told how good plan and bound are while the search goes on.
    """
    watch = watch or Watch()
    refuse_locks(arcs)
    limits = rows(arcs)
    refuse_overfull(arcs, limits)
    solver = Solver(arcs, limits, gap=gap, seed=seed, watch=watch)
    begin = None if start is None else chosen_of(arcs, start)
    outcome = optimum(
        *(arcs, limits),
        seconds=seconds,
        gap=gap,
        seed=seed,
        watch=watch,
        start=begin,
        solver=solver,
        heard=heard,
    )
    chosen = found(arcs, outcome, seconds=seconds, watch=watch)
    solution = _solution(arcs, outcome, chosen)
    return Solved(arcs, limits, solver, chosen, solution, gap, seed, watch)


def optimum(
    arcs: Network,
    limits: tuple[Row, ...],
    *,
    seconds: float,
    gap: float,
    seed: int,
    watch: Watch,
    start: Iterable[int] | None = None,
    aim: Aim = "money",
    solver: Solver | None = None,
    heard: Heard | None = None,
) -> Outcome:
    """The best plan by the exact model or, above ``EXACT_ARCS``, by the portfolio.

    ``start`` and ``solver``, a model of the same rows, are for the exact model alone.

    Raises:
        Stopped: the watch was stopped.
    """
    if len(arcs.arcs) > EXACT_ARCS:
        return _approached(
            *(arcs, limits),
            seconds=seconds,
            gap=gap,
            seed=seed,
            watch=watch,
            aim=aim,
            heard=heard,
        )
    model = solver or Solver(arcs, limits, gap=gap, seed=seed, watch=watch, aim=aim)
    if start is not None:
        model.suggest(start)
    return model.solve(seconds, heard)


def found(arcs: Network, outcome: Outcome, *, seconds: float, watch: Watch) -> tuple[int, ...]:
    """The arcs that were chosen.

    Raises:
        Infeasible: there is no plan; a minimal conflict is named.
        NoPlanFound: none was found in time.
    """
    if outcome.ending == "infeasible":
        raise conflict(arcs, seconds=seconds, watch=watch)
    if outcome.chosen is None:
        raise NoPlanFound(
            f"{seconds:g} 秒内没有找到满足全部下限的方案，请放宽时限或下限。 / "
            f"No plan that keeps every floor was found in {seconds:g} s: allow more time."
        )
    return outcome.chosen


def _approached(
    arcs: Network,
    limits: tuple[Row, ...],
    *,
    seconds: float,
    gap: float,
    seed: int,
    watch: Watch,
    aim: Aim,
    heard: Heard | None,
) -> Outcome:
    """What the portfolio reaches in the time, with the bound it can prove.

    Raises:
        Stopped: the watch was stopped.
    """
    from shigu.engine.siting.portfolio.allocate import allocate
    from shigu.engine.siting.portfolio.neighbourhoods import coupled
    from shigu.engine.siting.portfolio.plan_arcs import flat

    problem, origin = flat(arcs, limits, aim)
    joint = bool(arcs.pairs) or any(row.kind in COUPLING for row in limits)
    kept_back = COUPLING_PART * seconds if joint else 0.0
    reached = allocate(
        problem,
        seconds=seconds - kept_back,
        gap=gap,
        seed=seed,
        watch=watch,
        on_progress=None if heard is None else lambda spent, c, b: heard(spent, -c, -b),
    )
    watch.check()
    if reached.ending == "infeasible":
        return Outcome("infeasible", None, -reached.bound, reached.seconds)
    chosen = None
    if reached.plan is not None:
        chosen = tuple(sorted(origin[reached.plan[reached.plan >= 0]].tolist()))
    settled = reached.ending in {"optimal", "gap"} and not arcs.pairs
    spent = reached.seconds
    if chosen is not None and joint and not settled:
        begun = perf_counter()
        chosen = coupled(arcs, chosen, seconds=kept_back, seed=seed, watch=watch, aim=aim)
        watch.check()
        spent += perf_counter() - begun
    return Outcome("optimal" if settled else "limit", chosen, -reached.bound, spent)


def chosen_of(arcs: Network, assignment: Mapping[str, str]) -> tuple[int, ...]:
    """The arcs of an assignment, those left out that this network does not have."""
    return tuple(
        j for j, arc in enumerate(arcs.arcs) if assignment.get(arc.need.id) == arc.space.id
    )


def assignment_of(arcs: Network, chosen: Iterable[int]) -> dict[str, str]:
    """Project → space of the chosen arcs."""
    return {arcs.arcs[j].need.id: arcs.arcs[j].space.id for j in chosen}


def _solution(arcs: Network, outcome: Outcome, chosen: tuple[int, ...]) -> Solution:
    objective = arcs.worth(chosen)
    worth = float(objective.yuan)
    bound = outcome.bound_wan * YUAN_PER_WAN
    if bound - worth <= SETTLED_YUAN + SETTLED_PART * abs(worth):
        bound = worth
    return Solution(
        assignment=assignment_of(arcs, chosen),
        objective=objective,
        bound_yuan=bound,
        gap=(bound - worth) / max(abs(worth), 1.0),
        status="limit" if outcome.ending == "limit" and bound > worth else "optimal",
        seconds=outcome.seconds,
    )
