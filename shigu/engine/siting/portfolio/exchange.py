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
LAST_TURN, RESERVE = 1.5, 0.04
"""A turn that leaves less than half a turn of time is the last and takes all of it, but for the
seconds that its plan is polished in."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """What all turns stand on; ``free`` is the plan of the prices alone, over many a limit."""

    problem: Instance
    rows: Rows
    choices: Choices
    typical: float
    free: Ints

    def tries(self, number: int, pace: float, left: float) -> int:
        """How many tries a turn has; the last one has as many as there is time for, with ``left``
        seconds at ``pace`` seconds a try (0 = not known yet)."""
        again, at = divmod(number // HANDS, len(TURNS))
        usual: int = min(TURNS[at][2] * self.problem.jobs, MOST) * 2 ** min(again, 8)
        if pace * usual * LAST_TURN <= left - RESERVE:
            return usual
        return max(int((left - RESERVE) / pace), 1) if pace > 0.0 else usual

    def turn(self, made: Board, number: int, seed: int, tries: int) -> None:
        """Anneal from the plan on the board, at first from that of the prices; a cheaper one that
        keeps every limit replaces it."""
        hot, cold, _ = TURNS[number // HANDS % len(TURNS)]
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
