"""Moves of the annealing: groups by rent, sets of jobs, and what two regions trade."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shigu.engine.compiled import kernel
from shigu.engine.siting.portfolio.moves import (
    MOST,
    Members,
    Move,
    enlist,
    members_of,
    nearest_in,
    strike,
)
from shigu.engine.siting.portfolio.overload import Over, weigh
from shigu.engine.siting.portfolio.sets import FEW, LISTED, combine, least_of, put_in_order, sets
from shigu.engine.siting.portfolio.trades import REACH, stall, trade
from tests.engine.siting.portfolio.small import sparse
from tests.engine.siting.portfolio.test_anneal import standing

COSTS = st.lists(st.integers(-9, 9), min_size=0, max_size=FEW)


@kernel
def told(q, jobs, gone, rent):
    for j in jobs:
        enlist(q, 0, j)
    for j in gone:
        strike(q, 0, j)
    return nearest_in(q, 0, rent)


@kernel
def listed(costs, size, most, by):
    one, s, ordered = sets(FEW), sets(LISTED + 2), sets(LISTED + 2)
    for k in range(len(costs)):
        one.job[k, 0], one.cost[k] = 100 + k, costs[k]
        for r in range(one.load.shape[0]):
            one.load[r, k] = (k * 7 + r * 3) % 5
    many = combine(one, len(costs), size, most, s)
    put_in_order(s, many, by, ordered)
    return s.job[:many], s.cost[:many], s.load[:, :many], ordered, least_of(one, len(costs))


@kernel
def traded(p, c, w, out, plan, heat, seed):
    np.random.seed(seed)
    o = Over(np.empty(w.limit.shape[0]), np.ones(2), np.zeros(1))
    weigh(w, o, plan)
    none = np.full(MOST, -1)
    m = Move(none, none.copy(), none.copy(), none.copy())
    moving = trade(p, c, w, o, members_of(c, plan), out, plan, heat, stall(), m)
    return m.job[:moving], m.old[:moving], m.to[:moving]


@given(st.lists(st.integers(0, 30), min_size=1, max_size=12, unique=True), st.data())
def test_a_group_stands_by_rent_and_knows_who_is_nearest(rents, data):
    jobs = np.arange(len(rents))
    gone = np.array(data.draw(st.lists(st.sampled_from(jobs.tolist()), unique=True)), np.int64)
    q = Members(np.full((1, len(rents)), -1), np.zeros(1, np.int64), np.array(rents, float))
    asked = data.draw(st.integers(-5, 35))
    found = told(q, jobs, gone, float(asked))
    left = sorted(set(jobs.tolist()) - set(gone.tolist()), key=lambda j: rents[j])
    assert q.job[0, : q.many[0]].tolist() == left
    if left:
        assert abs(rents[found] - asked) == min(abs(rents[j] - asked) for j in left)
    else:
        assert found == -1


@settings(deadline=None)
@given(COSTS, st.sampled_from([2, 3]), st.integers(-9, 20), st.integers(0, 3))
def test_all_sets_within_the_cost_are_listed_with_their_sums(costs, size, most, by):
    jobs, cost, load, ordered, least = listed(np.array(costs, float), size, float(most), by)
    numbers = range(len(costs))
    expected = {
        each: float(sum(costs[k] for k in each))
        for count in range(1, size + 1)
        for each in combinations(numbers, count)
    }
    numbered = [tuple(sorted(j - 100 for j in row if j >= 0)) for row in jobs.tolist()]
    found = dict(zip(numbered, cost.tolist(), strict=True))
    assert found == {(): 0.0} | {each: c for each, c in expected.items() if c <= most}
    for each, loads in zip(found, load.T.tolist(), strict=True):
        assert loads == [sum((k * 7 + r * 3) % 5 for k in each) for r in range(4)]
    assert ordered.load[by, : len(found)].tolist() == sorted(load[by].tolist())
    assert sorted(ordered.job[: len(found), 0].tolist()) == list(range(len(found)))
    assert least == sum(sorted(c for c in costs if c < 0)[:3])


@pytest.mark.parametrize("seed", range(20))
def test_a_trade_sends_jobs_of_two_regions_to_each_other_s_and_costs_no_more_than_its_reach(seed):
    p = sparse(jobs=40, agents=24, seed=seed)
    made, rows, where = standing(p)
    plan, none = made.plan.copy(), where.at.shape[1]
    region = np.where(plan >= 0, where.region[plan], none)
    moved = 0
    for draw in range(30):
        job, old, to = traded(p, where, rows, made.out, plan, 8.0, draw)
        assert (old == plan[job]).all()
        assert len(set(job.tolist())) == len(job) <= MOST
        target = np.where(to >= 0, to, none)
        assert len({*region[job].tolist(), *target.tolist()}) in (0, 2)
        assert (region[job] != target).all()
        least = np.where(to >= 0, where.least[job, to], made.out[job])
        left = np.where(old >= 0, p.cost[old], made.out[job])
        assert (least - left).sum() <= REACH * 8.0 + 1e-9
        moved += len(job) > 0
    assert moved > 0
