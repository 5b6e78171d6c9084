"""Kernels ready before the clock runs: compiled once an installation, then read from disk."""

from __future__ import annotations

from time import perf_counter

import numpy as np

from shigu.engine.siting.portfolio.allocate import allocate
from shigu.engine.siting.portfolio.instance import Instance, instance

AGENTS, CROWDED, ROOMY = 4, 16, 6


def warm(resources: int = 1) -> float:
    """Run every kernel for agents of so many resources once; the seconds that took.

    The first time after an installation it is half a minute of compiling, later a moment.
    """
    begun = perf_counter()
    if resources == 1:
        allocate(_drawn(CROWDED, 1, np.inf), seconds=600.0, workers=1, turns=5)
    else:
        for jobs in (CROWDED, ROOMY):
            allocate(_drawn(jobs, resources, 0.0), seconds=600.0, workers=1, turns=5)
    return perf_counter() - begun


def _drawn(jobs: int, resources: int, skip: float) -> Instance:
    """A tight instance; a job may be left out at ``skip``."""
    random = np.random.default_rng(0)
    take = random.integers(5, 25, (AGENTS * jobs, resources)).astype(float)
    gain = 111.0 if skip else -111.0
    cost = gain - take[:, 0] + random.integers(-10, 10, AGENTS * jobs)
    job, agent = np.tile(np.arange(jobs), AGENTS), np.repeat(np.arange(AGENTS), jobs)
    room = np.full((AGENTS, resources), 3.125 * jobs)
    return instance(job, agent, cost, take, room, np.full(jobs, skip))[0]


if __name__ == "__main__":
    warm()
