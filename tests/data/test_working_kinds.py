"""Promises, hand-overs and registers from spreadsheets."""

from datetime import date
from decimal import Decimal

import pytest

from shigu.chain.models import Link
from shigu.commitments.models import Commitment
from shigu.data.kept import WORKING
from shigu.leads.models import Lead
from shigu.projects.actions import file
from shigu.projects.models import HandOver
from shigu.work.models import KeyProject, Notice, ProsperityReading, TitleApplication
from tests.data.working import LEAD, bring, confirm, sheet, told


@pytest.fixture
def project(act):
    confirm(act, "lin", bring(act, "lin", "leads", sheet("leads", LEAD)))
    with act("lin"):
        return Lead.objects.get(project__name=LEAD["name"]).project


def test_a_promise_is_recorded_and_changed(act, project):
    row = {
        "project": project.code,
        "indicator": "总投资到位",
        "amount": "12000",
        "basis": "履约协议",
    }
    row |= {"due": "2027-12-31", "paper": "2026-17", "clause": "第五条"}
    done = confirm(act, "lin", bring(act, "lin", "commitments", sheet("commitments", row)))
    assert done.state == "done", done.problem
    row |= {"project": project.name, "amount": "9000"}
    again = confirm(act, "lin", bring(act, "lin", "commitments", sheet("commitments", row)))
    assert (again.created, again.changed) == (0, 1)
    with act("lin"):
        found = Commitment.objects.get(project=project)
        assert (found.amount, found.due, found.warn_days) == (9000, date(2027, 12, 31), 90)
        assert (found.status, found.paper) == ("fact", "2026-17")


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"paper": ""}, "paper"),
        ({"amount": ""}, None),
        ({"indicator": "利润"}, "indicator"),
        ({"basis": "口头"}, "basis"),
        ({"project": "没有的项目"}, "project"),
    ],
)
def test_a_promise_is_refused_as_by_hand(act, project, change, column):
    row = {
        "project": project.code,
        "indicator": "总投资到位",
        "amount": "12000",
        "basis": "投资合同",
    }
    row |= {"due": "2027-12-31", "paper": "2026-17"} | change
    brought = bring(act, "lin", "commitments", sheet("commitments", row))
    assert [(fault[0], fault[1]) for fault in told(act, "lin", brought)] == [(2, column)]
    with act("lin"):
        assert not Commitment.objects.filter(project=project).exists()


def test_a_hand_over_is_offered_once_talks_have_begun(act, project):
    row = {"project": project.name, "to": "萧山区", "summary": "需净高 6 米", "credit_to": "40"}
    content = sheet("hand_overs", row | {"reason": "本区无厂房"})
    early = bring(act, "lin", "hand_overs", content)
    assert [fault[:2] for fault in told(act, "lin", early)] == [(2, None)]
    with act("lin") as lin:
        values = {"name": "在谈项目", "stage": "3", "status": "illustrative"}
        file(lin, project.district, values | {"link": Link.objects.exclude(parent=None).first()})
    content = sheet("hand_overs", row | {"project": "在谈项目", "reason": "本区无厂房"})
    done = confirm(act, "lin", bring(act, "lin", "hand_overs", content))
    assert done.state == "done", done.problem
    with act("shen"):
        offered = HandOver.objects.get()
        assert (offered.credit_to, offered.state) == (Decimal("0.4"), "proposed")
        assert (offered.summary, offered.reason) == ("需净高 6 米", "本区无厂房")
    assert bring(act, "lin", "hand_overs", content).same == 1


def test_the_other_registers(act):
    rows = {
        "prosperity_readings": {"name": "收入比", "unit": "倍", "year": "2026", "value": "1.62"},
        "key_projects": {"list_name": "省重点", "year": "2026", "name": "二期", "state": "已列入"},
        "title_applications": {"name": "国家级集群", "criteria": "产值 | 公报\n研发占比"},
    }
    for table, row in rows.items():
        done = confirm(act, "lin", bring(act, "lin", table, sheet(table, row)))
        assert done.state == "done", done.problem
    with act("lin"):
        assert ProsperityReading.objects.get().value == Decimal("1.62")
        assert KeyProject.objects.get().state == "listed"
        title = TitleApplication.objects.get()
        assert (title.criteria, title.missing) == (["产值 | 公报", "研发占比"], ["研发占比"])
        assert not Notice.objects.exists()


def test_a_preview_tells_of_the_same_firm_where_rows_are_leads():
    assert [name for name, each in WORKING.items() if each.tells_near] == ["leads"]
