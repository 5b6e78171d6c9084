"""Plans above the exact size, made small by lowering that size: intervals hold, time is bounded."""

from contextlib import ExitStack
from time import perf_counter
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shigu.engine.siting import large as questions
from shigu.engine.siting import plan as module
from shigu.engine.siting.conflict import Infeasible
from shigu.engine.siting.plan import plan
from shigu.engine.siting.questions import best
from tests.engine.siting.test_full_model import MANY, seeds
from tests.engine.siting.tiny import every_plan, tiny

FEW = settings(MANY, max_examples=200)


def large(problem, *, hurried=False, **how):
    """The plan of the exact model, explained as a large one is; ``hurried``: no time for it."""
    with ExitStack() as stack:
        for each in (module, best):
            stack.enter_context(patch.object(each, "EXACT_ARCS", -1))
        if hurried:
            stack.enter_context(patch.object(questions, "MOST_SECONDS", 0.0))
        return plan(problem, **how)


def interval(reasons, code):
    return [
        (each.inputs["loss_at_least_yuan"], each.inputs["loss_at_most_yuan"])
        for each in reasons
        if each.code == code
    ]


def holds(found, loss):
    """The interval has the least loss by enumeration in it, in yuan (``None`` = no such plan)."""
    for least, most in found:
        assert most is None or loss is not None
        assert loss is None or least - 0.03 <= loss <= (loss if most is None else most) + 0.03


@FEW
@given(seeds, st.booleans())
def test_each_open_answer_is_an_interval_that_holds(seed, hurried):
    problem = tiny(seed)
    plans = list(every_plan(problem))
    if not plans:
        with pytest.raises(Infeasible):
            large(problem)
        return
    found = large(problem, hurried=hurried)
    top = max(fen for fen, _, _ in plans)

    def loss(kept):
        left = [top - fen for fen, _, plan in plans if kept(plan)]
        return min(left) / 100 if left else None

    for each in found.placements:
        asked = loss(lambda plan, e=each: plan.get(e.project) != e.space)
        holds(interval(each.reasons, "siting.runner_up_open"), asked)
        if each.runner_up is not None and each.project not in problem.locked:
            assert each.runner_up.loss_yuan == pytest.approx(asked, abs=0.03)
    for each in found.unplaced:
        asked = loss(lambda plan, e=each: e.project in plan)
        holds(interval(each.binding, "siting.forced_open"), asked)
        if each.cost_of_placing_yuan is not None:
            assert each.cost_of_placing_yuan == pytest.approx(asked, abs=0.03)


def test_prices_of_a_large_plan_say_that_they_are_multipliers(need, space, problem):
    """100 of 250 kVA are missing to the second project: 700 yuan a kVA is what it would pay."""
    needs = [need("p", worth=10.0, power_kva=150.0), need("q", worth=7.0, power_kva=100.0)]
    hall = space("s", divisible=True, power_kva=200.0)
    found = large(problem(needs, [hall]))
    (price,) = found.shadow_prices
    assert (price.resource, price.where, price.method) == ("power", "s", "lagrangian")
    assert price.resolved_yuan is None
    assert not price.verified_by_resolve
    assert (price.holds_from, price.holds_to, price.plan_gain_yuan) == (None, None, None)
    assert price.yuan_per_unit > 0
    (left,) = found.unplaced
    assert left.binding[0].code == "siting.full.space"


def test_all_questions_together_have_the_time_of_one_solve(need, space, problem):
    needs = [need(f"p{k:03}", worth=1.0 + k / 100) for k in range(300)]
    spaces = [space(f"s{k:02}", divisible=True) for k in range(20)]
    begun = perf_counter()
    found = large(problem(needs, spaces), seconds=0.2)
    assert len(found.placements) + len(found.unplaced) == 300
    assert perf_counter() - begun < 30
