"""A joint plan respects what is held: tenants, reservations, draws on pools."""

from datetime import date
from decimal import Decimal

import pytest

from shigu.districts.scope import acting_as_system
from shigu.engine.plan.compose import economics
from shigu.engine.plan.siting_inputs import siting_problem
from shigu.engine.siting.fit import fit
from shigu.plans import held
from shigu.plans.models import Placement, Plan
from shigu.projects.actions import Whom, keep_for
from shigu.projects.models import KeptFor, Project
from shigu.territory.actions import free, occupy, reserve
from shigu.territory.draws import ask
from shigu.territory.models import Pool, Space
from tests.plans.world import ask as ask_for
from tests.plans.world import compute, reread

HALL, FLOORS = "sp-xh-factory-3", "sp-xh-floor-1"
START = date(2027, 7, 1)


def space(code):
    return Space.objects.get(code=code)


def inputs(actor, plan):
    return held.inputs(actor, Plan.objects.get(pk=plan), outlined=False)


def row(found, table, key):
    return next((r for r in found.pack.tables[table].to_dicts() if r["id"] == key), None)


@pytest.fixture
def asked(small):
    return ask_for()


def test_nothing_held_changes_nothing(asked, act):
    with act("gu") as gu:
        found = inputs(gu, asked)
        assert held.without_what_is_held(found.pack) is found.pack
        assert found.settings.locked == {}


def test_a_space_that_is_let_for_good_is_not_offered(asked, act):
    with acting_as_system() as system:
        occupy(system, space(HALL), start=START, basis="lease", reason="签约")
    with act("gu") as gu:
        found = inputs(gu, asked)
        assert row(found, "spaces", HALL) is None
        sets = [r["units"] for r in found.pack.tables["spaces"].to_dicts() if r["units"]]
        assert all(HALL not in units for units in sets)


def test_a_space_that_is_let_for_a_while_is_offered_after(asked, act):
    with acting_as_system() as system:
        occupy(system, space(HALL), start=START, end=date(2029, 1, 1), basis="lease", reason="签")
    with act("gu") as gu:
        assert row(inputs(gu, asked), "spaces", HALL)["available_from"] == date(2029, 1, 1)


def test_of_a_divided_space_and_of_a_pool_the_rest_is_offered(asked, act):
    with acting_as_system() as system:
        here, pool = space(FLOORS), Pool.objects.get(code="pool-power-xianghu-2027")
        half = (here.capacity_m2 / 2).quantize(Decimal("0.001"))
        kept = reserve(system, here, start=START, area_m2=half, basis="intent",
                       asks=[ask(pool, Decimal(1200), START, None)], reason="洽谈")  # fmt: skip
    with act("gu") as gu:
        found = inputs(gu, asked)
        assert row(found, "spaces", FLOORS)["area_m2"] == pytest.approx(here.area_m2 / 2, abs=1e-3)
        assert row(found, "pools", pool.code)["amount"] == pool.amount - 1200
    with acting_as_system() as system:
        free(system, kept, reason="不来了")
    with act("gu") as gu:
        assert row(inputs(gu, asked), "pools", pool.code)["amount"] == pool.amount


def fitting(found):
    """A project and a space let whole that meets all it asks, but that a free plan may not take."""
    problem = siting_problem(found.pack, economics(found.settings))
    return next(
        (need.id, place.id)
        for need in problem.needs
        for place in problem.spaces
        if not place.divisible and not place.units and not list(fit(need, place))
    )


def test_a_project_stays_where_a_space_is_kept_for_it(asked, act):
    with act("gu") as gu:
        code, place = fitting(inputs(gu, asked))
    with acting_as_system() as system:
        project = Project.objects.select_related("district").get(code=code)
        start = max(START, space(place).available_from)
        keep_for(system, Whom.of(project), space(place), start=start, basis="plan", reason="落位")
    with act("gu") as gu:
        found = inputs(gu, asked)
        assert found.settings.locked == {code: place}
        assert row(found, "spaces", place) is not None
    compute(asked)
    assert reread(asked).state == "done"
    with acting_as_system():
        assert Placement.objects.get(plan=asked, project=project).space.code == place
        others = Placement.objects.filter(plan=asked, space__code=place).exclude(project=project)
        assert not others.exists()


def test_for_which_project_is_read_by_host_and_keeper_only(asked, act):
    with acting_as_system() as system:
        project = Project.objects.filter(
            district__code="binjiang", code__in=("p-smart-camera-base", "p-edge-ai-test")
        ).first()
        keep_for(system, Whom.of(project), space(HALL), start=START, basis="plan", reason="落位")
    for name, sees in (("lin", True), ("shen", True), ("zhou", False)):
        with act(name) as actor:
            assert KeptFor.objects.visible_to(actor).exists() is sees
            assert KeptFor.objects.exists() is sees
