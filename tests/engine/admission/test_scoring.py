"""Score sheets are read with each fault at its place, and points add up as computed by hand."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shigu.engine.admission.load import SheetError, document, read_sheet, shipped
from shigu.engine.admission.scoring import Fault, ScoreError, checked, summary, total

SMALL = {
    "schema": "shigu.admission/1",
    "id": "small",
    "title": {"zh": "小表", "en": "Small sheet"},
    "criteria": [
        {"code": "tax", "words": {"zh": "税收", "en": "Tax"}, "most": 60},
        {"code": "jobs", "words": {"zh": "就业", "en": "Jobs"}, "most": 40},
    ],
    "vetoes": [{"code": "unsafe", "words": {"zh": "不安全", "en": "Unsafe"}}],
}
SHEET = read_sheet(SMALL)


def test_the_shipped_sheet_has_the_points_of_its_source():
    sheet = shipped()["tuanfeng"]
    assert [(each.zh, int(each.most)) for each in sheet.criteria] == [
        ("产业类别", 5),
        ("科技水平", 5),
        ("投资规模", 17),
        ("投资强度", 17),
        ("投资主体", 10),
        ("环境影响", 5),
        ("安全生产", 5),
        ("土地利用", 10),
        ("规划设计", 5),
        ("税收贡献", 16),
        ("就业", 5),
    ]
    assert sheet.most == 100
    assert "团风" in sheet.source
    assert sheet.vetoes


@pytest.mark.parametrize("sheet", [SHEET, *shipped().values()], ids=lambda sheet: sheet.id)
def test_a_sheet_is_read_from_its_document_as_it_was(sheet):
    assert read_sheet(document(sheet)) == sheet


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"schema": "shigu.admission/2"}, "schema"),
        ({"title": {"zh": "无"}}, "title"),
        ({"criteria": []}, "criteria"),
        ({"criteria": "tax"}, "criteria"),
        ({"criteria": [SMALL["criteria"][0]] * 2}, "tax stands twice"),
        ({"criteria": [SMALL["criteria"][0] | {"most": 0}]}, r"criteria\[0\].most"),
        ({"criteria": [SMALL["criteria"][0] | {"most": "much"}]}, r"criteria\[0\].most"),
        ({"criteria": [SMALL["criteria"][0] | {"most": "NaN"}]}, r"criteria\[0\].most"),
        ({"criteria": [SMALL["criteria"][0] | {"code": "a b"}]}, r"criteria\[0\].code"),
        ({"vetoes": [{"code": "x"}]}, r"vetoes\[0\].words"),
    ],
)
def test_a_fault_of_a_sheet_is_told_at_its_place(change, place):
    with pytest.raises(SheetError, match=place):
        read_sheet(SMALL | change)


def test_points_are_checked_against_the_sheet():
    assert checked(SHEET, {"tax": "40.5", "jobs": 0}) == {
        "tax": Decimal("40.5"),
        "jobs": Decimal(0),
    }
    with pytest.raises(ScoreError) as found:
        checked(SHEET, {"tax": "60.5", "land": 3})
    assert found.value.faults == (
        Fault("tax", "range"),
        Fault("jobs", "missing"),
        Fault("land", "unknown"),
    )


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        ("-0.5", "range"),
        ("40.5", "range"),
        ("3.3", "step"),
        ("", "missing"),
        ("Infinity", "missing"),
    ],
)
def test_a_value_that_is_no_points_is_told(value, wrong):
    with pytest.raises(ScoreError) as found:
        checked(SHEET, {"tax": 1, "jobs": value})
    assert found.value.faults == (Fault("jobs", wrong),)


def test_mean_and_spread_are_those_of_the_totals():
    members = [("50", "30"), ("42", "30"), ("46", "36.5")]
    points = [checked(SHEET, {"tax": tax, "jobs": jobs}) for tax, jobs in members]
    found = summary(SHEET, points)
    assert (found.count, found.mean, found.low, found.high) == (
        3,
        Decimal("78.17"),
        Decimal(72),
        Decimal("82.5"),
    )
    # totals 80, 72, 82.5; deviations 11/6, -37/6, 26/6; mean square (121 + 1369 + 676) / 108
    assert found.spread == Decimal("4.48")
    assert [(line.mean, line.low, line.high) for line in found.lines] == [
        (Decimal("46.00"), Decimal(42), Decimal(50)),
        (Decimal("32.17"), Decimal(30), Decimal("36.5")),
    ]
    assert summary(SHEET, []) is None


halves = st.integers(0, 80).map(lambda n: Decimal(n) / 2)


@given(st.lists(st.fixed_dictionaries({"tax": halves, "jobs": halves}), min_size=1, max_size=9))
def test_the_mean_lies_between_the_lowest_and_the_highest(members):
    found = summary(SHEET, members)
    assert found.low == min(total(points) for points in members)
    assert found.low - Decimal("0.01") <= found.mean <= found.high + Decimal("0.01")
    assert found.spread <= (found.high - found.low) / 2 + Decimal("0.01")
    assert abs(sum(line.mean for line in found.lines) - found.mean) <= Decimal("0.02")
