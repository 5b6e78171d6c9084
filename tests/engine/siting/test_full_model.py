"""Every kind of constraint at once against every plan there is."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shigu.engine.siting.check import assert_allocation_feasible
from shigu.engine.siting.compatibility import compatible
from shigu.engine.siting.conflict import Infeasible
from shigu.engine.siting.front import front
from shigu.engine.siting.goals import Goal, NothingScores, aimed
from shigu.engine.siting.network import network
from shigu.engine.siting.plan import plan
from shigu.engine.siting.score import scored
from shigu.engine.siting.solve import solve
from shigu.engine.values import Money
from tests.engine.siting.tiny import every_plan, tiny

seeds = st.integers(0, 2**32 - 1)
MANY = settings(max_examples=1500, deadline=None)
SOME = settings(MANY, max_examples=250)


@MANY
@given(seeds)
def test_the_plan_is_the_best_of_all(seed):
    problem = tiny(seed)
    best = max((money for money, _, _ in every_plan(problem)), default=None)
    if best is None:
        with pytest.raises(Infeasible):
            solve(problem)
        return
    found = solve(problem)
    assert_allocation_feasible(problem, found.assignment)
    assert found.objective == Money(best)
    assert (found.gap, found.status) == (0.0, "optimal")


def nondominated(plans):
    """Best points for each amount of money that no other plan beats in both."""
    kept = []
    for money, points in sorted({(m, p) for m, p, _ in plans}, key=lambda e: (-e[0], -e[1])):
        if not kept or points > kept[-1][1]:
            kept.append((money, points))
    return kept


@SOME
@given(seeds)
def test_the_front_is_every_plan_that_none_beats_in_both(seed):
    problem = tiny(seed)
    plans = list(every_plan(problem))
    if not scored(problem):
        with pytest.raises(NothingScores):
            front(problem)
        return
    if not plans:
        with pytest.raises(Infeasible):
            front(problem)
        return
    answer = front(problem, most=1000)
    assert answer.complete
    found = [(round(p.money_yuan * 100), Fraction(p.score)) for p in answer.points]
    assert found == nondominated(plans)
    for point in answer.points:
        assert_allocation_feasible(problem, point.assignment)
    assert len(answer.changes) == len(answer.points) - 1
    for one, then, change in zip(answer.points, answer.points[1:], answer.changes, strict=False):
        walked = {**one.assignment, **{m.project: m.after for m in change.moves}}
        assert {p: s for p, s in walked.items() if s} == then.assignment
        assert then.score - one.score == pytest.approx(change.score)
        assert change.score > 0 > change.money_yuan


@SOME
@given(seeds, st.sampled_from(["money-score", "score-money"]), st.sampled_from(["0", "0.1"]))
def test_one_aim_first_and_the_other_within_what_is_left(seed, order, tolerance):
    problem = tiny(seed)
    plans = [(m, p) for m, p, _ in every_plan(problem)]
    if not plans or not scored(problem):
        return
    part = Fraction(tolerance)
    if order == "money-score":
        most = max(m for m, _ in plans)
        left = [(p, m) for m, p in plans if m >= most - part * abs(most)]
        points, money = max(left)
    else:
        most = max(p for _, p in plans)
        money, points = max((m, p) for m, p in plans if p >= most - part * abs(most))
    arcs = network(problem, compatible(problem))
    found = aimed(arcs, Goal(order, part), seconds=10)
    assert_allocation_feasible(problem, found.solution.assignment)
    assert (found.solution.objective, arcs.points(found.chosen)) == (Money(money), points)
    assert found.solution.gap == 0


@SOME
@given(seeds)
def test_losses_costs_and_what_adds_up_are_exact(seed):
    problem = tiny(seed)
    plans = list(every_plan(problem))
    if not plans:
        return
    answer = plan(problem)
    best = max(money for money, _, _ in plans)
    own = sum(placed.value_yuan for placed in answer.placements)
    gained = sum(each.value_yuan for each in answer.synergies)
    assert own + gained == pytest.approx(answer.objective_yuan) == best / 100
    points = sum(placed.score for placed in answer.placements)
    points += sum(each.score for each in answer.synergies)
    assert answer.score == (pytest.approx(points) if scored(problem) else None)
    for placed in answer.placements:
        if placed.project in problem.locked:
            continue
        others = [m for m, _, a in plans if a.get(placed.project) != placed.space]
        assert (placed.runner_up is None) == (not others)
        if placed.runner_up:
            assert placed.runner_up.loss_yuan == pytest.approx((best - max(others)) / 100)
    for left in answer.unplaced:
        forced = [m for m, _, a in plans if left.project in a]
        assert (left.cost_of_placing_yuan is None) == (not forced)
        assert all(reason.zh and reason.en for reason in left.binding)
        assert left.binding
        if forced:
            assert left.cost_of_placing_yuan == pytest.approx((best - max(forced)) / 100)
