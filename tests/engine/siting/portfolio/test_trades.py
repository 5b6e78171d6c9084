"""Moves of the annealing: groups by rent, sets of jobs, and what two regions trade."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shigu.engine.compiled import kernel, maker
from shigu.engine.siting.portfolio.capacity import prices
from shigu.engine.siting.portfolio.exchange import exchange
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
from shigu.engine.siting.portfolio.regions import OWN
from shigu.engine.siting.portfolio.relaxation import relax
from shigu.engine.siting.portfolio.sets import (
    BINS,
    FEW,
    LISTED,
    SIZE,
    bin_of,
    combine,
    least_of,
    put_in,
    sets,
    sort_in_bins,
)
from shigu.engine.siting.portfolio.ties import ties
from shigu.engine.siting.portfolio.trades import (
    REACH,
    due_and_free,
    narrowed,
    pair_of,
    singles,
    stall,
    trade,
)
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


@maker
def listed(costs, size, most):
    one, s, last = sets(FEW), sets(LISTED), np.empty(LISTED, np.int64)
    for k in range(len(costs)):
        one.job[k, 0], one.cost[k], one.priced[k] = 100 + k, 2 * costs[k], costs[k]
        for r in range(one.load.shape[0]):
            one.load[r, k] = (k * 7 + r * 3) % 5
        put_in(one, k)
    many = combine(one, len(costs), size, most, s, last)
    least = least_of(one, len(costs))
    return s.job[:many], s.cost[:many], s.priced[:many], s.load[:, :many], least


@maker
def binned(keys):
    order, start = np.empty(len(keys), np.int64), np.empty(BINS + 1, np.int64)
    top = sort_in_bins(keys, len(keys), order, start)
    return order, start, np.array([bin_of(key, top) for key in keys])


@maker
def traded(p, c, w, out, plan, heat, seed):
    np.random.seed(seed)
    o = Over(np.empty(w.limit.shape[0]), np.ones(2), np.zeros(1))
    weigh(w, o, plan)
    none = np.full(MOST, -1)
    m, t = Move(none, none.copy(), none.copy(), none.copy()), stall()
    moving = trade(p, c, w, o, members_of(c, plan), out, plan, heat, t, m)
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
@given(COSTS, st.sampled_from([2, 3]), st.integers(0, 20))
def test_all_sets_within_the_cost_are_listed_with_their_sums(costs, size, most):
    jobs, cost, priced, load, least = listed(np.array(costs, float), size, float(most))
    numbers = range(len(costs))
    expected = {
        each: float(sum(costs[k] for k in each))
        for count in range(1, size + 1)
        for each in combinations(numbers, count)
    }
    numbered = [tuple(sorted(j - 100 for j in row if j >= 0)) for row in jobs.tolist()]
    found = dict(zip(numbered, priced.tolist(), strict=True))
    assert cost.tolist() == [2 * each for each in priced.tolist()]
    assert found == {(): 0.0} | {each: c for each, c in expected.items() if c <= most}
    for each, loads in zip(found, load.T.tolist(), strict=True):
        assert loads == [sum((k * 7 + r * 3) % 5 for k in each) for r in range(4)]
    assert least == sum(c for c in costs if c < 0)


@settings(deadline=None)
@given(st.lists(st.floats(-5.0, 40.0), min_size=1, max_size=50))
def test_bins_hold_every_set_once_and_rise_with_the_key(keys):
    order, start, place = binned(np.array(keys))
    assert sorted(order.tolist()) == list(range(len(keys)))
    for h in range(BINS):
        assert (place[order[start[h] : start[h + 1]]] == h).all()
    rising = np.argsort(keys)
    assert (np.diff(place[rising]) >= 0).all()


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


@maker
def offered(p, c, w, out, plan, heat, rate, a, b):
    """All sets of both sides, what is allowed, and how far own rows are over their limits."""
    np.random.seed(0)
    o = Over(np.empty(w.limit.shape[0]), np.array([rate, heat]), np.zeros(1))
    weigh(w, o, plan)
    t, q = stall(), members_of(c, plan)
    if a == b or pair_of(c, a, b, t) < 0:
        return t, 0, 0, 0, 0, 0.0, o.load
    allowed = REACH * heat + due_and_free(w, o, t)
    one = singles(p, c, o, q, out, plan, t, 0, t.single)
    one = narrowed(p, c, w, o, out, t, 0, np.inf, t.single, one)
    other = singles(p, c, o, q, out, plan, t, 1, t.other)
    other = narrowed(p, c, w, o, out, t, 1, np.inf, t.other, other)
    first = combine(t.single, one, SIZE, np.inf, t.first, t.last)
    second = combine(t.other, other, SIZE, np.inf, t.second, t.last)
    return t, one, other, first, second, allowed, o.load


def all_offers(seed, rate):
    """What each two regions of an instance might trade at the plan of the prices alone."""
    p = sparse(jobs=40, agents=24, seed=seed)
    w = prices(p, np.zeros(1, np.int64))
    relax(p, w, [].append)
    typical = float(np.abs(w.worth).mean())
    on = exchange(p, w.best, w.side_best, ties(p), typical)
    out = np.minimum(p.skip, 1e9)
    none = on.choices.at.shape[1]
    for a in range(none):
        for b in range(none + 1):
            found = offered(p, on.choices, on.rows, out, on.free, 6e-3 * typical, rate, a, b)
            if found[1]:
                yield 6e-3 * typical, on.rows, *found


def due(load, price, rate, fixed):
    """What loads beyond their limits cost, by rows in the last axis."""
    return np.where(load > 0, rate * price * load + fixed, 0.0).sum(axis=-1)


@pytest.mark.parametrize("rate", [0.95, 1.0, 2.0])
@pytest.mark.parametrize("seed", range(3))
def test_no_trade_within_reach_is_dearer_at_its_worth_than_what_is_listed(seed, rate):
    within = dropped = 0
    for heat, rows, t, _, _, many, others, allowed, load in all_offers(seed, rate):
        one, other, kept = t.first, t.second, t.row >= 0
        row, sign = t.row[kept], np.repeat([-1.0, 1.0], OWN)[kept]
        change = one.load[kept, :many].T[:, None] - other.load[kept, :others].T[None]
        more = (
            one.cost[:many, None]
            + other.cost[:others]
            - due(load[row], rows.price[row], rate, heat)
        )
        more += due(load[row] + sign * change, rows.price[row], rate, heat)
        priced = one.priced[:many, None] + other.priced[:others]
        assert allowed >= REACH * heat - 1e-9
        assert (priced[more <= REACH * heat] <= allowed + 1e-6).all()
        within += (more <= REACH * heat).sum()
        dropped += (priced > allowed).sum()
    assert within > 50
    assert dropped > 500


@pytest.mark.parametrize("seed", range(3))
def test_a_job_s_price_is_its_cost_and_the_worth_of_what_it_loads_there_and_no_longer_here(seed):
    for _, rows, t, one, other, *_ in all_offers(seed, 1.0):
        worth = np.where(t.row >= 0, np.append(rows.worth, 0.0)[t.row], 0.0)
        arrives = np.repeat([-1.0, 1.0], OWN)
        for each, many, sign in ((t.single, one, 1.0), (t.other, other, -1.0)):
            paid = sign * (arrives * worth) @ each.load[:, :many]
            assert each.priced[:many] == pytest.approx(each.cost[:many] + paid)
