"""Meetings and their decisions from spreadsheets: called, recorded and decided as by hand."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from shigu.data.models import Import
from shigu.districts.policies import Refused
from shigu.work import actions
from shigu.work.models import AgendaItem, Decision, Meeting, Notice, Task
from tests.data.test_taken_out import unchanged
from tests.data.test_working import counts
from tests.data.working import bring, confirm, sheet, told
from tests.people import user
from tests.work.test_meetings import call, decided
from tests.work.world import force_of, place

PAST = {"title": "双周调度例会", "day": "2026-03-05", "time": "9:30", "invited": "萧山区;拱墅区"}
AGENDA = "视谷之窗进度 | 萧山区 | 年底结顶\n人才公寓｜滨江区"
DECISION = {"meeting": "双周调度例会", "text": "年内腾出 20 亩", "owner": "萧山区"}
DECISION |= {"deadline": "2026-12-31"}


def done(act, who, table, *rows):
    written = confirm(act, who, bring(act, who, table, sheet(table, *rows)))
    assert written.state == "done", written.problem
    return written


def test_a_meeting_that_was_held_comes_in_with_what_was_said_and_nobody_is_told(act):
    row = PAST | {"agenda": AGENDA, "chair": "魏然", "attendees": "林岚（滨江区）\n沈川（萧山区）"}
    done(act, "lin", "meetings", row | {"minutes": "听取进度"})
    with act("shen"):
        meeting = Meeting.objects.get()
        assert (meeting.title, meeting.held, meeting.status) == ("双周调度例会", True, "fact")
        assert meeting.starts_at == datetime(2026, 3, 5, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
        assert meeting.parties == [place(each).pk for each in ("binjiang", "xiaoshan", "gongshu")]
        assert (meeting.chair, meeting.minutes) == ("魏然", "听取进度")
        assert meeting.attendees == ["林岚（滨江区）", "沈川（萧山区）"]
        assert list(AgendaItem.objects.values_list("position", "topic", "presenter", "said")) == [
            (1, "视谷之窗进度", "萧山区", "年底结顶"),
            (2, "人才公寓", "滨江区", ""),
        ]
        assert not Notice.objects.exists()
    row |= {"minutes": "听取进度", "invited": "滨江区;拱墅区;萧山区"}
    again = bring(act, "lin", "meetings", sheet("meetings", row))
    assert (again.created, again.changed, again.same) == (0, 0, 1)


def test_who_is_asked_to_a_meeting_to_come_is_told_once(act):
    row = PAST | {"day": "2099-03-05"}
    done(act, "lin", "meetings", row)
    done(act, "lin", "meetings", row | {"invited": "拱墅区;萧山区"})
    with act("shen"):
        meeting = Meeting.objects.get()
        assert (meeting.held, meeting.recorded_at) == (False, None)
        told_of = Notice.objects.filter(kind="work.called", address=meeting.get_absolute_url())
        assert told_of.count() == 1


def test_of_a_meeting_of_today_that_was_held_nobody_is_told(act):
    day = timezone.localdate().isoformat()
    done(act, "lin", "meetings", PAST | {"day": day, "minutes": "听取进度"})
    with act("shen"):
        assert Meeting.objects.get().held
        assert not Notice.objects.exists()
    done(act, "lin", "meetings", PAST | {"day": day, "time": "15:00"})
    with act("shen"):
        assert Notice.objects.get().kind == "work.called"


def test_another_chair_alone_holds_no_meeting(act):
    row = PAST | {"day": "2099-03-05", "chair": "魏然"}
    done(act, "lin", "meetings", row)
    brought = bring(act, "lin", "meetings", sheet("meetings", row | {"chair": "顾远"}))
    said = "这次会议还没有召开；主持随会议情况一起记录。"
    assert told(act, "lin", brought) == [(2, "chair", said)]
    done(act, "lin", "meetings", row | {"chair": "顾远", "minutes": "听取进度"})
    with act("lin"):
        meeting = Meeting.objects.get()
        assert (meeting.held, meeting.chair) == (True, "顾远")


def test_a_preview_tells_meetings_of_one_name_apart(act):
    rows = (PAST, PAST | {"day": "2026-03-19", "time": ""})
    brought = bring(act, "lin", "meetings", sheet("meetings", *rows))
    with act("lin"):
        assert [line.name for line in brought.lines.order_by("number")] == [
            "双周调度例会 · 2026-03-05 · 9:30",
            "双周调度例会 · 2026-03-19",
        ]


def test_how_a_meeting_went_is_written_down_later_and_its_call_stays(act):
    done(act, "lin", "meetings", PAST | {"agenda": "进度 | 萧山区"})
    row = PAST | {"agenda": "进度 | 萧山区 | 结顶在即", "minutes": "听取进度"}
    assert done(act, "lin", "meetings", row).changed == 1
    with act("lin"):
        meeting = Meeting.objects.get()
        assert (meeting.held, meeting.minutes) == (True, "听取进度")
        assert meeting.agenda.get().said == "结顶在即"
    before = counts()
    for wrong, column in (
        ({"invited": "萧山区"}, "invited"),
        ({"agenda": "进度 | 拱墅区 | 结顶在即"}, "agenda"),
        ({"agenda": "进度 | 萧山区\n公寓"}, "agenda"),
        ({"place": "湘湖"}, "place"),
    ):
        brought = bring(act, "lin", "meetings", sheet("meetings", row | wrong))
        assert told(act, "lin", brought) == [(2, column, "这次会议已经召集，这一列不由表格改写。")]
    assert counts() == before


def test_what_was_decided_comes_in_and_is_no_task_yet(act):
    done(act, "lin", "meetings", PAST, PAST | {"day": "2026-03-19"})
    named = [f"2026-03-05 {PAST['title']}", f"2026-03-19 09:30 {PAST['title']}"]
    written = done(act, "lin", "decisions", *({**DECISION, "meeting": name} for name in named))
    with act("shen"):
        kept = list(Decision.objects.order_by("meeting__starts_at"))
        assert [each.meeting.starts_at.month for each in kept] == [3, 3]
        assert {(each.text, each.owner.code, each.deadline, each.task) for each in kept} == {
            ("年内腾出 20 亩", "xiaoshan", date(2026, 12, 31), None)
        }
        assert not Task.objects.exists()
    with act("lin"):
        assert set(written.lines.values_list("address", flat=True)) == {
            each.get_absolute_url() for each in Meeting.objects.all()
        }
    brought = bring(act, "lin", "decisions", sheet("decisions", DECISION))
    assert told(act, "lin", brought) == [(2, "meeting", "不止一项叫“双周调度例会”")]


def test_meetings_and_decisions_taken_out_and_brought_again_are_the_same(act):
    with act("lin") as lin:
        first = call(lin)
        told_on = {item.pk: "第一段\n第二段 | 附表" for item in first.agenda.all()}
        came = {"chair": "魏然", "attendees": ["林岚（滨江区）"], "minutes": "一\n二"}
        actions.record(lin, first, came, told_on)
        actions.hand_on(lin, decided(lin, first))
        force = force_of(lin, (place("xiaoshan"), user("shen").pk))
        decided(lin, call(lin, force=force, title="专班会"), text="报送清单")
    unchanged(act, "lin", "meetings", 2)
    unchanged(act, "lin", "decisions", 2)


def test_wrong_rows_are_named_and_nothing_is_written(act):
    with act("lin") as lin:
        force_of(lin, (place("xiaoshan"), user("shen").pk))
    rows = [
        PAST,
        PAST | {"title": "二", "time": "25:00"},
        PAST | {"title": "三", "invited": "无处"},
        PAST | {"title": "四", "force": "视谷之窗专班"},
        PAST | {"title": "五", "agenda": "| 萧山区"},
        PAST | {"title": "六", "district": "萧山区"},
        PAST,
    ]
    before = counts()
    brought = bring(act, "lin", "meetings", sheet("meetings", *rows))
    assert [fault[:2] for fault in told(act, "lin", brought)] == [
        (3, "time"), (4, "invited"), (5, "invited"), (6, "agenda"), (7, "district"), (8, "time"),
    ]  # fmt: skip
    rows = [DECISION | {"meeting": "没有的会"}, DECISION | {"owner": "", "text": "二"}]
    wrong = bring(act, "lin", "decisions", sheet("decisions", *rows))
    assert [fault[:2] for fault in told(act, "lin", wrong)] == [(2, "meeting"), (3, "owner")]
    assert counts() == before


def test_meetings_of_others_are_neither_brought_nor_decided_in(act):
    done(act, "lin", "meetings", PAST)
    brought = bring(act, "shen", "decisions", sheet("decisions", DECISION))
    ((row, column, said),) = told(act, "shen", brought)
    assert (row, column, "是不是" in said) == (2, "meeting", False)
    with pytest.raises(Refused, match="滨江区"):
        bring(act, "shen", "meetings", sheet("meetings", PAST), district="binjiang")
    with act("shen"):
        assert Meeting.objects.count() == 1
        assert not Decision.objects.exists()


def test_meetings_of_a_task_force_are_brought_and_read_by_its_people_alone(act):
    with act("lin") as lin:
        force_of(lin, (place("xiaoshan"), user("shen").pk))
    row = {"title": "专班会", "day": "2026-03-05", "force": "视谷之窗专班"}
    done(act, "lin", "meetings", row)
    done(act, "lin", "decisions", DECISION | {"meeting": "专班会"})
    for who, seen in {"shen": 1, "gu": 0, "han": 0}.items():
        with act(who):
            assert (Meeting.objects.count(), Decision.objects.count()) == (seen, seen), who
            assert not Import.objects.exists(), who
