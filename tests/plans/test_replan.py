"""A plan made anew with few moves keeps the places that were promised."""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from shigu.districts.actions import revoke_grant
from shigu.districts.models import Grant
from shigu.districts.policies import Refused
from shigu.districts.scope import acting_as_system
from shigu.engine.plan.compose import PHASES
from shigu.plans import queries
from shigu.plans.actions import replan
from shigu.plans.models import Placement, Plan, State
from shigu.projects.models import Project
from tests.plans.world import ask, compute, reread


def places(plan):
    with acting_as_system():
        rows = Placement.objects.filter(plan=plan)
        return dict(rows.values_list("project__code", "space__code"))


def jobs():
    return ProcrastinateJob.objects.filter(task_name="plans.compute").count()


def test_who_can_stay_stays_and_who_cannot_is_the_one_move(finished, act, signed_in):
    with acting_as_system():
        Project.objects.filter(code="p-smart-camera-base").update(height_m=90)
    client = signed_in("gu")
    response = client.post(f"/plans/{finished}/replan/", {"most_moves": "1", "reason": "层高改了"})
    with acting_as_system():
        again = Plan.objects.get(follows=finished)
    assert response["Location"] == f"/plans/{again.pk}/"
    assert (again.most_moves, again.state) == (1, State.QUEUED)
    assert "找挪动最少的安排" in client.get(f"/plans/{again.pk}/progress/").content.decode()
    compute(again.pk)
    before, after = places(finished), places(again.pk)
    moved = {code for code in before if after.get(code) != before[code]}
    assert moved == {"p-smart-camera-base"}
    found = reread(again.pk)
    assert set(found.phases) == {"replan", *PHASES}
    page = client.get(f"/plans/{again.pk}/").content.decode()
    assert "最多挪动 1 个项目" in page
    assert f"?plan={finished}&amp;plan={again.pk}" in page
    with act("gu") as gu:
        locked = queries.document(gu, found)["run"]["locked"]
    assert locked == {code: space for code, space in before.items() if code not in moved}
    free = ask()
    compute(free)
    assert reread(free).objective_yuan >= found.objective_yuan - 0.02


@pytest.mark.parametrize(("who", "why"), [("lin", "产业分析员"), ("shen", "产业分析员")])
def test_who_makes_no_plans_re_plans_none(finished, act, who, why):
    with acting_as_system():
        plan = Plan.objects.get(pk=finished)
    with act(who) as actor, pytest.raises(Refused, match=why):
        replan(actor, plan, 1)
    assert jobs() == 1


def test_an_open_plan_and_fewer_moves_than_none_are_refused(finished, act):
    waiting = ask()
    with act("gu") as gu:
        with pytest.raises(Refused, match="已完成"):
            replan(gu, Plan.objects.get(pk=waiting), 1)
        with pytest.raises(Refused, match="负数"):
            replan(gu, Plan.objects.get(pk=finished), -1)
    assert jobs() == 2


def test_a_plan_that_one_does_not_read_in_full_is_not_re_planned(finished, act, signed_in):
    with acting_as_system() as system:
        given = Grant.objects.get(district__code="qiantang", data_class="projects")
        revoke_grant(system, given, reason="约定到期")
    with act("gu") as gu, pytest.raises(Refused, match="全部项目"):
        replan(gu, Plan.objects.get(pk=finished), 1)
    assert jobs() == 1
    assert "少动重排" not in signed_in("gu").get(f"/plans/{finished}/").content.decode()


def test_what_is_not_readable_any_more_when_it_is_computed_ends_with_words(finished, act):
    with act("gu") as gu:
        again = replan(gu, Plan.objects.get(pk=finished), 1)
    with acting_as_system() as system:
        given = Grant.objects.get(district__code="qiantang", data_class="projects")
        revoke_grant(system, given, reason="约定到期")
    compute(again.pk)
    assert reread(again.pk).state == State.FAILED
    assert not places(again.pk)
