"""Prices of capacity from simplex, where the instance is small enough for it.

Of many arcs those near in price come first, and those that would lower the sum are added until
they hardly do (sifting: Bixby, Gregory, Lustig, Marsten & Shanno 1992, *Operations Research* 40,
885–897).
"""

from __future__ import annotations

from collections.abc import Callable

import highspy
import numpy as np
from scipy.sparse import csr_array

from shigu.engine.siting.portfolio.capacity import Prices, keep_now, paid
from shigu.engine.siting.portfolio.chains import nearest
from shigu.engine.siting.portfolio.instance import Floats, Instance, Ints
from shigu.engine.siting.portfolio.proof import program_of
from shigu.engine.siting.solver import accepted, opened, run
from shigu.engine.watch import Watch

EVERY, FIRST, MORE = 20_000, 16, 8
"""Arcs that are taken all at once; of more so many of each job at first, and so many more."""
NEAR, LOWER = 1e-4, 1e-6
"""Simplex ends when bound and sum are apart by this part; what an arc lowers the sum by at least,
as a part of the mean price of a job."""
PRIMAL = 4


def relax(problem: Instance, rates: Prices, on_bound: Callable[[float], None]) -> bool:
    """Solve the linear relaxation and stand on its duals; whether there are any.

    Bounds are counted at these prices, as at any others: they lean on no tolerance of the solver.
    Where simplex is stopped, or there is no fractional plan of the first arcs, all stays as it was.
    """
    highs = opened(0, Watch())

    def interrupt(event: highspy.HighsCallbackEvent) -> None:
        if rates.stop[0]:
            event.interrupt()

    highs.cbSimplexInterrupt += interrupt
    kept = np.arange(problem.arcs)
    if problem.arcs > EVERY:
        kept = _near(problem, paid(problem, rates.best, rates.side_best), FIRST)
    accepted(highs.passModel(program_of(problem, kept, whole=False)))
    solved = False
    while run(highs, np.inf)[1] == "optimal":
        solved = True
        dual = np.asarray(highs.getSolution().row_dual)
        of_jobs, of_agents, of_sides = np.split(
            dual, [problem.jobs, problem.jobs + problem.capacity.size]
        )
        rates.now[:] = np.maximum(-of_agents, 0.0).reshape(rates.now.shape)
        rates.side_now[:] = np.maximum(-of_sides, 0.0)
        priced = paid(problem, rates.now, rates.side_now)
        bound = keep_now(problem, rates)
        on_bound(bound)
        new = np.setdiff1d(_lower(problem, priced, of_jobs), kept)
        reached = highs.getInfo().objective_function_value
        if not len(new) or reached - bound <= NEAR * abs(bound):
            break
        _add(highs, problem, new)
        kept = np.union1d(kept, new)
    return solved


def _near(problem: Instance, priced: Floats, most: int) -> Ints:
    """The cheapest arcs of every job, in rising order."""
    near = nearest(problem, priced, most)
    return np.unique(near[near >= 0])


def _lower(problem: Instance, priced: Floats, of_jobs: Floats) -> Ints:
    """The cheapest arcs of every job that would lower the sum."""
    saved = np.where(np.isfinite(problem.skip), problem.skip, 0.0)
    near = _near(problem, priced, MORE)
    least = LOWER * float(np.abs(of_jobs).mean())
    lowers = (saved + of_jobs)[problem.job[near]] - priced[near] > least
    return near[lowers]


def _add(highs: highspy.Highs, problem: Instance, new: Ints) -> None:
    """Add the columns of arcs; they keep the basis feasible, so primal simplex goes on."""
    made = program_of(problem, new, whole=False)
    rows = made.a_matrix_
    matrix = csr_array((rows.value_, rows.index_, rows.start_), (made.num_row_, len(new))).tocsc()
    accepted(highs.setOptionValue("simplex_strategy", PRIMAL))
    accepted(
        highs.addCols(
            len(new),
            made.col_cost_,
            made.col_lower_,
            made.col_upper_,
            matrix.nnz,
            matrix.indptr[:-1].astype(np.int32),
            matrix.indices.astype(np.int32),
            matrix.data,
        )
    )
