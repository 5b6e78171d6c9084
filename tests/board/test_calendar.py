"""The calendar of projects: what falls on which day, for whom; the file others import."""

import datetime
import html
import re
from typing import NamedTuple

import pytest
from django.utils import timezone

from shigu.admission.models import Evaluation
from shigu.board.ics import ics
from shigu.board.queries.days import Entry, entries
from shigu.commitments.models import Commitment
from shigu.districts.models import District
from shigu.districts.scope import acting_as_system
from shigu.leads.models import Lead, Talk
from shigu.projects.actions import file, move_on
from shigu.projects.models import Project
from shigu.projects.procedure.table import limits
from shigu.projects.stages import Stage
from shigu.web.demo_admission import judge_the_demo
from shigu.web.demo_leads import lead_the_demo
from shigu.web.demo_promises import promise_the_demo
from shigu.web.demo_work import work_the_demo


class Page(NamedTuple):
    address: str

    def get_absolute_url(self):
        return self.address


@pytest.fixture
def busy(db):
    lead_the_demo(), promise_the_demo(), work_the_demo()


def year(act, name, kind=""):
    today = timezone.localdate()
    with act(name) as actor:
        around = datetime.timedelta(days=400)
        return entries(actor, today - around, today + around, kind)


def test_promises_and_talks_stand_on_their_days(busy, act):
    with acting_as_system():
        due = {
            str(row.pk): row.due
            for row in Commitment.objects.filter(met_on__isnull=True, district__code="binjiang")
        }
        talks = {str(row.pk): row.next_due for row in Lead.objects.filter(next_due__isnull=False,
                 district__code="binjiang")}  # fmt: skip
    assert due
    assert talks
    assert {each.key: each.day for each in year(act, "lin", "promise")} == due
    assert {each.key: each.day for each in year(act, "lin", "talk")} == talks
    assert {each.kind for each in year(act, "lin")} >= {"gate", "promise", "talk", "meeting"}


def test_the_day_of_a_gate_is_that_of_the_transition_table(busy, act):
    found = {each.key: each.day for each in year(act, "lin", "gate")}
    assert found
    with act("lin"):
        for row in Project.objects.filter(pk__in=found):
            days = limits()[Stage(row.stage)].days
            assert found[str(row.pk)] == row.stage_since + datetime.timedelta(days=days)


def test_nobody_sees_the_days_of_another_district(busy, act):
    theirs = {each.key for each in year(act, "shen", "promise")}
    assert not theirs & {each.key for each in year(act, "lin", "promise")}
    assert not {each.key for each in year(act, "shen", "talk")} & {
        each.key for each in year(act, "lin", "talk")
    }
    assert year(act, "zhou") == []


def test_the_page_and_the_file_tell_the_same(busy, visit):
    today = timezone.localdate()
    page = visit("lin", "/projects/calendar/", count="calendar").content.decode()
    assert f"{today:%Y-%m}" in page
    file = visit("lin", "/projects/calendar/?export=ics")
    assert file["Content-Type"].startswith("text/calendar")
    body = file.content.decode()
    table = page[page.index("<tbody>") : page.index("</tbody>")]
    assert body.count("BEGIN:VEVENT") == len(re.findall(r"<li><a href", table)) > 0
    only = visit("lin", "/projects/calendar/?kind=meeting&export=ics").content.decode()
    assert set(re.findall(r"UID:(\w+)-", only)) <= {"meeting"}
    assert visit("lin", "/projects/calendar/?month=2026-13").status_code == 200


def test_lines_of_the_file_are_folded_escaped_and_stamped():
    at = datetime.datetime(2026, 11, 27, 9, 30, tzinfo=datetime.UTC)
    day = datetime.date(2026, 11, 27)
    long = Entry(day, "gate", "光学" * 40 + ",;\\", Page("/projects/x/"), "k")
    met = Entry(day, "meeting", "例会", Page("/work/y/"), "m", at)
    lines = ics([long, met], "https://s", at).decode().split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    whole = "\r\n".join(lines).replace("\r\n ", "")
    assert f"SUMMARY:{'光学' * 40}\\,\\;\\\\" in whole
    assert "DTSTART;VALUE=DATE:20261127\r\nDTEND;VALUE=DATE:20261128" in whole
    assert "DTSTART:20261127T093000Z" in whole
    assert "UID:gate-k-20261127@shigu" in whole
    assert "DTSTAMP:20261127T093000Z" in whole
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]


def test_visits_and_evaluations_stand_on_their_days(act):
    """A talk at the firm, a visit that a step to stage 4 names, a project put up for a meeting."""
    judge_the_demo()
    day = timezone.localdate() + datetime.timedelta(days=9)
    with acting_as_system() as system:
        place = District.objects.get(code="binjiang")
        link = Project.objects.get(code="p-mmwave-line").link
        given = {"name": "日历线", "stage": "3", "status": "illustrative", "link": link}
        planned = file(system, place, given, reason="登记")
        named = {"visit_on": day.isoformat(), "visit_plan": "看园区"}
        move_on(system, planned, "4", reason="约定", evidence=named)
        asked = {str(row.pk): timezone.localdate(row.meeting.starts_at)
                 for row in Evaluation.objects.select_related("meeting")}  # fmt: skip
        at = timezone.now() + datetime.timedelta(days=3)
        talk = Talk.objects.create(
            project=planned, district=place, round=1, kind="visit", at=at, topics="看检测平台"
        )
        own = {"project": planned, "district": place, "at": at, "topics": "样品"}
        Talk.objects.create(round=2, kind="call", **own)
    found = {each.key: each for each in year(act, "lin", "visit")}
    assert found[str(talk.pk)].day == timezone.localdate(at)
    assert [each.day for each in found.values() if each.what == "日历线 考察"] == [day]
    assert len(found) == 2
    assert asked
    seen = {each.key: each.day for each in year(act, "shen", "evaluation")}
    assert seen == asked
    assert year(act, "zhou", "evaluation") == []


def test_a_visit_that_is_planned_again_stands_once(act):
    first = timezone.localdate() + datetime.timedelta(days=5)
    with acting_as_system() as system:
        link = Project.objects.get(code="p-mmwave-line").link
        given = {"name": "改期线", "stage": "3", "status": "illustrative", "link": link}
        row = file(system, District.objects.get(code="binjiang"), given, reason="登记")
        for later in (0, 7):
            day = first + datetime.timedelta(days=later)
            named = {"visit_on": day.isoformat(), "visit_plan": "看园区"}
            move_on(system, row, "4", reason="约定", evidence=named)
            move_on(system, row, "3", reason="改期", evidence={})
    assert [each.day for each in year(act, "lin", "visit")] == [day]


def test_a_full_day_names_some_and_links_to_all(act, visit):
    day = timezone.localdate() + datetime.timedelta(days=3)
    with acting_as_system() as system:
        link = Project.objects.get(code="p-mmwave-line").link
        given = {"stage": "3", "status": "illustrative", "link": link}
        for number in range(11):
            named = given | {"name": f"满日线 {number:02}"}
            row = file(system, District.objects.get(code="binjiang"), named, reason="登记")
            plan = {"visit_on": day.isoformat(), "visit_plan": "看园区"}
            move_on(system, row, "4", reason="约定", evidence=plan)
    address = f"/projects/calendar/?month={day:%Y-%m}&kind=visit"
    page = visit("lin", address).content.decode()
    table = page[page.index("<tbody>") : page.index("</tbody>")]
    assert re.findall(r"满日线 (\d+)", table) == [f"{number:02}" for number in range(8)]
    assert html.escape(f"{address}&day={day}") in table
    assert "另有 3 项" in table
    whole = visit("lin", f"{address}&day={day}").content.decode()
    assert re.findall(r"满日线 (\d+)", whole) == [f"{number:02}" for number in range(11)]
    assert "<tbody>" not in whole
