"""Plans under which no district is worse off than alone, and what that costs the whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf
from time import perf_counter

import numpy as np

from shigu.engine.reasons import Reason
from shigu.engine.siting.compatibility import compatible
from shigu.engine.siting.constraints import Row
from shigu.engine.siting.matrix import matrix
from shigu.engine.siting.network import Network, network
from shigu.engine.siting.portfolio.program import Block, program
from shigu.engine.siting.restriction import restrict
from shigu.engine.siting.solve import (
    NoPlanFound,
    Solved,
    assignment_of,
    solve,
    solved,
)
from shigu.engine.siting.solver import Solver, accepted, gains, opened, run
from shigu.engine.siting.terms import Floats, Terms
from shigu.engine.siting.values import Problem
from shigu.engine.siting.wording import money
from shigu.engine.values import Money
from shigu.engine.watch import Watch

SLACK_WAN = 1e-5
"""A tenth of a yuan, left to the solver's rounding."""


@dataclass(frozen=True, slots=True)
class Division:
    """A plan and what arises in each player's own spaces, before anything is shared."""

    assignment: dict[str, str]
    value_yuan: float
    arises_yuan: dict[str, float]
    proven: bool


@dataclass(frozen=True, slots=True)
class Fair:
    """``best`` is the most valuable plan, ``kept`` the most valuable in which nobody gets less
    than ``alone_yuan`` (``None``: there is none), ``even`` the one whose smallest gain over it is
    as large as can be, and then the most valuable. ``cost_yuan`` is what ``kept`` gives up,
    ``price`` the same as a part of the best (the price of fairness of Bertsimas, Farias &
    Trichakis 2011, *Operations Research* 59)."""

    alone_yuan: dict[str, float]
    best: Division
    kept: Division | None
    even: Division
    cost_yuan: float | None
    price: float | None
    reasons: tuple[Reason, ...]
    seconds: float


def fair(
    problem: Problem,
    players: Sequence[str],
    *,
    seconds: float = 10.0,
    seed: int = 0,
    watch: Watch | None = None,
) -> Fair:
    """The plan with nobody below its stand-alone value, beside the best and the most even plan.

    Money arises where a project settles: in the spaces that a player owns. What projects gain
    from being near each other counts for the whole and for no player. ``seconds`` bounds each
    optimisation.

    Raises:
        Infeasible, NoPlanFound: as :func:`shigu.engine.siting.solve.solve`.
    """
    begun, watch = perf_counter(), watch or Watch()
    alone = {
        each: solve(restrict(problem, frozenset([each])), seconds=seconds, seed=seed).objective
        for each in players
    }
    arcs = network(problem, compatible(problem))
    base = solved(arcs, seconds=seconds, gap=0.0, seed=seed, watch=watch)
    own = {each: _arises(arcs, each) for each in players}
    best = _division(arcs, own, base.chosen, proven=base.solution.gap == 0)
    floors = {each: float(alone[each].wan) for each in players}
    kept = _kept(base, own, floors, seconds)
    least, settled = _least_gain(base, own, floors, seconds)
    raised = {each: floor + least for each, floor in floors.items()}
    even = _kept(base, own, raised, seconds)
    if even is None:
        raise NoPlanFound(
            f"{seconds:g} 秒内没有找到最均衡的方案，请放宽时限。 / "
            f"The most even plan was not found in {seconds:g} s: allow more time."
        )
    cost = None if kept is None else best.value_yuan - kept.value_yuan
    price = None if cost is None else cost / max(abs(best.value_yuan), 1.0)
    told = {each: float(value.yuan) for each, value in alone.items()}
    if not settled:
        even = Division(even.assignment, even.value_yuan, even.arises_yuan, proven=False)
    reasons = (_told(best, kept, even, told),)
    return Fair(told, best, kept, even, cost, price, reasons, perf_counter() - begun)


def _arises(arcs: Network, player: str) -> tuple[int, ...]:
    return tuple(j for j, arc in enumerate(arcs.arcs) if arc.space.owner == player)


def _division(
    arcs: Network, own: Mapping[str, Sequence[int]], chosen: Sequence[int], *, proven: bool
) -> Division:
    taken = set(chosen)
    parts = {
        p: Money(sum(arcs.arcs[j].value.fen for j in js if j in taken)) for p, js in own.items()
    }
    return Division(
        assignment_of(arcs, chosen),
        float(arcs.worth(chosen).yuan),
        {player: float(part.yuan) for player, part in parts.items()},
        proven,
    )


def _kept(
    base: Solved, own: Mapping[str, Sequence[int]], floors_wan: Mapping[str, float], seconds: float
) -> Division | None:
    """The most valuable plan in which so much arises with every player.

    Raises:
        NoPlanFound: the time was over before any was found, and there may be one.
    """
    arcs = base.network
    extra = tuple(
        Row("floor", "", Terms.of((j, float(arcs.arcs[j].value.wan)) for j in js), lower=floor)
        for player, js in own.items()
        for floor in [floors_wan[player] - SLACK_WAN]
    )
    solver = Solver(arcs, (*base.rows, *extra), seed=base.seed, watch=base.watch)
    outcome = solver.solve(seconds)
    if outcome.chosen is None and outcome.ending != "infeasible":
        raise NoPlanFound(
            f"{seconds:g} 秒内没有找到各方不低于独立所得的方案，请放宽时限。 / "
            f"No plan with nobody below its stand-alone value was found in {seconds:g} s."
        )
    if outcome.chosen is None:
        return None
    return _division(arcs, own, outcome.chosen, proven=outcome.ending == "optimal")


def _least_gain(
    base: Solved, own: Mapping[str, Sequence[int]], floors_wan: Mapping[str, float], seconds: float
) -> tuple[float, bool]:
    """The largest t, 万元, for which some plan gives every player its floor and t more."""
    arcs, columns = base.network, base.network.columns
    worth = np.array(gains(arcs, "money"))
    shift = float(np.abs(worth).sum() + sum(map(abs, floors_wan.values())) + 1.0)
    takes = matrix(base.rows, columns)
    lower, upper = (
        np.array([getattr(row, side) for row in base.rows]) for side in ("lower", "upper")
    )
    column = np.repeat(np.arange(columns), np.diff(takes.start))
    blocks = (
        Block(takes.row, column, takes.amount, lower, upper),
        _gains(worth, own, floors_wan, columns, shift),
    )
    cost = np.append(np.zeros(columns), -1.0)
    ends = np.append(np.ones(columns), inf)
    highs = opened(base.seed, base.watch)
    accepted(highs.setOptionValue("mip_rel_gap", 0.0))
    accepted(highs.passModel(program(cost, ends, np.arange(columns + 1) < columns, blocks)))
    _, ending = run(highs, seconds)
    base.watch.check()
    return float(highs.getSolution().col_value[columns]) - shift, ending == "optimal"


def _gains(
    worth: Floats,
    own: Mapping[str, Sequence[int]],
    floors_wan: Mapping[str, float],
    columns: int,
    shift: float,
) -> Block:
    """Σ value · x − (t + shift) ≥ floor − shift for each player."""
    row = np.concatenate([np.full(len(js) + 1, k) for k, js in enumerate(own.values())])
    column = np.concatenate([[*js, columns] for js in own.values()]).astype(np.int64)
    value = np.concatenate([[*worth[list(js)], -1.0] for js in own.values()])
    lower = np.array([floors_wan[player] - shift for player in own])
    return Block(row.astype(np.int64), column, value, lower, np.full(len(own), inf))


def _told(
    best: Division, kept: Division | None, even: Division, alone: Mapping[str, float]
) -> Reason:
    least = min((even.arises_yuan[p] - alone[p] for p in alone), default=0.0)
    gain = money(Money.from_yuan(round(least, 2)))
    if kept is None:
        return Reason(
            "siting.fair.none",
            f"没有方案能让各方都不低于独立所得；最均衡的方案里，最少的一方与独立所得相差 {gain.zh}",
            "no plan leaves everybody with what they reach alone; in the most even plan the worst "
            f"off is {gain.en} away from it",
        )
    less = money(Money.from_yuan(round(best.value_yuan - kept.value_yuan, 2)))
    return Reason(
        "siting.fair.cost",
        f"各方都不低于独立所得，方案整体少 {less.zh}；最均衡的方案里，最少的一方多得 {gain.zh}",
        f"with nobody below what it reaches alone the plan is worth {less.en} less; in the most "
        f"even plan everybody gains {gain.en} or more",
        {"cost_yuan": best.value_yuan - kept.value_yuan, "least_gain_yuan": least},
    )
