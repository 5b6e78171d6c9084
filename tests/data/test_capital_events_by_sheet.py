"""Capital events from spreadsheets: recorded once, never rewritten, never counted twice."""

import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
import xlsxwriter
from django.utils import timezone

from shigu.counting.actions import cancel, record
from shigu.counting.models import CapitalEvent
from shigu.data.kept import WORKING
from shigu.districts.policies import Refused
from shigu.engine.pack.header import title
from tests.commitments.cast import project_of
from tests.data.test_taken_out import unchanged
from tests.data.test_working import counts
from tests.data.working import bring, confirm, sheet, told

TABLE = "capital_events"
DAY = date(2026, 3, 5)
INCREASE = {"kind": "increase", "day": DAY, "amount_wan": Decimal("3000.5"), "paper": "一号"}


@pytest.fixture
def project(act):
    with act("lin"):
        return project_of()


@pytest.fixture
def row(project):
    return {"project": project.code, "kind": "增资", "day": "2026-03-05", "amount_wan": "3000.5",
            "paper": "一号", "reason": "工商变更"}  # fmt: skip


def brought(act, *rows, who="lin"):
    return bring(act, who, TABLE, sheet(TABLE, *rows))


def test_an_event_is_recorded_as_by_hand_and_once(act, project, row):
    signing = {"project": project.name, "kind": "签约", "day": "2025-12-01", "reason": "补登"}
    done = confirm(act, "lin", brought(act, row, signing))
    assert done.state == "done", done.problem
    with act("lin") as lin:
        kept = [
            (each.kind, each.day, each.amount_wan, each.paper, each.reason, each.user_id)
            for each in CapitalEvent.objects.filter(project=project)
        ]
        assert kept == [
            ("increase", DAY, Decimal("3000.5"), "一号", "工商变更", lin.id),
            ("signing", date(2025, 12, 1), None, "", "补登", lin.id),
        ]
        assert list(done.lines.order_by("number").values_list("name", "address")) == [
            (f"{project.name} · 增资 · 2026-03-05 · 一号", project.get_absolute_url()),
            (f"{project.name} · 签约 · 2025-12-01", project.get_absolute_url()),
        ]
    again = brought(act, row, signing)
    assert (again.created, again.changed, again.same) == (0, 0, 2)


def test_events_taken_out_and_brought_again_are_the_same(act, project):
    with act("lin") as lin:
        record(lin, project, INCREASE, reason="工商变更")
        record(lin, project, INCREASE | {"paper": "二号"}, reason="工商变更")
        record(lin, project, {"kind": "upgrade", "day": DAY}, reason="升格\n批文")
        cancel(lin, record(lin, project, INCREASE | {"paper": "三号"}, reason="误"), reason="重")
    unchanged(act, "lin", TABLE, 3)


def test_what_may_be_counted_twice_is_refused(act, project, row):
    with act("lin") as lin:
        record(lin, project, INCREASE, reason="工商变更")
        bare = {"kind": "owner_change", "day": DAY}
        record(lin, project, bare, reason="股权转让")
        wrong = INCREASE | {"paper": "误", "amount_wan": Decimal(9)}
        cancel(lin, record(lin, project, wrong, reason="误"), reason="重复")
    before = counts()
    owner = row | {"kind": "更换业主", "amount_wan": ""}
    found = brought(
        act,
        row | {"amount_wan": "3000"},
        row | {"paper": ""},
        owner | {"paper": "股转 7"},
        row | {"paper": "误", "amount_wan": "9"},
        row | {"paper": "二号"},
    )
    unclear = "这一天已登记过同一种事件，其中一笔没有文件编号，分不清是不是同一笔。"
    assert told(act, "lin", found) == [
        (2, None, "这一笔已经登记，内容不同；资本事件只添不改，写错的到项目页冲销。"),
        (3, "paper", unclear),
        (4, "paper", unclear),
        (5, None, "同样的一笔登记后已冲销。"),
    ]
    assert counts() == before
    assert brought(act, row | {"paper": "二号"}).created == 1


def test_wrong_rows_are_named_and_nothing_is_written(act, row):
    tomorrow = timezone.localdate() + timedelta(days=1)
    rows = [
        row | {"project": "没有的项目"},
        row | {"kind": "减资"},
        row | {"day": str(tomorrow)},
        row | {"amount_wan": ""},
        row | {"amount_wan": "-3", "paper": "二号"},
        row | {"reason": "", "paper": "三号"},
        row | {"district": "萧山区", "paper": "四号"},
        row | {"paper": "五号"},
    ]
    before = counts()
    found = brought(act, *rows)
    assert [fault[:2] for fault in told(act, "lin", found)] == [
        (2, "project"), (3, "kind"), (4, None), (5, None), (6, "amount_wan"), (7, "reason"),
        (8, "district"),
    ]  # fmt: skip
    assert counts() == before


def test_a_merged_cell_is_told_of_once_and_nothing_is_tried_below_it(act, row):
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        page = book.add_worksheet(TABLE)
        page.write_row(0, 0, [title(WORKING[TABLE].table.field(name)) for name in row])
        for at, each in enumerate((row, row | {"project": None, "paper": "二号"}), 1):
            page.write_row(at, 0, each.values())
        page.merge_range(1, 0, 2, 0, row["project"])
    found = bring(act, "lin", TABLE, content.getvalue(), name="台账.xlsx")
    assert told(act, "lin", found) == [(2, "project", "A2:A3 是合并单元格")]


def test_projects_of_others_are_not_reached(act, project, row):
    ((line, column, said),) = told(act, "shen", brought(act, row, who="shen"))
    assert (line, column, "是不是" in said) == (2, "project", False)
    for who, district in (("lin", "xiaoshan"), ("fang", "xiaoshan")):
        with pytest.raises(Refused):
            bring(act, who, TABLE, sheet(TABLE, row), district=district)
    with act("lin"):
        assert not CapitalEvent.objects.filter(project=project).exists()
