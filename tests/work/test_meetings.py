"""Meetings and task forces: who reads them, decisions become tasks, minutes as a document."""

import re
from datetime import date
from io import BytesIO

import docx
import pytest
from django.db import connection

from shigu.districts.policies import Refused
from shigu.work import actions
from shigu.work.models import Decision, Meeting, Task, TaskForce
from tests.people import user
from tests.work.world import WHEN, force_of, give, place

AGENDA = (("视谷之窗进度", "萧山区"), ("人才公寓", ""))


def call(actor, **more):
    values = {"title": "双周例会", "starts_at": WHEN, "place": "湘湖"} | more
    return actions.call_meeting(
        actor, place("binjiang"), values, invited=[place("xiaoshan")], agenda=AGENDA
    )


def decided(actor, meeting, text="年内腾出 20 亩"):
    values = {"text": text, "owner": place("xiaoshan"), "deadline": date(2026, 12, 31)}
    return actions.decide(actor, meeting, values)


def counted(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return cursor.fetchone()[0]


def test_invited_districts_read_a_meeting_and_nobody_else(act):
    with act("lin") as lin:
        decided(lin, call(lin))
    for name, sees in {"lin": True, "shen": True, "gu": False, "qiu": False}.items():
        with act(name):
            rows = [counted(f"work_{each}") for each in ("meeting", "agendaitem", "decision")]
            assert rows == ([1, 2, 1] if sees else [0, 0, 0]), name


def test_a_decision_becomes_a_task_once(act):
    with act("lin") as lin:
        decision = decided(lin, call(lin))
        task = actions.hand_on(lin, decision)
        assert (task.kind, task.title, task.owner.code) == (
            "decision",
            "年内腾出 20 亩",
            "xiaoshan",
        )
        assert (task.subject_label, task.deadline) == ("双周例会", date(2026, 12, 31))
        with pytest.raises(Refused, match="已经转为任务"):
            actions.hand_on(lin, decision)
        assert Task.objects.count() == 1


def test_who_was_invited_records_and_decides_nothing(act):
    with act("lin") as lin:
        meeting = call(lin)
        decision = decided(lin, meeting)
    with act("shen") as shen:
        for act_on in (
            lambda: actions.record(shen, meeting, {"minutes": "改"}, {}),
            lambda: decided(shen, meeting),
            lambda: actions.hand_on(shen, decision),
        ):
            with pytest.raises(Refused):
                act_on()
        assert Meeting.objects.update(minutes="改") == 0
        assert Decision.objects.count() == 1


def test_the_minutes_say_what_was_said_and_decided_and_are_the_same_again(act, visit):
    with act("lin") as lin:
        meeting = call(lin)
        first, _second = meeting.agenda.all()
        told = {"chair": "魏然", "attendees": ["林岚（滨江区）", "沈川（萧山区）"]}
        actions.record(lin, meeting, told, {first.pk: "结顶在即"})
        decided(lin, meeting)
    address = f"{meeting.get_absolute_url()}minutes/"
    content = visit("shen", address).content
    assert visit("shen", address).content == content
    document = docx.Document(BytesIO(content))
    text = [each.text for each in document.paragraphs]
    assert text[0] == "双周例会"
    assert "出席人员：林岚（滨江区）、沈川（萧山区）" in text
    assert text[text.index("1. 视谷之窗进度") + 2] == "结顶在即"
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows[1] == ["1", "年内腾出 20 亩", "萧山区", "2026-12-31"]


def test_a_closed_task_force_is_read_by_its_members_alone(act):
    with act("lin") as lin:
        force = force_of(lin, (place("xiaoshan"), user("shen").pk))
        give(lin, force=force, title="保密事项")
        decided(lin, call(lin, force=force))
    tables = ("taskforce", "task", "meeting", "decision", "agendaitem", "taskkeptevent")
    for name, rows in {"lin": 1, "shen": 1, "fang": 0, "gu": 0, "han": 0}.items():
        with act(name):
            for table in tables:
                assert bool(counted(f"work_{table}")) == bool(rows), (name, table)
            assert Task.objects.count() == rows


def test_an_open_task_force_is_read_by_the_districts_of_its_members(act):
    with act("lin") as lin:
        force = force_of(lin, (place("xiaoshan"), user("shen").pk), open_to="districts")
        give(lin, force=force, to="binjiang")
    for name, rows in {"fang": 1, "han": 1, "gu": 0, "wei": 0}.items():
        with act(name):
            assert (TaskForce.objects.count(), Task.objects.count()) == (rows, rows), name


def test_an_outsider_changes_nothing_of_a_task_force_blindly(act):
    with act("lin") as lin:
        force = force_of(lin, (place("xiaoshan"), user("shen").pk))
        give(lin, force=force)
    with act("fang"), connection.cursor() as cursor:
        for statement in (
            "UPDATE work_task SET title = 'x'",
            "UPDATE work_taskforce SET name = 'x'",
        ):
            cursor.execute(statement)
            assert cursor.rowcount == 0


def test_a_task_of_a_task_force_is_not_escalated_out_of_it(act):
    with act("lin") as lin:
        force = force_of(lin, (place("xiaoshan"), user("shen").pk))
        with pytest.raises(Refused, match="专班内督办"):
            actions.escalate(lin, give(lin, force=force), reason="急")


def version_shown(client, address):
    page = client.get(address).content.decode()
    return re.search(r'name="version" value="([^"]+)"', page)[1]


def test_a_fortnight_through_the_pages(act, signed_in, visit):
    with act("lin"):
        keys = {code: place(code).pk for code in ("binjiang", "xiaoshan")}
    client = signed_in("lin")
    called = {"district": keys["binjiang"], "title": "例会", "starts_at": "2026-12-01T14:00"}
    called |= {"invited": [keys["xiaoshan"]], "agenda": "进度 | 萧山区\n公寓", "status": "fact"}
    assert client.post("/work/meetings/new/", called).status_code == 302
    with act("lin"):
        meeting = Meeting.objects.get()
        items = {f"said-{item.pk}": "说了" for item in meeting.agenda.all()}
    address = meeting.get_absolute_url()
    items["version"] = version_shown(client, address)
    assert client.post(f"{address}record/", items | {"attendees": "林岚"}).status_code == 302
    slower = client.post(f"{address}record/", items | {"minutes": "另一份"})
    assert slower.status_code == 409
    assert "别人改过它" in slower.content.decode()
    with act("lin"):
        assert (Meeting.objects.get().attendees, Meeting.objects.get().minutes) == (["林岚"], "")
    decision = {"text": "腾地", "owner": keys["xiaoshan"], "deadline": "2026-12-31"}
    assert client.post(f"{address}decide/", decision).status_code == 302
    assert client.post(f"{address}decide/", {"text": ""}).status_code == 422
    assert client.post(f"{address}tasks/", {"decision": "x"}).status_code == 400
    assert client.post(f"{address}tasks/").status_code == 302
    page = visit("shen", address, count="work: meeting").content.decode()
    assert "待签收" in page
    assert "说了" in page
    assert "双周" not in visit("shen", "/work/meetings/", count="work: meetings").content.decode()


def test_a_task_force_through_its_pages(act, signed_in, visit):
    with act("lin"):
        own, other = place("binjiang").pk, place("xiaoshan").pk
        shen = user("shen").pk
    given = {"district": own, "name": "专班", "open_to": "members", "status": "fact"}
    given["members"] = [f"{other}:{shen}"]
    assert signed_in("lin").post("/work/forces/new/", given).status_code == 302
    with act("shen"):
        force = TaskForce.objects.get()
        assert set(force.people) == {shen, user("lin").pk}
    assert visit("shen", force.get_absolute_url(), count="work: force").status_code == 200
    assert visit("fang", force.get_absolute_url()).status_code == 404
    assert "专班" in visit("shen", "/work/forces/", count="work: forces").content.decode()
