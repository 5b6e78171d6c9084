"""Kernels ready before the clock runs: compiled once an installation, then read from disk."""

from __future__ import annotations

from time import perf_counter

import numpy as np

from shigu.engine.siting.portfolio.allocate import allocate
from shigu.engine.siting.portfolio.instance import instance


def warm() -> float:
    """Run every kernel once on a small instance; the seconds that took.

    The first time after an installation it is half a minute of compiling, later a moment.
    """
    begun = perf_counter()
    random = np.random.default_rng(0)
    agents, jobs = 4, 16
    take = random.integers(5, 25, (agents * jobs, 1)).astype(float)
    cost = 111.0 - take[:, 0] + random.integers(-10, 10, agents * jobs)
    job, agent = np.tile(np.arange(jobs), agents), np.repeat(np.arange(agents), jobs)
    tight = instance(job, agent, cost, take, np.full((agents, 1), 50.0), np.full(jobs, np.inf))[0]
    allocate(tight, seconds=600.0, workers=1, turns=5)
    return perf_counter() - begun


if __name__ == "__main__":
    warm()
