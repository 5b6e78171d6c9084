"""From mixed loads to a plan: settle the loads the mixture is surest of, mix and price the rest."""

from __future__ import annotations

from itertools import count
from typing import NamedTuple

import numpy as np

from shigu.engine.siting.portfolio.chains import Board
from shigu.engine.siting.portfolio.columns import Balance, Store, mix, model, move_centre, reprice
from shigu.engine.siting.portfolio.instance import Instance
from shigu.engine.siting.portfolio.loads import Bench
from shigu.engine.siting.portfolio.pricing import FEW, Loads, enriched, find
from shigu.engine.siting.portfolio.settling import settle, surest
from shigu.engine.siting.portfolio.stripping import stripped
from shigu.engine.siting.portfolio.volume import CLOSED


class Manner(NamedTuple):
    """How to round: ``part`` of the open jobs settled a round, rounds of mixing and nodes of a
    search between, ``noise`` on how sure the mixture is, rounds ``before`` any is settled."""

    part: float
    passes: int
    nodes: int
    noise: float
    before: int = 0


def round_off(
    problem: Instance,
    s: Store,
    b: Balance,
    f: Loads,
    bench: Bench,
    made: Board,
    how: Manner,
    slack: float,
    seed: int,
) -> None:
    """Settle the jobs that the mixture is surest of, round by round, until none fits.

    ``b`` and ``f`` are used up; ``made`` may hold placements already.
    """
    jobs = problem.jobs
    shaken = how.noise * np.random.default_rng(seed).random(jobs)
    b.centre[made.plan >= 0] = CLOSED
    every = np.full(problem.agents, FEW)
    sure, choice = np.empty(jobs), np.empty(jobs, np.int64)
    for turn in count():
        if b.stop[0]:
            break
        f.room[:] = np.maximum(made.left, 0.0)
        b.room[:] = made.side_left
        s = stripped(problem, s, b, f.room)
        reprice(problem, b)
        mix(problem, s, b, how.passes, 0.0)
        move_centre(b, 0.0)
        model(problem, s, b, f.known)
        find(problem, b, f, bench, every, how.nodes)
        s = enriched(problem, s, b, f, slack)
        mix(problem, s, b, how.passes, 0.0)
        if turn < how.before:
            continue
        surest(problem, s, made, sure, choice)
        sure += shaken * (choice >= 0)
        most = max(int(np.ceil(how.part * (choice >= 0).sum())), 1)
        if not settle(problem, b, made, np.argsort(-sure, kind="stable"), choice, sure, most):
            break
