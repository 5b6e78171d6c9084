"""What is named as a contradiction is one, and a minimal one: drop any part and a plan exists."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given

from shigu.engine.siting.conflict import Infeasible
from shigu.engine.siting.groups import together_groups
from shigu.engine.siting.solve import solve
from shigu.engine.siting.values import Pool, Preference, Quota
from tests.engine.siting.test_full_model import MANY, seeds
from tests.engine.siting.tiny import every_plan, tiny

KINDS = {"floor", "ceiling", "pool", "together", "apart", "phase", "locked", "score"}
FACTS = {"siting.locked.space", "siting.veto"}


def everything(problem):
    """All that somebody could give up, as (kind, where)."""
    yield from (("floor", q.id) for q in problem.quotas if q.at_least is not None)
    yield from (("ceiling", q.id) for q in problem.quotas if q.at_most is not None)
    yield from (("pool", q.id) for q in problem.pools)
    yield from (("together", ";".join(group)) for group in together_groups(problem.needs))
    for need in problem.needs:
        yield from (("apart", ";".join(sorted((need.id, other)))) for other in need.apart)
        if need.phase_of:
            yield "phase", f"{need.phase_of};{need.id}"
    yield from (("locked", project) for project in problem.locked)
    yield from (("forbidden", "=".join(pair)) for pair in problem.forbidden)
    if problem.least_score is not None:
        yield "score", "score"


def without(problem, dropped):
    """The problem, some of that given up."""
    gone = set(dropped)
    torn = {each for kind, where in gone if kind == "together" for each in where.split(";")}

    def free(need):
        pairs = {frozenset(w.split(";")) for kind, w in gone if kind == "apart"}
        apart = frozenset(o for o in need.apart if frozenset((need.id, o)) not in pairs)
        alone = ("phase", f"{need.phase_of};{need.id}") in gone
        return replace(
            need,
            together=frozenset() if need.id in torn else need.together,
            apart=apart,
            phase_of=None if alone else need.phase_of,
        )

    return replace(
        problem,
        needs=tuple(map(free, problem.needs)),
        pools=tuple(q for q in problem.pools if ("pool", q.id) not in gone),
        quotas=tuple(
            replace(
                q,
                at_least=None if ("floor", q.id) in gone else q.at_least,
                at_most=None if ("ceiling", q.id) in gone else q.at_most,
            )
            for q in problem.quotas
        ),
        locked={p: s for p, s in problem.locked.items() if ("locked", p) not in gone},
        forbidden=frozenset(
            pair for pair in problem.forbidden if ("forbidden", "=".join(pair)) not in gone
        ),
        least_score=None if ("score", "score") in gone else problem.least_score,
    )


def named(refusal):
    """The requirements that a refusal names; what a locked place fails is a fact."""
    for reason in refusal.reasons:
        kind = reason.code.split(".")[2] if reason.code.count(".") >= 2 else ""
        if reason.code == "siting.forbidden":
            (lock,) = (r for r in refusal.reasons if r.code == "siting.conflict.locked")
            yield "forbidden", f"{lock.inputs['where']}={lock.inputs['space']}"
        elif kind == "forbidden":
            yield from (("forbidden", pair) for pair in str(reason.inputs["pairs"]).split(";"))
        elif kind in KINDS and reason.code not in FACTS:
            yield kind, str(reason.inputs["where"])


def by_area(quota):
    """Not by projects: one that is no later phase any more would begin to count."""
    step = 300.0 if quota.measure == "projects" else 1.0
    return replace(
        quota,
        measure="floor_area_m2",
        at_least=None if quota.at_least is None else quota.at_least * step,
        at_most=None if quota.at_most is None else quota.at_most * step,
    )


def is_feasible(problem):
    return next(every_plan(problem), None) is not None


@MANY
@given(seeds)
def test_a_contradiction_is_one_and_none_of_it_is_idle(seed):
    problem = tiny(seed)
    if any(need.phase_of for need in problem.needs):
        problem = replace(problem, quotas=tuple(map(by_area, problem.quotas)))
    try:
        solve(problem)
    except Infeasible as refusal:
        told, misfit = set(named(refusal)), [
            r for r in refusal.reasons if "where" not in r.inputs and "pairs" not in r.inputs
        ]  # fmt: skip
        alone = without(problem, set(everything(problem)) - told)
        assert told <= set(everything(problem))
        assert not is_feasible(alone)
        for one in told if not misfit else ():
            assert is_feasible(without(alone, [one])), one


def refused(problem):
    with pytest.raises(Infeasible) as caught:
        solve(problem)
    return [(reason.code, reason.inputs.get("where")) for reason in caught.value.reasons]


def test_a_floor_above_what_exists_stands_alone(need, space, problem):
    quota = Quota("floor", "d", "projects", at_least=5)
    asked = problem([need("p")], [space("s")], quotas=[quota])
    assert refused(asked) == [("siting.conflict.floor", "floor")]


def test_nothing_to_place_and_nowhere_are_plans_without_placements(need, space, problem):
    for asked in (problem([], []), problem([], [space("s")]), problem([need("p")], [])):
        assert solve(asked).assignment == {}
    quota = Quota("floor", "d", "projects", at_least=1)
    assert refused(problem([], [], quotas=[quota])) == [("siting.conflict.floor", "floor")]


def test_capacities_of_nothing_keep_everything_out(need, space, problem):
    pool = Pool(
        id="q", resource="energy", zones=frozenset("z"), month_from=date(2026, 1, 1), amount=0.0
    )
    asked = problem(
        [need("p", energy_tce=1.0), need("r")], [space("s", divisible=True, area_m2=0.0)], [pool]
    )
    assert solve(asked).assignment == {}
    roomy = problem([need("p", energy_tce=1.0), need("r")], [space("s", divisible=True)], [pool])
    assert solve(roomy).assignment == {"r": "s"}


def test_together_and_apart_in_a_circle_are_named_where_a_floor_needs_them(need, space, problem):
    """a with b, b with c, a not with c: none of the three can come, and the floor asks for one."""
    wishes = [
        need("a", together=frozenset("b"), apart=frozenset("c")),
        need("b", together=frozenset("c")),
        need("c"),
    ]
    spaces = [space(name) for name in "stu"]
    assert solve(problem(wishes, spaces)).assignment == {}
    quota = Quota("floor", "d", "projects", at_least=1)
    assert refused(problem(wishes, spaces, quotas=[quota])) == [
        ("siting.conflict.floor", "floor"),
        ("siting.conflict.together", "a;b;c"),
        ("siting.conflict.apart", "a;c"),
    ]


def test_a_lock_that_contradicts_a_ceiling_is_named_with_it(need, space, problem):
    quota = Quota("none", "d", "projects", at_most=0.0)
    asked = replace(problem([need("p")], [space("s")], quotas=[quota]), locked={"p": "s"})
    assert refused(asked) == [("siting.locked.ceiling", "none"), ("siting.conflict.locked", "p")]


def test_of_many_locks_only_those_that_overfill_are_named(need, space, problem):
    wishes = [
        need(name, floor_area_m2=area)
        for name, area in zip("pqr", (600.0, 10.0, 500.0), strict=True)
    ]
    locked = dict.fromkeys("pqr", "s")
    asked = replace(problem(wishes, [space("s", divisible=True)]), locked=locked)
    assert refused(asked) == [
        ("siting.locked.space", "s"),
        ("siting.conflict.locked", "p"),
        ("siting.conflict.locked", "r"),
    ]


def test_a_later_phase_locked_before_its_earlier_one_can_start_is_named(need, space, problem):
    late = date(2030, 1, 1)
    wishes = [need("one", earliest=late), need("two", phase_of="one")]
    asked = replace(problem(wishes, [space("s"), space("t")]), locked={"two": "t"})
    assert refused(asked) == [
        ("siting.conflict.phase", "one;two"),
        ("siting.conflict.locked", "two"),
    ]


def test_points_that_nobody_can_reach_are_named(need, space, problem):
    wish = need("p", preferences=(Preference("z", 2.0),))
    asked = replace(problem([wish], [space("s")]), least_score=Fraction(3))
    with pytest.raises(Infeasible, match="评分至少 3 分") as caught:
        solve(asked)
    assert [reason.en for reason in caught.value.reasons] == ["a score of at least 3"]
    assert solve(replace(asked, least_score=Fraction(2))).assignment == {"p": "s"}


def test_only_the_bans_that_matter_are_named(need, space, problem):
    quota = Quota("floor", "d", "projects", at_least=1)
    spaces = [space("s"), space("t", zone="y", district="e")]
    bans = frozenset([("p", "s"), ("p", "t"), ("q", "t")])
    asked = problem(
        [need("p"), need("q", districts_allowed=frozenset("e"))], spaces, quotas=[quota]
    )
    with pytest.raises(Infeasible) as caught:
        solve(replace(asked, forbidden=bans))
    told = [(r.code, r.inputs.get("pairs")) for r in caught.value.reasons]
    assert told == [("siting.conflict.floor", None), ("siting.conflict.forbidden", "p=s")]
