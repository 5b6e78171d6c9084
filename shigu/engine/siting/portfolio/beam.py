"""A beam of dives: from a few starts several settle on, and those with the worst outlook end."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from shigu.engine.siting.portfolio.dive import dive
from shigu.engine.siting.portfolio.instance import Ints
from shigu.engine.siting.portfolio.volume import BOUND, Volume, fork, twin
from shigu.engine.siting.portfolio.workers import NODES, Found, Ground, finish

STAGES = (0.6, 0.4, 0.25, 0.15, 0.08)
"""Parts of the jobs that are open where dives are compared."""
KEPT, BRANCHES = 4, 3
ALPHA = 0.1


class Manner(NamedTuple):
    """How to dive: part of the open jobs settled a round, aim above the bound as a part of the
    first gap, rounds of pricing between, and noise on what is surest."""

    part: float
    level: float
    rounds: int
    noise: float


MANNERS = (
    Manner(0.035, 0.4, 30, 0.1),
    Manner(0.05, 0.4, 20, 0.1),
    Manner(0.035, 1.5, 30, 0.05),
    Manner(0.03, 0.8, 45, 0.15),
)


class Stand(NamedTuple):
    """A dive under way: what is settled, the state of the rest, and the least both can cost."""

    outlook: float
    state: Volume
    plan: Ints


def single(where: Ground, manner: Manner, noise: float, seed: int) -> Found:
    """One dive to the end, polished."""
    start = _start(where)
    return _ended(where, start, manner, noise, seed)


def beam(where: Ground, manner: Manner, seed: int) -> Found:
    """:data:`BRANCHES` dives from each of the :data:`KEPT` best, stage by stage; the best plan.

    The outlook of a dive is what it has settled and the bound of the rest (beam search: Ow &
    Morton 1988, *International Journal of Production Research* 26).
    """
    random = np.random.default_rng(seed)
    stands = [_start(where)]
    for stage in STAGES:
        until = int(stage * where.problem.jobs)
        reached = [
            _onward(where, stand, manner, until, int(random.integers(1 << 30)))
            for stand in stands
            for _ in range(BRANCHES)
            if not where.stop[0]
        ]
        stands = sorted(reached, key=lambda stand: stand.outlook)[:KEPT]
    ends = [
        _ended(where, stand, manner, manner.noise, int(random.integers(1 << 30)))
        for stand in stands
        for _ in range(BRANCHES)
        if not where.stop[0]
    ]
    return min(ends, key=lambda each: each.cost, default=Found(float("inf"), _start(where).plan))


def _start(where: Ground) -> Stand:
    return Stand(0.0, twin(where.volume), np.full(where.problem.jobs, -1))


def _onward(where: Ground, stand: Stand, manner: Manner, until: int, seed: int) -> Stand:
    state, plan = fork(stand.state), stand.plan.copy()
    _dive(where, state, plan, manner, manner.noise, until, seed)
    settled = where.problem.cost[plan[plan >= 0]].sum()
    return Stand(float(settled + state.pace[BOUND]), state, plan)


def _ended(where: Ground, stand: Stand, manner: Manner, noise: float, seed: int) -> Found:
    state, plan = fork(stand.state), stand.plan.copy()
    _dive(where, state, plan, manner, noise, 0, seed)
    return finish(where, plan, seed)


def _dive(
    where: Ground, state: Volume, plan: Ints, manner: Manner, noise: float, until: int, seed: int
) -> None:
    level, rounds = manner.level * where.level, manner.rounds
    dive(where.problem, state, plan, manner.part, level, noise, ALPHA, rounds, NODES, until, seed)
