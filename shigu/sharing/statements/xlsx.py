"""A statement as a workbook: numbers are numbers, and the sums are formulas with their values."""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from shigu.face.units import yuan
from shigu.sharing.statements.tables import (
    AMOUNTS,
    credit_header,
    facts,
    header,
    note,
    signatures,
)
from shigu.sharing.statements.values import Statement, StatementLine

MONEY = "#,##0.00;(#,##0.00);0.00"
WIDTHS = (16, 34, 14, 18, 18, 18, 18, 10)


def as_xlsx(found: Statement) -> bytes:
    """The statement as an office would print it: one sheet a ledger, A4 across."""
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        formats = {
            "title": book.add_format({"bold": True, "font_size": 16}),
            "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True}),
            "money": book.add_format({"num_format": MONEY}),
            "sum": book.add_format({"num_format": MONEY, "bold": True, "top": 1}),
            "bold": book.add_format({"bold": True, "top": 1}),
        }
        _fiscal(book.add_worksheet(_("财政账")), found, formats)
        if found.credits:
            _statistics(book.add_worksheet(_("统计账")), found, formats)
    return content.getvalue()


def _fiscal(sheet: Any, found: Statement, formats: dict[str, Any]) -> None:
    top = _head(sheet, found, formats, header())
    for at, line in enumerate(found.lines, top):
        _line(sheet, at, line, AMOUNTS, formats)
    end = top + len(found.lines)
    sheet.write_string(end, 0, _("合计"), formats["bold"])
    for column, fen in enumerate(found.totals.values(), 4):
        letter = "ABCDEFGH"[column]
        value = float(yuan(fen))
        if found.lines:
            formula = f"=SUM({letter}{top + 1}:{letter}{end})"
            sheet.write_formula(end, column, formula, formats["sum"], value)
        else:
            sheet.write_number(end, column, value, formats["sum"])
    sheet.write_string(end + 1, 0, found.said)
    for place, word in enumerate(signatures()):
        sheet.write_string(end + 3, 2 * place, f"{word}：")


def _statistics(sheet: Any, found: Statement, formats: dict[str, Any]) -> None:
    top = _head(sheet, found, formats, credit_header())
    for at, line in enumerate(found.credits, top):
        _line(sheet, at, line, ("base_fen", "entitled_fen"), formats)


def _head(sheet: Any, found: Statement, formats: dict[str, Any], columns: list[str]) -> int:
    """Title, facts and header; the row (from 0) where lines begin."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, f"{found.party} {found.year} {found.title}", formats["title"])
    told = facts(found)
    for at, (name, value) in enumerate(told, 1):
        sheet.write_string(at, 0, name)
        sheet.write_string(at, 1, value)
    row = len(told) + 2
    for column, word in enumerate(columns):
        sheet.write_string(row, column, word, formats["head"])
    sheet.repeat_rows(row)
    return row + 1


def _line(
    sheet: Any, at: int, line: StatementLine, amounts: tuple[str, ...], formats: dict[str, Any]
) -> None:
    for column, word in enumerate((line.clause, line.firm, line.kind)):
        sheet.write_string(at, column, word)
    for column, name in enumerate(amounts, 3):
        sheet.write_number(at, column, float(yuan(getattr(line, name))), formats["money"])
    sheet.write_string(at, 3 + len(amounts), note(line))
