"""Tasks between districts: who reads them, who is told, escalation, batch, pages."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from django.utils.translation import override

from shigu.districts.policies import Refused
from shigu.districts.scope import acting_as_system
from shigu.districts.timeline import timeline
from shigu.work import actions
from shigu.work.forms.tasks import ReassignForm, TaskForm
from shigu.work.models import Notice, Task, TaskStep
from tests.people import user
from tests.work.world import give, place


def late(task, days):
    with acting_as_system():
        day = timezone.localdate() - timedelta(days=days)
        Task.objects.filter(pk=task.pk).update(deadline=day)


def heard(name):
    with acting_as_system():
        rows = Notice.objects.filter(person=user(name)).order_by("created_at")
        return [(each.kind, each.district.code) for each in rows]


def test_parties_read_a_task_and_its_steps_and_nobody_else(act):
    with act("lin") as lin:
        task = give(lin, shared=["joint"])
    with act("shen") as shen:
        actions.move(shen, task, "accept")
    tables = ("work_task", "work_taskstep", "work_taskkeptevent")
    for name, rows in {"lin": 1, "shen": 1, "gu": 1, "qiu": 0, "zhou": 0}.items():
        with act(name), connection.cursor() as cursor:
            found = []
            for table in tables:
                cursor.execute(f"SELECT count(*) FROM {table}")
                found.append(cursor.fetchone()[0])
            assert found == [rows, rows, 2 * rows], name
    with act("wei") as wei:
        assert Task.objects.visible_to(wei).get() == task


def test_the_people_of_the_parties_are_told_in_the_name_of_their_own_district(act):
    with act("lin") as lin:
        give(lin, shared=["joint"])
    assert heard("shen") == heard("fang") == [("work.issued", "xiaoshan")]
    assert heard("gu") == heard("wei") == [("work.issued", "joint")]
    assert heard("lin") == heard("han") == []


def test_nobody_gives_tasks_in_anothers_name(act):
    for name in ("shen", "han", "qiu"):
        with act(name) as actor, pytest.raises(Refused):
            give(actor)
    with acting_as_system():
        assert not Task.objects.exists()


def test_a_third_party_replies_and_moves_nothing(act):
    with act("lin") as lin:
        task = give(lin, shared=["joint"])
    with act("gu") as gu:
        step = actions.reply(gu, task, "空间已核对")
        assert (step.district.code, step.state) == ("joint", "issued")
        with pytest.raises(Refused):
            actions.move(gu, task, "accept")
    assert heard("lin") == [("work.replied", "binjiang")]


def test_steps_are_only_added_in_ones_own_name(act):
    with act("lin") as lin:
        task = give(lin)
        actions.reply(lin, task, "一")
    statement = (
        "INSERT INTO work_taskstep (id, task_id, district_id, user_id, verb, state, text, at)"
        " VALUES (gen_random_uuid(), %s, %s, %s, 'reply', 'issued', '', now())"
    )
    for who, at, name in (
        ("shen", "xiaoshan", "lin"),
        ("shen", "binjiang", "shen"),
        ("gu", "joint", "gu"),
    ):
        with (
            pytest.raises(Exception, match="row-level security"),
            act(who),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement, [task.pk, place(at).pk, user(name).pk])
    with act("lin"), pytest.raises(Exception, match="permission denied"):
        TaskStep.objects.update(text="二")


def test_an_overdue_task_goes_up_by_rule_once(act):
    with act("lin") as lin:
        task, young = give(lin), give(lin, title="才到期")
        never = give(lin, title="不上报", escalates_after=None)
    late(task, 8)
    late(young, 7)
    late(never, 90)
    with acting_as_system() as system:
        assert actions.escalate_overdue(system) == 1
        assert actions.escalate_overdue(system) == 0
        kept = Task.objects.get(pk=task.pk)
        assert (kept.escalated_to.code, kept.days_overdue) == ("hangzhou", 8)
        assert place("hangzhou").pk in kept.parties
        (step,) = kept.steps.all()
        assert (step.verb, step.user_id, step.text) == ("escalate", None, "逾期 8 天，按规则上报。")
    assert ("work.escalated", "xiaoshan") in heard("shen")


def test_by_hand_with_a_reason_one_level_after_the_other(act):
    with act("lin") as lin:
        task = give(lin)
        with pytest.raises(Refused, match="事由"):
            actions.escalate(lin, task, reason=" ")
        assert actions.escalate(lin, task, reason="涉及市级土地").escalated_to.code == "hangzhou"
        above = place("hangzhou").parent
        if above is None:
            with pytest.raises(Refused, match="没有可以上报"):
                actions.escalate(lin, task, reason="再上")
        else:
            assert actions.escalate(lin, task, reason="再上").escalated_to == above
    with act("gu") as gu, pytest.raises((Refused, Task.DoesNotExist)):
        actions.escalate(gu, task, reason="旁人")


def test_a_subject_is_a_page_of_this_site(act):
    with act("lin") as lin, pytest.raises(Refused):
        give(lin, subject_label="外面", subject_address="https://elsewhere.example/")


def test_who_may_be_asked_takes_part_in_the_cluster_or_stands_above_it(act):
    offered = {"binjiang", "chengxi", "hangzhou", "joint", "linan", "prov-330000", "qiantang"}
    with act("lin") as lin:
        asked = [each.code for each in TaskForm(actor=lin).fields["with_them"].queryset]
        task = give(lin, shared=["chunan"])
        form = ReassignForm(actor=lin, task=task)
        again = [each.code for each in form.fields["with_them"].queryset]
    assert asked == sorted({*offered, "xiaoshan", "xihu", "yuhang"})
    assert again == sorted({*asked, "chunan"})


def test_the_list_says_that_nothing_is_overdue(act, visit):
    with act("lin") as lin:
        give(lin)
    assert "1 件未办结，没有逾期。" in visit("shen", "/work/").content.decode()


def test_the_list_says_what_is_open_and_overdue(act, visit):
    with act("lin") as lin:
        late(give(lin), 3)
        give(lin, title="办公楼改造")
    page = visit("shen", "/work/", count="work: tasks").content.decode()
    assert "2 件未办结，其中 1 件已逾期。" in page
    only = visit("shen", "/work/?q=改造&view=mine").content.decode()
    assert "办公楼改造" in only
    assert "腾出 20 亩" not in only
    late_only = visit("shen", "/work/?view=overdue").content.decode()
    assert "办公楼改造" not in late_only
    sheet = b"".join(visit("shen", "/work/?export=csv").streaming_content).decode()
    assert sheet.count("萧山") == 2


def test_supervision_ranks_who_owes(act, visit):
    with act("lin") as lin:
        late(give(lin), 3)
        late(give(lin, title="二"), 4)
        give(lin, to="binjiang", title="自己的")
    page = visit("lin", "/work/supervision/", count="work: supervision").content.decode()
    assert "逾期最多：2 件，共 7 天。" in page
    assert "自己的" not in page


def test_the_calendar_shows_deadlines_by_day(act, visit):
    with act("lin") as lin:
        task = give(lin, days=0)
    page = visit("shen", "/work/calendar/", count="work: calendar").content.decode()
    assert task.get_absolute_url() in page
    empty = visit("shen", "/work/calendar/?month=2031-02").content.decode()
    assert task.get_absolute_url() not in empty
    assert "2031-02：0 项。" in empty


def test_a_task_is_given_moved_and_answered_through_its_pages(act, signed_in, visit):
    given = {"kind": "task", "title": "对接企业", "district": "", "owner": "", "status": "fact"}
    with act("lin"):
        given |= {"district": place("binjiang").pk, "owner": place("xiaoshan").pk}
        given["deadline"] = f"{timezone.localdate():%Y-%m-%d}"
    assert signed_in("lin").post("/work/tasks/new/", given).status_code == 302
    with act("shen"):
        task = Task.objects.get()
    assert "签收" in visit("shen", task.get_absolute_url(), count="work: task").content.decode()
    client = signed_in("shen")
    for verb, text in (("accept", ""), ("reply", "明天去"), ("finish", "已对接")):
        address = f"{task.get_absolute_url()}{verb}/"
        assert client.post(address, {"text": text}).status_code == 302
    with act("shen"):
        assert Task.objects.get().state == "done"
        assert [step.verb for step in task.steps.all()] == ["accept", "reply", "finish"]
    assert signed_in("qiu").get(task.get_absolute_url()).status_code in (403, 404)


def test_a_batch_does_what_may_be_done_and_tells_of_the_rest(act, signed_in):
    with act("lin") as lin:
        mine = give(lin)
        theirs = give(lin, to="binjiang", title="别区主办", shared=["xiaoshan"])
    client = signed_in("shen")
    told = {"verb": "accept", "task": [str(mine.pk), str(theirs.pk)]}
    page = client.post("/work/tasks/batch/", told, follow=True).content.decode()
    assert "1 件已办。" in page
    assert "别区主办：滨江区的协同由该区的" in page
    with act("shen"):
        assert dict(Task.objects.values_list("title", "state")) == {
            "腾出 20 亩": "accepted",
            "别区主办": "issued",
        }


def test_the_history_of_a_task_names_its_parties(act):
    with act("lin") as lin:
        task = give(lin)
        actions.reassign(lin, task, place("xiaoshan"), [place("joint")], reason="专班协同")
        told = timeline(Task.objects.get(pk=task.pk))[0].changes
    (parties,) = [each for each in told if each.name == "相关单位"]
    assert (parties.before, parties.after) == (
        "滨江区、萧山区",
        "滨江区、萧山区、中国视谷联合专班",
    )


def test_a_notice_is_told_in_the_tongue_of_its_reader(act):
    with override("en"), act("lin") as lin:
        task = give(lin)
    with override("en"), act("shen") as shen:
        actions.move(shen, task, "accept")
    with acting_as_system():
        told = Notice.objects.get(person=user("lin"), kind="work.moved")
    with override("zh-hans"):
        assert str(told) == "shen：“腾出 20 亩”签收"
    with override("en"):
        assert str(told) == "shen: “腾出 20 亩”, Accept"
