"""The jobs that a mixture of loads is surest of, and their arcs given for good."""

from __future__ import annotations

import numpy as np

from shigu.engine.compiled import kernel, maker
from shigu.engine.siting.portfolio.chains import Board, fits, put
from shigu.engine.siting.portfolio.columns import Balance, Store
from shigu.engine.siting.portfolio.instance import Floats, Instance, Ints
from shigu.engine.siting.portfolio.volume import CLOSED

CERTAIN = 0.98


@maker
def surest(p: Instance, s: Store, made: Board, sure: Floats, choice: Ints) -> None:
    """The arc of each open job that the mixture holds most of and that fits, and its part."""
    average = np.zeros(p.job.shape[0])
    for c in range(s.part.shape[0]):
        if s.part[c] > 0:
            for e in range(s.arc_start[c], s.arc_start[c + 1]):
                average[s.arc[e]] += s.part[c]
    for j in range(sure.shape[0]):
        sure[j], choice[j] = -1.0, -1
    for c in range(s.part.shape[0]):
        if s.part[c] > 0:
            for e in range(s.arc_start[c], s.arc_start[c + 1]):
                a = s.arc[e]
                j = p.job[a]
                if average[a] > sure[j] and made.plan[j] < 0 and fits(p, made, a):
                    sure[j], choice[j] = average[a], a


@kernel
def settle(
    p: Instance, b: Balance, made: Board, order: Ints, choice: Ints, sure: Floats, most: int
) -> int:
    """Give the first ``most`` jobs of ``order`` their arcs, and all that are certain."""
    given = 0
    for q in range(order.shape[0]):
        j = order[q]
        if choice[j] < 0 or (given >= most and sure[j] < CERTAIN):
            break
        if fits(p, made, choice[j]):
            put(p, made, j, choice[j])
            b.centre[j] = CLOSED
            given += 1
    return given
