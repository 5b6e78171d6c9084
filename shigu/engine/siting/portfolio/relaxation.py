"""Prices of capacity from simplex, where the instance is small enough for it."""

from __future__ import annotations

import highspy
import numpy as np

from shigu.engine.siting.portfolio.capacity import BEST, Prices, keep_now
from shigu.engine.siting.portfolio.instance import Instance
from shigu.engine.siting.portfolio.proof import program_of
from shigu.engine.siting.solver import accepted, opened, run
from shigu.engine.watch import Watch


def relax(problem: Instance, rates: Prices) -> float:
    """Solve the linear relaxation and stand on its duals; the best bound so far.

    The bound is counted at these prices, as at any others: it leans on no tolerance of the
    solver. Where simplex is stopped, or there is no fractional plan, all stays as it was.
    """
    highs = opened(0, Watch())

    def interrupt(event: highspy.HighsCallbackEvent) -> None:
        if rates.stop[0]:
            event.interrupt()

    highs.cbSimplexInterrupt += interrupt
    accepted(highs.passModel(program_of(problem, np.arange(problem.arcs), whole=False)))
    _, ending = run(highs, np.inf)
    if ending != "optimal":
        return float(rates.pace[BEST])
    paid = np.maximum(-np.asarray(highs.getSolution().row_dual), 0.0)
    of_agents, of_sides = np.split(paid[problem.jobs :], [problem.capacity.size])
    rates.now[:], rates.side_now[:] = of_agents.reshape(rates.now.shape), of_sides
    return keep_now(problem, rates)
