"""A blank workbook for one table: what to fill in, a sheet that says how, one of values."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from shigu.engine.pack.header import heading, title
from shigu.engine.pack.schema import Field, Schema, Table, schema
from shigu.engine.pack.upload.examples import EXAMPLE

TIMELESS = datetime(2000, 1, 1)  # noqa: DTZ001 - so that equal templates are equal files
EXPLANATION = "说明 Notes"
VALUES = "取值 Values"
VALUE_HEADINGS = ("列", "填写", "English", "代码 code")
HEADINGS = (
    *("列", "Column", "类型 type", "必填 required", "单位 unit", "说明", "Description"),
    "取值 values",
)
WIDTHS = (20, 20, 14, 14, 10, 44, 44, 60)
TYPES = {
    "text": "文本 text",
    "number": "数 number",
    "integer": "整数 integer",
    "date": "日期 2027-01-31",
    "first_day": "日期 2027-01-31",
    "partial_date": "日期 2027-01-31 / 2027-01 / 2027",
    "month": "月份 2027-01",
    "boolean": "是 / 否 · yes / no",
    "list": "多项，用 ; 分隔 · several, separated by ;",
}
REQUIRED = {"value": "是 yes", "column": "列要在 column", "optional": ""}
LONGEST_CHOICE = 255
LAST_ROW = 1_048_575


Offered = Mapping[str, Sequence[str]]
"""What may be written into columns that name other rows."""


def blank_workbook(
    table: Table, rules: Schema | None = None, offered: Offered | None = None
) -> bytes:
    """An xlsx file whose first sheet has the header of ``table``; always the same bytes."""
    content = io.BytesIO()
    values = dict(_values(table, rules or schema(), offered or {}))
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        book.set_properties({"title": table.title_zh, "created": TIMELESS})
        _form(book, book.add_worksheet(table.title_zh), table, values)
        _explanation(book, book.add_worksheet(EXPLANATION), table, values)
        if values:
            _allowed(book, book.add_worksheet(VALUES), table, values)
    return content.getvalue()


Told = tuple[str, str, str]
"""A value in Chinese, in English, and its code."""


def _values(table: Table, rules: Schema, offered: Offered) -> Iterator[tuple[str, list[Told]]]:
    for field in table.fields:
        if field.enum:
            yield field.name, [(each.zh, each.en, each.value) for each in rules.enums[field.enum]]
        elif offered.get(field.name):
            yield field.name, [(name, "", "") for name in offered[field.name]]


def _form(
    book: Workbook, sheet: Worksheet, table: Table, values: Mapping[str, Sequence[Told]]
) -> None:
    look = {"text_wrap": True, "valign": "top", "bottom": 1}
    needed = book.add_format({**look, "bold": True, "bg_color": "#DDE7F5"})
    spare = book.add_format({**look, "bg_color": "#F2F4F7"})
    formats = {"text": book.add_format({"num_format": "@"}),
               "date": book.add_format({"num_format": "yyyy-mm-dd"})}  # fmt: skip
    for place, field in enumerate(table.fields):
        width = max(10, 2 * len(title(field)), len(field.name) + 2)
        sheet.set_column(place, place, width, _format(formats, field))
        sheet.write_string(0, place, heading(field), spare if _optional(field) else needed)
        choices = _choices(field, values)
        if choices and len(",".join(choices)) <= LONGEST_CHOICE:
            rule = {"validate": "list", "source": choices, "error_type": "warning"}
            sheet.data_validation(1, place, LAST_ROW, place, rule)
    if any(field.example for field in table.fields):
        quiet = book.add_format({"italic": True, "font_color": "#7A7F87"})
        for place, field in enumerate(table.fields):
            words = EXAMPLE if field.name == "id" else field.example
            sheet.write_string(1, place, words, quiet)
    sheet.freeze_panes(1, 1)


def _optional(field: Field) -> bool:
    return field.presence == "optional"


def _format(formats: dict[str, Format], field: Field) -> Format | None:
    """Cells of text keep codes and months from being turned into numbers and days."""
    if field.type in {"date", "first_day"}:
        return formats["date"]
    return formats["text"] if field.type in {"text", "list", "partial_date", "month"} else None


def _choices(field: Field, values: Mapping[str, Sequence[Told]]) -> list[str]:
    if field.type == "boolean":
        return ["是", "否"]
    return [] if field.type == "list" else [words for words, _, _ in values.get(field.name, ())]


def _explanation(
    book: Workbook, sheet: Worksheet, table: Table, values: Mapping[str, Sequence[Told]]
) -> None:
    rows = [list(_explained(field, values)) for field in table.fields]
    _listing(book, sheet, HEADINGS, WIDTHS, rows)
    sheet.freeze_panes(1, 2)


def _allowed(
    book: Workbook, sheet: Worksheet, table: Table, values: Mapping[str, Sequence[Told]]
) -> None:
    """Every value that a column takes; what is written may be the Chinese, English or code."""
    rows = [
        [title(table.field(name)), *told]
        for name, of_column in values.items()
        for told in of_column
    ]
    _listing(book, sheet, VALUE_HEADINGS, (24, 30, 30, 20), rows)
    sheet.freeze_panes(1, 0)


def _listing(
    book: Workbook,
    sheet: Worksheet,
    headings: Sequence[str],
    widths: Sequence[int],
    rows: Sequence[Sequence[str]],
) -> None:
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    bold = book.add_format({"bold": True, "bg_color": "#DDE7F5", "bottom": 1})
    for place, (words, width) in enumerate(zip(headings, widths, strict=True)):
        sheet.set_column(place, place, width, wrapped)
        sheet.write_string(0, place, words, bold)
    for row, cells in enumerate(rows, 1):
        for place, words in enumerate(cells):
            sheet.write_string(row, place, words, wrapped)


def _explained(field: Field, values: Mapping[str, Sequence[Told]]) -> Iterator[str]:
    yield title(field)
    yield field.name
    yield TYPES[field.type]
    yield REQUIRED[field.presence]
    yield field.unit
    yield field.description_zh
    yield field.description_en
    if field.enum:
        told = values[field.name]
        yield "\n".join(f"{code} = {zh} · {en}" for zh, en, code in told)
    else:
        yield f"→ {field.reference}" if field.reference else ""
