"""The calendar of projects: what falls on which day, for whom; the file others import."""

import datetime
import re

import pytest
from django.utils import timezone

from shigu.board.ics import ics
from shigu.board.queries.days import Entry, entries
from shigu.commitments.models import Commitment
from shigu.districts.scope import acting_as_system
from shigu.leads.models import Lead
from shigu.projects.models import Project
from shigu.projects.procedure.table import limits
from shigu.projects.stages import Stage
from shigu.web.demo_leads import lead_the_demo
from shigu.web.demo_promises import promise_the_demo
from shigu.web.demo_work import work_the_demo


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
    long = Entry(day, "gate", "光学" * 40 + ",;\\", "/projects/x/", "k")
    met = Entry(day, "meeting", "例会", "/work/y/", "m", at)
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
