"""What all workers stand on, and how plans are begun, mended and searched around."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from shigu.engine.siting.portfolio.capacity import Prices, paid
from shigu.engine.siting.portfolio.chains import (
    FORCED,
    Board,
    board,
    cost,
    give_sparingly,
    nearest,
    polish,
)
from shigu.engine.siting.portfolio.floors import meet
from shigu.engine.siting.portfolio.instance import Floats, Instance, Ints
from shigu.engine.siting.portfolio.reopen import search
from shigu.engine.siting.portfolio.volume import Volume

NODES = 300
NEAR = 10
AIM = 0.4
"""What dives around a plan aim at above the bound, as a part of the first gap."""
SLACK = 3.0
"""A chain may cost this many mean steps between neighbouring arcs before it closes."""
HOMELESS = 0.05
"""Part of the jobs for which ejection chains may be left to find a home."""


class Found(NamedTuple):
    """A plan and its cost, ``inf`` where it breaks a floor or leaves out what must be given."""

    cost: float
    plan: Ints


@dataclass(frozen=True, slots=True)
class Ground:
    """What all workers stand on: the instance, its prices, and the arcs worth trying."""

    problem: Instance
    volume: Volume
    near: Ints
    priced: Floats
    slack: float
    level: float
    stop: Ints

    def board(self, plan: Ints) -> Board:
        return board(self.problem, plan, self.near, self.priced, self.stop)


def ground(problem: Instance, prices: Prices, volume: Volume, level: float) -> Ground:
    """Stand on the prices found; ``level`` is how far a first plan lies above the bound."""
    priced = paid(problem, prices.best, prices.side_best)
    near = nearest(problem, priced, NEAR)
    full = near[:, -1] >= 0
    spread = priced[near[full, -1]] - priced[near[full, 0]]
    step = float(np.median(spread)) / NEAR if full.any() else level
    return Ground(problem, volume, near, priced, SLACK * step, level, volume.stop)


def finish(where: Ground, plan: Ints, seed: int, depth: int = 2) -> Found:
    """Give what can still be given, meet the floors, and polish until nothing is better."""
    problem, made = where.problem, where.board(plan)
    order = np.random.default_rng(seed)
    meet(problem, made)
    while not where.stop[0] and polish(
        problem, made, order.permutation(problem.jobs), where.slack, depth
    ):
        meet(problem, made)
    return found(problem, made)


def found(problem: Instance, made: Board) -> Found:
    """What the board holds, judged."""
    kept = (made.side_left >= -1e-9 * np.abs(problem.side_limit) - 1e-9).all()
    return Found(cost(problem, made.plan) if kept else float("inf"), made.plan.copy())


def greedy(where: Ground, seed: int) -> Found:
    """A first plan: jobs in order of what leaving them out, or placing them late, would lose.

    Where that leaves no room for what must be given, each where it takes least.
    """
    problem, made = where.problem, where.board(np.full(where.problem.jobs, -1))
    none = np.append(where.priced, FORCED)
    first, second = none[where.near[:, 0]], none[where.near[:, 1]]
    loss = np.minimum(np.minimum(problem.skip, FORCED), second) - first
    order = np.argsort(-loss, kind="stable")
    polish(problem, made, order, where.slack, 0)
    if (made.plan[problem.skip == np.inf] < 0).sum() <= HOMELESS * problem.jobs:
        meet(problem, made)
        answer = finish(where, made.plan, seed, depth=1)
        if np.isfinite(answer.cost):
            return answer
    made = where.board(np.full(problem.jobs, -1))
    give_sparingly(problem, made, order)
    meet(problem, made)
    return finish(where, made.plan, seed, depth=1)


def around(where: Ground, best: Found, agents: int, trials: int, seed: int) -> Found:
    """Empty related agents of the best plan, dive again on what they held, and polish."""
    made = where.board(best.plan)
    level = AIM * where.level * agents / max(where.problem.agents, 1)
    search(where.problem, where.volume, made, trials, agents, level, NODES, seed)
    return finish(where, made.plan, seed)
