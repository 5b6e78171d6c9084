"""What an import of work must not tell: contacts, other districts' projects, the ledger."""

import json

import pytest

from shigu.data.kept import WORKING
from shigu.data.masking import HIDDEN
from shigu.data.models import Import, ImportFile, ImportRow
from shigu.districts.models import Grant
from shigu.districts.scope import acting_as_system
from shigu.leads.models import Claim
from tests.data.working import LEAD, bring, confirm, sheet, told
from tests.leads.world import acting, file

PHONE = "13800000000"
PERSON = "张三丰"


def said_of(act, who, brought):
    with act(who):
        lines = [[line.name, line.changes, line.fault, line.remark] for line in brought.lines.all()]
    return json.dumps([brought.problem, lines], ensure_ascii=False)


@pytest.mark.parametrize(
    "row",
    [
        {"contact": f" {PERSON}", "phone": f"{PHONE} "},
        {"contact": PERSON, "phone": "#REF!"},
        {"contact": f"{PERSON}\ufffd", "phone": PHONE},
        {"contact": PERSON, "tax_wan": PHONE, "phone": "x", "invest_wan": f"电话{PHONE}"},
        {"contact": PERSON, "phone": PHONE, "responsible": PHONE},
        {"contact": PERSON, "phone": PHONE, "rhythm": f"{PHONE[:3]}-{PHONE[3:7]}-{PHONE[7:]}"},
    ],
)
def test_problems_name_the_place_and_no_contact(act, row):
    brought = bring(act, "lin", "leads", sheet("leads", LEAD | row))
    said = said_of(act, "lin", brought)
    assert PERSON not in said
    assert PHONE not in said
    assert PHONE[3:7] not in said
    assert brought.state == "faulty" or "tax_wan" in row
    if brought.state == "faulty":
        assert all(row == 2 for row, _column, _said in told(act, "lin", brought))


@pytest.mark.parametrize("table", ["leads", "guests"])
def test_a_sheet_without_its_header_tells_no_contact_and_where_to_look(act, table):
    rows = f"1,车规激光雷达,矩阵光电有限公司,引荐,{PERSON},{PHONE}\n" * 2
    brought = bring(act, "lin", table, rows.encode())
    said = said_of(act, "lin", brought)
    assert PERSON not in said
    assert PHONE not in said
    found = told(act, "lin", brought)
    assert (1, None, "不认识的列 •••（第 5 列）") in found
    assert (1, "firm_name", "缺少必需的列 firm_name（企业或团队名称）") in found


def test_a_change_of_contacts_shows_that_and_not_what(act):
    confirm(act, "lin", bring(act, "lin", "leads", sheet("leads", LEAD)))
    row = LEAD | {"contact": PERSON, "phone": PHONE}
    brought = bring(act, "lin", "leads", sheet("leads", row))
    said = said_of(act, "lin", brought)
    assert (brought.changed, HIDDEN in said) == (1, True)
    assert PERSON not in said
    assert PHONE not in said


def test_a_grant_lends_the_preview_but_not_the_file(act):
    with acting_as_system():
        assert Grant.objects.filter(data_class="projects", district__code="binjiang").exists()
    brought = bring(act, "lin", "leads", sheet("leads", LEAD | {"phone": PHONE, "contact": "x"}))
    with act("gu") as gu:
        assert Import.objects.visible_to(gu).filter(pk=brought.pk).exists()
        assert ImportRow.objects.filter(import_of=brought.pk).count() == 1
        assert not ImportFile.objects.exists()
    with act("lin"):
        assert ImportFile.objects.count() == 1
    with act("shen"):
        assert not Import.objects.exists()


def test_a_preview_and_an_import_are_the_same_with_and_without_a_claim_elsewhere(fresh_database):
    """The same file before and after 萧山 has filed and registered the firm."""
    row = sheet("leads", LEAD)
    before = bring(acting, "lin", "leads", row)
    file("shen", LEAD["firm_name"])
    confirm(acting, "shen", bring(acting, "shen", "leads", row))
    after = bring(acting, "lin", "leads", row)
    assert said_of(acting, "lin", after) == said_of(acting, "lin", before)
    assert (after.created, after.faults) == (before.created, before.faults) == (1, 0)
    assert confirm(acting, "lin", after).state == "done"
    with acting("lin"):
        assert not Claim.objects.exists()


def test_the_same_firm_is_named_where_every_reader_sees_it(act):
    confirm(act, "lin", bring(act, "lin", "leads", sheet("leads", LEAD)))
    other = LEAD | {"name": "二期", "firm_name": "矩阵光电股份有限公司"}
    brought = bring(act, "lin", "leads", sheet("leads", other))
    with act("lin"):
        assert brought.lines.get().remark == LEAD["name"]


def test_no_table_files_a_first_report():
    assert not any(working.model is Claim for working in WORKING.values())
