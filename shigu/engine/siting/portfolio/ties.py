"""Jobs that come together or not at all: each group is placed as one, where that pays.

A tie is a side row with limit 0 and terms of both signs: Σ_{s in z} x_ps − Σ_{s in z} x_qs ≤ 0. An
arc that draws on it waits for an arc that gives to it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from shigu.engine.compiled import inner
from shigu.engine.siting.portfolio.chains import Board
from shigu.engine.siting.portfolio.instance import Instance, Ints
from shigu.engine.siting.portfolio.knapsack import FITS


class Ties(NamedTuple):
    """``giver[start[k]:start[k + 1]]`` are the arcs that give to row k; ``jobs`` are tied."""

    start: Ints
    giver: Ints
    jobs: Ints


def ties(problem: Instance) -> Ties:
    """The ties of an instance."""
    rows = len(problem.side_limit)
    entry_arc = np.repeat(np.arange(problem.arcs), np.diff(problem.side_start))
    level = problem.side_limit[problem.side_row] == 0
    gives = np.flatnonzero(level & (problem.side_amount < 0))
    gives = gives[np.argsort(problem.side_row[gives], kind="stable")]
    start = np.searchsorted(problem.side_row[gives], np.arange(rows + 1))
    tied = level & (problem.side_amount > 0) & (np.diff(start)[problem.side_row] > 0)
    return Ties(start.astype(np.int64), entry_arc[gives], np.unique(problem.job[entry_arc[tied]]))


@inner
def fits_but_for_ties(p: Instance, b: Board, t: Ties, a: int) -> bool:
    """Whether the arc can be given if others follow that give to its ties."""
    i = p.agent[a]
    for r in range(p.capacity.shape[1]):
        if p.take[a, r] > b.left[i, r] + (FITS - 1.0) * p.capacity[i, r]:
            return False
    for e in range(p.side_start[a], p.side_start[a + 1]):
        k = p.side_row[e]
        if (
            p.side_amount[e] > 0
            and p.side_amount[e] > b.side_left[k] + (FITS - 1.0) * abs(p.side_limit[k])
            and t.start[k] == t.start[k + 1]
        ):
            return False
    return True


@inner
def waiting(p: Instance, b: Board, t: Ties, a: int) -> int:
    """A tie that arc ``a`` draws on and nobody gives to yet; −1 = none."""
    for e in range(p.side_start[a], p.side_start[a + 1]):
        k = p.side_row[e]
        if b.side_left[k] < -1e-9 and t.start[k] < t.start[k + 1]:
            return int(k)
    return -1


@inner
def giver(p: Instance, b: Board, t: Ties, k: int) -> int:
    """The arc of a free job that gives to tie ``k`` at the least price; −1 = none has room."""
    found = -1
    for q in range(t.start[k], t.start[k + 1]):
        a = t.giver[q]
        if b.plan[p.job[a]] >= 0 or (found >= 0 and b.priced[a] >= b.priced[found]):
            continue
        if fits_but_for_ties(p, b, t, a):
            found = a
    return found
