"""A statement as a document to be signed."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import docx
from django.utils.translation import gettext as _
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from shigu.sharing.statements.tables import (
    credit_header,
    credit_words,
    facts,
    header,
    signatures,
    totals,
    words,
)
from shigu.sharing.statements.values import Statement

FONT = "Noto Serif SC"
NUMBERS_FROM = 3


def as_docx(found: Statement) -> bytes:
    """The statement on A4 across: facts, lines, sums, signatures."""
    document = docx.Document()
    _page(document)
    _paragraph(document, found.title, 16, bold=True, centred=True)
    for name, value in facts(found):
        _paragraph(document, f"{name}：{value}", 10.5)
    _paragraph(document, found.said, 10.5, bold=True)
    _table(document, header(), [*map(words, found.lines), totals(found)])
    if found.credits:
        _paragraph(document, _("统计账（供考核分计，不划转资金）"), 10.5, bold=True)
        _table(document, credit_header(), list(map(credit_words, found.credits)))
    _paragraph(document, "", 10.5)
    _paragraph(
        document, "\u3000\u3000\u3000\u3000".join(f"{word}：" for word in signatures()), 10.5
    )
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _page(document: Any) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(20)
    style = document.styles["Normal"]
    style.font.name = FONT
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)


def _paragraph(
    document: Any, text: str, size: float, *, bold: bool = False, centred: bool = False
) -> None:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.bold, run.font.size = bold, Pt(size)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _table(document: Any, columns: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
    table = document.add_table(rows=1, cols=len(columns))
    table.style = "Table Grid"
    _cells(table.rows[0], columns, bold=True)
    for line in lines:
        _cells(table.add_row(), line)


def _cells(row: Any, texts: Sequence[str], *, bold: bool = False) -> None:
    for place, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        paragraph = cell.paragraphs[0]
        run = paragraph.add_run(text)
        run.font.size, run.bold = Pt(9), bold
        if NUMBERS_FROM <= place < len(texts) - 1:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
