"""Plans by the prices alone, prices by simplex."""

import numpy as np
import pytest
from hypothesis import given, settings

from shigu.engine.siting.portfolio import relaxation
from shigu.engine.siting.portfolio.allocate import allocate
from shigu.engine.siting.portfolio.capacity import BEST, paid, prices, raise_bound
from shigu.engine.siting.portfolio.chains import board, nearest
from shigu.engine.siting.portfolio.greedy import give_in_order, losses
from shigu.engine.siting.portfolio.instance import instance
from shigu.engine.siting.portfolio.relaxation import relax
from tests.engine.siting.portfolio.small import instances, keeps, sparse
from tests.engine.siting.portfolio.test_mixture import relaxed


def stopped(value):
    return np.full(1, value)


def begun(p, priced, stop=0):
    return board(p, np.full(p.jobs, -1), nearest(p, priced, 10), priced, stopped(stop))


@settings(max_examples=150, deadline=None)
@given(instances())
def test_what_is_given_keeps_every_limit_and_never_costs_more_than_to_leave_it_out(p):
    made = begun(p, p.cost)
    give_in_order(p, made, np.arange(p.jobs), p.cost)
    given = made.plan[made.plan >= 0]
    assert (p.cost[given] < made.out[p.job[given]]).all()
    used = np.zeros_like(p.capacity)
    np.add.at(used, p.agent[given], p.take[given])
    assert made.left == pytest.approx(p.capacity - used)
    assert (made.left >= -1e-6).all()


def test_jobs_are_lost_at_the_prices_and_save_at_the_costs():
    p = sparse(jobs=40, agents=20, seed=1)
    w = prices(p, stopped(0))
    relax(p, w, [].append)
    priced = paid(p, w.best, w.side_best)
    lost, saved = losses(p, priced, np.zeros(p.jobs))
    for j in range(p.jobs):
        arcs = p.of_job[p.job_start[j] : p.job_start[j + 1]]
        assert lost[j] == min([0.0, *priced[arcs]])
        assert saved[j] == max([0.0, *-p.cost[arcs]])


def test_simplex_prices_the_relaxation_and_worse_prices_are_not_kept():
    p = sparse(jobs=40, agents=12, seed=6)
    w = prices(p, stopped(0))
    raise_bound(p, w, 20)
    exact = relaxed(p)
    assert w.pace[BEST] < exact
    told = []
    relax(p, w, told.append)
    assert told == [w.pace[BEST]] == pytest.approx([exact], rel=1e-7)
    assert (w.best >= 0).all()
    assert (w.side_best >= 0).all()
    kept = w.best.copy()
    relax(p, w, told.append)
    assert told[1:] == pytest.approx([exact], rel=1e-7)
    assert w.best.tolist() == kept.tolist()


@pytest.mark.parametrize("seed", range(6))
def test_few_arcs_and_those_that_lower_the_sum_give_the_prices_of_all(monkeypatch, seed):
    p = sparse(jobs=60, agents=30, seed=seed)
    for name, value in (("EVERY", 0), ("FIRST", 3), ("MORE", 2), ("NEAR", 0.0)):
        monkeypatch.setattr(relaxation, name, value)
    w, told = prices(p, stopped(0)), []
    relax(p, w, told.append)
    assert len(told) > 1
    assert told == sorted(told)
    assert told[-1] == pytest.approx(relaxed(p), rel=1e-7)
    assert (w.best >= 0).all()
    assert (w.side_best >= 0).all()


def test_where_the_first_arcs_have_no_plan_simplex_says_so_and_prices_stay(monkeypatch):
    p, _ = instance(
        job=np.array([0, 0, 1, 1]),
        agent=np.array([0, 1, 0, 1]),
        cost=np.array([1.0, 5.0, 1.0, 5.0]),
        take=np.ones((4, 2)),
        capacity=np.ones((2, 2)),
        skip=np.full(2, np.inf),
    )
    monkeypatch.setattr(relaxation, "EVERY", 0)
    monkeypatch.setattr(relaxation, "FIRST", 1)
    w, told = prices(p, stopped(0)), []
    assert not relax(p, w, told.append)
    assert told == []
    assert not w.best.any()
    monkeypatch.setattr(relaxation, "FIRST", 2)
    assert relax(p, w, told.append)
    assert told == pytest.approx([6.0])


def test_simplex_that_is_stopped_leaves_the_prices_as_they_were():
    p = sparse(jobs=40, agents=12, seed=6)
    w = prices(p, stopped(0))
    known = raise_bound(p, w, 20)
    kept = w.best.copy()
    w.stop[0] = 1
    assert not relax(p, w, [].append)
    assert w.pace[BEST] == known
    assert w.best.tolist() == kept.tolist()


@pytest.mark.usefixtures("without_proof")
def test_the_first_plan_stands_before_any_price_is_raised():
    p = sparse(jobs=60, agents=12, seed=3)
    found = allocate(p, seconds=600.0, workers=1, turns=0)
    assert keeps(p, found.plan)
    _, cost, bound = next(step for step in found.log if step[1] < np.inf)
    assert cost >= found.cost
    assert bound < found.bound
