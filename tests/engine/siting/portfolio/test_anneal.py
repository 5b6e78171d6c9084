"""Plans annealed over their limits: what comes back keeps all of them and is the best there is."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from shigu.engine.siting.portfolio.allocate import allocate
from shigu.engine.siting.portfolio.anneal import Heat, anneal
from shigu.engine.siting.portfolio.capacity import paid, prices
from shigu.engine.siting.portfolio.chains import board, nearest
from shigu.engine.siting.portfolio.choices import choices, mates
from shigu.engine.siting.portfolio.exchange import LAST_TURN, RESERVE, TURNS, Exchange
from shigu.engine.siting.portfolio.greedy import give_in_order
from shigu.engine.siting.portfolio.instance import Sides, instance
from shigu.engine.siting.portfolio.overload import rows_of
from shigu.engine.siting.portfolio.proof import prove
from shigu.engine.siting.portfolio.regions import load_at, regions
from shigu.engine.siting.portfolio.relaxation import relax
from shigu.engine.siting.portfolio.ties import ties
from shigu.engine.watch import Watch
from tests.engine.siting.portfolio.small import cost_of, instances, keeps, optimum, sparse

WARM = Heat(hot=16.0, cold=0.5, first=0.95, last=2.0, fixed=300.0)


def standing(p, stop=0, spread=np.inf):
    """A board with the plan of the costs alone, and what annealing stands on."""
    w = prices(p, np.full(1, stop))
    w.stop[0] = 0
    relax(p, w, [].append)
    w.stop[0] = stop
    priced = paid(p, w.best, w.side_best)
    made = board(p, np.full(p.jobs, -1), nearest(p, priced, 10), priced, w.stop)
    give_in_order(p, made, np.arange(p.jobs), p.cost)
    rows = rows_of(p, w.best, w.side_best, least=5.0)
    return made, rows, choices(p, rows, ties(p), priced, w.side_best, spread)


@settings(max_examples=200, deadline=None)
@given(instances(), st.integers(0, 9))
def test_an_annealed_plan_keeps_every_limit_and_is_as_much_cheaper_as_it_says(p, seed):
    made, rows, where = standing(p)
    assume(keeps(p, made.plan))
    before = cost_of(p, made.plan)
    saved = anneal(p, made, rows, where, made.plan.copy(), 2000, WARM, seed)
    assert saved >= 0
    assert keeps(p, made.plan)
    assert cost_of(p, made.plan) == pytest.approx(before - saved)
    assert optimum(p) <= before - saved + 1e-6
    fresh = board(p, made.plan, made.near, made.priced, made.stop)
    assert made.left == pytest.approx(fresh.left)
    assert made.side_left == pytest.approx(fresh.side_left)


def excess(seed):
    """What annealing from the plan of the costs alone leaves above the proven optimum, as a part
    of it."""
    p = sparse(jobs=24, agents=12, seed=seed)
    nothing = np.full(p.jobs, -1)
    exact = prove(p, np.arange(p.arcs), nothing, np.inf, 0.0, seconds=60, seed=0, watch=Watch())
    assert exact.proven
    made, rows, where = standing(p)
    for turn in range(8):
        anneal(p, made, rows, where, made.plan.copy(), 50_000, WARM, turn)
    assert keeps(p, made.plan)
    least = cost_of(p, exact.plan)
    return (cost_of(p, made.plan) - least) / abs(least)


def test_it_finds_the_optimum_that_a_proof_finds_of_most_instances_and_is_near_it_always():
    above = np.array([excess(seed) for seed in range(10)])
    assert (above > -1e-9).all()
    assert (above < 1e-9).sum() >= 7
    assert above.max() < 0.025


@pytest.mark.usefixtures("without_proof")
def test_where_places_stand_empty_the_search_comes_to_the_optimum_by_turns():
    p = sparse(jobs=24, agents=12, seed=1)
    exact = prove(
        p, np.arange(p.arcs), np.full(p.jobs, -1), np.inf, 0.0, seconds=60, seed=0, watch=Watch()
    )
    found = allocate(p, seconds=600.0, turns=2)
    assert keeps(p, found.plan)
    assert found.cost == pytest.approx(cost_of(p, exact.plan))


def test_the_same_seed_gives_the_same_plan_and_a_stop_leaves_the_old_one():
    p = sparse(jobs=40, agents=60, seed=3)
    plans = []
    for _ in range(2):
        made, rows, where = standing(p)
        anneal(p, made, rows, where, made.plan.copy(), 5000, WARM, 4)
        plans.append(made.plan.tolist())
    assert plans[0] == plans[1]
    made, rows, where = standing(p, stop=1)
    before = made.plan.tolist()
    assert anneal(p, made, rows, where, made.plan.copy(), 5000, WARM, 4) == 0
    assert made.plan.tolist() == before


def test_the_last_turn_has_the_tries_that_there_is_time_for():
    p = sparse(jobs=40, agents=24, seed=0)
    made, rows, where = standing(p)
    on = Exchange(p, rows, where, 1.0, made.plan)
    usual = TURNS[0][2] * 40
    assert on.tries(0, 0.0, 0.5) == on.tries(0, 1.0, np.inf) == usual
    assert on.tries(2 * len(TURNS), 0.0, np.inf) == 2 * usual
    pace = 1.0 / usual
    assert on.tries(0, pace, LAST_TURN + RESERVE + 1e-9) == usual
    assert on.tries(0, pace, 1.4 + RESERVE) == pytest.approx(1.4 * usual, abs=1)
    assert on.tries(0, pace, 0.25 + RESERVE) == pytest.approx(0.25 * usual, abs=1)
    assert on.tries(0, pace, 0.0) == 1


def two_zones(tied):
    """Agents 0 and 1 draw on pool 0, agent 2 on pool 1; job 2 also on row 2 wherever it is;
    ``tied`` rows from 3 on: pairs of (job, sign) for each."""
    job, agent = np.tile(np.arange(3), 3), np.repeat(np.arange(3), 3)
    zone = agent // 2
    arc, row, amount = [*range(9)], [*zone], [1.0] * 9
    for a in np.flatnonzero(job == 2):
        arc, row, amount = [*arc, a], [*row, 2], [*amount, 4.0]
    for k, each in enumerate(tied):
        for who, sign in each:
            for a in np.flatnonzero(job == who):
                arc, row, amount = [*arc, a], [*row, 3 + k], [*amount, sign]
    limit = [2.0, 2.0, 9.0] + [0.0] * len(tied)
    sides = Sides(arc, row, amount, limit)
    cost = -np.arange(1.0, 10.0)
    return instance(job, agent, cost, np.ones((9, 1)), np.full((3, 1), 2.0), np.zeros(3), sides)[0]


def test_agents_with_the_same_rows_are_one_region():
    p = two_zones([])
    rows = rows_of(p, np.zeros((3, 1)), np.array([2.0, 1.0, 0.0]), least=1.0)
    found = regions(p, rows)
    assert found.of_agent.tolist() == [0, 0, 1]
    assert found.own.tolist() == [[3, -1], [4, -1], [5, -1]]


def test_a_row_that_all_regions_draw_on_is_nobody_s_own():
    p = two_zones([[(0, 1.0), (1, 1.0), (2, 1.0)]])
    rows = rows_of(p, np.zeros((3, 1)), np.array([0.0, 0.0, 0.0, 9.0]), least=1.0)
    assert regions(p, rows).own.tolist() == [[3, -1], [4, -1], [6, 5]]


def test_loads_are_looked_up_by_arc_and_row():
    p = two_zones([])
    rows = rows_of(p, np.zeros((3, 1)), np.zeros(3), least=1.0)
    arc, row = np.array([2, 2, 2, 6, -1, 0]), np.array([0, 3, 5, 4, 3, -1])
    assert load_at(p, rows, arc, row).tolist() == [1.0, 1.0, 4.0, 1.0, 0.0, 0.0]


@pytest.mark.parametrize(
    ("tied", "expected"),
    [
        ([[(0, 1.0), (1, -1.0)], [(0, -1.0), (1, 1.0)]], [1, 0, -1]),
        ([[(0, 1.0), (1, -1.0)]], [-1, -1, -1]),
        (
            [
                [(0, 1.0), (1, -1.0)],
                [(0, -1.0), (1, 1.0)],
                [(0, 1.0), (2, -1.0)],
                [(0, -1.0), (2, 1.0)],
            ],
            [-1, -1, -1],
        ),
    ],
)
def test_mates_are_two_that_are_tied_to_each_other(tied, expected):
    p = two_zones(tied)
    assert mates(p, ties(p)).tolist() == expected


def test_a_row_without_a_price_is_dear_by_a_usual_load():
    p = two_zones([])
    rows = rows_of(p, np.zeros((3, 1)), np.zeros(3), least=8.0)
    assert rows.price.tolist() == [8.0] * 3 + [8.0, 8.0, 2.0]
    assert rows.limit == pytest.approx([2.0] * 3 + [2.0, 2.0, 9.0], rel=1e-8)
    assert rows.start.tolist() == [0, 2, 4, 7, 9, 11, 14, 16, 18, 21]
