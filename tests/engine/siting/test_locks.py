"""Locked placements are kept or refused with the reason; forbidden ones never happen."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shigu.engine.siting.check import assert_allocation_feasible
from shigu.engine.siting.coalitions import coalition_values
from shigu.engine.siting.conflict import Infeasible
from shigu.engine.siting.plan import plan
from shigu.engine.siting.restriction import restrict
from shigu.engine.siting.solve import solve
from shigu.engine.siting.values import Pool, Quota
from shigu.engine.values import Money
from tests.engine.siting.test_brute_force import QUICK, every_plan, problems


@st.composite
def conditioned(draw):
    """A problem with up to two locks and two forbidden placements, sensible or not."""
    problem = draw(problems())
    pairs = st.tuples(
        st.sampled_from([need.id for need in problem.needs]),
        st.sampled_from([space.id for space in problem.spaces]),
    )
    locked = dict(draw(st.lists(pairs, max_size=2)))
    return replace(problem, locked=locked, forbidden=draw(st.frozensets(pairs, max_size=2)))


@settings(QUICK, max_examples=300)
@given(conditioned())
def test_the_plan_is_the_best_that_keeps_the_conditions(problem):
    best = max((value for value, _ in every_plan(problem)), default=None)
    if best is None:
        with pytest.raises(Infeasible) as refused:
            solve(problem)
        assert refused.value.reasons
        return
    found = solve(problem)
    assert_allocation_feasible(problem, found.assignment)
    assert found.objective == Money(best)
    assert found.gap == 0


@settings(QUICK, max_examples=100)
@given(conditioned())
def test_the_runner_up_of_a_locked_placement_is_the_best_plan_without_the_lock(problem):
    everything = list(every_plan(problem))
    if not everything:
        return
    best = max(value for value, _ in everything)
    for placed in plan(problem).placements:
        own = (placed.project, placed.space)
        kept = {p: s for p, s in problem.locked.items() if p != placed.project}
        elsewhere = replace(problem, locked=kept, forbidden=problem.forbidden | {own})
        others = [value for value, _ in every_plan(elsewhere)]
        assert (placed.runner_up is None) == (not others)
        if placed.runner_up:
            assert placed.runner_up.loss_yuan == pytest.approx((best - max(others)) / 100)


@settings(QUICK, max_examples=40)
@given(conditioned())
def test_coalitions_are_bound_by_no_condition(problem):
    try:
        table = coalition_values(problem, ("A", "B"))
    except Infeasible:
        assert not list(every_plan(problem))
        return
    free = replace(problem, locked={}, forbidden=frozenset())
    for mask, members in ((1, "A"), (2, "B")):
        alone = restrict(free, frozenset(members))
        assert table[mask].value == Money(max(value for value, _ in every_plan(alone)))
    assert table[3].value == Money(max(value for value, _ in every_plan(problem)))


def test_the_checker_sees_broken_conditions(need, space, problem):
    asked = problem([need("p")], [space("s"), space("t")])
    with pytest.raises(AssertionError, match="locked: p in s"):
        assert_allocation_feasible(replace(asked, locked={"p": "s"}), {"p": "t"})
    with pytest.raises(AssertionError, match="forbidden: p in t"):
        assert_allocation_feasible(replace(asked, forbidden=frozenset([("p", "t")])), {"p": "t"})


def test_conditions_on_what_is_not_there_are_refused(need, space, problem):
    asked = problem([need("p")], [space("s")])
    for conditions in ({"locked": {"q": "s"}}, {"forbidden": frozenset([("p", "t")])}):
        with pytest.raises(ValueError, match="no such"):
            replace(asked, **conditions)


def refused(asked, **conditions):
    with pytest.raises(Infeasible) as found:
        solve(replace(asked, **conditions))
    return [(r.code, r.zh, r.en) for r in found.value.reasons]


def test_a_lock_that_does_not_fit_says_which_requirements(need, space, problem):
    asked = problem(
        [need("p", name_zh="甲", name_en="A", height_m=6.0, hazard_class="丙", code="39")],
        [space("s", name_zh="三号楼", name_en="Building 3", height_m=5.4, hazard_class="丁")],
    )
    assert refused(asked, locked={"p": "s"}) == [
        ("siting.conflict.locked", "甲（p）锁定在三号楼（s）", "A (p) is locked to Building 3 (s)"),
        ("siting.height", "净高需 6 m，此处 5.4 m", "clear height of 6 m, here 5.4 m"),
        ("siting.hazard", "火灾危险性丙类，此处丁", "fire-hazard class C, here D"),
    ]


@pytest.mark.parametrize(
    ("asks", "offers", "zh", "en"),
    [
        ({"load_t_m2": 2.0}, {}, "楼面荷载需 2 t/㎡，此处没有登记",
         "floor load of 2 t/m², here it is not known"),
        ({"needs_exhaust": True}, {"exhaust": False}, "需要排气条件，此处没有",
         "exhaust needed, here there is none"),
        ({"districts_allowed": frozenset("e")}, {}, "限于e，此处在d", "limited to e, here in d"),
        ({"floor_area_m2": None, "land_mu": 3.0}, {}, "空间类型，此处是厂房",
         "kind of space, here a factory"),
        ({"latest": date(2026, 12, 1)}, {"available_from": date(2027, 1, 1)},
         "最迟 2026-12-01 起用，此处 2027-01-01", "to move in by 2026-12-01, here 2027-01-01"),
        ({"veto": "两高"}, {}, "否决项：两高", "vetoed; the reason given: “两高”"),
    ],
)  # fmt: skip
def test_each_kind_of_misfit_is_told(need, space, problem, asks, offers, zh, en):
    asked = problem([need("p", **asks)], [space("s", **offers)])
    assert refused(asked, locked={"p": "s"})[1][1:] == (zh, en)


def test_what_is_both_locked_and_forbidden_is_told(need, space, problem):
    asked = problem([need("p")], [space("s")])
    told = refused(asked, locked={"p": "s"}, forbidden=frozenset([("p", "s")]))
    assert [code for code, _, _ in told] == ["siting.conflict.locked", "siting.forbidden"]


def test_locks_that_share_a_whole_space_are_named(need, space, problem):
    asked = problem([need("p"), need("q")], [space("s", name_zh="三号楼")])
    told = refused(asked, locked={"p": "s", "q": "s"})
    assert told[0][:2] == ("siting.locked.space", "三号楼整处只给一个项目")
    assert [code for code, _, _ in told[1:]] == ["siting.conflict.locked"] * 2


def test_locks_that_overfill_a_pool_are_named_with_the_figures(need, space, problem):
    pool = Pool(
        id="q", name_zh="电力", name_en="Power", resource="power", zones=frozenset("z"),
        month_from=date(2026, 1, 1), amount=300.0, shares={},
    )  # fmt: skip
    asked = problem(
        [need("p", power_kva=200.0), need("r", power_kva=150.0)],
        [space("s", power_kva=900.0), space("t", power_kva=900.0)],
        [pool],
    )
    told = refused(asked, locked={"p": "s", "r": "t"})
    assert told[0][1:] == (
        "电力供电共 300 kVA，锁定的项目要 350 kVA",
        "Power has 300 kVA of power, what is locked takes 350 kVA",
    )
    assert solve(replace(asked, locked={"r": "t"})).assignment == {"r": "t"}


def test_a_lock_against_a_floor_is_named_as_a_minimal_conflict(need, space, problem):
    quota = Quota("floor", "e", "projects", at_least=1, name_zh="保底", name_en="Floor")
    asked = problem([need("p")], [space("s"), space("t", zone="y", district="e")], quotas=[quota])
    told = refused(asked, locked={"p": "s"})
    assert {code for code, _, _ in told} == {"siting.conflict.floor", "siting.conflict.locked"}
    assert solve(replace(asked, locked={"p": "t"})).assignment == {"p": "t"}


def reasons(given, code):
    return [(reason.zh, reason.en) for reason in given if reason.code == code]


def test_a_lock_tells_what_it_costs_where_it_stands(need, space, problem):
    land = {"kind": "land", "land_mu": 1.0}
    asked = problem(
        [need("p", land_mu=1.0, worth=0.0)],
        [space("dear", price_yuan_per_mu=9e6, **land), space("cheap", **land)],
    )
    (placed,) = plan(replace(asked, locked={"p": "cheap"})).placements

    assert placed.space == "cheap"
    assert placed.runner_up.space == "dear"
    assert placed.runner_up.loss_yuan == -9e6
    assert reasons(placed.reasons, "siting.locked") == [
        ("锁定在此；放开后方案整体可多 900 万元",
         "locked to this place; without the lock the plan gains CNY 9.0 million")
    ]  # fmt: skip

    (placed,) = plan(replace(asked, locked={"p": "dear"})).placements
    assert reasons(placed.reasons, "siting.locked") == [("锁定在此", "locked to this place")]
    assert placed.runner_up.loss_yuan == 9e6


def test_whoever_is_kept_out_by_a_lock_reads_so(need, space, problem):
    asked = problem(
        [need("p", worth=1.0, name_zh="甲"), need("q", worth=50.0)], [space("s", name_zh="三号楼")]
    )
    answer = plan(replace(asked, locked={"p": "s"}))

    (left,) = answer.unplaced
    assert [r.zh for r in left.binding] == [
        "三号楼已整处安排给甲（锁定）（唯一合用的空间）",
        "无论哪些项目让位都安排不了：有它就不能同时满足锁定的位置",
    ]
    assert answer.placements[0].runner_up.loss_yuan == -490_000.0


def test_forbidden_places_are_named_where_they_would_do(need, space, problem):
    asked = problem(
        [need("p"), need("q", height_m=9.0)],
        [space("s", name_zh="三号楼"), space("t"), space("low")],
    )
    barred = frozenset([("p", "s"), ("q", "low")])
    answer = plan(replace(asked, forbidden=barred))

    (placed,) = answer.placements
    assert reasons(placed.reasons, "siting.forbidden") == [
        ("满足要求但已排除的空间 1 处：三号楼", "1 space that would do, forbidden to it: 三号楼")
    ]
    assert reasons(answer.unplaced[0].binding, "siting.forbidden") == []

    everywhere = frozenset(("p", each) for each in ("s", "t", "low"))
    (left, _) = plan(replace(asked, forbidden=everywhere)).unplaced
    assert [r.code for r in left.binding] == ["siting.forbidden"]
    assert left.cost_of_placing_yuan is None
    assert left.near_misses == ()
