"""Large neighbourhoods of mixed loads: empty a few agents, mix and round them again with all jobs
that are out, keep the better (Shaw 1998)."""

from __future__ import annotations

import numpy as np

from shigu.engine.siting.portfolio.chains import Board, board, cost_of, lift, nearest, polish, put
from shigu.engine.siting.portfolio.columns import Balance, balance, empty
from shigu.engine.siting.portfolio.instance import Instance, Ints
from shigu.engine.siting.portfolio.loads import bench
from shigu.engine.siting.portfolio.pricing import Loads, loads
from shigu.engine.siting.portfolio.reopen import carved, lift_free, related
from shigu.engine.siting.portfolio.rounding import Manner, round_off
from shigu.engine.siting.portfolio.volume import unit_of_rows


def reround(
    p: Instance,
    b: Balance,
    f: Loads,
    made: Board,
    agents: Ints,
    how: Manner,
    step: float,
    seed: int,
) -> float:
    """Mix and round again what the agents hold, at first at the prices of ``b``.

    Answers what that saves, 0 where the plan stays as it was.
    """
    lifted, arcs = np.empty(p.jobs, np.int64), np.empty(p.jobs, np.int64)
    count = lift_free(p, made, agents, lifted, arcs)
    lifted, arcs = lifted[:count], arcs[:count]
    jobs = np.flatnonzero(made.plan < 0)
    part, origin = carved(p, made, agents, jobs)
    before = float(p.cost[arcs].sum() + made.out[np.setdiff1d(jobs, lifted)].sum())
    new = _rounded(part, b, f, jobs, agents, how, step, seed)
    for k in np.flatnonzero(new >= 0).tolist():
        put(p, made, int(jobs[k]), int(origin[new[k]]))
    polish(p, made, jobs, 0.0, 0)
    saved = before - sum(cost_of(p, made, job) for job in jobs.tolist())
    if saved > 1e-9:
        return saved
    for job in jobs.tolist():
        lift(p, made, job)
    for job, arc in zip(lifted.tolist(), arcs.tolist(), strict=True):
        put(p, made, job, arc)
    return 0.0


def _rounded(
    part: Instance,
    b: Balance,
    f: Loads,
    jobs: Ints,
    agents: Ints,
    how: Manner,
    step: float,
    seed: int,
) -> Ints:
    """A plan of the part alone."""
    own = balance(part, b.centre[jobs], b.side_centre, unit_of_rows(part), step, b.stop)
    near = nearest(part, part.cost, 1)
    made = board(part, np.full(part.jobs, -1), near, part.cost, b.stop)
    look = bench(int(np.diff(part.start).max(initial=1)), part.capacity.shape[1])
    prices = loads(part, f.price[agents])
    round_off(part, empty(part.agents), own, prices, look, made, how, step * 10, seed)
    return made.plan


def search_again(
    p: Instance,
    b: Balance,
    f: Loads,
    made: Board,
    trials: int,
    size: int,
    how: Manner,
    step: float,
    seed: int,
) -> float:
    """``trials`` times :func:`reround` on ``size`` related agents; what they save together."""
    random, saved = np.random.default_rng(seed), 0.0
    for _ in range(trials):
        if b.stop[0]:
            break
        agents = related(p, made, size, random)
        saved += reround(p, b, f, made, agents, how, step, int(random.integers(1 << 30)))
    return saved
