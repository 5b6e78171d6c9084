"""Page, fonts and tables of a docx as official documents have them (GB/T 9704—2012)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph

MARGINS_MM = {"top": 37, "bottom": 35, "left": 28, "right": 26}
BODY_PT, TABLE_PT, TITLE_PT = 16, 12, 22
"""三号、小四、二号."""

FONTS = {"Normal": "仿宋", "Title": "方正小标宋简体", "Heading 1": "黑体", "Heading 2": "楷体"}
LATIN = "Times New Roman"
FIXED = datetime(2000, 1, 1, tzinfo=UTC)
"""No clock in a document: the same contents give the same bytes."""


def official(document: Document) -> None:
    """A4 with the margins and fonts of official documents, numbered pages, no default dates."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for side, millimetres in MARGINS_MM.items():
        setattr(section, f"{side}_margin", Mm(millimetres))
    for name, font in FONTS.items():
        _font(document.styles[name], font)
    normal = document.styles["Normal"].paragraph_format
    normal.first_line_indent = Pt(2 * BODY_PT)
    normal.line_spacing = Pt(28)
    normal.space_after = Pt(0)
    title = document.styles["Title"].paragraph_format
    title.alignment, title.first_line_indent = WD_ALIGN_PARAGRAPH.CENTER, 0
    title.line_spacing = Pt(34)
    _page_number(document)
    _undated(document)


def grid(document: Document, head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Table:
    """A ruled table over the width of the page, its head repeated on every page."""
    table: Table = document.add_table(1 + len(rows), len(head), "Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for place, row in enumerate((head, *rows)):
        for cell, text in zip(table.rows[place].cells, row, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.first_line_indent = 0
            paragraph.paragraph_format.line_spacing = Pt(20)
            run = paragraph.add_run(text)
            run.font.size, run.font.bold = Pt(TABLE_PT), place == 0
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    return table


def linked(paragraph: Paragraph, text: str, url: str) -> None:
    """Add words that open ``url``; they look like the words around them."""
    link = OxmlElement("w:hyperlink")
    link.set(
        qn("r:id"), paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    )
    run = OxmlElement("w:r")
    words = OxmlElement("w:t")
    words.set(qn("xml:space"), "preserve")
    words.text = text
    run.append(words)
    link.append(run)
    paragraph._p.append(link)


def stable(content: bytes) -> bytes:
    """The same archive with its members dated alike."""
    file = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda each: (each != "[Content_Types].xml", each)):
            member = ZipInfo(name, FIXED.timetuple()[:6])
            member.compress_type = ZIP_DEFLATED
            new.writestr(member, old.read(name))
    return file.getvalue()


def _font(style: ParagraphStyle, font: str) -> None:
    size = TITLE_PT if style.name == "Title" else BODY_PT
    style.font.name, style.font.size = LATIN, Pt(size)
    style.font.bold, style.font.color.rgb = False, RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), font)


def _page_number(document: Document) -> None:
    """— 1 — at the foot of every page."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.first_line_indent = 0
    paragraph.add_run("— ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
    paragraph.add_run(" —")


def _undated(document: Document) -> None:
    properties = document.core_properties
    properties.author = properties.last_modified_by = ""
    properties.comments = ""
    properties.created = properties.modified = FIXED
