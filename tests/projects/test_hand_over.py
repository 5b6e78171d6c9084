"""A hand-over: what each side sees before and after, who answers, what goes along."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.utils.translation import override

from shigu.data.bridge import current_pack
from shigu.districts.models import User
from shigu.districts.policies import Refused
from shigu.districts.scope import acting_as_system
from shigu.projects.actions import (
    accept_hand_over,
    decline_hand_over,
    estimate,
    file,
    move_on,
    order_hand_over,
    propose_hand_over,
    put,
    withdraw_hand_over,
)
from shigu.projects.models import HandOver, Project, ProjectYear, StageChange
from shigu.work.models import Notice
from tests.projects.procedure import place

TERMS = {
    "summary": "光学企业，需厂房 3 千平方米",
    "credit_to": Decimal("0.6"),
    "reason": "土地不够",
}


@pytest.fixture
def talked(act, talked):
    """The same with two yearly estimates."""
    with act("lin") as lin:
        estimate(lin, talked, [{"year": 1, "jobs": 20}, {"year": 2, "jobs": 30}], reason="测算")
    return talked


@pytest.fixture
def offered(act, talked):
    with act("lin") as lin:
        return propose_hand_over(lin, talked, place("xiaoshan"), agreement="2026 协议", **TERMS)


def seen(project):
    return (
        Project.objects.filter(pk=project.pk).exists(),
        ProjectYear.objects.filter(project_id=project.pk).count(),
        StageChange.objects.filter(project_id=project.pk).count(),
        project.events.count(),
    )


def test_before_it_accepts_the_receiver_reads_the_proposal_and_nothing_else(act, talked, offered):
    with act("shen") as shen:
        assert seen(talked) == (False, 0, 0, 0)
        told = HandOver.objects.visible_to(shen).get(pk=offered.pk)
        assert (told.name, told.summary) == ("机密光学线", TERMS["summary"])
        assert (told.credit_from, told.credit_to) == (Decimal("0.4000"), Decimal("0.6000"))
    with act("lin"):
        talked.refresh_from_db()
        assert talked.stage == "3b"
        last = StageChange.objects.filter(project=talked).latest("place")
        assert last.evidence == {"hand_over": str(offered.pk)}


def test_others_do_not_learn_of_a_hand_over(act, offered):
    for name in ("zhou", "qiu"):
        with act(name) as other:
            assert not HandOver.objects.filter(pk=offered.pk).exists()
            assert not HandOver.objects.visible_to(other).exists()


def test_accepted_the_district_changes_and_the_introducer_reads_on(act, talked, offered):
    with act("shen") as shen:
        accepted = accept_hand_over(shen, offered, reason="有厂房")
        assert (accepted.state, accepted.answered_by_id) == ("accepted", shen.id)
        project = Project.objects.visible_to(shen).get(pk=talked.pk)
        assert (project.district.code, project.introducer.code) == ("xiaoshan", "binjiang")
        assert seen(talked)[:3] == (True, 2, 2)
        given = {"hand_over": str(offered.pk)}
        move_on(shen, project, "3", reason="接着谈", evidence=given)
    with act("lin") as lin:
        assert Project.objects.visible_to(lin).filter(pk=talked.pk, stage="3").exists()
        assert seen(talked)[:3] == (True, 0, 3)
        assert Project.objects.filter(pk=talked.pk).update(note="x") == 0
        mine = Project.objects.get(pk=talked.pk)
        with pytest.raises(Refused, match="萧山"):
            move_on(lin, mine, "4", reason="x")
        names = [event.pgh_context["name"] for event in talked.events.order_by("pgh_created_at")]
        assert names[-2:] == ["shen", "shen"]


def test_a_taken_code_gets_the_old_district_behind_it(act, talked, offered):
    with act("shen") as shen:
        values = {"name": "自己的", "stage": "0", "status": "illustrative", "code": "p-hand"}
        file(shen, place("xiaoshan"), values, reason="自报")
        accept_hand_over(shen, offered, reason="有厂房")
        assert Project.objects.get(pk=talked.pk).code == "p-hand-binjiang"


def test_a_pack_finds_a_project_where_it_landed(act, talked, offered):
    row = {"id": "p-hand", "name": "改名", "link": "mmwave-radar", "introducer": "binjiang"}
    row |= {"stage": "3b", "status": "illustrative"}
    with act("shen") as shen:
        accept_hand_over(shen, offered, reason="有厂房")
        assert put(shen, "projects", [row]).changed == ["p-hand"]
        assert Project.objects.get(pk=talked.pk).name == "改名"
    with act("lin") as lin:
        with pytest.raises(Refused, match="萧山"):
            put(lin, "projects", [row | {"name": "抢回"}])
        found = current_pack(lin).tables["projects"]
        assert found.filter(found["id"] == "p-hand")["introducer"].to_list() == ["binjiang"]


@pytest.mark.parametrize("name", ["lin", "gu", "wei", "han"])
def test_only_who_receives_answers(act, talked, offered, name):
    with act(name) as other:
        for answer in (accept_hand_over, decline_hand_over):
            with pytest.raises(Refused):
                answer(other, offered, reason="代答")
        rows = HandOver.objects.filter(pk=offered.pk)
        if name == "lin":
            with pytest.raises(DatabaseError, match="answered by"), transaction.atomic():
                rows.update(state="accepted")
        else:
            assert rows.update(state="accepted") == 0
    with acting_as_system():
        assert HandOver.objects.get(pk=offered.pk).state == "proposed"
        assert Project.objects.get(pk=talked.pk).district.code == "binjiang"


def test_the_receiver_cannot_accept_past_the_function(act, offered):
    with act("shen"), pytest.raises(DatabaseError, match="answered by"), transaction.atomic():
        HandOver.objects.filter(pk=offered.pk).update(state="accepted")


@pytest.mark.parametrize("answer", [accept_hand_over, decline_hand_over])
def test_who_answers_a_page_opened_before_it_was_taken_back_is_told(act, talked, offered, answer):
    with act("shen"):
        opened = HandOver.objects.get(pk=offered.pk)
    with act("lin") as lin:
        withdraw_hand_over(lin, offered, reason="先不流转")
    with act("shen") as shen, pytest.raises(Refused, match="已有结果：已撤回"):
        answer(shen, opened, reason="接收")
    with acting_as_system():
        kept = HandOver.objects.get(pk=offered.pk)
        assert (kept.state, kept.answer) == ("withdrawn", "先不流转")
        assert Project.objects.get(pk=talked.pk).district.code == "binjiang"


@pytest.mark.parametrize(
    ("who", "close", "state"),
    [("shen", decline_hand_over, "declined"), ("lin", withdraw_hand_over, "withdrawn")],
)
def test_declined_or_withdrawn_the_keeper_talks_on(act, talked, offered, who, close, state):
    with act(who) as actor:
        assert close(actor, offered, reason="不合适").state == state
        with pytest.raises(Refused, match="已有结果"):
            close(actor, offered, reason="再来")
    with act("shen") as shen, pytest.raises(Refused):
        accept_hand_over(shen, offered, reason="反悔")
    with act("lin") as lin:
        talked.refresh_from_db()
        move_on(lin, talked, "3", reason="续谈", evidence={"hand_over": str(offered.pk)})
        assert talked.district.code == "binjiang"


def test_the_joint_office_orders_and_the_keeper_takes_the_step(act, talked):
    with act("wei") as wei:
        ordered = order_hand_over(wei, place("joint"), talked, place("xiaoshan"), **TERMS)
    with act("shen") as shen, pytest.raises(Refused, match="流转阶段"):
        accept_hand_over(shen, ordered, reason="有厂房")
    with act("lin") as lin:
        move_on(lin, talked, "3b", reason="按调度", evidence={"hand_over": str(ordered.pk)})
    with act("shen") as shen:
        accept_hand_over(shen, ordered, reason="有厂房")
        assert Project.objects.get(pk=talked.pk).district.code == "xiaoshan"


@pytest.mark.parametrize("name", ["lin", "shen", "han", "fang"])
def test_nobody_else_orders(act, talked, name):
    with act(name) as other:
        for office in ("joint", "binjiang"):
            with pytest.raises(Refused):
                order_hand_over(other, place(office), talked, place("xiaoshan"), **TERMS)
    with acting_as_system():
        assert not HandOver.objects.exists()


@pytest.mark.parametrize(
    ("changed", "match"),
    [({"to": "binjiang"}, "已在"), ({"reason": " "}, "事由"), ({"stage": "0"}, "在谈")],
)
def test_a_proposal_that_cannot_be_leaves_nothing(act, talked, changed, match):
    with act("lin") as lin:
        if "stage" in changed:
            Project.objects.filter(pk=talked.pk).update(stage="0")
            talked.refresh_from_db()
        to = place(changed.get("to", "xiaoshan"))
        terms = TERMS | {k: v for k, v in changed.items() if k == "reason"}
        with pytest.raises(Refused, match=match):
            propose_hand_over(lin, talked, to, **terms)
        assert not HandOver.objects.exists()


def test_one_project_is_offered_once(act, talked, offered):
    with act("wei") as wei, pytest.raises(Refused, match="待答复"):
        order_hand_over(wei, place("joint"), talked, place("yuhang"), **TERMS)


def test_nobody_offers_what_another_keeps(act, talked):
    with act("shen") as shen, pytest.raises(DatabaseError), transaction.atomic():
        HandOver.objects.create(
            project_id=talked.pk,
            district=place("xiaoshan"),
            from_district=place("xiaoshan"),
            to_district=place("binjiang"),
            name="x",
            summary="x",
            reason="x",
            credit_from=Decimal("0.5"),
            credit_to=Decimal("0.5"),
            proposed_by=User.objects.get(pk=shen.id),
        )


def told(act, name):
    with act(name):
        rows = Notice.objects.filter(person__username=name).order_by("created_at")
        return [(row.kind, row.district.code) for row in rows.select_related("district")]


def test_each_side_is_told_what_waits_for_it_and_what_came_of_it(act, talked, offered):
    assert told(act, "shen") == [("projects.offered", "xiaoshan")]
    assert (told(act, "lin"), told(act, "gu"), told(act, "zhou")) == ([], [], [])
    with act("lin") as lin:
        withdraw_hand_over(lin, offered, reason="再谈谈")
        move_on(lin, talked, "3", reason="再谈谈", evidence={"hand_over": offered.pk})
        again = propose_hand_over(lin, talked, place("xiaoshan"), **TERMS)
    with act("shen") as shen:
        accept_hand_over(shen, again, reason="有厂房")
    assert told(act, "shen")[1:] == [
        ("projects.taken_back", "xiaoshan"),
        ("projects.offered", "xiaoshan"),
    ]
    assert told(act, "lin") == [("projects.accepted", "binjiang")]


@pytest.mark.parametrize("sender", ["zh-hans", "en"])
def test_a_hand_over_is_told_in_the_tongue_of_its_reader(act, talked, sender):
    with override(sender), act("lin") as lin:
        propose_hand_over(lin, talked, place("xiaoshan"), **TERMS)
    with acting_as_system():
        notice = Notice.objects.get(person__username="shen")
    with override("zh-hans"):
        assert str(notice) == f"滨江区把“{talked.name}”流转给萧山区，请答复"
    with override("en"):
        assert str(notice) == f"Binjiang hands “{talked.name}” over to Xiaoshan; please answer"


def test_an_order_is_told_to_both_and_its_answer_to_who_ordered(act, talked):
    with act("wei") as wei:
        ordered = order_hand_over(wei, place("joint"), talked, place("xiaoshan"), **TERMS)
    assert told(act, "lin") == [("projects.ordered", "binjiang")]
    assert told(act, "shen") == [("projects.offered", "xiaoshan")]
    with act("shen") as shen:
        decline_hand_over(shen, ordered, reason="没有厂房")
    assert told(act, "lin")[1:] == [("projects.declined", "binjiang")]
    assert told(act, "wei") == [("projects.declined", "joint")]
