"""Asking, stopping, adopting: what works, what is refused, what is recorded."""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from shigu.districts.actions import revoke_grant
from shigu.districts.models import District, Grant
from shigu.districts.policies import Refused
from shigu.districts.scope import acting_as_system
from shigu.plans import actions, queries
from shigu.plans.actions import (
    Wish,
    adopt_plan,
    ask_for_plan,
    cancel_plan,
    forbid,
    hasten_plan,
    lock_placement,
)
from shigu.plans.models import Condition, Paper, Placement, Plan, Run, State
from shigu.projects.models import Project
from tests.plans.world import ask, compute, reread


def jobs():
    return ProcrastinateJob.objects.filter(task_name="plans.compute").count()


def test_asking_enqueues_one_job_that_knows_only_ids(small):
    plan = ask()
    job = ProcrastinateJob.objects.get(task_name="plans.compute")
    assert set(job.args) == {"plan", "user"}
    assert job.args["plan"] == str(plan)
    assert reread(plan).state == State.QUEUED


def test_what_is_undone_was_not_asked(small, act):
    with pytest.raises(RuntimeError), act("gu") as gu:
        ask_for_plan(gu, District.objects.get(code="joint"), Wish())
        raise RuntimeError
    assert jobs() == 0


@pytest.mark.parametrize("who", ["lin", "shen", "fang"])
def test_who_makes_no_plans_cannot_ask(small, act, who):
    with act(who) as actor, pytest.raises(Refused, match="产业分析员"):
        ask_for_plan(actor, District.objects.get(code="joint"), Wish())
    assert jobs() == 0


@pytest.mark.parametrize("wish", [Wish(seconds=0), Wish(seconds=9e9), Wish(seed=-1)])
def test_senseless_settings_are_refused(small, act, wish):
    with act("gu") as gu, pytest.raises(Refused):
        ask_for_plan(gu, District.objects.get(code="joint"), wish)
    assert jobs() == 0


def test_a_waiting_plan_stops_at_once_and_its_job_does_nothing(small, act):
    plan = ask()
    with act("gu") as gu:
        cancel_plan(gu, Plan.objects.get(pk=plan), reason="数据有误")
    compute(plan)
    assert reread(plan).state == State.CANCELLED
    with acting_as_system():
        assert not Paper.objects.exists()


def test_a_running_plan_stops_when_asked(small, act, monkeypatch):
    plan = ask()
    asked = []

    def interrupt(*arguments):
        if not asked:
            asked.append(arguments)
            with acting_as_system() as system:
                cancel_plan(system, Plan.objects.get(pk=plan))
        return tell(*arguments)

    tell = actions.tell
    monkeypatch.setattr(actions, "tell", interrupt)
    compute(plan)
    assert asked
    assert reread(plan).state == State.CANCELLED
    with acting_as_system():
        assert not Placement.objects.exists()


def test_a_hastened_plan_is_written_down_with_who_ended_its_search(small, act, monkeypatch):
    plan = ask()

    def hasten(*arguments):
        if not reread(plan).hastened:
            with act("gu") as gu:
                hasten_plan(gu, Plan.objects.get(pk=plan), reason="会前要用")
        return tell(*arguments)

    tell = actions.tell
    monkeypatch.setattr(actions, "tell", hasten)
    compute(plan)
    found = reread(plan)
    assert (found.state, found.hastened) == (State.DONE, True)
    with act("gu") as gu:
        document = queries.document(gu, found)
        assert len(document["siting"]["placements"]) == found.placed
        kept = found.events.filter(hastened=True).order_by("pgh_created_at").first()
        assert (kept.pgh_context["name"], kept.pgh_context["reason"]) == ("gu", "会前要用")


@pytest.mark.parametrize(("who", "why"), [("gu", "还没有开始"), ("lin", "还没有开始")])
def test_a_plan_that_waits_has_nothing_to_keep(small, act, who, why):
    plan = ask()
    with acting_as_system():
        found = Plan.objects.get(pk=plan)
    with act(who) as actor, pytest.raises(Refused, match=why):
        hasten_plan(actor, found)
    assert not reread(plan).hastened


def test_others_do_not_end_the_search_and_nobody_ends_it_twice(small, act):
    plan = ask()
    with act("gu") as gu:
        actions.begin(gu, plan)
    with acting_as_system():
        found = Plan.objects.get(pk=plan)
    with act("lin") as lin, pytest.raises(Refused, match="产业分析员"):
        hasten_plan(lin, found)
    assert not reread(plan).hastened
    with act("gu") as gu:
        hasten_plan(gu, found)
        with pytest.raises(Refused, match="正在收尾"):
            hasten_plan(gu, found)


def test_a_leader_adopts_with_a_reason_and_the_plan_before_is_superseded(finished, act):
    with act("wei") as wei:
        adopt_plan(wei, Plan.objects.get(pk=finished), reason="专班会议第 3 次会议通过")
    second = ask()
    compute(second)
    with act("wei") as wei:
        adopt_plan(wei, Plan.objects.get(pk=second), reason="数据更新")
        first = Plan.objects.get(pk=finished)
        assert (first.in_force, first.superseded_at is not None) == (False, True)
        assert Plan.objects.get(pk=second).in_force
        kept = first.events.filter(adopted_at__isnull=False).order_by("pgh_created_at").first()
        assert kept.pgh_context["reason"] == "专班会议第 3 次会议通过"
        assert kept.pgh_context["name"] == "wei"


@pytest.mark.parametrize(("who", "why"), [("gu", "领导"), ("wei", "理由")])
def test_adoption_needs_a_leader_and_a_reason(finished, act, who, why):
    with act(who) as actor, pytest.raises(Refused, match=why):
        adopt_plan(actor, Plan.objects.get(pk=finished), reason="" if who == "wei" else "好")
    assert reread(finished).adopted_at is None


def test_an_unfinished_plan_is_not_adopted(small, act):
    plan = ask()
    with act("wei") as wei, pytest.raises(Refused, match="已完成"):
        adopt_plan(wei, Plan.objects.get(pk=plan), reason="好")


def test_a_plan_without_some_districts_projects_says_whose_and_is_not_adopted(small, act):
    with acting_as_system() as system:
        given = Grant.objects.get(district__code="qiantang", data_class="projects")
        revoke_grant(system, given, reason="约定到期")
    plan = ask()
    compute(plan)
    assert reread(plan).missing == ["qiantang"]
    assert reread(plan).placed + reread(plan).unplaced == 12
    with act("wei") as wei, pytest.raises(Refused, match="钱塘"):
        adopt_plan(wei, Plan.objects.get(pk=plan), reason="好")


def test_a_locked_placement_stays_and_a_forbidden_one_goes(finished, act):
    with act("gu") as gu:
        rows = {p.project.code: p for p in Placement.objects.select_related("project", "plan")}
        kept, barred = rows["p-edge-ai-test"], rows["p-mmwave-line"]
        first = lock_placement(gu, kept)
        assert first.follows_id == finished
    compute(first.pk)
    with act("gu") as gu:
        again = Placement.objects.get(plan=first, project=kept.project)
        assert again.space_id == kept.space_id
        second = forbid(gu, Placement.objects.get(plan=first, project=barred.project))
        assert Condition.objects.filter(plan=second).count() == 2
    compute(second.pk)
    with act("gu"):
        moved = Placement.objects.filter(plan=second, project=barred.project).first()
        assert moved is None or moved.space_id != barred.space_id
        assert Placement.objects.get(plan=second, project=kept.project).space_id == kept.space_id


def test_a_plan_that_cannot_be_made_says_why_to_those_who_may_know(small, act):
    with acting_as_system():
        Project.objects.update(stage="12")
    plan = ask()
    compute(plan)
    assert reread(plan).state == State.FAILED
    with act("gu") as gu:
        assert "没有待落地项目" in queries.problem(gu, Plan.objects.get())
    with act("lin"):
        assert not Paper.objects.exists()


def test_what_an_older_attempt_brings_is_not_kept(small, act):
    plan = ask()
    with act("gu") as gu:
        first = actions.begin(gu, plan)
        second = actions.begin(gu, plan)
        assert first != second
        assert actions.keep(gu, plan, first, None) is False
        actions.fail(gu, plan, first, "alt")
        assert Plan.objects.get(pk=plan).state == State.RUNNING
        assert Run.objects.get(plan=plan).attempts == 2
