"""Why not there: against every assignment there is, and in words."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from shigu.engine.siting.check import assert_allocation_feasible
from shigu.engine.siting.fit import fits
from shigu.engine.siting.questions.standing import NotThisPlan, stand
from shigu.engine.siting.questions.why_not import UnknownError, why_not
from shigu.engine.siting.values import Pool, Quota
from tests.engine.siting.test_brute_force import QUICK, every_plan, problems
from tests.engine.siting.test_locks import conditioned


def applied(assignment, moves):
    after = {**assignment, **{m.project: m.after for m in moves}}
    assert all(assignment.get(m.project) == m.before for m in moves)
    return {p: s for p, s in after.items() if s is not None}


@settings(QUICK, max_examples=40)
@given(conditioned())
def test_every_pair_is_answered_as_all_assignments_say(problem):
    everything = list(every_plan(problem))
    if not everything:
        return
    best, plan = max(everything, key=lambda each: each[0])
    base = stand(problem, plan)
    for need in problem.needs:
        for space in problem.spaces:
            answer = why_not(base, need.id, space.id)
            locked = {p: s for p, s in problem.locked.items() if p != need.id}
            there = [
                v for v, a in every_plan(replace(problem, locked=locked))
                if a.get(need.id) == space.id
            ]  # fmt: skip
            ruled = (
                need.veto is not None
                or not fits(need, space)
                or (need.id, space.id) in problem.forbidden
            )
            assert answer.reasons
            if plan.get(need.id) == space.id:
                assert answer.verdict == "there"
            elif ruled:
                assert (answer.verdict, there) == ("ruled_out", [])
            elif not there:
                assert answer.verdict == "impossible"
                assert answer.proven
            else:
                assert answer.proven
                assert answer.loss_yuan == pytest.approx((best - max(there)) / 100)
                assert answer.loss_at_least_yuan == pytest.approx(answer.loss_yuan, abs=0.03)
                after = applied(plan, answer.moves)
                assert after[need.id] == space.id
                assert_allocation_feasible(replace(problem, locked=locked), after)


@settings(QUICK, max_examples=40)
@given(problems())
def test_the_multipliers_bound_every_plan(problem):
    everything = list(every_plan(problem))
    if not everything:
        return
    best, plan = max(everything, key=lambda each: each[0])
    base = stand(problem, plan, rounds=30)
    assert base.rates.bound_wan * 1e6 >= best - 1
    for value, other in everything:
        again = stand(problem, other, rounds=0)
        assert again.value.fen == value


def told(answer):
    return [(r.code, r.zh, r.en) for r in answer.reasons]


def test_a_requirement_that_fails_is_told_with_its_figures(need, space, problem):
    asked = problem([need("p", height_m=6.0)], [space("s", height_m=5.4)])
    answer = why_not(stand(asked, {}), "p", "s")
    assert answer.verdict == "ruled_out"
    assert told(answer) == [
        ("siting.height", "净高需 6 m，此处 5.4 m", "clear height of 6 m, here 5.4 m")
    ]


LEAVES = "A leaves Building 3 and has no place"


def test_who_holds_the_place_and_what_it_would_cost(need, space, problem):
    asked = problem(
        [need("p", worth=30.0, name_zh="甲", name_en="A"), need("q", name_zh="乙", name_en="B")],
        [space("s", name_zh="三号楼", name_en="Building 3")],
    )
    answer = why_not(stand(asked, {"p": "s"}), "q", "s")
    assert (answer.verdict, answer.value_yuan, answer.proven) == ("costs", 100_000.0, True)
    assert (answer.loss_yuan, answer.loss_at_least_yuan) == (200_000.0, 200_000.0)
    assert [(m.project, m.before, m.after) for m in answer.moves] == [
        ("p", "s", None),
        ("q", None, "s"),
    ]
    assert [(h.project, h.space, h.resource, h.amount) for h in answer.holders] == [
        ("p", "s", "space", 1.0)
    ]
    assert told(answer) == [
        (
            "siting.full.space",
            "三号楼已整处安排给甲（唯一合用的空间）",
            "Building 3 is taken whole by A (the only space that fits)",
        ),
        (
            "siting.why.cost",
            "放在三号楼，方案整体少 20 万元；甲让出三号楼，没有位置",
            "placed in Building 3 it costs the plan CNY 200,000; " + LEAVES,
        ),
    ]


def test_the_holders_of_a_pool_are_named_with_what_they_have(need, space, problem, today):
    pool = Pool(id="q", resource="power", zones=frozenset("z"), month_from=today, amount=300.0)
    needs = [need(f"p{i}", worth=20.0 + i, power_kva=100.0 + i) for i in range(2)]
    late = need("late", power_kva=150.0)
    spaces = [space(each, power_kva=500.0) for each in "stu"]
    base = stand(problem([*needs, late], spaces, [pool]), {"p0": "s", "p1": "t"})
    answer = why_not(base, "late", "u")
    assert [(h.where, h.project, h.amount, h.unit) for h in answer.holders] == [
        ("q", "p1", 101.0, "kVA"),
        ("q", "p0", 100.0, "kVA"),
    ]
    assert answer.loss_yuan == 100_000.0
    assert [m.project for m in answer.moves if m.after is None] == ["p0"]


def test_a_contradiction_is_named(need, space, problem):
    floor = Quota("floor", "e", "projects", at_least=1, name_zh="保底", name_en="Floor")
    spaces = [space("s"), space("t", zone="y", district="e")]
    base = stand(problem([need("p")], spaces, quotas=[floor]), {"p": "t"})
    answer = why_not(base, "p", "s")
    assert answer.verdict == "impossible"
    assert {r.code for r in answer.reasons} == {"siting.conflict.floor", "siting.conflict.locked"}


def test_a_plan_that_is_not_the_best_says_what_is_gained(need, space, problem):
    asked = problem([need("p"), need("q", worth=30.0)], [space("s")])
    answer = why_not(stand(asked, {"p": "s"}), "q", "s")
    assert (answer.verdict, answer.loss_yuan) == ("costs_nothing", -200_000.0)
    assert "方案整体反而多 20 万元" in answer.reasons[-1].zh


def test_unknown_names_and_other_plans_are_refused(need, space, problem):
    asked = problem([need("p"), need("q")], [space("s")])
    with pytest.raises(UnknownError, match="no project x"):
        why_not(stand(asked, {}), "x", "s")
    with pytest.raises(UnknownError, match="no space y"):
        why_not(stand(asked, {}), "p", "y")
    with pytest.raises(NotThisPlan, match="cannot stand in t"):
        stand(asked, {"p": "t"})
    with pytest.raises(NotThisPlan, match=r"breaks space \(s\)"):
        stand(asked, {"p": "s", "q": "s"})
