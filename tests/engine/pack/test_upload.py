"""What a spreadsheet of an office becomes: typed rows, or a problem at its place."""

import dataclasses
import struct
from datetime import date, datetime
from io import BytesIO

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import load_workbook

from shigu.engine.pack.schema import schema
from shigu.engine.pack.upload import Limits, blank_workbook, read_upload
from tests.engine.pack.books import ods, repacked, text, xls, xlsx, zipped

SPACES = schema().tables["spaces"]
QUOTAS = schema().tables["quotas"]
POOLS = schema().tables["pools"]
TARGETS = schema().tables["targets"]
KNOWN = {"zones.id": {"park", "core"}, "districts.id": {"xiaoshan"}, "districts.player": {"hz"}}

HEADER = ["id", "district", "measure", "at_least", "at_most", "period", "status", "source", "note"]
CHINESE = ["编号", "区县", "口径", "下限", "上限", "期间", "性质", "来源编号", "备注"]
ROWS = [
    ["q-1", "xiaoshan", "land_mu", 10, 300.5, "2027", "illustrative", "", "备注，甲"],
    ["q-2", "xiaoshan", "projects", "", 7, "", "illustrative", "", ""],
]
SHEET = [HEADER, *ROWS]


def quotas(content, name="q.xlsx", known=KNOWN, **limits):
    return read_upload(name, content, QUOTAS, known, Limits(**limits))


def codes(upload):
    return [(p.row, p.column, p.code) for p in upload.problems]


def only(upload):
    """The one problem of a file that was not read."""
    assert upload.rows.is_empty()
    (found,) = upload.problems
    assert found.message_zh and found.message_en and found.cure_zh and found.cure_en
    return found


FORMS = {
    "xlsx": (xlsx(SHEET), "xlsx", "Sheet1", None),
    "xls": (xls(SHEET), "xls", "Sheet1", None),
    "ods": (ods(SHEET), "ods", "Sheet1", None),
    "csv": (text(SHEET), "csv", None, "utf-8"),
    "csv with mark": (text(SHEET, "utf-8-sig"), "csv", None, "utf-8-sig"),
    "gbk": (text(SHEET, "gbk"), "csv", None, "gb18030"),
    "gb18030": (text(SHEET, "gb18030"), "csv", None, "gb18030"),
    "utf-16": (text(SHEET, "utf-16"), "csv", None, "utf-16"),
    "utf-16-le": (text(SHEET, "utf-16-le"), "csv", None, "utf-16-le"),
    "utf-16-be": (text(SHEET, "utf-16-be"), "csv", None, "utf-16-be"),
    "tsv": (text(SHEET, delimiter="\t"), "tsv", None, "utf-8"),
    "unicode text": (text(SHEET, "utf-16", "\t"), "tsv", None, "utf-16"),
    "semicolons": (text(SHEET, delimiter=";"), "csv", None, "utf-8"),
    "chinese header": (xlsx([CHINESE, *ROWS]), "xlsx", "Sheet1", None),
}


@pytest.mark.parametrize("form", FORMS)
def test_the_same_rows_come_out_of_every_form(form):
    content, kind, sheet, encoding = FORMS[form]

    upload = quotas(content)

    assert (upload.kind, upload.sheet, upload.encoding) == (kind, sheet, encoding)
    assert upload.problems == ()
    assert upload.columns == set(HEADER)
    assert upload.rows["_row"].to_list() == [2, 3]
    assert upload.rows.row(0, named=True) == {
        "_row": 2, "id": "q-1", "district": "xiaoshan", "measure": "land_mu", "at_least": 10.0,
        "at_most": 300.5, "period": "2027", "status": "illustrative", "source": None,
        "note": "备注，甲",
    }  # fmt: skip
    assert upload.rows["at_least"].to_list() == [10.0, None]


CELL = st.text(st.sampled_from("摄像机芯片萧山滨江 abc,;\"'\n12"), min_size=1, max_size=8).filter(
    lambda cell: cell == cell.strip() and not cell.startswith(("=", "'", '"'))
)


@settings(max_examples=40, deadline=None)
@given(
    cells=st.lists(
        st.tuples(
            CELL, st.none() | st.integers(0, 10**6) | st.decimals(0, 10**6, places=6).map(float)
        ),
        max_size=6,
    )
)
def test_gbk_utf8_and_xlsx_of_the_same_rows_are_the_same(cells):
    rows = [
        [f"q-{i}", "xiaoshan", "land_mu", "" if number is None else number, "", period,
         "illustrative", "", ""]
        for i, (period, number) in enumerate(cells)
    ]  # fmt: skip
    sheet = [HEADER, *rows]

    ours = [quotas(each) for each in (text(sheet), text(sheet, "gbk"), xlsx(sheet))]

    assert ours[0].rows.height == len(cells)
    for other in ours[1:]:
        assert other.rows.equals(ours[0].rows)
        assert other.problems == ours[0].problems
        assert other.columns == ours[0].columns


@pytest.mark.parametrize(
    ("words", "encoding"),
    [("片", "gb18030"), ("5 μm", "utf-8"), ("10 °C", "utf-8"), ("é", "utf-8")],
)
def test_a_few_letters_tell_gbk_from_utf8(words, encoding):
    sheet = [HEADER, [*ROWS[1][:-1], words]]
    upload = quotas(text(sheet, encoding))

    assert (upload.encoding, upload.rows["note"].to_list()) == (encoding, [words])


def test_dates_come_as_dates_as_serials_and_as_they_are_typed():
    header = ["id", "zone", "name", "kind", "area_m2", "land_mu", "divisible", "available_from",
              "status", "source"]  # fmt: skip
    days = [date(2027, 3, 1), 46447, "46447", "2027/3/1", "2027-03-01", "2027年3月1日",
            datetime(2027, 3, 1)]  # noqa: DTZ001 # fmt: skip
    rows = [
        [f"s-{i}", "park", "甲", "floor", "500", "", True, day, "illustrative", ""]
        for i, day in enumerate(days)
    ]

    def fill(book, sheet):
        form = book.add_format({"num_format": "yyyy/m/d"})
        for row, cells in enumerate([header, *rows]):
            for column, cell in enumerate(cells):
                if isinstance(cell, date):
                    sheet.write_datetime(row, column, cell, form)
                elif isinstance(cell, str):
                    sheet.write_string(row, column, cell)
                else:
                    sheet.write(row, column, cell)

    upload = read_upload("s.xlsx", xlsx(fill), SPACES, KNOWN)

    assert upload.problems == ()
    assert upload.rows["available_from"].to_list() == [date(2027, 3, 1)] * len(days)
    assert upload.rows["area_m2"].to_list() == [500.0] * len(days)
    assert upload.rows["divisible"].to_list() == [True] * len(days)


def test_a_month_may_come_as_its_first_day_and_no_other():
    header = ["id", "owner", "resource", "month_from", "amount", "unit", "status", "source"]
    rows = [
        [f"e-{i}", "hz", "energy", month, 5, "tce", "illustrative", ""]
        for i, month in enumerate(["2027-01", "2027/2/1", "46082", "2027-01-15"])
    ]

    upload = read_upload("p.csv", text([header, *rows]), POOLS, KNOWN)

    assert upload.rows["month_from"].to_list() == [
        date(2027, 1, 1), date(2027, 2, 1), date(2026, 3, 1), None
    ]  # fmt: skip
    assert codes(upload)[-1] == (5, "month_from", "type-month")


def test_a_year_is_no_serial():
    header = ["id", "indicator", "period_to", "status", "source"]
    upload = read_upload(
        "t.csv", text([header, ["g", "营收", 2025, "illustrative", ""]]), TARGETS, {}
    )

    assert upload.problems == ()
    assert upload.rows["period_to"].to_list() == ["2025"]


def test_blank_rows_at_the_end_do_not_count_and_between_do():
    upload = quotas(xlsx([HEADER, ROWS[0], [""] * 9, ROWS[1], [" "] * 9, [""] * 9]))

    assert codes(upload) == [(3, None, "row-blank")]
    assert upload.rows["_row"].to_list() == [2, 4]


def test_blank_columns_at_the_right_do_not_count():
    assert quotas(xlsx([[*row, "", " "] for row in SHEET])).problems == ()


HEADERS = {
    "absent": ([HEADER[1:], ROWS[0][1:]], (1, "id", "column-missing")),
    "repeated": ([[*HEADER, "上限"], [*ROWS[0], 1]], (1, "at_most", "header-repeated")),
    "unknown": ([[*HEADER, "甲乙丙"], [*ROWS[0], 1]], (1, "甲乙丙", "column-unknown")),
    "nameless": ([[*HEADER, ""], [*ROWS[0], 1]], (1, None, "header-empty")),
    "below a title": ([["配额表"], HEADER, ROWS[0]], (1, None, "header-title")),
    "twice": ([HEADER, ROWS[0], HEADER, ROWS[1]], (3, None, "header-twice")),
}


@pytest.mark.parametrize("form", [xlsx, text])
@pytest.mark.parametrize("case", HEADERS)
def test_faults_of_the_header_are_named(case, form):
    rows, expected = HEADERS[case]
    width = max(map(len, rows))
    assert expected in codes(quotas(form([[*row, *[""] * (width - len(row))] for row in rows])))


def test_cells_are_checked_as_in_packs():
    row = ["q-1", "xiaoshan", "land", "1,000", 5, "", "fact", "", ""]
    upload = quotas(xlsx([HEADER, row, ["q-1", "binjiang", "land_mu", 9, 5, "", "illustrative"]]))

    assert codes(upload) == [
        (2, "at_least", "number-separator"),
        (2, "measure", "enum"),
        (2, "source", "fact-without-source"),
        (3, "id", "id-duplicate"),
        (3, "district", "reference-broken"),
        (3, "at_most", "range-backwards"),
    ]


def test_rows_may_point_to_each_other_and_to_what_exists():
    header = ["id", "name_zh", "level", "parent", "status", "source"]
    rows = [
        ["zhejiang", "浙江", "province", "", "illustrative", ""],
        ["hangzhou", "杭州", "city", "zhejiang", "illustrative", ""],
        ["xiaoshan", "萧山", "district", "hangzhou", "illustrative", ""],
        ["yuhang", "余杭", "district", "hangzho", "illustrative", ""],
    ]
    table = schema().tables["districts"]

    upload = read_upload("d.csv", text([header, *rows]), table, {})
    assert codes(upload) == [(5, "parent", "reference-broken")]
    assert "hangzhou" in upload.problems[0].cure_en

    assert not read_upload(
        "d.csv", text([header, *rows]), table, {"districts.id": {"hangzho"}}
    ).problems


def test_merged_cells_are_named_once_with_their_range():
    def fill(book, sheet):
        for row, cells in enumerate([HEADER, *ROWS, ["q-3", "", "power_kva", *ROWS[1][3:]]]):
            sheet.write_row(row, 0, cells)
        sheet.merge_range("B2:B4", "xiaoshan")

    upload = quotas(xlsx(fill))

    assert codes(upload) == [(2, "district", "upload-merged")]
    assert "B2:B4" in upload.problems[0].message_en


@pytest.mark.parametrize(
    "content",
    [
        xls([HEADER, *ROWS, ["q-3", "", *ROWS[1][2:]]], merges=[(1, 3, 5, 5)]),
        ods(SHEET).replace(b"", b""),
    ],
    ids=["xls", "ods"],
)
def test_merged_cells_are_seen_in_other_forms(content):
    if content.startswith(b"PK"):
        content = repacked(
            content,
            lambda name, part: part.replace(
                b' office:value-type="string"><text:p>2027',
                b' table:number-rows-spanned="2" office:value-type="string"><text:p>2027',
            ),
        )
    found = [p for p in quotas(content).problems if p.code == "upload-merged"]
    assert [(p.row, p.column) for p in found] == [(2, "period")]


def test_results_of_formulas_are_read_and_what_has_none_is_named():
    def fill(book, sheet):
        sheet.write_row(0, 0, HEADER)
        for row, cells in enumerate(ROWS, 1):
            sheet.write_row(row, 0, cells)
        sheet.write_formula("D2", "=5*2", None, 10)
        sheet.write_formula("E2", "=1/0", None, "#DIV/0!")
        sheet.write_formula("F2", '=""', None, "")
        sheet.write_formula("A3", '="q"&2', None, "q-2")

    content = repacked(
        xlsx(fill), lambda name, part: part.replace(b'<c r="F2">', b'<c r="F2" t="str">')
    )
    assert codes(quotas(content)) == [(2, "at_most", "spreadsheet-error")]
    content = repacked(
        content, lambda name, part: part.replace(b"<v>10</v>", b"").replace(b"<v>q-2</v>", b"")
    )
    upload = quotas(content)
    assert (2, "at_least", "upload-formula") in codes(upload)
    assert upload.rows["at_least"].to_list() == [None, None]


def test_the_sheet_is_found_by_its_name():
    for name in ("配额", "quotas", "Quotas"):
        upload = quotas(xlsx([["甲"], ["乙"]], more={name: SHEET, "别的": SHEET}))
        assert (upload.sheet, upload.problems) == (name, ())


def test_the_sheet_is_found_by_its_header():
    upload = quotas(xlsx([["甲", "乙"]], more={"数据": SHEET, "空": [[""]]}))
    assert (upload.sheet, upload.problems) == ("数据", ())


def test_hidden_sheets_are_not_read():
    upload = quotas(xlsx(SHEET, more={"藏": SHEET}, hide=("藏",)))
    assert (upload.sheet, upload.problems) == ("Sheet1", ())


def test_sheets_that_fit_alike_are_listed():
    found = only(quotas(xlsx(SHEET, more={"二月": SHEET})))
    assert found.code == "upload-sheets"
    assert "Sheet1" in found.message_zh and "二月" in found.message_zh and "配额" in found.cure_zh


def _bomb(name, content):
    return repacked(xlsx(SHEET), lambda part, old: content if part == name else old)


CELL_FAR_AWAY = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    b'<row r="1"><c r="A1"><v>1</v></c></row>%b</sheetData></worksheet>'
)
FAR = CELL_FAR_AWAY % b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
DEEP = CELL_FAR_AWAY % b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>'
WIDE = CELL_FAR_AWAY % b'<row r="20000"><c r="GR90000"><v>1</v></c></row>'
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
SHEET_PART = "xl/worksheets/sheet1.xml"


def _understated(content):
    """The archive whose directory claims that every part is 10 bytes long."""
    out = bytearray(content)
    for mark, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = out.find(mark)
        while at >= 0:
            struct.pack_into("<I", out, at + offset, 10)
            at = out.find(mark, at + 4)
    return bytes(out)


REFUSALS = {
    "empty": (b"", {}, "file-empty"),
    "blank": (b"\r\n\r\n", {}, "file-empty"),
    "blank sheet": (xlsx([]), {}, "file-empty"),
    "commas only": (b",,,\n,,,\n", {}, "file-empty"),
    "pdf": (b"%PDF-1.7\n...", {}, "upload-type"),
    "html": (b"\xef\xbb\xbf\n<HTML><table><tr><td>id</td></tr></table></html>", {}, "upload-type"),
    "html in utf-16": ("<html><body>".encode("utf-16"), {}, "upload-type"),
    "xml": (b'<?xml version="1.0"?><Workbook/>', {}, "upload-type"),
    "picture": (b"\x89PNG\r\n\x1a\n", {}, "upload-type"),
    "rar": (b"Rar!\x1a\x07", {}, "upload-type"),
    "word": (zipped({"word/document.xml": "<x/>"}), {}, "upload-type"),
    "zip": (zipped({"q.csv": "id"}), {}, "upload-type"),
    "xlsb": (zipped({"xl/workbook.bin": "x"}), {}, "upload-type"),
    "binary": (b"id\0\xff\xfe\n\x80", {}, "file-binary"),
    "no encoding": (b"id,\xff\xff\n", {}, "file-encoding"),
    "cut off": (xlsx(SHEET)[:-200], {}, "upload-damaged"),
    "no zip": (b"PK\x03\x04 and no more", {}, "upload-damaged"),
    "no xls": (xls(SHEET)[:600], {}, "upload-damaged"),
    "broken xml": (_bomb(SHEET_PART, b"<worksheet><sheetData>"), {}, "upload-damaged"),
    "no relations": (
        repacked(xlsx(SHEET), lambda n, p: None if n == "xl/_rels/workbook.xml.rels" else p),
        {},
        "upload-damaged",
    ),
    "entities": (_bomb(SHEET_PART, LAUGHS), {}, "upload-damaged"),
    "far cell": (_bomb(SHEET_PART, FAR), {}, "upload-columns"),
    "deep cell": (_bomb(SHEET_PART, DEEP), {}, "upload-rows"),
    "wide and deep": (_bomb(SHEET_PART, WIDE), {}, "upload-cells"),
    "far cell elsewhere": (_bomb("xl/styles.xml", FAR), {}, "upload-columns"),
    "ods repeated": (
        ods(SHEET, extra='<table:table-row table:number-rows-repeated="1000000"><table:table-cell '
            'office:value-type="float" office:value="1"/></table:table-row>'),
        {},
        "upload-rows",
    ),
    "ods repeated across": (
        ods(SHEET, extra='<table:table-row><table:table-cell table:number-columns-repeated="16384" '
            'office:value-type="float" office:value="1"/></table:table-row>'),
        {},
        "upload-columns",
    ),
    "big": (text(SHEET), {"file_bytes": 100}, "upload-size"),
    "zip bomb": (_bomb("xl/media/a.bin", b"\0"), {"unzipped_bytes": 2000}, "upload-unzipped"),
    "zip bomb that lies": (_understated(xlsx(SHEET)), {"unzipped_bytes": 2000}, "upload-unzipped"),
    "many parts": (xlsx(SHEET), {"parts": 3}, "upload-unzipped"),
    "many rows": (text(SHEET), {"rows": 2}, "upload-rows"),
    "many rows in xlsx": (xlsx(SHEET), {"rows": 2}, "upload-rows"),
    "many columns": (text(SHEET), {"columns": 8}, "upload-columns"),
    "many cells": (xlsx(SHEET), {"cells": 20}, "upload-cells"),
    "open quote": (b'id,district\n"q,1\n', {}, "csv-quote"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSALS)
def test_what_is_no_table_is_refused_whatever_its_name(case):
    content, limits, code = REFUSALS[case]
    for name in ("q.xlsx", "q.csv"):
        assert only(quotas(content, name, **limits)).code == code


def test_a_file_within_its_limits_is_read():
    exact = Limits(file_bytes=len(text(SHEET)), rows=3, columns=9, cells=27)
    for content in (text(SHEET), xlsx(SHEET)):
        limits = dataclasses.replace(exact, file_bytes=len(content))
        assert read_upload("q", content, QUOTAS, KNOWN, limits).problems == ()


def test_a_protected_workbook_says_so():
    encrypted = xls(SHEET)
    assert b"W\0o\0r\0k\0b\0o\0o\0k\0" in encrypted
    locked = zipped({"xl/workbook.xml": "x"})
    flagged = bytearray(locked)
    flagged[locked.find(b"PK\x01\x02") + 8] |= 1

    assert only(quotas(bytes(flagged))).code == "upload-protected"


def test_long_cells_are_named():
    upload = quotas(text([HEADER, [*ROWS[0][:-1], "长" * 51]]), cell_chars=50)
    assert codes(upload) == [(2, "note", "upload-cell-long")]


def test_empty_rows_of_an_ods_file_down_to_its_end_are_no_rows():
    tail = ('<table:table-row table:number-rows-repeated="1048573"><table:table-cell '
            'table:number-columns-repeated="16384"/></table:table-row>')  # fmt: skip
    assert quotas(ods(SHEET, extra=tail)).problems == ()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/配额.xlsx", "配额.xlsx"),
        ("C:\\Users\\沈\\q.csv", "q.csv"),
        ("q\0\n\u202excod.csv", "qxcod.csv"),
        ("..", "?"),
        ("", "?"),
        ("甲" * 500, "甲" * 120),
    ],
)
def test_tricks_in_names_are_harmless(name, shown):
    upload = quotas(text(SHEET), name)
    assert (upload.name, upload.problems) == (shown, ())


@settings(max_examples=150, deadline=None)
@given(
    content=st.binary(max_size=400),
    start=st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"id,"]),
)
def test_any_bytes_are_answered(content, start):
    assert quotas(start + content).problems


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_damage_to_a_workbook_is_answered(data):
    content = bytearray(data.draw(st.sampled_from([xlsx(SHEET), xls(SHEET), ods(SHEET)])))
    for _ in range(3):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    upload = quotas(bytes(content))
    assert upload.problems or upload.rows.height


@pytest.mark.parametrize("name", schema().tables)
def test_a_blank_workbook_is_read_back_without_problems(name):
    table = schema().tables[name]
    content = blank_workbook(table)

    upload = read_upload("blank.xlsx", content, table, {})

    assert upload.problems == ()
    assert upload.sheet == table.title_zh
    assert upload.columns == set(table.names)
    assert upload.rows.is_empty()
    assert content == blank_workbook(table)


def test_a_blank_workbook_names_units_and_explains_columns():
    book = load_workbook(BytesIO(blank_workbook(SPACES)))
    (header,) = book.get_sheet_by_index(0).to_python()
    assert {"净高(米)\nheight_m", "经度(°)\nlon", "面积(平方米)\narea_m2"} <= set(header)
    told = {row[1]: row for row in book.get_sheet_by_index(1).to_python()}
    assert told["height_m"][4] == "m"
    assert told["kind"][-1].startswith("land = 土地 · land")
    assert told["zone"][-1] == "→ zones.id"


def test_rows_are_typed_even_when_nothing_could_be_read():
    rows = quotas(b"").rows
    assert rows.schema["at_least"] == pl.Float64
    assert rows.columns == ["_row", *QUOTAS.names]
