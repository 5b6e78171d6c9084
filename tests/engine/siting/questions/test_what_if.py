"""What if: every kind of change, against all assignments of the changed problem."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shigu.engine.siting.check import assert_allocation_feasible
from shigu.engine.siting.compatibility import compatible
from shigu.engine.siting.conflict import Infeasible
from shigu.engine.siting.constraints import rows
from shigu.engine.siting.locks import refuse_locks
from shigu.engine.siting.network import network
from shigu.engine.siting.questions.changes import (
    ChangeError,
    PoolBy,
    ProjectIs,
    ProjectLeaves,
    SpaceIs,
    SpaceLeaves,
    applied,
    changed,
)
from shigu.engine.siting.questions.standing import stand
from shigu.engine.siting.questions.what_if import what_if
from shigu.engine.siting.values import Pool, Quota
from tests.engine.siting.test_brute_force import QUICK, _need, _space, every_plan, problems
from tests.engine.siting.test_locks import conditioned


@st.composite
def changes(draw, problem):
    others = st.frozensets(st.sampled_from([n.id for n in problem.needs]), max_size=1)
    kinds = [
        st.builds(ProjectIs, st.sampled_from([3, 9]).flatmap(lambda i: _need(i, others))),
        st.builds(ProjectLeaves, st.sampled_from([n.id for n in problem.needs])),
        st.builds(SpaceIs, st.sampled_from([1, 9]).flatmap(_space)),
        st.builds(SpaceLeaves, st.sampled_from([s.id for s in problem.spaces])),
    ]
    if problem.pools:
        some = st.sampled_from([-0.1, 0.1, 50.0])
        kinds.append(st.builds(PoolBy, st.just("pool"), some))
    return draw(st.one_of(kinds))


@settings(QUICK, max_examples=60)
@given(st.data())
def test_the_answer_is_the_best_of_all_assignments_after_the_change(data):
    problem = data.draw(st.one_of(problems(), conditioned()))
    everything = list(every_plan(problem))
    if not everything:
        return
    before, plan = max(everything, key=lambda each: each[0])
    change = data.draw(changes(problem))
    then = applied(problem, change)
    base = stand(problem, plan)
    try:
        refuse_locks(network(then, compatible(then)))
    except Infeasible:
        with pytest.raises(ChangeError):
            what_if(base, change)
        return
    after = max((value for value, _ in every_plan(then)), default=None)
    answer = what_if(base, change, seconds=10.0)
    assert answer.proven
    if after is None:
        assert answer.gain_yuan is None
        assert answer.reasons
        return
    assert_allocation_feasible(then, answer.assignment)
    assert answer.gain_yuan == pytest.approx((after - before) / 100)
    assert answer.gain_at_most_yuan == pytest.approx(answer.gain_yuan, abs=0.03)
    moved = {m.project for m in answer.moves}
    ids = plan.keys() | answer.assignment.keys()
    assert moved == {p for p in ids if plan.get(p) != answer.assignment.get(p)}


@settings(QUICK, max_examples=40)
@given(st.data())
def test_the_grown_model_has_the_rows_of_the_changed_problem(data):
    problem = data.draw(problems())
    change = data.draw(changes(problem))
    base = stand(problem, {}) if not any(q.at_least for q in problem.quotas) else None
    if base is None:
        return
    then = applied(problem, change)
    grown = changed(base, change)
    direct = network(then, compatible(then))
    place = {
        (a.need.id, a.space.id): int(j) for j in grown.open_arcs for a in [grown.network.arcs[j]]
    }
    assert sorted(place) == sorted((a.need.id, a.space.id) for a in direct.arcs)

    def plain(row, terms):
        kept = tuple(sorted((pair, amount) for pair, amount in terms))
        code = row.resource and row.resource.code
        return row.kind, row.lower, row.upper, code, kept

    open_pairs = {j: pair for pair, j in place.items()}
    ours = {
        plain(row, [(open_pairs[j], amount) for j, amount in row.terms if j in open_pairs])
        for row in grown.rows
        if np.isfinite(row.lower) or np.isfinite(row.upper)
    }
    ends = [(a.need.id, a.space.id) for a in direct.arcs]
    theirs = {plain(row, [(ends[j], amount) for j, amount in row.terms]) for row in rows(direct)}
    assert {row for row in ours if row[4]} == {row for row in theirs if row[4]}
    used = {}
    for j in place.values():
        for i, amount in grown.takes.of(j):
            used[i, j] = used.get((i, j), 0.0) + amount
    assert used == {
        (i, j): amount
        for i, row in enumerate(grown.rows)
        for j, amount in row.terms
        if j in open_pairs
    }


def told(answer):
    return [(r.zh, r.en) for r in answer.reasons]


def test_a_new_project_takes_the_place_of_a_lesser_one(need, space, problem):
    asked = problem(
        [need("p", name_zh="甲", name_en="A")], [space("s", name_zh="三号楼", name_en="B3")]
    )
    answer = what_if(
        stand(asked, {"p": "s"}), ProjectIs(need("q", worth=25.0, name_zh="乙", name_en="C"))
    )
    assert (answer.space, answer.gain_yuan, answer.before_yuan) == ("s", 150_000.0, 100_000.0)
    assert told(answer) == [
        ("乙安排到三号楼", "C goes to B3"),
        ("方案整体多 15 万元", "the plan gains CNY 150,000"),
        ("甲让出三号楼，没有位置", "A leaves B3 and has no place"),
    ]


def test_a_new_project_that_fits_nowhere_reads_why(need, space, problem):
    base = stand(problem([need("p")], [space("s", height_m=5.0)]), {"p": "s"})
    answer = what_if(base, ProjectIs(need("q", height_m=6.0)))
    assert (answer.space, answer.gain_yuan, answer.moves) == (None, 0.0, ())
    assert [r.code for r in answer.reasons] == [
        "siting.what_if.unplaced",
        "siting.height",
        "siting.what_if.gain",
    ]


def test_less_of_a_pool_sends_the_least_valuable_out(need, space, problem, today):
    pool = Pool(id="q", resource="power", zones=frozenset("z"), month_from=today, amount=300.0)
    needs = [need(f"p{i}", worth=10.0 + i, power_kva=100.0) for i in range(3)]
    spaces = [space(each, power_kva=500.0) for each in "stu"]
    base = stand(problem(needs, spaces, [pool]), {"p0": "s", "p1": "t", "p2": "u"})
    answer = what_if(base, PoolBy("q", -100.0))
    assert (answer.gain_yuan, answer.proven) == (-100_000.0, True)
    assert [(m.project, m.after) for m in answer.moves] == [("p0", None)]
    assert base.ledger.used == stand(base.problem, base.assignment).ledger.used


def test_a_floor_that_can_no_longer_be_kept_is_named(need, space, problem):
    floor = Quota("floor", "e", "projects", at_least=1)
    spaces = [space("s"), space("t", zone="y", district="e")]
    base = stand(problem([need("p")], spaces, quotas=[floor]), {"p": "t"})
    answer = what_if(base, SpaceLeaves("t"))
    assert (answer.gain_yuan, answer.proven) == (None, True)
    assert [r.code for r in answer.reasons] == ["siting.conflict.floor"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (ProjectLeaves("x"), "no project x"),
        (SpaceLeaves("x"), "no space x"),
        (PoolBy("x", 1.0), "no pool x"),
        (PoolBy("q", -301.0), "Pool q holds 300: 301 cannot be taken"),
    ],
)
def test_a_change_of_what_is_not_there_is_refused(need, space, problem, today, change, message):
    pool = Pool(id="q", resource="power", zones=frozenset("z"), month_from=today, amount=300.0)
    base = stand(problem([need("p")], [space("s")], [pool]), {"p": "s"})
    with pytest.raises(ChangeError, match=message):
        what_if(base, change)
    assert base.assignment == {"p": "s"}


def test_a_change_that_breaks_a_lock_is_refused(need, space, problem):
    asked = replace(problem([need("p")], [space("s")]), locked={"p": "s"})
    with pytest.raises(ChangeError, match="lift the lock first"):
        what_if(stand(asked, {"p": "s"}), ProjectIs(need("p", height_m=9.0)))


def test_a_project_whose_locked_space_leaves_goes_where_it_is_best(need, space, problem):
    locked = replace(problem([need("p")], [space("s"), space("t")]), locked={"p": "s"})
    answer = what_if(stand(locked, {"p": "s"}), SpaceLeaves("s"), seconds=5.0)
    assert (answer.assignment, answer.gain_yuan, answer.proven) == ({"p": "t"}, 0.0, True)
