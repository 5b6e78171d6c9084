"""Against every assignment there is, judged by the independent checker."""

from datetime import date
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shigu.engine.siting.check import assert_allocation_feasible
from shigu.engine.siting.coalitions import coalition_values
from shigu.engine.siting.conflict import Infeasible
from shigu.engine.siting.plan import plan
from shigu.engine.siting.restriction import restrict
from shigu.engine.siting.solve import solve
from shigu.engine.siting.value import present_value
from shigu.engine.siting.values import (
    MEASURES,
    POOL_RESOURCES,
    Economics,
    Need,
    Pool,
    Problem,
    Quota,
    Space,
    YearEstimate,
)
from shigu.engine.values import Money

ZONES = {"y": "d", "z": "e"}
DAYS = [date(2027, month, 1) for month in (1, 4, 7)]
QUICK = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def maybe(*values):
    """Seldom a requirement: otherwise nearly nothing would fit."""
    return st.sampled_from([None, None, None, *values])


def likely(*values):
    return st.sampled_from([*values, *values, *values, None])


def needs(count):
    others = st.frozensets(st.sampled_from([f"p{i}" for i in range(count)]), max_size=1)
    each = [_need(i, others) for i in range(count)]
    return st.tuples(*each)


@st.composite
def _need(draw, i, others):
    pick = lambda *values: draw(st.sampled_from(values))  # noqa: E731
    return Need(
        id=f"p{i}",
        introducer=pick("A", "B", None),
        land_mu=draw(maybe(3.0, 6.0)),
        floor_area_m2=draw(likely(300.0, 400.0, 600.0)),
        height_m=draw(maybe(5.0)),
        load_t_m2=draw(maybe(1.0)),
        power_kva=draw(likely(100.0, 200.0)),
        water_t_day=draw(maybe(2.0)),
        drainage_t_day=draw(likely(1.0, 2.0)),
        needs_exhaust=pick(False, False, True),
        clean_class=draw(maybe(7)),
        energy_tce=draw(likely(30.0, 70.0)),
        emission_t=draw(likely(0.1, 0.3)),
        hazard_class=draw(maybe("丙", "丁")),
        code=pick("391", "65", None),
        invest_wan=float(pick(100, 300)),
        earliest=pick(*DAYS, date(2027, 9, 1)),
        latest=draw(maybe(date(2027, 4, 15))),
        success_probability=pick(1.0, 0.5),
        districts_allowed=pick(frozenset(), frozenset(), frozenset("d")),
        districts_excluded=pick(frozenset(), frozenset(), frozenset("e")),
        veto=pick(None, None, None, None, "no"),
        together=draw(others) - {f"p{i}"} if pick(False, False, True) else frozenset(),
        apart=draw(others) - {f"p{i}"} if pick(False, False, True) else frozenset(),
        years=(YearEstimate(1, float(draw(st.integers(-9, 60))), 1.5), YearEstimate(2, 7.25)),
        origin_tax_wan=float(pick(0, 1)),
    )


@st.composite
def spaces(draw, count):
    return tuple(draw(_space(k)) for k in range(count))


@st.composite
def _space(draw, k):
    pick = lambda *values: draw(st.sampled_from(values))  # noqa: E731
    zone = pick(*ZONES)
    return Space(
        id=f"s{k}",
        zone=zone,
        district=ZONES[zone],
        owner=pick("A", "B"),
        kind=pick("land", "factory", "factory", "office"),
        area_m2=pick(600.0, 900.0, 5000.0),
        land_mu=pick(6.0, 9.0),
        divisible=pick(True, True, False),
        height_m=pick(5.0, 6.0, 4.0, None),
        load_t_m2=pick(1.0, 2.0),
        power_kva=pick(200.0, 300.0, 500.0),
        water_t_day=pick(3.0, 5.0),
        drainage_t_day=pick(2.0, 3.0, 4.0),
        exhaust=pick(True, False, None),
        clean_class=pick(6, 7, 8, None),
        hazard_class=pick("乙", "丙", "丙", "丁"),
        codes_allowed=pick((), (), (), ("39", "65")),
        far_min=draw(maybe(0.5)),
        far_max=draw(maybe(1.5)),
        available_from=pick(*DAYS),
        available_to=draw(maybe(date(2027, 8, 1))),
        price_yuan_per_mu=draw(maybe(20000.0)),
    )


@st.composite
def pools(draw):
    resource = draw(st.sampled_from(POOL_RESOURCES))
    amounts = {"land": 9.0, "power": 300.0, "energy": 100.0, "emission": 0.4, "waste_water": 3.0}
    return Pool(
        id="pool",
        resource=resource,
        zones=draw(st.sampled_from([frozenset("y"), frozenset("yz")])),
        month_from=DAYS[0],
        month_to=draw(maybe(*DAYS)),
        amount=amounts[resource],
        shares={"A": Fraction(1, 2), "B": Fraction(1, 3)},
    )


@st.composite
def quotas(draw):
    measure = draw(st.sampled_from(MEASURES))
    unit = {"projects": 1.0, "land_mu": 3.0, "floor_area_m2": 300.0, "invest_wan": 200.0}
    step = unit.get(measure, 100.0 if measure == "power_kva" else 0.3)
    low = draw(maybe(1))
    high = draw(maybe(1, 2, 3))
    return Quota(
        "quota",
        draw(st.sampled_from("de")),
        measure,
        None if low is None else low * step,
        None if high is None else high * step,
    )


@st.composite
def problems(draw):
    return Problem(
        needs=draw(needs(4)),
        spaces=draw(spaces(3)),
        pools=(draw(pools()),) if draw(st.booleans()) else (),
        quotas=(draw(quotas()),) if draw(st.booleans()) else (),
        economics=Economics(date(2026, 11, 23), 0.08, 2, {"p0": 1.1}),
    )


def every_plan(problem):
    """(value, assignment) of each assignment that the checker passes."""
    worth = {
        (need.id, space.id): present_value(need, space, problem.economics).fen
        for need in problem.needs
        for space in problem.spaces
    }
    places = [None, *(space.id for space in problem.spaces)]
    for choice in product(places, repeat=len(problem.needs)):
        named = zip(problem.needs, choice, strict=True)
        assignment = {need.id: place for need, place in named if place is not None}
        try:
            assert_allocation_feasible(problem, assignment)
        except AssertionError:
            continue
        yield sum(worth[pair] for pair in assignment.items()), assignment


@QUICK
@given(problems())
def test_the_plan_is_the_best_of_all_assignments(problem):
    best = max((value for value, _ in every_plan(problem)), default=None)
    if best is None:
        with pytest.raises(Infeasible):
            solve(problem)
        return
    found = solve(problem)
    assert_allocation_feasible(problem, found.assignment)
    assert found.objective == Money(best)
    assert (found.gap, found.status) == (0.0, "optimal")
    assert found.bound_yuan == float(found.objective.yuan)


@settings(QUICK, max_examples=100)
@given(problems())
def test_runner_ups_and_the_cost_of_placing_are_exact(problem):
    everything = list(every_plan(problem))
    if not everything:
        return
    answer = plan(problem)
    best = max(value for value, _ in everything)
    for placed in answer.placements:
        others = [v for v, a in everything if a.get(placed.project) != placed.space]
        assert (placed.runner_up is None) == (not others)
        if placed.runner_up:
            assert placed.runner_up.loss_yuan == pytest.approx((best - max(others)) / 100)
    for left in answer.unplaced:
        forced = [value for value, a in everything if left.project in a]
        assert (left.cost_of_placing_yuan is None) == (not forced)
        assert left.binding
        if forced:
            assert left.cost_of_placing_yuan == pytest.approx((best - max(forced)) / 100)


@settings(QUICK, max_examples=60)
@given(problems())
def test_a_coalition_reaches_what_its_own_problem_allows(problem):
    try:
        table = coalition_values(problem, ("A", "B"))
    except Infeasible:
        assert not list(every_plan(problem))
        return
    for mask, members in ((1, "A"), (2, "B")):
        alone = restrict(problem, frozenset(members))
        best = max(value for value, _ in every_plan(alone))
        assert table[mask].value == Money(best)
    assert table[3].value == Money(max(value for value, _ in every_plan(problem)))
