"""Loads of one agent against every load there is; prices of capacity against linear programming."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from shigu.engine.siting.portfolio.capacity import BEST, prices, raise_bound
from shigu.engine.siting.portfolio.instance import instance
from shigu.engine.siting.portfolio.volume import BOUND, begin, improve, volume
from tests.engine.siting.portfolio.small import tight

ITEMS = st.lists(st.tuples(st.integers(1, 20), st.integers(0, 12), st.integers(0, 9)), max_size=9)
GO_ON = np.zeros(1, np.int64)


@settings(max_examples=300, deadline=None)
@given(
    ITEMS, st.integers(0, 30), st.integers(1, 2), st.sampled_from([1, 3]), st.sampled_from([1, 400])
)
def test_the_best_load_is_found(items, room, resources, parts, nodes):
    worth = np.array([w for w, *_ in items]) / parts
    take = np.array([t[:resources] for _, *t in items], float).reshape(len(items), resources)
    capacity = np.full((1, resources), float(room))
    n = len(items)
    p = instance(range(n), [0] * n, np.zeros(n), take, capacity, np.full(n, np.inf))[0]
    best = max(
        sum(worth[list(held)])
        for size in product([False, True], repeat=n)
        if (held := np.flatnonzero(size).tolist()) is not None
        and (take[held].sum(axis=0) <= room).all()
    )
    v = volume(p, worth, p.side_limit, np.ones((1, resources)), GO_ON)
    begin(p, v, nodes)
    bound = worth.sum() - best
    if resources == 1 or nodes > 1:
        assert v.pace[BOUND] == pytest.approx(bound)
    else:
        assert v.pace[BOUND] <= bound + 1e-9


def test_prices_of_capacity_reach_the_linear_relaxation():
    p = tight(jobs=40, agents=5, seed=8)
    rows = np.arange(p.arcs)
    jobs, loads = np.zeros((p.jobs, p.arcs)), np.zeros((p.agents, p.arcs))
    jobs[p.job, rows], loads[p.agent, rows] = 1, p.take[:, 0]
    relaxed = linprog(p.cost, loads, p.capacity[:, 0], jobs, np.ones(p.jobs), (0, 1)).fun
    w = prices(p, GO_ON)
    assert raise_bound(p, w, 1500) == pytest.approx(relaxed, rel=1e-4)
    assert w.pace[BEST] <= relaxed + 1e-6


def test_prices_of_jobs_pass_the_linear_relaxation():
    p = tight(jobs=40, agents=5, seed=8)
    w = prices(p, GO_ON)
    relaxed = raise_bound(p, w, 1500)
    v = volume(p, w.worth, w.side_best, np.ones((5, 1)), GO_ON)
    begin(p, v, 300)
    assert improve(p, v, relaxed * 1.01, 300, 300) > relaxed + 1
    assert v.average.max() * v.pace[3] <= 1 + 1e-9
