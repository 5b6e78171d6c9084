"""The siting plan: the optimum, and for each project why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from shigu.engine.siting.alternatives import Alternative, without_each
from shigu.engine.siting.compatibility import compatible
from shigu.engine.siting.goals import Goal, aimed
from shigu.engine.siting.large import alternatives, lagrangian_prices
from shigu.engine.siting.ledger import Ledger
from shigu.engine.siting.network import EXACT_ARCS, network
from shigu.engine.siting.parallel import dealt
from shigu.engine.siting.placed import placement
from shigu.engine.siting.prices import prices, with_plan_gains
from shigu.engine.siting.questions.standing import standing_of
from shigu.engine.siting.results import Aimed, Gained, ShadowPrice, SitingPlan, Unplaced
from shigu.engine.siting.score import scored
from shigu.engine.siting.solve import YUAN_PER_WAN, Solved
from shigu.engine.siting.unplaced import left_out, unplaced
from shigu.engine.siting.values import Problem
from shigu.engine.watch import Watch


def plan(
    problem: Problem,
    *,
    seconds: float = 10.0,
    gap: float = 0.0,
    seed: int = 0,
    workers: int = 1,
    watch: Watch | None = None,
    goal: Goal | None = None,
) -> SitingPlan:
    """Place the projects as :func:`shigu.engine.siting.goals.aimed` does and explain everything.

    ``seconds`` bounds each optimisation: the plan, each runner-up, each project forced in. What
    was not proven in that time is not reported as a figure, and a reason says so. Above
    ``EXACT_ARCS`` arcs all questions together have ``seconds``, prices are multipliers.
    ``SitingPlan.seconds`` is the time spent in the solver for all of them, summed over the
    ``workers`` threads that share the questions. Each optimisation is a step of ``watch``.

    Raises:
        NothingScores, Infeasible, NoPlanFound, SolverError: as ``aimed``.
    """
    goal = goal or Goal()
    arcs = network(problem, compatible(problem))
    watch = watch or Watch()
    base = aimed(
        *(arcs, goal), seconds=seconds, gap=gap, seed=seed, watch=watch, heard=partial(_read, watch)
    )
    found = base.solution
    if goal.order == "money":
        watch.read(found.seconds, float(found.objective.yuan), found.bound_yuan, last=True)
    base.watch.expect(len(problem.needs) + 1)
    base.watch.step()
    explain = _explained_large if len(arcs.arcs) > EXACT_ARCS else _explained
    told = explain(base, seconds, workers)
    base.watch.step()
    return SitingPlan(
        objective_yuan=float(base.solution.objective.yuan),
        bound_yuan=base.solution.bound_yuan,
        gap=base.solution.gap,
        status=base.solution.status,
        seconds=base.solution.seconds + told.seconds,
        placements=tuple(map(partial(placement, base), base.chosen, told.others)),
        unplaced=told.unplaced,
        shadow_prices=told.prices,
        score=float(arcs.points(base.chosen)) if scored(problem) else None,
        synergies=tuple(_gained(base)),
        goal=Aimed(goal.order, float(goal.tolerance), _least(base)),
        log=watch.readings,
    )


class _Explained(NamedTuple):
    """Runner-ups in the order of the chosen arcs, and the solver's seconds for all of it."""

    others: Sequence[Alternative]
    unplaced: tuple[Unplaced, ...]
    prices: tuple[ShadowPrice, ...]
    seconds: float


def _explained(base: Solved, seconds: float, workers: int) -> _Explained:
    ledger = Ledger(base.rows, base.chosen)
    left = _left_out(base, ledger, seconds=seconds, workers=workers)
    forced = [each for _, each in left if each is not None]
    others = _runner_ups(base, ledger, forced, seconds=seconds, workers=workers)
    dearest = with_plan_gains(base, prices(base.network, base.rows, base.chosen), seconds=seconds)
    spent = sum(each.seconds for each in (*forced, *others))
    return _Explained(others, tuple(found for found, _ in left), dearest, spent)


def _explained_large(base: Solved, seconds: float, _workers: int) -> _Explained:
    standing, by_need = standing_of(base), base.network.by_need
    left = [n for n in base.network.problem.needs if n.id not in base.solution.assignment]
    others, forced = alternatives(
        standing, base.chosen, [n.id for n in left], seconds=seconds, watch=base.watch
    )
    unplaced = (
        left_out(base, standing.ledger, need, found if by_need[need.id] else None)
        for need, found in zip(left, forced, strict=True)
    )
    spent = sum(each.seconds for each in (*forced, *others))
    return _Explained(others, tuple(unplaced), lagrangian_prices(standing), spent)


def _read(watch: Watch, seconds: float, value_wan: float, bound_wan: float) -> None:
    watch.read(seconds, value_wan * YUAN_PER_WAN, bound_wan * YUAN_PER_WAN, last=False)


def _least(base: Solved) -> float | None:
    least = base.network.problem.least_score
    return None if least is None else float(least)


def _gained(base: Solved) -> Iterator[Gained]:
    for pair, *_ in base.network.gained(base.chosen):
        yield Gained(pair.one, pair.other, pair.synergy, float(pair.value.yuan), float(pair.score))


def _left_out(
    base: Solved, ledger: Ledger, *, seconds: float, workers: int
) -> list[tuple[Unplaced, Alternative | None]]:
    needs = [n for n in base.network.problem.needs if n.id not in base.solution.assignment]
    return dealt(
        base,
        needs,
        lambda own, hand: (unplaced(own, ledger, need, seconds=seconds) for need in hand),
        workers=workers,
    )


def _runner_ups(
    base: Solved,
    ledger: Ledger,
    forced: Sequence[Alternative],
    *,
    seconds: float,
    workers: int,
) -> list[Alternative]:
    seen = [each.plan for each in forced if each.plan is not None]
    return dealt(
        base,
        base.chosen,
        lambda own, hand: without_each(own, ledger, hand, seen=seen, seconds=seconds),
        workers=workers,
    )
