"""Published optima and small plans by hand."""

from datetime import date
from fractions import Fraction

import pytest

from shigu.engine.siting.check import assert_allocation_feasible
from shigu.engine.siting.conflict import Infeasible
from shigu.engine.siting.solve import NoPlanFound, solve
from shigu.engine.siting.values import Pool, Quota
from shigu.engine.values import Money

KNAPSACKS = [
    # Martello & Toth 1990, ch. 2: profits, weights, one capacity, optimum
    ((15, 100, 90, 60, 40, 15, 10, 1), (2, 20, 20, 30, 40, 30, 60, 10), (102,), 280),
    ((70, 20, 39, 37, 7, 5, 10), (31, 10, 20, 19, 4, 3, 6), (50,), 107),
    # the same, ch. 6: two capacities
    (
        (78, 35, 89, 36, 94, 75, 74, 79, 80, 16),
        (18, 9, 23, 20, 59, 61, 70, 75, 76, 30),
        (103, 156),
        452,
    ),
]


@pytest.mark.parametrize(("profits", "weights", "capacities", "optimum"), KNAPSACKS)
def test_published_knapsacks(need, space, problem, profits, weights, capacities, optimum):
    items = zip(profits, weights, strict=True)
    needs = [need(f"p{i}", worth=p, floor_area_m2=float(w)) for i, (p, w) in enumerate(items)]
    spaces = [space(f"s{k}", divisible=True, area_m2=float(c)) for k, c in enumerate(capacities)]
    asked = problem(needs, spaces)
    found = solve(asked)
    assert found.objective == Money.from_wan(optimum)
    assert (found.status, found.gap) == ("optimal", 0.0)
    assert found.bound_yuan == optimum * 10_000
    assert_allocation_feasible(asked, found.assignment)


def test_a_whole_space_is_not_given_twice(need, space, problem):
    found = solve(problem([need("p", worth=3.0), need("q", worth=4.0)], [space("s")]))
    assert found.assignment == {"q": "s"}


def test_a_loss_is_not_placed_unless_a_floor_demands_it(need, space, problem):
    asked = problem([need("p", worth=-2.0)], [space("s")])
    assert solve(asked).assignment == {}
    forced = problem([need("p", worth=-2.0)], [space("s")], quotas=[Quota("f", "d", "projects", 1)])
    assert solve(forced).objective == Money.from_wan(-2)


def test_a_pool_binds_from_its_month_on(need, space, problem):
    """Occupation never ends, so who comes in January still draws in June."""
    pool = Pool(
        id="q", resource="power", zones=frozenset("z"),
        month_from=date(2027, 6, 1), month_to=date(2027, 6, 1), amount=500.0,
    )  # fmt: skip
    needs = [
        need("early", worth=5.0, power_kva=400.0, earliest=date(2027, 1, 1)),
        need("june", worth=4.0, power_kva=400.0, earliest=date(2027, 6, 30)),
        need("later", worth=3.0, power_kva=400.0, earliest=date(2027, 7, 1)),
    ]
    spaces = [space(f"s{k}", power_kva=400.0) for k in range(3)]
    assert solve(problem(needs, spaces, [pool])).assignment.keys() == {"early", "later"}


def test_a_firm_on_a_floor_takes_no_land(need, space, problem):
    pool = Pool(
        id="q", resource="land", zones=frozenset("z"), month_from=date(2027, 1, 1), amount=0.0
    )
    both = need("p", land_mu=3.0)
    ground = space("ground", kind="land", land_mu=3.0, price_yuan_per_mu=1e6)
    assert solve(problem([both], [ground, space("hall")], [pool])).assignment == {"p": "hall"}


def test_tied_projects_come_together_or_not_at_all(need, space, problem):
    needs = [need("p", worth=9.0), need("q", worth=-1.0, together=frozenset("p"))]
    two_zones = [space("s"), space("t", zone="other")]
    assert solve(problem(needs, two_zones)).assignment == {}
    one_zone = [*two_zones, space("u")]
    assert set(solve(problem(needs, one_zone)).assignment.values()) == {"s", "u"}


def test_rivals_stand_in_different_zones(need, space, problem):
    needs = [need("p", apart=frozenset("q")), need("q", worth=8.0)]
    assert solve(problem(needs, [space("s"), space("t")])).assignment.keys() == {"p"}
    far = solve(problem(needs, [space("s"), space("t", zone="other")])).assignment
    assert far.keys() == {"p", "q"}


def test_a_conflict_names_the_least_set_of_requirements(need, space, problem):
    """Two floors of one project each contend for one space; a third floor is harmless."""
    quotas = [
        Quota("two", "d", "projects", 2),
        Quota("power", "d", "power_kva", at_most=100.0),
        Quota("harmless", "d", "projects", 1),
    ]
    needs = [need(name, power_kva=60.0) for name in "pq"]
    spaces = [space(name, power_kva=60.0) for name in "st"]
    with pytest.raises(Infeasible) as refused:
        solve(problem(needs, spaces, quotas=quotas))
    assert {reason.inputs["where"] for reason in refused.value.reasons} == {"two", "power"}
    assert "two：至少 2 个项目；power：至多 100 kVA" in str(refused.value)


def test_a_floor_that_nothing_can_meet_is_a_conflict_even_without_arcs(need, space, problem):
    with pytest.raises(Infeasible, match="f: at least 1 project"):
        solve(problem([need("p", veto="x")], [space("s")], quotas=[Quota("f", "d", "projects", 1)]))


def test_nothing_to_place_is_a_plan(problem):
    found = solve(problem([], []))
    assert (found.assignment, found.objective, found.gap) == ({}, Money(0), 0.0)


def test_a_start_alters_the_way_and_not_the_answer(need, space, problem):
    needs = [need(f"p{i}", worth=float(i), floor_area_m2=300.0) for i in range(1, 7)]
    asked = problem(needs, [space("s", divisible=True), space("t")])
    cold = solve(asked)
    assert solve(asked, start={"p1": "s", "p2": "t"}).objective == cold.objective
    assert solve(asked, start={"p1": "nowhere"}).objective == cold.objective


def test_no_time_is_said_so(need, space, problem):
    quotas = [Quota("f", "d", "projects", 10)]
    needs = [need(f"p{i}", worth=1.0 + i, floor_area_m2=float(37 + i * 7 % 11)) for i in range(60)]
    spaces = [space(f"s{k}", divisible=True, area_m2=100.0 + k) for k in range(40)]
    with pytest.raises(NoPlanFound, match="0 秒内"):
        solve(problem(needs, spaces, quotas=quotas), seconds=0.0)


def test_the_joint_plan_has_the_whole_pool_whatever_its_shares(need, space, problem):
    thirds = {player: Fraction(1, 3) for player in "ABC"}
    pool = Pool(
        id="q", resource="power", zones=frozenset("z"), month_from=date(2027, 1, 1),
        amount=300.0, shares=thirds,
    )  # fmt: skip
    found = solve(problem([need("p", power_kva=300.0)], [space("s", power_kva=300.0)], [pool]))
    assert found.assignment == {"p": "s"}
