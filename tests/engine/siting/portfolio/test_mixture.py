"""Agents with several resources: loads against every load there is, bounds, plans of mixtures."""

from itertools import product
from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from shigu.engine.siting.portfolio.allocate import allocate
from shigu.engine.siting.portfolio.chains import board, nearest
from shigu.engine.siting.portfolio.columns import balance, empty, mix, model
from shigu.engine.siting.portfolio.groups import gather_groups
from shigu.engine.siting.portfolio.instance import Sides, instance, restricted
from shigu.engine.siting.portfolio.loads import bench
from shigu.engine.siting.portfolio.mixture import Mixture
from shigu.engine.siting.portfolio.pricing import ALL, FEW, enriched, find, loads
from shigu.engine.siting.portfolio.proof import prove
from shigu.engine.siting.portfolio.ties import ties
from shigu.engine.watch import Watch
from tests.engine.siting.portfolio.small import cost_of, instances, keeps, optimum, sparse

GO_ON = np.zeros(1, np.int64)
ITEMS = st.lists(
    st.tuples(st.integers(1, 20), *(st.integers(0, 9) for _ in range(3))), min_size=1, max_size=9
)


@settings(max_examples=100, deadline=None)
@given(ITEMS, st.lists(st.integers(0, 25), min_size=3, max_size=3), st.sampled_from([1, 5, 2000]))
def test_a_load_is_the_best_and_its_bound_holds(items, room, nodes):
    worth, take = np.array(items, float)[:, 0], np.array(items, float)[:, 1:]
    n = len(items)
    p = instance(range(n), [0] * n, np.zeros(n), take, [room], np.full(n, inf))[0]
    best = max(
        worth[list(held)].sum()
        for size in product([False, True], repeat=n)
        if (held := np.flatnonzero(size).tolist()) is not None
        and (take[held].sum(axis=0) <= room).all()
    )
    b = balance(p, worth, p.side_limit, np.empty(0), 1.0, GO_ON)
    f = loads(p, np.zeros((1, 3)))
    find(p, b, f, bench(n, 3), np.array([ALL]), nodes)
    held = f.arc[: max(f.held[0], 0)]
    assert (p.take[held].sum(axis=0) <= room).all()
    assert worth[p.job[held]].sum() == pytest.approx(f.best[0])
    assert f.best[0] <= best + 1e-9 <= f.bound[0] + 2e-9
    if nodes > 1000:
        assert f.best[0] == pytest.approx(best)
        assert f.bound[0] == pytest.approx(best)


def test_a_search_that_is_stopped_leaves_no_load_of_before():
    """What was held before speaks of arcs that this search has not written."""
    p = instance([0, 1], [0, 0], np.zeros(2), np.ones((2, 1)), [[2.0]], np.full(2, inf))[0]
    f = loads(p, np.zeros((1, 1)))
    f.held[0], f.arc[:] = 2, 1 << 60
    b = balance(p, np.ones(2), p.side_limit, np.empty(0), 1.0, np.ones(1, np.int64))
    find(p, b, f, bench(2, 1), np.array([FEW]), 10)
    assert len(enriched(p, empty(1), b, f, 0.0).arc) == 0


@settings(max_examples=100, deadline=None)
@given(instances())
def test_no_bound_of_a_mixture_exceeds_the_optimum(p):
    stuck = (p.skip == inf) & (np.diff(p.job_start) == 0)
    if p.arcs == 0 or stuck.any():
        return
    told = []
    mixture = Mixture(p, np.zeros(1, np.int64), 0, told.append, lambda _found: None)
    mixture.ground(None)
    for _ in range(3):
        mixture.climb()
    assert max(told) <= optimum(p) + 1e-6


def test_the_mixture_passes_the_linear_relaxation():
    p = sparse(jobs=24, agents=6, seed=5)
    told = []
    mixture = Mixture(p, np.zeros(1, np.int64), 0, told.append, lambda _found: None)
    mixture.ground(None)
    for _ in range(6):
        mixture.climb()
    best = prove(
        p, np.arange(p.arcs), np.full(p.jobs, -1), inf, 0.0, seconds=60, seed=0, watch=Watch()
    )
    assert best.proven
    exact = cost_of(p, best.plan)
    assert relaxed(p) < max(told) <= exact + 1e-6
    assert max(told) == pytest.approx(exact, rel=0.05)


def relaxed(p):
    """The linear relaxation, row by row."""
    arcs = np.arange(p.arcs)
    given_once = np.zeros((p.jobs, p.arcs))
    given_once[p.job, arcs] = 1
    held = [np.where(p.agent == i, p.take[:, r], 0) for i in range(p.agents) for r in range(3)]
    sides = np.zeros((len(p.side_limit), p.arcs))
    sides[p.side_row, np.repeat(arcs, np.diff(p.side_start))] = p.side_amount
    rows = np.vstack([given_once, held, sides])
    limits = np.concatenate([np.ones(p.jobs), p.capacity.ravel(), p.side_limit])
    return linprog(p.cost, rows, limits, bounds=(0, 1)).fun


def test_parts_of_loads_sum_to_one_and_prices_follow_what_they_cover():
    p = sparse(jobs=60, agents=12, seed=5)
    mixture = Mixture(p, np.zeros(1, np.int64), 0, lambda _bound: None, lambda _found: None)
    mixture.ground(None)
    mixture.climb()
    s, b = mixture.store, mixture.balance
    mix(p, s, b, 5, 0.0)
    assert np.add.reduceat(s.part, s.first[:-1]) == pytest.approx(np.ones(p.agents))
    load = np.repeat(np.arange(len(s.part)), np.diff(s.arc_start))
    cover = np.bincount(p.job[s.arc], s.part[load], minlength=p.jobs)
    assert b.cover == pytest.approx(cover, abs=1e-9)
    assert b.price == pytest.approx(np.minimum(b.centre + b.pace[0] * (1 - cover), p.skip))


def test_the_model_of_empty_loads_is_the_sum_of_the_prices():
    p = sparse(jobs=20, agents=4, seed=1)
    b = balance(
        p, -np.ones(p.jobs), np.zeros(len(p.side_limit)), np.ones(len(p.side_limit)), 1.0, GO_ON
    )
    assert model(p, empty(p.agents), b, np.empty(p.agents)) == -p.jobs


def test_groups_are_placed_as_one_or_not_at_all():
    arcs, rows = [0, 2, 1, 3] * 2, [0, 0, 1, 1, 2, 2, 3, 3]
    tie = Sides(arcs, rows, [1, -1, 1, -1, -1, 1, -1, 1], np.zeros(4))
    job, agent = [0, 0, 1, 1], [0, 1, 0, 1]
    for cost, placed in (
        ([-9, -1, 7.5, -1], [1, 1]),
        ([-9, -1, 12, 2], [-1, -1]),
        ([-9, -1, 5, 2], [0, 0]),
    ):
        p, _ = instance(job, agent, cost, np.ones((4, 2)), [[2, 2], [2, 2]], [0, 0], tie)
        made = board(p, np.full(2, -1), nearest(p, p.cost, 2), p.cost, GO_ON)
        gather_groups(p, made, ties(p))
        assert [p.agent[a] if a >= 0 else -1 for a in made.plan] == placed
        assert (made.side_left >= 0).all()


@pytest.mark.usefixtures("without_proof")
def test_a_sparse_instance_is_close_to_its_bound():
    p = sparse(jobs=150, agents=30, seed=2)
    found = allocate(p, seconds=600.0, turns=3)
    assert keeps(p, found.plan)
    assert found.cost == pytest.approx(cost_of(p, found.plan))
    assert 0 <= found.gap < 0.06
    assert (found.plan[0] >= 0) == (found.plan[1] >= 0)


@pytest.mark.usefixtures("without_proof")
def test_the_same_seed_mixes_the_same_plans():
    p = sparse(jobs=60, agents=12, seed=3)
    first, again = (allocate(p, seconds=600.0, seed=7, turns=3) for _ in range(2))
    assert (first.cost, first.bound) == (again.cost, again.bound)
    assert first.plan.tolist() == again.plan.tolist()


@pytest.mark.usefixtures("without_proof")
def test_a_stopped_search_over_several_resources_answers_with_its_best_plan():
    p, watch, seen = sparse(jobs=400, agents=80, seed=4), Watch(), []

    def stop_at_the_second_plan(_seconds, cost, _bound):
        if cost < inf and cost not in seen:
            seen.append(cost)
        if len(seen) == 2:
            watch.stop()

    found = allocate(p, seconds=600.0, watch=watch, on_progress=stop_at_the_second_plan)
    assert found.ending == "stopped"
    assert keeps(p, found.plan)
    assert found.cost <= min(seen)
    assert found.bound <= found.cost


def test_a_restricted_instance_is_the_one_made_of_its_arcs():
    p = sparse(jobs=30, agents=6, seed=9)
    arcs = np.flatnonzero(np.random.default_rng(0).random(p.arcs) < 0.5)
    entries = np.concatenate([np.arange(p.side_start[a], p.side_start[a + 1]) for a in arcs])
    owner = np.repeat(np.arange(len(arcs)), np.diff(p.side_start)[arcs])
    sides = Sides(owner, p.side_row[entries], p.side_amount[entries], p.side_limit)
    anew = instance(
        p.job[arcs], p.agent[arcs], p.cost[arcs], p.take[arcs], p.capacity, p.skip, sides
    )[0]
    for one, other in zip(restricted(p, arcs), anew, strict=True):
        assert one.tolist() == other.tolist()
