"""Small random instances, and their optimum by trying every plan."""

from itertools import product
from math import inf

import numpy as np
from hypothesis import strategies as st

from shigu.engine.siting.portfolio.instance import Sides, instance

WHOLE = st.integers(0, 9).map(float)


@st.composite
def instances(draw):
    """Up to five jobs and three agents, one to three resources, some arcs missing, some jobs that
    may be left out, and up to two rows beside: ceilings, floors and ties (limit 0, both signs)."""
    jobs, agents, resources = (
        draw(st.integers(1, 5)),
        draw(st.integers(1, 3)),
        draw(st.integers(1, 3)),
    )
    pairs = [(j, i) for i in range(agents) for j in range(jobs) if draw(st.integers(0, 5))]
    cost = [draw(st.integers(-9, 9)) / draw(st.sampled_from([1, 1, 7])) for _ in pairs]
    take = [[draw(WHOLE) for _ in range(resources)] for _ in pairs]
    capacity = [[draw(st.integers(0, 15)) for _ in range(resources)] for _ in range(agents)]
    skip = [draw(st.sampled_from([0.0, 0.0, 3.0, inf])) for _ in range(jobs)]
    rows = draw(st.integers(0, 2))
    arc, row, amount, limit = [], [], [], []
    for k in range(rows):
        kind = draw(st.sampled_from(["ceiling", "floor", "tie"]))
        sign = -1.0 if kind == "floor" else 1.0
        limit.append(0.0 if kind == "tie" else sign * draw(st.integers(0, 8)))
        for a in range(len(pairs)):
            if draw(st.booleans()):
                arc.append(a)
                row.append(k)
                turned = draw(st.sampled_from([1.0, -1.0])) if kind == "tie" else sign
                amount.append(turned * draw(st.integers(1, 5)))
    job, agent = [j for j, _ in pairs], [i for _, i in pairs]
    sides = Sides(arc, row, amount, limit)
    return instance(
        job, agent, cost, np.array(take).reshape(len(pairs), resources), capacity, skip, sides
    )[0]


def choices(p):
    """Every plan there is, kept or not."""
    arcs = [[-1, *p.of_job[p.job_start[j] : p.job_start[j + 1]].tolist()] for j in range(p.jobs)]
    return product(*arcs)


def keeps(p, plan):
    """Whether the plan keeps capacities, side rows and what must be given."""
    used, sides = np.zeros_like(p.capacity), np.zeros_like(p.side_limit)
    for j, a in enumerate(plan):
        if a < 0:
            if p.skip[j] == inf:
                return False
            continue
        assert p.job[a] == j
        used[p.agent[a]] += p.take[a]
        for e in range(p.side_start[a], p.side_start[a + 1]):
            sides[p.side_row[e]] += p.side_amount[e]
    return bool((used <= p.capacity + 1e-6).all() and (sides <= p.side_limit + 1e-6).all())


def cost_of(p, plan):
    return sum(p.cost[a] if a >= 0 else p.skip[j] for j, a in enumerate(plan))


def optimum(p):
    """The least cost of all plans, ``inf`` where none keeps everything."""
    return min((cost_of(p, plan) for plan in choices(p) if keeps(p, plan)), default=inf)


def tight(jobs, agents, seed, spread=10):
    """Type D of Chu & Beasley (1997): cost falls as the resource rises, capacities at 0.8."""
    random = np.random.default_rng(seed)
    take = random.integers(1, 101, (agents, jobs)).astype(float)
    cost = 111 - take + random.integers(-spread, spread + 1, (agents, jobs))
    capacity = np.floor(0.8 * take.sum(axis=1) / agents)
    job, agent = np.tile(np.arange(jobs), agents), np.repeat(np.arange(agents), jobs)
    forced = np.full(jobs, inf)
    return instance(job, agent, cost.ravel(), take.ravel(), capacity[:, None], forced)[0]


def sparse(jobs, agents, seed, zones=4):
    """Three resources, a quarter of the pairs, demand 125 %, a pool for each zone, a floor in the
    first; jobs 0 and 1 come together to one zone or not at all, 2 and 3 to different ones."""
    random = np.random.default_rng(seed)
    asked, held = random.uniform(0.2, 2.0, (jobs, 3)), random.uniform(0.5, 1.5, (agents, 3))
    held *= asked.sum(axis=0) / held.sum(axis=0) / 1.25
    agent, job = np.nonzero(random.random((agents, jobs)) < 0.25)
    worth = 100 * asked[job].mean(axis=1) * random.uniform(0.8, 1.2, len(job))
    zone = agent % zones
    arc, row, amount = [np.arange(len(job))], [zone], [asked[job, 0]]
    limit = [0.9 * np.bincount(np.arange(agents) % zones, held[:, 0], zones), [-2.0]]
    first = np.flatnonzero(zone == 0)
    arc.append(first)
    row.append(np.full(len(first), zones))
    amount.append(-np.ones(len(first)))
    for signs, one, other, most in (
        ((1, -1), 0, 1, 0.0),
        ((-1, 1), 0, 1, 0.0),
        ((1, 1), 2, 3, 1.0),
    ):
        start = sum(map(len, limit))
        for sign, each in zip(signs, (one, other), strict=True):
            mine = np.flatnonzero(job == each)
            arc.append(mine)
            row.append(start + zone[mine])
            amount.append(np.full(len(mine), float(sign)))
        limit.append(np.full(zones, most))
    sides = Sides(*(np.concatenate(each) for each in (arc, row, amount, limit)))
    return instance(job, agent, -worth, asked[job], held, np.zeros(jobs), sides)[0]
