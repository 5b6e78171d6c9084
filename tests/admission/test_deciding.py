"""A conclusion stands for good, conditions become tasks, and signing asks for an admission."""

from datetime import date, timedelta
from io import BytesIO

import docx
import pytest
from django.utils import timezone

from shigu.admission import actions
from shigu.admission.models import Evaluation, Proviso
from shigu.board.queries.story import story
from shigu.districts.policies import Refused
from shigu.districts.scope import acting_as_system
from shigu.districts.timeline import timeline
from shigu.projects.actions import move_on
from shigu.projects.models import Project
from shigu.work.models import Notice, Task
from tests.admission import world
from tests.people import user

SIGNED = {"minutes": "滨会〔2026〕3 号", "agreement": "滨签 7", "agreed_wan": "4800"}


def condition(text="一月内补环评意见", owner="binjiang"):
    return {"text": text, "deadline": date(2027, 1, 31), "owner": world.place(owner)}


def conclude(act, put_up, decision="admitted", conditions=()):
    with act("lin") as lin:
        rows = [condition(*each) for each in conditions]
        return actions.decide(lin, put_up, decision, said="过半同意", conditions=rows)


def sign(act, project, evaluation, **more):
    given = SIGNED | {"signed_on": timezone.localdate().isoformat()} | more
    with act("lin") as lin:
        row = Project.objects.select_related("district").get(pk=project.pk)
        return move_on(
            lin, row, "6", reason="签约", evidence=given | {"evaluation": str(evaluation.pk)}
        )


def stage(project):
    with acting_as_system():
        return Project.objects.get(pk=project.pk).stage


def test_an_admission_at_a_meeting_with_minutes_lets_a_project_be_signed(act, panel, judge, put_up):
    judge("gu", tax=8)
    judge("wei")
    made = conclude(act, put_up)
    with pytest.raises(Refused, match="没有这样的记录"):
        sign(act, put_up.project, made)
    with act("lin") as lin:
        world.held(lin, panel)
    assert sign(act, put_up.project, made).stage == "6"
    with act("lin"):
        last = put_up.project.steps.latest("place")
        assert last.evidence["evaluation"] == str(made.pk)


@pytest.mark.parametrize("decision", ["deferred", "refused"])
def test_another_conclusion_signs_nothing(act, panel, judge, put_up, decision):
    judge("gu")
    judge("wei")
    made = conclude(act, put_up, decision)
    with act("lin") as lin:
        world.held(lin, panel)
    with pytest.raises(Refused, match="会商评审结论"):
        sign(act, put_up.project, made)
    assert stage(put_up.project) == "5"


def test_the_evaluation_of_another_project_or_an_earlier_stay_signs_nothing(
    act, panel, judge, put_up
):
    judge("gu")
    judge("wei")
    made = conclude(act, put_up)
    with act("lin") as lin:
        world.held(lin, panel)
    with acting_as_system():
        others = Project.objects.filter(district__code="binjiang", disclosed=False)
        other = others.exclude(pk=put_up.project_id).filter(link__isnull=False).first()
        Project.objects.filter(pk=other.pk).update(stage="5")
    with pytest.raises(Refused, match="没有这样的记录"):
        sign(act, other, made)
    with acting_as_system():
        later = timezone.localdate() + timedelta(days=1)
        Project.objects.filter(pk=put_up.project_id).update(stage_since=later)
    with pytest.raises(Refused):
        sign(act, put_up.project, made)


@pytest.mark.parametrize("wrong", ["", "x", "00000000-0000-4000-8000-000000000000"])
def test_evidence_that_is_no_evaluation_is_refused(act, put_up, wrong):
    with pytest.raises(Refused, match="会商评审结论"), act("lin") as lin:
        given = SIGNED | {"signed_on": timezone.localdate().isoformat(), "evaluation": wrong}
        move_on(lin, put_up.project, "6", reason="x", evidence=given)
    assert stage(put_up.project) == "5"


def test_more_than_half_have_handed_in_before_anything_is_concluded(act, judge, put_up):
    judge("gu")
    with pytest.raises(Refused, match="3 位评委交了 1 份"):
        conclude(act, put_up)
    with act("lin"):
        assert Evaluation.objects.get(pk=put_up.pk).is_open
        assert not Proviso.objects.exists()


def test_a_veto_keeps_a_project_out_of_this_meeting(act, judge, put_up):
    judge("gu", vetoes=["unsafe"], remark="无安评")
    judge("wei")
    with pytest.raises(Refused, match="否决项"):
        conclude(act, put_up)
    assert conclude(act, put_up, "deferred").decision == "deferred"


def test_a_project_that_is_still_visited_is_not_concluded(act, judge, put_up):
    judge("gu")
    judge("wei")
    world.project_at("4")
    with pytest.raises(Refused, match="还没有提交会商"):
        conclude(act, put_up)


def test_who_did_not_call_the_meeting_concludes_nothing(act, judge, put_up):
    judge("gu")
    judge("wei")
    for name in ("gu", "wei"):
        with act(name) as actor, pytest.raises(Refused, match="滨江区的协同"):
            actions.decide(actor, put_up, "admitted", said="同意")
    with act("han") as han, pytest.raises(Refused):
        actions.decide(han, put_up, "admitted", said="同意")


def test_a_conclusion_stands_for_good(act, judge, put_up):
    judge("gu")
    judge("wei")
    made = conclude(act, put_up)
    with pytest.raises(Refused, match="已有结论：准入"):
        conclude(act, put_up=made, decision="refused")
    with act("lin") as lin:
        assert Evaluation.objects.filter(pk=made.pk).update(decision="refused") == 0
        with pytest.raises(Refused, match="已有结论"):
            actions.hand_in(lin, made, world.FULL)
        events = timeline(Evaluation.objects.get(pk=made.pk))
        assert [str(each.verb) for each in events] == ["评审结论", "提请评审"]


@pytest.mark.parametrize(("decision", "said"), [("", "x"), ("withdrawn", "x"), ("admitted", " ")])
def test_a_conclusion_is_one_of_three_and_says_why(act, judge, put_up, decision, said):
    judge("gu")
    judge("wei")
    with act("lin") as lin, pytest.raises(Refused):
        actions.decide(lin, put_up, decision, said=said)
    with act("lin"):
        assert Evaluation.objects.get(pk=put_up.pk).is_open


def test_a_condition_becomes_a_task_once(act, judge, put_up):
    judge("gu")
    judge("wei")
    conclude(act, put_up, conditions=[("补环评",), ("腾 20 亩", "xiaoshan")])
    with act("lin") as lin:
        first, second = Proviso.objects.order_by("position")
        task = actions.hand_on(lin, second)
        assert (task.kind, task.title, task.owner.code) == ("decision", "腾 20 亩", "xiaoshan")
        assert put_up.project.name not in f"{task.title}{task.subject_label}"
        with pytest.raises(Refused, match="已经转为任务"):
            actions.hand_on(lin, Proviso.objects.get(pk=second.pk))
        assert Task.objects.count() == 1
    with act("gu") as gu, pytest.raises(Refused):
        actions.hand_on(gu, first)


def test_the_members_are_told_of_the_conclusion(act, judge, put_up):
    judge("gu")
    judge("wei")
    conclude(act, put_up)
    with act("wei"):
        rows = Notice.objects.filter(person=user("wei").pk, kind="admission.decided")
        assert [row.inputs["project"] for row in rows] == [put_up.project.name]


def test_the_minutes_say_points_conclusion_and_conditions(act, visit, panel, judge, put_up):
    judge("gu", tax=8)
    judge("wei", jobs="2.5", vetoes=["untrue"], remark="材料不全")
    conclude(act, put_up, "deferred", [("补材料",)])
    with act("lin") as lin:
        world.held(lin, panel)
    address = f"{panel.get_absolute_url()}minutes/"
    content = visit("lin", address).content
    assert visit("lin", address).content == content
    document = docx.Document(BytesIO(content))
    text = [each.text for each in document.paragraphs]
    assert text[:2] == ["双周评审会", "会议纪要"]
    assert "出席人员：林岚、顾远、魏然" in text
    assert "评委：林岚、顾远、魏然" in text
    assert f"评审项目 1：{put_up.project.name}" in text
    assert "魏然提出否决项：投资主体失信或申报材料不实。材料不全" in text
    assert "结论：缓议" in text
    assert "总分 92–97.5，离散（标准差）2.75。" in text
    points, conditions = (
        [[c.text for c in row.cells] for row in t.rows] for t in document.tables[:2]
    )
    assert points[0] == ["评分项", "顾远", "魏然", "平均分"]
    assert points[-1] == ["总分", "92", "97.5", "94.75"]
    assert conditions[1] == ["1", "补材料", "滨江区", "2027-01-31"]
    for_shen = docx.Document(BytesIO(visit("shen", address).content))
    assert put_up.project.name not in "\n".join(each.text for each in for_shen.paragraphs)
    assert len(for_shen.tables) == 0


def test_the_way_of_a_project_tells_its_evaluation(act, judge, put_up):
    judge("gu", tax=8)
    judge("wei")
    conclude(act, put_up)
    with act("lin") as lin:
        told = [line for line in story(lin, put_up.project) if line.kind == "会商评审"]
        meeting = str(put_up.meeting)
    assert [(line.what, line.more) for line in told] == [(meeting, ""), ("准入", "过半同意")]
    assert {line.url for line in told} == {put_up.get_absolute_url()}
    with act("shen") as shen:
        assert all(line.kind != "会商评审" for line in story(shen, put_up.project))
