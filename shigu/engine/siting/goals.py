"""Money and score in a declared order: first the one, then the other within a tolerance.

Neither is turned into the other. Each run ends as a plain problem: the most money with at least
so many points, so that everything that is asked of a plan is asked under the same condition.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil

from shigu.engine.siting.constraints import Row, rows
from shigu.engine.siting.locks import refuse_locks
from shigu.engine.siting.network import Network
from shigu.engine.siting.results import ORDERS, Order
from shigu.engine.siting.score import scored
from shigu.engine.siting.solve import Solved, assignment_of, found, optimum, solved
from shigu.engine.siting.solver import Heard, gains
from shigu.engine.siting.terms import Terms
from shigu.engine.values import Money
from shigu.engine.watch import Watch


class NothingScores(ValueError):
    """A run by points where the problem declares none."""

    def __init__(self) -> None:
        super().__init__(
            "没有任何评分：请在 projects.preferences 或 supplies.near_score 里填写权重。 / "
            "Nothing scores: declare weights in projects.preferences or supplies.near_score."
        )


@dataclass(frozen=True, slots=True)
class Goal:
    """Which aim comes first, and what part of its best may be given up for the other.

    Raises:
        ValueError: an unknown order, or a tolerance outside 0…1.
    """

    order: Order = "money"
    tolerance: Fraction = Fraction(0)

    def __post_init__(self) -> None:
        if self.order not in ORDERS or not 0 <= self.tolerance <= 1:
            raise ValueError(f"goal: {self.order!r} within {self.tolerance}")


@dataclass(frozen=True, slots=True)
class MostPoints:
    """The plan with most points. No plan that was asked for has more than ``bound``."""

    score: Fraction
    bound: float
    chosen: tuple[int, ...]
    proven: bool
    seconds: float


def aimed(
    arcs: Network,
    goal: Goal,
    *,
    seconds: float,
    gap: float = 0.0,
    seed: int = 0,
    watch: Watch | None = None,
    heard: Heard | None = None,
) -> Solved:
    """The plan of a lexicographic run (Isermann 1982, *OR Spektrum* 4), ready to be explained.

    ``money-score``: most money M; most points with at least M − tolerance · |M|; most money with
    those points. ``score-money``: most points S; most money with at least S − tolerance · |S|
    points; most points with that money. ``seconds`` bounds each step. ``heard`` is told how the
    search for the most money goes, where that comes first.

    Raises:
        NothingScores: points are asked for and none are declared.
        Infeasible, NoPlanFound, SolverError: as :func:`shigu.engine.siting.solve.solve`.
    """
    if goal.order == "money":
        return solved(arcs, seconds=seconds, gap=gap, seed=seed, watch=watch, heard=heard)
    if not scored(arcs.problem):
        raise NothingScores
    if goal.order == "money-score":
        first = solved(arcs, seconds=seconds, gap=gap, seed=seed, watch=watch, heard=heard)
        return _refined(first, goal.tolerance, seconds)
    best = most_points(arcs, seconds=seconds, gap=gap, seed=seed, watch=watch).score
    enough = scoring_at_least(arcs, best - goal.tolerance * abs(best))
    return _refined(solved(enough, seconds=seconds, gap=gap, seed=seed, watch=watch), None, seconds)


def _refined(base: Solved, tolerance: Fraction | None, seconds: float) -> Solved:
    """Most points for the money of ``base`` less a tolerance, then most money for those points."""
    worth = base.solution.objective
    spared = (tolerance or Fraction(0)) * abs(worth.fen)
    points = most_points(
        base.network,
        least_money=Money(ceil(worth.fen - spared)),
        start=base.chosen,
        seconds=seconds,
        gap=base.gap,
        seed=base.seed,
        watch=base.watch,
    )
    return solved(
        scoring_at_least(base.network, points.score),
        seconds=seconds,
        gap=base.gap,
        seed=base.seed,
        start=assignment_of(base.network, points.chosen),
        watch=base.watch,
    )


def scoring_at_least(arcs: Network, least: Fraction) -> Network:
    """The same arcs under the condition that the plan has so many points."""
    return replace(arcs, problem=replace(arcs.problem, least_score=least))


def most_points(
    arcs: Network,
    *,
    least_money: Money | None = None,
    start: Iterable[int] | None = None,
    seconds: float,
    gap: float = 0.0,
    seed: int = 0,
    watch: Watch | None = None,
) -> MostPoints:
    """Maximise the points of the plan, worth ``least_money`` or more (kept to a billionth).

    Raises:
        Infeasible, NoPlanFound, SolverError: as :func:`shigu.engine.siting.solve.solve`.
    """
    watch = watch or Watch()
    limits = rows(arcs)
    refuse_locks(arcs)
    if least_money is not None:
        terms = Terms.of((j, gain) for j, gain in enumerate(gains(arcs, "money")) if gain)
        limits = (*limits, Row("score", "money", terms, lower=float(least_money.wan)))
    outcome = optimum(
        arcs, limits, seconds=seconds, gap=gap, seed=seed, watch=watch, start=start, aim="score"
    )
    chosen = found(arcs, outcome, seconds=seconds, watch=watch)
    score = arcs.points(chosen)
    proven = outcome.ending == "optimal"
    bound = float(score) if proven and not gap else outcome.bound_wan
    return MostPoints(score, max(bound, float(score)), chosen, proven, outcome.seconds)
