"""One worker's own line of tasks: what it finds depends on the seed and its number alone."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import isfinite

import numpy as np

from shigu.engine.siting.portfolio.beam import MANNERS, beam, single
from shigu.engine.siting.portfolio.volume import BOUND, FACTOR, improve, twin
from shigu.engine.siting.portfolio.workers import NODES, Found, Ground, around

SINGLE_DIVES, SHARPENED = 2, 2
"""Turns that are one dive each, so that a large instance has plans early; and the turn before
which prices are raised once more, now that the gap is known."""
SHARPENING = 200
TRIALS = 40
AGENTS = (4, 6, 8, 12)
"""How many agents are emptied at once around a plan."""


@dataclass(slots=True, eq=False)
class Hand:
    """Worker ``number`` of ``count``; ``best`` is the best plan that it has found itself."""

    where: Ground
    number: int
    count: int
    seed: int
    best: Found = field(init=False)
    turn: int = 0

    def __post_init__(self) -> None:
        self.best = Found(float("inf"), np.full(self.where.problem.jobs, -1))

    @property
    def bound(self) -> float:
        """What the hand's prices prove."""
        return float(self.where.volume.pace[BOUND])

    def go(self) -> Found:
        """The next task: single dives first, then two beams and a search around the best."""
        if self.turn == SHARPENED and isfinite(self.best.cost):
            self._sharpen()
        number = self.turn * self.count + self.number
        seed = (self.seed * 7919 + number * 104_729) % (1 << 31)
        found = self._task(number, seed)
        self.best = min(self.best, found, key=lambda each: each.cost)
        self.turn += 1
        return found

    def _task(self, number: int, seed: int) -> Found:
        manner = MANNERS[number % len(MANNERS)]
        if self.turn < SINGLE_DIVES:
            return single(self.where, manner, 0.0, seed)
        if self.turn % 3 == 1 and isfinite(self.best.cost):
            agents = min(AGENTS[self.turn // 3 % len(AGENTS)], self.where.problem.agents)
            return around(self.where, self.best, agents, TRIALS, seed)
        return beam(self.where, manner, seed)

    def _sharpen(self) -> None:
        state = twin(self.where.volume)
        state.pace[FACTOR] = 0.1
        improve(self.where.problem, state, self.best.cost, SHARPENING, NODES)
        self.where = replace(self.where, volume=state)
