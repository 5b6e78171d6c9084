"""Spreadsheets of work: looked over, refused at their place, done by the verbs of each app."""

from datetime import date
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import connection

from shigu.data.models import ImportRow
from shigu.districts.policies import Refused
from shigu.districts.scope import acting_as_system
from shigu.leads.models import Claim, Lead, LeadContact, Talk
from shigu.projects.models import Project
from shigu.work.models import Notice, ReformItem, Task
from tests.data.working import LEAD, REFORM, TASK, bring, confirm, sheet, told, workbook

OWN = {"data_import", "data_importrow", "data_importfile", "data_importprogress"}
OF_JOBS = ("procrastinate_", "conf_cache", "django_session", "data_importkeptevent")


def counts():
    """Rows of every table of the database, also of history, but for the import's own."""
    names = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    found = {}
    with acting_as_system(), connection.cursor() as cursor:
        for name in sorted(names - OWN):
            if not name.startswith(OF_JOBS) and model_is_managed(name):
                cursor.execute(f'SELECT count(*) FROM "{name}"')
                found[name] = cursor.fetchone()[0]
    return found


def model_is_managed(table):
    return table in connection.introspection.table_names()


def test_a_preview_writes_nothing_and_tells_nobody(act):
    before = counts()
    leads = bring(act, "lin", "leads", sheet("leads", LEAD | {"contact": "张总", "phone": "1"}))
    tasks = bring(act, "lin", "tasks", sheet("tasks", TASK))
    assert (leads.state, leads.created) == ("ready", 1), told(act, "lin", leads)
    assert (tasks.state, tasks.created) == ("ready", 1), told(act, "lin", tasks)
    assert counts() == before


def test_leads_are_registered_as_by_hand(act):
    row = LEAD | {"invest_wan": "12000.5", "land_mu": "30", "rhythm": "每天", "responsible": "林岚"}
    row |= {"next_due": "2027-02-01", "contact": "张总", "phone": "13800000000"}
    done = confirm(act, "lin", bring(act, "lin", "leads", sheet("leads", row)))
    with act("lin"):
        assert done.state == "done", done.problem
        lead = Lead.objects.get(firm_name="矩阵光电有限公司")
        assert (lead.origin, lead.kind, lead.rhythm) == ("introduced", "firm", 1)
        assert lead.next_due == date(2027, 2, 1)
        project = lead.project
        assert (project.stage, project.district.code, project.name) == (
            "0",
            "binjiang",
            row["name"],
        )
        assert (project.invest_wan, project.land_mu) == (Decimal("12000.5"), 30)
        assert project.introducer.code == "binjiang"
        contact = LeadContact.objects.get(project=project)
        assert (contact.person, contact.phone) == ("张总", "13800000000")
        assert not Claim.objects.exists()
        contexts = [event.pgh_context for event in lead.events.order_by("pgh_created_at")]
        assert {(each["verb"], each["reason"]) for each in contexts} == {
            ("leads.register", "十一月台账"), ("leads.revise", "十一月台账")}  # fmt: skip
        line = ImportRow.objects.get(import_of=done)
        assert line.address == lead.get_absolute_url()


def test_brought_again_nothing_happens_and_a_change_is_one(act):
    row = LEAD | {"tax_wan": "320.5", "contact": "张总", "phone": "13800000000"}
    confirm(act, "lin", bring(act, "lin", "leads", sheet("leads", row)))
    before = counts()
    again = confirm(act, "lin", bring(act, "lin", "leads", sheet("leads", row)))
    assert (again.state, again.created, again.changed, again.same) == ("done", 0, 0, 1)
    assert counts() == before
    more = bring(act, "lin", "leads", sheet("leads", row | {"tax_wan": "400", "phone": "139"}))
    with act("lin"):
        line = more.lines.get()
        changes = {one["column"]: (one["before"], one["after"]) for one in line.changes}
    assert changes["tax_wan"] == (320.5, 400.0)
    assert {changes[name] for name in ("contact", "phone")} == {("•••", "•••")}
    confirm(act, "lin", more)
    with act("lin"):
        assert Lead.objects.get(firm_name=row["firm_name"]).tax_wan == 400
        assert set(LeadContact.objects.values_list("phone", flat=True)) == {"13800000000", "139"}


def test_a_task_is_given_and_its_owner_told_once(act):
    row = TASK | {"with_them": "拱墅区"}
    done = confirm(act, "lin", bring(act, "lin", "tasks", sheet("tasks", row)))
    assert done.state == "done", done.problem
    with act("shen"):
        task = Task.objects.get(title=row["title"])
        assert (task.district.code, task.owner.code, len(task.parties)) == (
            "binjiang",
            "xiaoshan",
            3,
        )
        assert (task.escalates_after, task.deadline) == (None, date(2027, 1, 31))
        assert (
            Notice.objects.filter(kind="work.issued", address=task.get_absolute_url()).count() == 1
        )
    again = bring(act, "lin", "tasks", sheet("tasks", row))
    assert (again.created, again.same) == (0, 1)
    other = bring(act, "lin", "tasks", sheet("tasks", row | {"body": "另一要求"}))
    assert told(act, "lin", other) == [
        (2, None, "这项任务已经交办，内容不同；改派或撤回请到任务页办理。")
    ]


def test_one_fault_stops_the_whole_file_and_names_its_place(act):
    rows = [
        TASK,
        TASK | {"title": "二", "owner": "萧山区政府"},
        TASK | {"title": "三", "deadline": "明年"},
    ]
    rows += [
        TASK,
        TASK | {"title": "四", "district": "萧山区"},
        TASK | {"title": "五", "kind": "命令"},
    ]
    before = counts()
    brought = bring(act, "lin", "tasks", sheet("tasks", *rows))
    faults = told(act, "lin", brought)
    assert brought.state == "faulty"
    assert [(row, column) for row, column, _said in faults] == [
        (3, "owner"), (4, "deadline"), (5, "deadline"), (6, "district"), (7, "kind")]  # fmt: skip
    assert "萧山区" in faults[0][2]
    assert "与第 2 行重复" in faults[2][2]
    assert "滨江区" in faults[3][2]
    assert counts() == before


def test_faults_are_told_in_english_too(act):
    brought = bring(act, "lin", "tasks", sheet("tasks", TASK | {"owner": "无处"}))
    with act("lin"):
        fault = brought.lines.get().fault
    assert fault["message_en"] == "There is no single match for “无处”"
    assert fault["cure_en"]


def test_an_officer_brings_nothing_for_another_district(act):
    with pytest.raises(Refused, match="萧山区"):
        bring(act, "lin", "leads", sheet("leads", LEAD), district="xiaoshan")
    with pytest.raises(Refused, match="修改"):
        bring(act, "fang", "leads", sheet("leads", LEAD))
    with act("lin"):
        assert not ImportRow.objects.exists()


def test_talks_follow_each_other_in_the_order_of_the_rows(act):
    confirm(act, "lin", bring(act, "lin", "leads", sheet("leads", LEAD)))
    rows = [
        {
            "project": LEAD["name"],
            "day": "2026/11/3",
            "time": "14:30",
            "kind": "赴企业考察",
            "topics": "选址",
        },
        {"project": LEAD["name"], "day": "2026-11-20", "topics": "用电", "next_on": "2026-12-05"},
    ]
    done = confirm(act, "lin", bring(act, "lin", "talks", sheet("talks", *rows)))
    with act("lin"):
        assert done.state == "done", done.problem
        found = list(Talk.objects.order_by("round").values_list("round", "kind", "topics"))
        assert found == [(1, "visit", "选址"), (2, "talk", "用电")]
        assert Lead.objects.get(project__name=LEAD["name"]).next_due == date(2026, 12, 5)
    assert bring(act, "lin", "talks", sheet("talks", *rows)).same == 2


def test_a_project_of_another_district_is_neither_found_nor_hinted_at(act):
    confirm(act, "shen", bring(act, "shen", "leads", sheet("leads", LEAD)))
    row = {"project": LEAD["name"], "day": "2026-11-20", "topics": "选址"}
    brought = bring(act, "lin", "talks", sheet("talks", row))
    wrong = bring(act, "lin", "talks", sheet("talks", row | {"project": LEAD["name"][:-1]}))
    for each in (brought, wrong):
        ((_row, column, said),) = told(act, "lin", each)
        assert column == "project"
        assert "是不是" not in said


def test_the_registers_come_in_by_name(act):
    rows = [REFORM | {"state": "试点中", "since": "2026-05"}, REFORM | {"name": "二"}]
    bad = bring(act, "lin", "reform_items", sheet("reform_items", *rows))
    assert [place[:2] for place in told(act, "lin", bad)] == [(2, "since")]
    rows[0]["since"] = "2026-05-01"
    book = workbook("改革事项", ["序号", "改革事项", "牵头单位", "进展", "起始"],
                    *([at, *(row.get(n, "") for n in ("name", "owner", "state", "since"))]
                      for at, row in enumerate(rows, 1)))  # fmt: skip
    done = confirm(act, "lin", bring(act, "lin", "reform_items", book, name="改革.xlsx"))
    with act("lin"):
        assert done.state == "done", done.problem
        first = ReformItem.objects.get(name="一证准入")
        assert (first.state, first.since, first.district.code) == (
            "tried",
            date(2026, 5, 1),
            "binjiang",
        )
        assert Project.objects.filter(name="一证准入").count() == 0


def test_problems_name_columns_as_the_sheet_does(act, signed_in):
    brought = bring(act, "lin", "leads", sheet("leads", LEAD | {"name": "", "origin": "不知道"}))
    page = signed_in("lin").get(brought.get_absolute_url()).content.decode()
    for words in ("项目名称没有填", "来源没有这个取值：不知道"):
        assert words in page
