"""What is taken out and brought again changes nothing; blank forms are read back."""

import csv
import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shigu.data.kept import WORKING
from shigu.data.outgoing import rows_out
from shigu.districts.models import District
from shigu.engine.pack.upload import blank_workbook, read_upload
from shigu.leads.actions import registering
from shigu.work import actions as work
from shigu.work.models import KeyProject, ProsperityReading, TitleApplication
from tests.data.working import LEAD, bring, confirm, sheet, told, workbook
from tests.work.world import give

WORDS = st.text(st.characters(whitelist_categories=("L", "N"), max_codepoint=0x9FFF), min_size=1)
LINES = st.lists(WORDS, max_size=3).map("\n".join)
WAN = st.decimals(0, 10**9, places=6, allow_nan=False) | st.none()


def out(act, who, table):
    """The rows as the workbook that a person would bring again."""
    with act(who) as actor:
        own = next(iter(actor.writable[WORKING[table].data_class]))
        names, rows = rows_out(actor, WORKING[table], District.objects.get(pk=own))
        cells = [[str(cell) if isinstance(cell, date) else cell for cell in row] for row in rows]
    return workbook(WORKING[table].table.title_zh, names, *cells)


def unchanged(act, who, table, rows):
    brought = bring(act, who, table, out(act, who, table), name="表.xlsx")
    assert brought.state == "ready", told(act, who, brought)
    assert (brought.rows, brought.created, brought.changed, brought.same) == (rows, 0, 0, rows)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(name=WORDS, outline=LINES, wan=WAN, tax=WAN, person=WORDS, rhythm=st.sampled_from([1, 3, 7]))
def test_leads_taken_out_and_brought_again_are_the_same(
    act, name, outline, wan, tax, person, rhythm
):
    with act("lin") as lin:
        values = {"name": name, "firm_name": name, "origin": "visit", "outline": outline}
        values |= {"invest_wan": wan, "tax_wan": tax, "rhythm": rhythm}
        home = District.objects.get(code="binjiang")
        rows = len(WORKING["leads"].rows(lin, home))
        if not any(lead.project.name == name for lead in WORKING["leads"].rows(lin, home)):
            registering.register(lin, home, values, contact={"person": person, "phone": "1"})
            rows += 1
    unchanged(act, "lin", "leads", rows)


def test_the_other_tables_taken_out_and_brought_again_are_the_same(act):
    confirm(act, "lin", bring(act, "lin", "leads", sheet("leads", LEAD)))
    talk = {"project": LEAD["name"], "day": "2026-11-03", "time": "9:05", "topics": "选址"}
    confirm(act, "lin", bring(act, "lin", "talks", sheet("talks", talk)))
    with act("lin") as lin:
        home = District.objects.get(code="binjiang")
        give(lin, shared=("gongshu",), body="附清单")
        reading = {"name": "收入比", "unit": "倍", "year": 2026, "value": Decimal("1.6203")}
        work.register(lin, ProsperityReading, home, reading)
        work.register(lin, KeyProject, home, {"list_name": "省重点", "year": 2026, "name": "二期"})
        criteria = ["产值 500 亿元 | 公报", "研发占比 3%"]
        work.register(lin, TitleApplication, home, {"name": "集群", "criteria": criteria})
    for table in ("talks", "tasks", "prosperity_readings", "key_projects", "title_applications"):
        unchanged(act, "lin", table, 1)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_file_of_the_page_has_numbers_as_officers_write_them(act, signed_in, kind):
    with act("lin") as lin:
        home = District.objects.get(code="binjiang")
        for year, value in ((2025, "900"), (2026, "1.62"), (2027, "123456789.1234")):
            told = {"name": "收入", "unit": "万元", "year": year, "value": Decimal(value)}
            work.register(lin, ProsperityReading, home, told)
    page = reverse("data:contents", args=["prosperity_readings", kind])
    content = b"".join(signed_in("lin").get(page).streaming_content)
    if kind == "csv":
        lines = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
        assert {line["value"] for line in lines} == {"900", "1.62", "123456789.1234"}
    brought = bring(act, "lin", "prosperity_readings", content, name=f"表.{kind}")
    assert (brought.state, brought.created, brought.changed, brought.same) == ("ready", 0, 0, 3)


@pytest.mark.parametrize("name", WORKING)
def test_a_blank_form_passes_over_its_example(name):
    of = WORKING[name]
    content = blank_workbook(of.table, of.rules)
    upload = read_upload("空白.xlsx", content, of.table, {}, rules=of.rules)
    assert upload.problems == ()
    assert upload.columns == set(of.table.names)
    assert upload.rows.is_empty()
    book = openpyxl.load_workbook(io.BytesIO(content))
    book[of.table.title_zh]["A2"] = None
    bare = io.BytesIO()
    book.save(bare)
    left = read_upload("空白.xlsx", bare.getvalue(), of.table, {}, rules=of.rules)
    assert {(problem.row, problem.code) for problem in left.problems} >= {(2, "example-row")}


@pytest.mark.parametrize("name", WORKING)
def test_the_example_would_be_sound_as_a_row(name):
    of = WORKING[name]
    header = [field.zh for field in of.table.fields if field.name != "id"]
    row = [field.example.removeprefix("示例：") for field in of.table.fields if field.name != "id"]
    content = workbook(of.table.title_zh, header, row)
    upload = read_upload("例.xlsx", content, of.table, {}, rules=of.rules)
    assert [problem for problem in upload.problems if problem.code != "type-number"] == []


def test_the_page_gives_the_form_and_the_rows_to_who_may_bring_them(signed_in, act):
    with act("lin") as lin:
        home = District.objects.get(code="binjiang")
        registering.register(
            lin, home, LEAD | {"origin": "visit"}, contact={"person": "张总", "phone": "137"}
        )
    client = signed_in("lin")
    blank = client.get(reverse("data:blank", args=["leads", "xlsx"]))
    book = openpyxl.load_workbook(io.BytesIO(blank.getvalue()))
    assert book.sheetnames == ["线索", "说明 Notes", "取值 Values"]
    assert book["线索"]["B1"].value == "项目名称\nname"
    values = {row[1].value for row in book["取值 Values"].iter_rows()}
    assert {"企业", "引荐", "每周", "林岚"} <= values
    rows = client.get(reverse("data:contents", args=["leads", "csv"]))
    assert "张总" in rows.getvalue().decode()
    other = signed_in("shen").get(reverse("data:contents", args=["leads", "csv"]))
    assert "车规激光雷达" not in other.getvalue().decode()
    assert signed_in("fang").get(reverse("data:contents", args=["leads", "csv"])).status_code == 403
