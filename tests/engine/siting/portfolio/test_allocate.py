"""Plans and bounds against every plan there is; order, cancellation, and what cannot be given."""

from math import inf

import numpy as np
import pytest
from hypothesis import given, settings

from shigu.engine.siting.portfolio.allocate import allocate
from shigu.engine.siting.portfolio.instance import Sides, instance
from shigu.engine.watch import Watch
from tests.engine.siting.portfolio.small import cost_of, instances, keeps, optimum, tight


@settings(max_examples=300, deadline=None)
@given(instances())
def test_a_small_instance_is_solved_to_the_optimum(p):
    best = optimum(p)
    found = allocate(p, seconds=60.0, workers=1)
    if best == inf:
        assert (found.ending, found.plan, found.bound) == ("infeasible", None, inf)
        return
    assert found.ending == "optimal"
    assert keeps(p, found.plan)
    assert found.cost == pytest.approx(cost_of(p, found.plan))
    assert found.cost == pytest.approx(best, abs=1e-6)
    assert found.bound <= best + 1e-6


@settings(max_examples=300, deadline=None)
@given(instances())
def test_the_bound_of_prices_never_crosses_the_optimum(p):
    best = optimum(p)
    found = allocate(p, seconds=60.0, workers=1, turns=1)
    for _, cost, bound in found.log:
        assert bound <= best + 1e-6
        assert cost >= best - 1e-6
    assert found.plan is None or keeps(p, found.plan)


def test_a_tight_instance_is_close_to_its_bound():
    p = tight(jobs=100, agents=10, seed=4)
    found = allocate(p, seconds=60.0, workers=2, turns=6)
    assert keeps(p, found.plan)
    assert 0 <= found.gap < 0.01
    assert [cost for _, cost, _ in found.log] == sorted((c for _, c, _ in found.log), reverse=True)
    assert [bound for *_, bound in found.log] == sorted(bound for *_, bound in found.log)


def test_the_same_seed_finds_the_same_plans():
    p = tight(jobs=60, agents=6, seed=1)
    first, again = (allocate(p, seconds=600.0, seed=3, turns=1) for _ in range(2))
    assert [step[1:] for step in first.log] == [step[1:] for step in again.log]
    assert first.plan.tolist() == again.plan.tolist()


def test_a_stopped_search_answers_with_its_best_plan():
    p, watch = tight(jobs=200, agents=20, seed=2), Watch()

    def stop_at_the_first_plan(_seconds, cost, _bound):
        if cost < inf:
            watch.stop()

    found = allocate(p, seconds=600.0, watch=watch, on_progress=stop_at_the_first_plan)
    assert found.ending == "stopped"
    assert keeps(p, found.plan)
    assert found.seconds < 60


def test_time_is_kept():
    found = allocate(tight(jobs=400, agents=40, seed=3), seconds=1.0)
    assert found.seconds < 3.0
    assert found.ending == "limit"


def test_a_job_without_an_arc_that_must_be_given_is_proven_impossible():
    p = instance([0], [0], [1.0], [1.0], [[5.0]], [0.0, inf])[0]
    found = allocate(p, seconds=10.0)
    assert found.plan is None
    assert found.bound == inf


def test_nothing_to_give_costs_nothing():
    p = instance([], [], [], np.empty((0, 1)), [[5.0]], [0.0, 2.0])[0]
    found = allocate(p, seconds=10.0)
    assert (found.cost, found.bound, found.plan.tolist()) == (2.0, 2.0, [-1, -1])


@pytest.mark.parametrize(
    ("job", "agent", "cost", "take", "message"),
    [
        ([0, 0], [0, 0], [1, 1], [1, 1], "given twice"),
        ([2], [0], [1], [1], "outside"),
        ([0], [1], [1], [1], "outside"),
        ([0], [0], [np.nan], [1], "finite"),
        ([0], [0], [1], [-1], "negative"),
    ],
)
def test_what_is_no_instance_is_refused(job, agent, cost, take, message):
    with pytest.raises(ValueError, match=message):
        instance(job, agent, cost, np.array(take, float), [[5.0]], [0.0, 0.0])


def test_sides_follow_their_arcs_when_arcs_are_put_in_order():
    sides = Sides(arc=[1, 0], row=[0, 0], amount=[7.0, 3.0], limit=[9.0])
    p, origin = instance([0, 1], [1, 0], [1.0, 2.0], [4.0, 6.0], [[9.0], [9.0]], [0, 0], sides)
    assert origin.tolist() == [1, 0]
    assert p.cost.tolist() == [2.0, 1.0]
    assert [p.side_amount[p.side_start[a]] for a in range(2)] == [7.0, 3.0]
