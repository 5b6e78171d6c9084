"""Exports: exactly what is shown, and harmless in a spreadsheet."""

import csv
import io
import re
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest
from django.utils.safestring import mark_safe

from shigu.face import exports
from shigu.face.exports import TooLong, file_response, harmless, plain
from tests.face.parsing import content_of

HOSTILE = [
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "＝1+1",
    '=HYPERLINK("http://example.invalid","x")',
]


def as_csv(rows):
    text = content_of(file_response("csv", "t", ["名称"], rows)).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))[1:]


def as_sheet(header, rows):
    return openpyxl.load_workbook(
        io.BytesIO(content_of(file_response("xlsx", "t", header, rows)))
    ).active


@pytest.mark.parametrize("cell", HOSTILE)
def test_a_hostile_cell_becomes_text_in_csv(cell):
    assert as_csv([[cell]]) == [[f"'{cell}"]]


@pytest.mark.parametrize("cell", HOSTILE)
def test_a_hostile_cell_becomes_text_in_xlsx(cell):
    found = as_sheet(["名称"], [[cell]])["A2"]
    assert found.data_type == "s"
    assert found.value.replace("_x000D_", "\r") == cell
    assert found.hyperlink is None


@pytest.mark.parametrize("cell", ["-12.5", "+3", "湘湖 1 号楼", "a=b", ""])
def test_numbers_and_plain_words_stay_as_they_are(cell):
    assert harmless(cell) == cell


def test_a_hostile_header_is_neutralised_too():
    text = content_of(file_response("csv", "t", ["=A1"], [])).decode("utf-8-sig")
    assert text == "'=A1\r\n"
    assert as_sheet(["=A1"], [])["A1"].data_type == "s"


def test_numbers_and_dates_keep_their_types():
    morning = plain(datetime(2026, 11, 23, 1, 30, tzinfo=UTC))
    row = [12, Decimal("3.25"), date(2026, 11, 23), morning, None]
    cells = [cell.value for cell in as_sheet(list("abcde"), [row])[2]]
    assert cells == [12, 3.25, datetime.combine(row[2], datetime.min.time()), morning, None]
    assert as_csv([row]) == [["12", "3.25", "2026-11-23", "2026-11-23 09:30", ""]]


NUMBERS = [
    (Decimal("900.000000"), "900"),
    (Decimal("12.340000"), "12.34"),
    (Decimal("9E+2"), "900"),
    (Decimal("-0.050"), "-0.05"),
    (Decimal("999999999.123456"), "999999999.123456"),
    (Decimal("123456789012.123456"), "123456789012.123456"),
    (Decimal("0.000000"), "0"),
    (900.0, "900"),
    (1200.5, "1200.5"),
    (1e-07, "0.0000001"),
    (0.1 + 0.2, "0.30000000000000004"),
    (100, "100"),
]


@pytest.mark.parametrize(("number", "written"), NUMBERS)
def test_a_number_has_no_zeros_that_say_nothing_and_is_not_rounded(number, written):
    assert as_csv([[plain(number)]]) == [[written]]
    assert float(written) == float(number)


@pytest.mark.parametrize(("number", "written"), [(n, w) for n, w in NUMBERS if len(w) < 16])
def test_so_do_the_numbers_of_a_sheet(number, written):
    content = content_of(file_response("xlsx", "t", ["a"], [[number]]))
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
    told = re.findall("<v>(.*?)</v>", sheet)[-1]
    assert told == (written if number != 1e-07 else "1E-07")


def test_markup_is_taken_off_but_text_that_looks_like_markup_stays():
    assert plain(mark_safe("<b>强</b>")) == "强"
    assert plain("a <b> c") == "a <b> c"


def test_yes_and_no_are_words():
    assert [plain(True), plain(False)] == ["是", "否"]


def test_a_cell_too_long_for_xlsx_says_that_it_was_cut():
    found = as_sheet(["a"], [["长" * 40_000]])["A2"].value
    assert len(found) == exports.LONGEST_CELL
    assert found.endswith("已截断）")


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch):
    monkeypatch.setattr(exports, "SHEET_ROWS", 3)
    assert as_sheet(["a"], [[1], [2]]).max_row == 3
    with pytest.raises(TooLong):
        file_response("xlsx", "t", ["a"], [[1], [2], [3]])


def test_excel_reads_the_chinese_of_a_csv_and_its_name():
    response = file_response("csv", "空间", ["名称"], [["湘湖"]])
    name = response["Content-Disposition"]
    assert content_of(response).startswith(b"\xef\xbb\xbf")
    assert name == "attachment; filename*=UTF-8''%E7%A9%BA%E9%97%B4.csv"
