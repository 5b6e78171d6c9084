"""Tax files: what they are read as, what is wrong with them, what they change."""

import io
from fractions import Fraction

import openpyxl
import pytest
import xlsxwriter

from shigu.districts.policies import Refused
from shigu.districts.scope import acting_as_system
from shigu.engine.pack.upload import blank_workbook
from shigu.sharing import actions
from shigu.sharing.models import Contribution, TaxBatch
from shigu.sharing.taxes.reading import read_taxes
from shigu.sharing.taxes.template import TAXES
from shigu.sharing.taxes.words import fault_words
from tests.sharing import ledger_world as world

WIDE = """\
2025 年分税种入库表,,,,
纳税人名称,所属期,增值税（万元）,企业所得税（地方，元）,备注
杭州萤石网络股份有限公司,2025-03,"1,234.567801",(88.50),
合计,,"1,234.567801",-88.50,
"""


def paid(text):
    rows = read_taxes(text.encode()).rows
    return [(r.firm, r.year, r.month, r.kind, r.gross_fen, r.local_fen) for r in rows]


def codes(content):
    data = content if isinstance(content, bytes) else content.encode()
    return [(fault.row, fault.code) for fault in read_taxes(data).faults]


def test_one_row_a_kind():
    assert paid(world.CSV)[0] == ("杭州萤石网络股份有限公司", 2025, 0, "vat", 200001, 100001)
    assert read_taxes(world.CSV.encode()).stated == {"": {"gross": 9360008, "local": 9170005}}


def test_one_column_a_kind_below_a_title_in_its_own_units():
    ezviz = "杭州萤石网络股份有限公司"
    assert paid(WIDE) == [
        (ezviz, 2025, 3, "vat", 1234567801, None),
        (ezviz, 2025, 3, "cit", None, -8850),
    ]
    assert read_taxes(WIDE.encode()).stated == {
        "vat": {"gross": 1234567801},
        "cit": {"local": -8850},
    }


def test_gbk_and_workbooks_are_read_alike():
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet("表")
        for at, line in enumerate(world.CSV.splitlines()):
            sheet.write_row(at, 0, line.split(","))
    plain = read_taxes(world.CSV.encode()).rows
    assert read_taxes(world.CSV.encode("gbk")).rows == plain
    assert read_taxes(content.getvalue()).rows == plain


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("企业名称,税种,入库税额\n甲,增值税,1\n", [(None, "header-year")]),
        ("年度,税种,入库税额\n2025,增值税,1\n", [(None, "header-firm")]),
        ("企业名称,年度,税种\n甲,2025,增值税\n", [(None, "header-money")]),
        ("企业名称,年度,入库税额\n甲,2025,1\n", [(None, "header-kind")]),
        ("企业名称,年度,税种,入库税额\n", [(None, "empty")]),
        ("企业名称,年度,税种,入库税额\n甲,今年,增值税,1\n", [(2, "year-unclear")]),
        ("企业名称,年度,月份,税种,入库税额\n甲,2025,13,增值税,1\n", [(2, "month-unclear")]),
        ("企业名称,年度,税种,入库税额\n甲,2025,增殖税,1\n", [(2, "kind-unknown")]),
        ("企业名称,年度,税种,入库税额\n甲,2025,增值税,壹\n", [(2, "amount-unclear")]),
        ("企业名称,年度,税种,入库税额\n甲,2025,增值税,1.005\n", [(2, "amount-not-fen")]),
        ("企业名称,年度,税种,入库税额\n甲,2025,增值税,NaN\n", [(2, "amount-not-fen")]),
        ("企业名称,年度,税种,入库税额\n甲,2025,增值税,\n", [(2, "amount-missing")]),
        ("企业名称,年度,税种,入库税额\n,2025,增值税,1\n", [(2, "firm-missing")]),
        ("企业名称,年度,税种,入库税额\n甲,2025,,1\n", [(2, "kind-missing")]),
        (b"%PDF-1.7", [(None, "unreadable")]),
        (b"", [(None, "unreadable")]),
    ],
)
def test_what_is_wrong_is_told_at_its_row(text, found):
    assert codes(text) == found


@pytest.fixture
def officers(db):
    world.enrol_officers()


def faults_of(batch):
    return [(each["row"], each["code"]) for each in batch.report["faults"]]


def test_nothing_is_taken_in_with_one_fault(officers):
    batch = world.bring(world.CSV.replace("浙江宇视科技有限公司", "没有这家"))
    assert batch.state == "faulty"
    assert faults_of(batch) == [(4, "firm-unknown")]
    assert "没有这家" in fault_words(batch.report["faults"][0])
    with world.acting("fang") as fang, pytest.raises(Refused, match="有问题"):
        actions.take_in(fang, batch, reason="年报")
    with acting_as_system():
        assert not Contribution.objects.exists()


def test_a_total_row_that_does_not_tie_is_told(officers):
    batch = world.bring(world.CSV.replace("91700.05", "91700.06"))
    assert faults_of(batch) == [(None, "total-differs")]
    assert "91,700.06" in fault_words(batch.report["faults"][0])


def test_the_same_row_twice_is_told(officers):
    row = "浙江宇视科技有限公司,2025,增值税,1,1,"
    batch = world.bring(f"企业名称,年度,税种,入库税额,地方留存,凭证\n{row}\n{row}\n")
    assert faults_of(batch) == [(3, "twice")]


def test_the_local_part_is_computed_by_the_regime_of_the_day(officers):
    text = "企业名称,年度,税种,入库税额\n浙江宇视科技有限公司,{},增值税,0.05\n"
    assert faults_of(world.bring(text.format(2025))) == [(2, "regime-missing")]
    with acting_as_system() as system:
        city = world.district("hangzhou")
        for day, part in (("2016-05-01", Fraction(1, 2)), ("2025-01-01", Fraction(1, 4))):
            since = world.datetime.date.fromisoformat(day)
            actions.put_regime(system, city, "vat", part, since, reason="体制")
    world.take_in(world.bring(text.format(2024)))
    world.take_in(world.bring(text.format(2025)))
    with acting_as_system():
        rows = Contribution.objects.order_by("year").select_related("regime")
        assert [(r.local_fen, str(r.regime)) for r in rows] == [(2, "vat 1/2"), (1, "vat 1/4")]


def test_a_second_file_is_reconciled_with_the_first(officers):
    world.take_in(world.bring())
    again = world.bring()
    assert (again.created, again.changed, again.same) == (0, 0, 4)
    text = (
        "企业名称,年度,税种,入库税额,地方留存\n"
        "杭州萤石网络股份有限公司,2025,增值税,2000.01,1000.00\n"
        "浙江大华技术股份有限公司,2025,增值税,8,4\n"
    )
    batch = world.bring(text)
    assert (batch.created, batch.changed, batch.same) == (1, 1, 0)
    assert batch.report["changes"][0]["local"] == [100001, 100000]
    lacking = [(each["name"], each["local_fen"]) for each in batch.report["missing"]]
    assert lacking == [("浙江宇视科技有限公司", 30003)]
    world.take_in(batch)
    with acting_as_system():
        assert Contribution.objects.count() == 5
        row = Contribution.objects.get(organisation__code="org-ezviz", kind="vat")
        assert (row.local_fen, row.evidence, row.batch_id) == (100000, "表一", batch.pk)
        before = row.events.get()
        assert (before.pgh_label, before.pgh_context["verb"]) == ("update", "sharing.take_in_taxes")


def test_a_preview_that_is_no_longer_true_is_refused(officers):
    first, second = world.bring(), world.bring()
    world.take_in(first)
    with world.acting("fang") as fang, pytest.raises(Refused, match="数据变了"):
        actions.take_in(fang, second, reason="年报")
    with acting_as_system():
        assert TaxBatch.objects.get(pk=second.pk).state == "ready"
        assert Contribution.objects.count() == 4


def test_an_officer_of_another_district_brings_nothing_here(officers):
    with world.acting("bao") as bao, pytest.raises(Refused, match="萧山区"):
        actions.bring(bao, world.district("xiaoshan"), "x.csv", world.CSV.encode())
    with acting_as_system():
        assert not TaxBatch.objects.exists()


def test_the_blank_form_filled_in_is_read(officers):
    book = openpyxl.load_workbook(io.BytesIO(blank_workbook(TAXES)))
    book.active.append(["", "浙江宇视科技有限公司", 2025, None, "增值税", 600.06, 300.03, "表一"])
    content = io.BytesIO()
    book.save(content)
    batch = world.bring(content.getvalue(), filename="税.xlsx")
    assert (batch.state, batch.totals) == ("ready", {"vat": {"gross": 60006, "local": 30003}})
