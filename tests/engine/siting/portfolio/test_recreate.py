"""Plans by the prices alone, plans ruined and recreated, prices by simplex."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from shigu.engine.siting.portfolio.allocate import allocate
from shigu.engine.siting.portfolio.capacity import BEST, paid, prices, raise_bound
from shigu.engine.siting.portfolio.chains import board, nearest
from shigu.engine.siting.portfolio.proof import prove
from shigu.engine.siting.portfolio.recreate import (
    Ruin,
    give_in_order,
    losses,
    ruin_and_recreate,
    worth_of,
)
from shigu.engine.siting.portfolio.relaxation import relax
from shigu.engine.watch import Watch
from tests.engine.siting.portfolio.small import cost_of, instances, keeps, optimum, sparse
from tests.engine.siting.portfolio.test_mixture import relaxed

RUIN = Ruin(most=4, noise=0.5, hot=5.0, cold=0.1)


def stopped(value):
    return np.full(1, value)


def begun(p, priced, stop=0):
    return board(p, np.full(p.jobs, -1), nearest(p, priced, 10), priced, stopped(stop))


def filled(p):
    made = begun(p, p.cost)
    give_in_order(p, made, np.arange(p.jobs), p.cost)
    return made


@settings(max_examples=150, deadline=None)
@given(instances(), st.integers(0, 9))
def test_what_is_recreated_keeps_every_limit_and_is_as_much_cheaper_as_it_says(p, seed):
    made = filled(p)
    assume(keeps(p, made.plan))
    before = cost_of(p, made.plan)
    saved = ruin_and_recreate(p, made, worth_of(p, made.priced, made.out), 60, RUIN, seed)
    assert saved >= 0
    assert keeps(p, made.plan)
    assert cost_of(p, made.plan) == pytest.approx(before - saved)
    assert optimum(p) <= before - saved + 1e-6
    fresh = board(p, made.plan, made.near, made.priced, made.stop)
    assert made.left == pytest.approx(fresh.left)
    assert made.side_left == pytest.approx(fresh.side_left)


def test_ruins_mend_what_the_prices_alone_make():
    p = sparse(jobs=40, agents=20, seed=1)
    w = prices(p, stopped(0))
    bound = relax(p, w)
    made = begun(p, paid(p, w.best, w.side_best))
    lost, saved = losses(p, made.priced, made.out)
    give_in_order(p, made, np.argsort(lost / np.maximum(saved, 1e-9)), made.priced)
    first = cost_of(p, made.plan)
    ruin_and_recreate(p, made, worth_of(p, made.priced, made.out), 4000, RUIN, 1)
    assert bound <= cost_of(p, made.plan) < 1.5 * first < 0


@pytest.mark.usefixtures("without_proof")
def test_where_places_stand_empty_the_plan_comes_close_to_the_optimum():
    p = sparse(jobs=24, agents=12, seed=1)
    exact = prove(
        p, np.arange(p.arcs), np.full(p.jobs, -1), np.inf, 0.0, seconds=60, seed=0, watch=Watch()
    )
    assert exact.proven
    found = allocate(p, seconds=600.0, turns=4)
    assert keeps(p, found.plan)
    assert found.cost == pytest.approx(cost_of(p, exact.plan), rel=0.01)


def test_nothing_is_ruined_once_it_is_stopped():
    p = sparse(jobs=40, agents=60, seed=3)
    made = filled(p)
    made.stop[0] = 1
    plan = made.plan.copy()
    assert ruin_and_recreate(p, made, worth_of(p, made.priced, made.out), 100, RUIN, 1) == 0
    assert made.plan.tolist() == plan.tolist()


def test_simplex_prices_the_relaxation_and_worse_prices_are_not_kept():
    p = sparse(jobs=40, agents=12, seed=6)
    w = prices(p, stopped(0))
    raise_bound(p, w, 20)
    exact = relaxed(p)
    assert w.pace[BEST] < exact
    assert relax(p, w) == pytest.approx(exact, rel=1e-7)
    assert (w.best >= 0).all()
    assert (w.side_best >= 0).all()
    kept = w.best.copy()
    assert relax(p, w) == pytest.approx(exact, rel=1e-7)
    assert w.best.tolist() == kept.tolist()


def test_simplex_that_is_stopped_leaves_the_prices_as_they_were():
    p = sparse(jobs=40, agents=12, seed=6)
    w = prices(p, stopped(0))
    known = raise_bound(p, w, 20)
    kept = w.best.copy()
    w.stop[0] = 1
    assert relax(p, w) == known
    assert w.best.tolist() == kept.tolist()


@pytest.mark.usefixtures("without_proof")
def test_the_first_plan_stands_before_any_price_is_raised():
    p = sparse(jobs=60, agents=12, seed=3)
    found = allocate(p, seconds=600.0, workers=1, turns=0)
    assert keeps(p, found.plan)
    _, cost, bound = next(step for step in found.log if step[1] < np.inf)
    assert cost >= found.cost
    assert bound < found.bound
