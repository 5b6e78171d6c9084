"""A blank workbook for one table: what to fill in, and a sheet that says how."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from shigu.engine.pack.header import title
from shigu.engine.pack.schema import Field, Table, schema

TIMELESS = datetime(2000, 1, 1)  # noqa: DTZ001 - so that equal templates are equal files
EXPLANATION = "说明 Notes"
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
    "boolean": "true / false",
    "list": "多项，用 ; 分隔 · several, separated by ;",
}
REQUIRED = {"value": "是 yes", "column": "列要在 column", "optional": ""}
LONGEST_CHOICE = 255
LAST_ROW = 1_048_575


def blank_workbook(table: Table) -> bytes:
    """An xlsx file whose first sheet has the header of ``table``; always the same bytes."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        book.set_properties({"title": table.title_zh, "created": TIMELESS})
        _form(book, book.add_worksheet(table.title_zh), table)
        _explanation(book, book.add_worksheet(EXPLANATION), table)
    return content.getvalue()


def _form(book: Workbook, sheet: Worksheet, table: Table) -> None:
    needed = book.add_format({"bold": True, "bg_color": "#DDE7F5", "bottom": 1})
    spare = book.add_format({"bg_color": "#F2F4F7", "bottom": 1})
    formats = {"text": book.add_format({"num_format": "@"}),
               "date": book.add_format({"num_format": "yyyy-mm-dd"})}  # fmt: skip
    for place, field in enumerate(table.fields):
        words = title(field)
        sheet.set_column(place, place, max(10, 2 * len(words)), _format(formats, field))
        sheet.write_string(0, place, words, spare if field.presence == "optional" else needed)
        choices = _choices(field)
        if choices and len(",".join(choices)) <= LONGEST_CHOICE:
            rule = {"validate": "list", "source": choices}
            sheet.data_validation(1, place, LAST_ROW, place, rule)
    sheet.freeze_panes(1, 1)


def _format(formats: dict[str, Format], field: Field) -> Format | None:
    """Cells of text keep codes and months from being turned into numbers and days."""
    if field.type in {"date", "first_day"}:
        return formats["date"]
    return formats["text"] if field.type in {"text", "list", "partial_date", "month"} else None


def _choices(field: Field) -> list[str]:
    if field.type == "boolean":
        return ["TRUE", "FALSE"]
    return [each.value for each in schema().enums[field.enum]] if field.enum else []


def _explanation(book: Workbook, sheet: Worksheet, table: Table) -> None:
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    bold = book.add_format({"bold": True, "bg_color": "#DDE7F5", "bottom": 1})
    for place, width in enumerate(WIDTHS):
        sheet.set_column(place, place, width, wrapped)
        sheet.write_string(0, place, HEADINGS[place], bold)
    for row, field in enumerate(table.fields, 1):
        for place, words in enumerate(_explained(field)):
            sheet.write_string(row, place, words, wrapped)
    sheet.freeze_panes(1, 2)


def _explained(field: Field) -> Iterator[str]:
    yield title(field)
    yield field.name
    yield TYPES[field.type]
    yield REQUIRED[field.presence]
    yield field.unit
    yield field.description_zh
    yield field.description_en
    if field.enum:
        values = schema().enums[field.enum]
        yield "\n".join(f"{each.value} = {each.zh} · {each.en}" for each in values)
    else:
        yield f"→ {field.reference}" if field.reference else ""
