"""A plan for bad times and one with nobody worse off, beside a finished plan."""

import pytest

from shigu.districts.scope import acting_as_system
from shigu.engine.siting.check import assert_allocation_feasible
from shigu.plans import variants
from shigu.plans.actions import adopt_plan
from shigu.plans.models import Placement, Plan
from shigu.plans.questions import asked_problem
from tests.plans.test_questions import text
from tests.plans.test_secrecy import marked  # noqa: F401
from tests.plans.world import ask


def asked(act, finished, question, *given):
    with act("gu") as gu:
        plan = Plan.objects.get(pk=finished)
        return question(gu, plan, *given), asked_problem(gu, plan).problem


def test_the_cautious_plan_is_a_plan_and_no_worse_in_bad_times(finished, act):
    told, problem = asked(act, finished, variants.for_bad_times, 0.1, 0.0)
    plain, cautious = told.answer.expected, told.answer.cautious
    for each in (plain, cautious):
        assert_allocation_feasible(problem, each.assignment)
    assert cautious.cvar_yuan >= plain.cvar_yuan - 1
    assert cautious.expected_yuan <= plain.expected_yuan + 1
    assert (told.answer.level, told.stale) == (0.9, False)
    assert all(0 <= part <= 1 for part in told.answer.holds.values())


def test_in_the_fair_plan_nobody_has_less_than_alone(finished, act):
    told, problem = asked(act, finished, variants.fair_to_all)
    found = told.answer
    assert sorted(found.alone_yuan) == variants.owners(problem)
    with act("gu"):
        worth = Plan.objects.get(pk=finished).objective_yuan
    assert found.best.value_yuan == pytest.approx(worth, rel=1e-9)
    if found.kept is not None:
        assert_allocation_feasible(problem, found.kept.assignment)
        for player, alone in found.alone_yuan.items():
            assert found.kept.arises_yuan[player] >= alone - 1
        assert found.cost_yuan == pytest.approx(found.best.value_yuan - found.kept.value_yuan)


def test_both_are_shown_and_nothing_changes(finished, visit):
    with acting_as_system():
        before = (Placement.objects.count(), Plan.objects.count())
    address = f"/plans/{finished}/variants/"
    assert "方案和数据都不会改动" in text(visit("gu", address))
    firm = text(visit("gu", f"{address}?kind=cautious&tail=20&common=30", count="plan variants"))
    assert "最差的 20% 情形里" in firm
    assert "哪些落位靠不住" in firm
    even = text(visit("gu", f"{address}?kind=fair"))
    assert "独立所得" in even
    assert "最均衡的" in even
    with acting_as_system():
        assert before == (Placement.objects.count(), Plan.objects.count())


def test_a_part_out_of_range_is_told_at_its_field(finished, visit):
    page = text(visit("gu", f"/plans/{finished}/variants/?kind=cautious&tail=80"))
    assert 'id="answer"' not in page
    assert page.count("errorlist") + page.count('class="error') > 0


def test_who_does_not_read_every_project_is_refused(marked, act, signed_in):  # noqa: F811
    with act("wei") as wei:
        adopt_plan(wei, Plan.objects.get(pk=marked), reason="专班会议通过")
    client = signed_in("shen")
    for kind in ("cautious", "fair"):
        page = text(client.get(f"/plans/{marked}/variants/?kind={kind}"))
        assert "只有能读全部项目的单位可以问" in page
        assert 'id="answer"' not in page


def test_an_unfinished_plan_has_no_variants(small, visit):
    assert visit("gu", f"/plans/{ask()}/variants/").status_code == 404
