"""A spreadsheet is read, looked over, confirmed and written: everything or nothing."""

import io
import uuid

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from shigu.data import actions, importing
from shigu.data.models import Import, ImportFile, ImportRow
from shigu.districts.policies import Refused
from shigu.districts.scope import acting_as_system
from shigu.projects.models import Project
from shigu.registry import actions as registry
from shigu.registry.models import Organisation
from shigu.registry.queries import found

HEADER = "id,name_zh,kind,district,products,staff,status,source"
GOOD = f"""{HEADER}
org-hikvision,杭州海康威视数字技术股份有限公司,enterprise,binjiang,网络摄像机;门禁,58000,fact,s-a-share
org-lake-lens,湖滨镜头有限公司,enterprise,binjiang,光学镜头,120,illustrative,
org-dahua,浙江大华技术股份有限公司,enterprise,binjiang,{{}},,fact,s-a-share
"""
DAHUA = "网络摄像机;网络录像机;视频监控平台;楼宇对讲;智慧交通系统"
GOOD = GOOD.format(DAHUA)


def state(key):
    return Import.objects.get(pk=key).state


def bring(act, who, content, *, table="organisations", name="台账.csv"):
    """Uploaded and read by the worker's own function."""
    with act(who) as actor:
        data = content if isinstance(content, bytes) else content.encode()
        brought = actions.bring(actor, table, name, data)
    importing.read(str(brought.pk), brought.user_id)
    with act(who):
        return Import.objects.get(pk=brought.pk)


def confirm(act, who, brought, reason="十月台账"):
    with act(who) as actor:
        actions.confirm(actor, brought, reason=reason)
    importing.write(str(brought.pk), brought.user_id)
    with act(who):
        return Import.objects.get(pk=brought.pk)


def workbook(*rows):
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet("机构")
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "kind", "encoding"),
    [
        (GOOD.encode(), "csv", "UTF-8"),
        (GOOD.encode("gb18030"), "csv", "GB18030"),
        (workbook(*(line.split(",") for line in GOOD.splitlines())), "xlsx", ""),
    ],
)
def test_a_preview_tells_new_changed_and_same(act, content, kind, encoding):
    brought = bring(act, "lin", content)
    with act("lin"):
        assert (brought.state, brought.kind) == ("ready", kind)
        assert (
            brought.encoding.upper().replace("-", "") in encoding.upper().replace("-", "") + "SIG"
        )
        assert (brought.created, brought.changed, brought.same, brought.faults) == (1, 1, 1, 0)
        line = brought.lines.get(code="org-hikvision")
        changed = {one["column"]: one["after"] for one in line.changes}
        assert changed == {"products": ["网络摄像机", "门禁"], "staff": 58000}
        assert not Organisation.objects.filter(code="org-lake-lens").exists()
        assert Organisation.objects.get(code="org-hikvision").staff is None


def test_confirmed_rows_are_written_with_who_and_why(act):
    brought = confirm(act, "lin", bring(act, "lin", GOOD))
    with act("lin"):
        assert brought.state == "done"
        row = Organisation.objects.get(code="org-hikvision")
        assert row.staff == 58000
        assert row.address == "杭州市滨江区阡陌路555号"
        context = row.events.order_by("-pgh_created_at").first().pgh_context
        assert (context["name"], context["reason"]) == ("林岚", "十月台账")
        assert found(Organisation.objects.all(), "湖滨镜头").count() == 1


def test_written_again_nothing_is_new(act):
    confirm(act, "lin", bring(act, "lin", GOOD))
    again = bring(act, "lin", GOOD)
    with act("lin"):
        assert (again.created, again.changed, again.same) == (0, 0, 3)
    before = events(act)
    confirm(act, "lin", again)
    assert events(act) == before


def events(act):
    with act("lin"):
        return Organisation.objects.get(code="org-hikvision").events.count()


def test_every_problem_is_named_at_its_place_with_a_cure(act):
    rows = [
        HEADER,
        "org-a,甲,enterprise,binjiang,,十二,fact,s-a-share",
        "org-b,乙,公司,nowhere,,1,fact,s-a-share",
        "org-c,丙,enterprise,binjiang,,1,fact,",
    ]
    brought = bring(act, "lin", "\n".join(rows))
    with act("lin"):
        assert brought.state == "faulty"
        places = {(row.number, row.fault["column"]) for row in brought.lines.all()}
        assert places == {(2, "staff"), (3, "kind"), (3, "district"), (4, "source")}
        assert all(row.fault["cure_zh"] for row in brought.lines.all())


def test_rows_of_other_districts_are_problems_with_reasons(act):
    rows = [HEADER]
    rows += [f"org-x{at},企业{at},enterprise,binjiang,,,illustrative," for at in range(9)]
    rows.insert(5, "org-shen,沈家企业,enterprise,xiaoshan,,,illustrative,")
    brought = bring(act, "lin", "\n".join(rows))
    with act("lin"):
        fault = brought.lines.get()
        assert (brought.state, fault.number) == ("faulty", 6)
        assert "萧山区" in fault.fault["message_zh"]
        assert "Xiaoshan" in fault.fault["message_en"]


def test_a_district_cannot_take_a_row_of_another_by_its_code(act):
    content = f"{HEADER}\norg-hikvision,改名,enterprise,xiaoshan,,,illustrative,"
    brought = bring(act, "shen", content)
    with act("shen"):
        assert brought.state == "faulty"
        assert "滨江区" in brought.lines.get().fault["message_zh"]


def test_a_broken_constraint_is_a_problem_and_not_a_crash(act):
    content = (
        "id,name_zh,kind,district,uscc,status,source\n"
        "org-twin,双胞胎,enterprise,binjiang,91330000733796106P,illustrative,\n"
    )
    brought = bring(act, "lin", content)
    with act("lin"):
        assert brought.state == "faulty"
        assert brought.lines.get().fault["message_zh"] == "统一社会信用代码 已被另一行占用"


def test_what_changed_since_the_preview_stops_the_import(act):
    brought = bring(act, "lin", GOOD)
    confirm(act, "lin", bring(act, "lin", GOOD))
    late = confirm(act, "lin", brought)
    with act("lin"):
        assert late.state == "failed"
        assert "1 / 1 / 1" in late.problem
        assert "0 / 0 / 3" in late.problem


def test_a_lost_permission_is_asked_for_again_at_the_end(act):
    brought = bring(act, "lin", GOOD)
    with act("lin") as lin:
        actions.confirm(lin, brought, reason="台账")
    with acting_as_system() as system:
        row = {"id": "org-hikvision", "district": "xiaoshan"}
        registry.put(system, "organisations", [row], reason="迁址")
    importing.write(str(brought.pk), brought.user_id)
    with act("lin"):
        late = Import.objects.get(pk=brought.pk)
        assert late.state == "failed"
        assert "萧山区" in late.problem
        assert not Organisation.objects.filter(code="org-lake-lens").exists()


def test_a_cancelled_import_writes_nothing(act):
    brought = bring(act, "lin", GOOD)
    with act("lin") as lin:
        actions.confirm(lin, brought, reason="台账")
        actions.cancel(lin, brought)
    importing.write(str(brought.pk), brought.user_id)
    with act("lin"):
        assert state(brought.pk) == "cancelled"
        assert not Organisation.objects.filter(code="org-lake-lens").exists()
        with pytest.raises(Refused, match="已经结束"):
            actions.cancel(lin, brought)


def test_a_sheet_without_rows_says_so_and_is_not_confirmed(act, visit):
    brought = bring(act, "lin", f"{HEADER}\n")
    assert (brought.state, brought.rows) == ("ready", 0)
    page = visit("lin", brought.get_absolute_url()).content.decode()
    assert "表里没有要导入的行。" in page
    assert "确认导入" not in page
    with act("lin") as lin, pytest.raises(Refused, match="表里没有要导入的行"):
        actions.confirm(lin, brought, reason="十月台账")
    with act("lin"):
        assert state(brought.pk) == "ready"


def test_an_import_is_confirmed_once_by_whoever_brought_it_for_a_reason(act):
    brought = bring(act, "lin", GOOD)
    with act("han") as han, pytest.raises(Refused, match="林岚"):
        actions.confirm(han, brought, reason="替他确认")
    with act("lin") as lin:
        with pytest.raises(Refused, match="事由"):
            actions.confirm(lin, brought, reason="  ")
        actions.confirm(lin, brought, reason="台账")
        with pytest.raises(Refused, match="不能确认"):
            actions.confirm(lin, brought, reason="再来一次")
        jobs = ProcrastinateJob.objects.filter(task_name="data.write")
        assert [job.args for job in jobs] == [{"key": str(brought.pk), "user": lin.id}]


@pytest.mark.parametrize(
    ("who", "table", "allowed"),
    [
        ("lin", "organisations", True),
        ("lin", "projects", True),
        ("lin", "spaces", False),
        ("shen", "spaces", True),
        ("gu", "links", True),
        ("lin", "links", False),
        ("fang", "projects", False),
        ("han", "districts", False),
        ("fang", "agreements", False),
        ("zhou", "organisations", False),
    ],
)
def test_a_table_is_filled_by_whoever_writes_it(act, who, table, allowed):
    with act(who) as actor:
        if allowed:
            assert actions.bring(actor, table, "x.csv", b"id\n").state == "reading"
            return
        with pytest.raises(Refused):
            actions.bring(actor, table, "x.csv", b"id\n")
        assert not Import.objects.exists()


def test_another_district_sees_no_import_no_file_and_no_row(act, signed_in):
    brought = bring(act, "lin", GOOD)
    for who in ("shen", "gu", "zhou"):
        with act(who) as actor:
            assert not Import.objects.exists()
            assert not ImportFile.objects.exists()
            assert not ImportRow.objects.exists()
            assert not Import.objects.visible_to(actor).exists()
        page = reverse("data:import", args=[brought.pk])
        assert signed_in(who).get(page).status_code == (403 if who == "zhou" else 404)
    with act("han") as han:
        assert Import.objects.visible_to(han).get() == brought


def test_confidential_projects_come_in_for_their_own_district(act):
    with act("lin"):
        link = Project.objects.exclude(link=None).first().link.code
    content = (
        "id,name,link,introducer,stage,earliest,success_probability,floor_area_m2,status,source\n"
        f"p-secret,保密项目,{link},binjiang,3,2027-01-01,0.5,3000,illustrative,\n"
    )
    brought = confirm(act, "lin", bring(act, "lin", content, table="projects"))
    with act("lin"):
        assert brought.state == "done", brought.problem
        assert Project.objects.get(code="p-secret").district.code == "binjiang"
    with act("shen"):
        assert not Project.objects.filter(code="p-secret").exists()


def test_the_wizard_from_upload_to_result(signed_in, act):
    client = signed_in("lin")
    address = reverse("data:table", args=["organisations"])
    assert client.get(address).status_code == 200
    file = SimpleUploadedFile("十月台账.csv", GOOD.encode("gb18030"))
    page = client.post(address, {"file": file})
    key = page.headers["Location"].split("/")[-2]
    waiting = client.get(page.headers["Location"])
    assert waiting.context["job"] is not None
    with act("lin") as lin:
        user = lin.id
    importing.read(key, user)
    assert client.get(reverse("data:how_far", args=[key])).headers["HX-Refresh"] == "true"
    looked = client.get(page.headers["Location"])
    assert "将新增 1、修改 1、不变 1" in looked.context["answer"]
    assert "<del>—</del>" in looked.text
    empty = client.post(reverse("data:confirm", args=[key]), {"reason": ""})
    assert empty.status_code == 422
    client.post(reverse("data:confirm", args=[key]), {"reason": "十月台账"})
    importing.write(key, user)
    done = client.get(page.headers["Location"])
    assert "已导入：新增 1、修改 1、不变 1" in done.context["answer"]
    assert "十月台账" in client.get(reverse("data:overview")).text


def test_problems_are_downloaded_as_a_workbook(signed_in, act):
    brought = bring(act, "lin", f"{HEADER}\norg-a,甲,公司,,,,illustrative,")
    client = signed_in("lin")
    response = client.get(reverse("data:import", args=[brought.pk]), {"export": "csv"})
    lines = response.getvalue().decode("utf-8-sig").splitlines()
    assert lines[0] == "工作表,行,列,问题,改法"
    assert lines[1].startswith(",2,类型,")


def test_an_import_that_never_was_is_not_found(signed_in):
    page = reverse("data:import", args=[uuid.uuid4()])
    assert signed_in("lin").get(page).status_code == 404


@pytest.mark.parametrize("name", ["overview", "tables", "sources", "quality"])
def test_data_pages_count_their_queries(visit, name):
    assert visit("lin", reverse(f"data:{name}"), count=f"data.{name}").status_code == 200


def test_the_page_of_an_import_counts_its_queries(visit, act):
    brought = bring(act, "lin", GOOD)
    page = reverse("data:import", args=[brought.pk])
    assert visit("lin", page, count="data.import").status_code == 200
