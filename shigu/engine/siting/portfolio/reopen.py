"""Large neighbourhoods: empty a few agents, dive again on what they held, keep the better."""

from __future__ import annotations

import numpy as np

from shigu.engine.compiled import kernel
from shigu.engine.siting.portfolio.chains import Board, cost_of, lift, may_go, polish, put
from shigu.engine.siting.portfolio.dive import dive
from shigu.engine.siting.portfolio.instance import Instance, Ints, Sides, instance
from shigu.engine.siting.portfolio.volume import FACTOR, Volume, begin, improve, volume


def related(p: Instance, b: Board, count: int, random: np.random.Generator) -> Ints:
    """Agents that share jobs worth having: those near a random job, then near their tenants."""
    found: list[int] = []
    job = int(random.integers(p.jobs))
    for _ in range(20 * count):
        for arc in b.near[job, :3]:
            if arc >= 0 and p.agent[arc] not in found:
                found.append(int(p.agent[arc]))
        if len(found) >= count:
            break
        mine = tenants(b, found[int(random.integers(len(found)))]) if found else []
        stay = mine and random.random() < 0.7
        job = mine[int(random.integers(len(mine)))] if stay else int(random.integers(p.jobs))
    return np.array(found[:count], np.int64)


def tenants(b: Board, agent: int) -> list[int]:
    """The agent's jobs."""
    held, job = [], int(b.first[agent])
    while job >= 0:
        held.append(job)
        job = int(b.after[job])
    return held


@kernel
def lift_free(p: Instance, b: Board, agents: Ints, jobs: Ints, arcs: Ints) -> int:
    """Lift the jobs of the agents that no floor needs; which, the arcs they had, how many."""
    count = 0
    for k in range(agents.shape[0]):
        tenant = b.first[agents[k]]
        while tenant >= 0:
            following = b.after[tenant]
            if may_go(p, b, tenant):
                jobs[count], arcs[count] = tenant, b.plan[tenant]
                count += 1
                lift(p, b, tenant)
            tenant = following
    return count


def carved(p: Instance, b: Board, agents: Ints, jobs: Ints) -> tuple[Instance, Ints]:
    """The instance of some lifted jobs and what is left at some agents, and its arcs' origin."""
    place = np.full(p.jobs, -1)
    place[jobs] = np.arange(len(jobs))
    all_arcs = np.concatenate([np.arange(p.start[i], p.start[i + 1]) for i in agents])
    arcs = all_arcs[place[p.job[all_arcs]] >= 0]
    at = np.full(p.agents, -1)
    at[agents] = np.arange(len(agents))
    entries = np.diff(p.side_start)[arcs]
    entry = np.repeat(p.side_start[arcs] - np.cumsum(entries) + entries, entries)
    entry += np.arange(len(entry))
    part, order = instance(
        place[p.job[arcs]],
        at[p.agent[arcs]],
        p.cost[arcs],
        p.take[arcs],
        np.maximum(b.left[agents], 0.0),
        b.out[jobs],
        Sides(
            np.repeat(np.arange(len(arcs)), entries),
            p.side_row[entry],
            p.side_amount[entry],
            b.side_left,
        ),
    )
    return part, arcs[order]


def reopen(
    p: Instance, v: Volume, b: Board, agents: Ints, level: float, nodes: int, seed: int
) -> float:
    """Dive again on what the agents hold; what that saves, 0 where the plan stays as it was."""
    jobs, arcs = np.empty(p.jobs, np.int64), np.empty(p.jobs, np.int64)
    count = lift_free(p, b, agents, jobs, arcs)
    jobs, arcs = jobs[:count], arcs[:count]
    before = float(p.cost[arcs].sum())
    part, origin = carved(p, b, agents, jobs)
    state = volume(part, v.centre[jobs], v.side_centre, v.sigma[agents], v.stop)
    state.pace[FACTOR] = 0.1
    begin(part, state, nodes)
    plan = np.full(count, -1)
    if improve(part, state, before, 60, nodes) < before - 1e-6:
        dive(part, state, plan, 0.05, level, 0.0, 0.1, 30, nodes, 0, seed)
    for k in np.flatnonzero(plan >= 0).tolist():
        put(p, b, int(jobs[k]), int(origin[plan[k]]))
    polish(p, b, jobs[plan < 0], 0.0, 0)
    after = sum(cost_of(p, b, job) for job in jobs.tolist())
    if after <= before + 1e-9:
        return before - after
    for job in jobs.tolist():
        lift(p, b, job)
    for job, arc in zip(jobs.tolist(), arcs.tolist(), strict=True):
        put(p, b, job, arc)
    return 0.0


def search(
    p: Instance,
    v: Volume,
    b: Board,
    trials: int,
    count: int,
    level: float,
    nodes: int,
    seed: int,
) -> float:
    """``trials`` times :func:`reopen` on ``count`` related agents; what they save together."""
    random, saved = np.random.default_rng(seed), 0.0
    for _ in range(trials):
        if v.stop[0]:
            break
        agents = related(p, b, count, random)
        saved += reopen(p, v, b, agents, level, nodes, int(random.integers(1 << 30)))
    return saved
