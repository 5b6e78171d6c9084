"""Every kind of constraint and change at once against every plan there is."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shigu.engine.siting.check import assert_allocation_feasible
from shigu.engine.siting.questions.changes import (
    ChangeError,
    PoolBy,
    ProjectIs,
    ProjectLeaves,
    SpaceLeaves,
    applied,
)
from shigu.engine.siting.questions.standing import stand
from shigu.engine.siting.questions.what_if import what_if
from shigu.engine.siting.questions.why_not import why_not
from tests.engine.siting.tiny import every_plan, tiny

seeds = st.integers(0, 2**32 - 1)
SOME = settings(max_examples=60, deadline=None)


def best_of(problem):
    return max(every_plan(problem), key=lambda each: each[0], default=None)


@SOME
@given(seeds)
def test_why_not_there(seed):
    problem = tiny(seed)
    found = best_of(problem)
    if found is None:
        return
    best, _, plan = found
    base = stand(problem, plan)
    assert base.rates.bound_wan * 1e6 >= best - 1
    need = problem.needs[seed % len(problem.needs)]
    locked = {p: s for p, s in problem.locked.items() if p != need.id}
    free = list(every_plan(replace(problem, locked=locked)))
    for space in problem.spaces:
        answer = why_not(base, need.id, space.id)
        there = [money for money, _, a in free if a.get(need.id) == space.id]
        assert answer.reasons
        if answer.verdict == "ruled_out":
            assert not there
        elif answer.verdict == "there":
            assert plan[need.id] == space.id
        elif not there:
            assert (answer.verdict, answer.proven) == ("impossible", True)
        else:
            assert answer.proven
            assert answer.loss_yuan == pytest.approx((best - max(there)) / 100)


@SOME
@given(seeds, st.integers(0, 4))
def test_what_if(seed, kind):
    problem = tiny(seed)
    found = best_of(problem)
    if found is None:
        return
    best, _, plan = found
    need = problem.needs[seed % len(problem.needs)]
    alone = replace(need, id="new", together=frozenset(), apart=frozenset())
    change = [
        ProjectIs(alone),
        ProjectIs(replace(need, power_kva=100.0)),
        ProjectLeaves(need.id),
        SpaceLeaves(problem.spaces[seed % len(problem.spaces)].id),
        PoolBy(problem.pools[0].id if problem.pools else "none", 30.0),
    ][kind]
    try:
        then = applied(problem, change)
        answer = what_if(stand(problem, plan), change, seconds=10.0)
    except ChangeError:
        return
    except ValueError as error:
        assert isinstance(change, SpaceLeaves)
        assert "unit" in str(error)
        return
    after = best_of(then)
    assert answer.proven
    if after is None:
        assert answer.gain_yuan is None
        assert answer.reasons
        return
    assert_allocation_feasible(then, answer.assignment)
    assert answer.gain_yuan == pytest.approx((after[0] - best) / 100)
