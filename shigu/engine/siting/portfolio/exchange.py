"""Turns of annealing for instances whose quotas and pools are scarce, and not their agents."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shigu.engine.siting.portfolio.anneal import Heat, anneal
from shigu.engine.siting.portfolio.capacity import paid
from shigu.engine.siting.portfolio.chains import Board
from shigu.engine.siting.portfolio.choices import Choices, choices
from shigu.engine.siting.portfolio.instance import Floats, Instance, Ints
from shigu.engine.siting.portfolio.overload import Rows, rows_of
from shigu.engine.siting.portfolio.ties import Ties

LEAST, SPREAD = 0.04, 0.08
"""What a usual load over a limit without a price costs, and how much dearer than the cheapest an
arc may be: parts of the mean price."""
TURNS = (
    (6e-3, 8e-4, 2000),
    (6e-3, 8e-4, 2000),
    (4e-3, 8e-4, 2000),
    (3e-3, 5e-4, 2000),
)
"""Temperatures as parts of the mean price, and tries a job, turn by turn; then again, each time
twice as many."""
FIRST, LAST, FIXED = 0.95, 2.0, 4.0
MOST = 600_000
"""Tries of a turn at most, the first time round."""
HANDS = 2


@dataclass(frozen=True, slots=True)
class Exchange:
    """What all turns stand on; ``free`` is the plan of the prices alone, over many a limit."""

    problem: Instance
    rows: Rows
    choices: Choices
    typical: float
    free: Ints

    def turn(self, made: Board, number: int, seed: int) -> None:
        """Anneal from the plan on the board, at first from that of the prices; a cheaper one that
        keeps every limit replaces it."""
        again, at = divmod(number // HANDS, len(TURNS))
        hot, cold, tries = TURNS[at]
        tries = min(tries * self.problem.jobs, MOST) * 2 ** min(again, 8)
        heat = Heat(hot * self.typical, cold * self.typical, FIRST, LAST, FIXED * self.typical)
        plan = (self.free if number < HANDS else made.plan).copy()
        anneal(self.problem, made, self.rows, self.choices, plan, tries, heat, seed)


def exchange(
    problem: Instance, price: Floats, side_price: Floats, tied: Ties, typical: float
) -> Exchange:
    """Stand on the prices of capacity and of the side rows; ``typical`` is the mean price of a
    job."""
    rows = rows_of(problem, price, side_price, LEAST * typical)
    priced = paid(problem, price, side_price)
    made = choices(problem, rows, tied, priced, side_price, SPREAD * typical)
    return Exchange(problem, rows, made, typical, _cheapest(problem, made, priced))


def _cheapest(problem: Instance, made: Choices, priced: Floats) -> Ints:
    """Each job's cheapest arc at the prices, −1 where to leave it out is cheaper."""
    plan = np.full(problem.jobs, -1)
    jobs = np.flatnonzero(np.diff(made.start))
    first = made.arc[made.start[jobs]]
    pays = priced[first] < problem.skip[jobs]
    plan[jobs[pays]] = first[pays]
    return plan
