"""Files as offices send them: the same rows as xlsx, xls, ods, csv."""

import csv
import io
import zipfile
from xml.sax.saxutils import escape

import xlsxwriter
import xlwt

ODS_MIME = "application/vnd.oasis.opendocument.spreadsheet"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
MANIFEST = f"""<?xml version="1.0"?><m:manifest xmlns:m="{OFFICE}manifest:1.0">
<m:file-entry m:full-path="/" m:media-type="{ODS_MIME}"/>
<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>"""


def xlsx(rows, name="Sheet1", more=None, hide=()):
    """``more`` holds further sheets by name; a function instead of rows writes by itself."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        for title, given in {name: rows, **(more or {})}.items():
            sheet = book.add_worksheet(title)
            if title in hide:
                sheet.hide()
            if callable(given):
                given(book, sheet)
                continue
            for row, cells in enumerate(given):
                for column, cell in enumerate(cells):
                    if cell != "":
                        sheet.write(row, column, cell)
    return content.getvalue()


def xls(rows, name="Sheet1", merges=()):
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet(name)
    for merge in merges:
        sheet.merge(*merge)
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if cell != "":
                sheet.write(row, column, cell)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def ods(rows, name="Sheet1", extra=""):
    body = "".join(
        f"<table:table-row>{''.join(map(_cell, cells))}</table:table-row>" for cells in rows
    )
    text = (
        f'<office:document-content xmlns:office="{OFFICE}office:1.0" '
        f'xmlns:table="{OFFICE}table:1.0" '
        f'xmlns:text="{OFFICE}text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="{name}">'
        f"{body}{extra}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    return zipped({"mimetype": ODS_MIME, "META-INF/manifest.xml": MANIFEST, "content.xml": text})


def _cell(value):
    if value == "":
        return "<table:table-cell/>"
    if isinstance(value, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    text = escape(value).replace("\n", "</text:p><text:p>")
    return (
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
    )


def text(rows, encoding="utf-8", delimiter=","):
    lines = io.StringIO()
    csv.writer(lines, delimiter=delimiter).writerows(rows)
    return lines.getvalue().encode(encoding)


def zipped(parts, **more):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, **more) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def repacked(content, change):
    """The zip archive with each part as ``change(name, part)`` gives it; ``None`` drops it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: change(name, archive.read(name)) for name in archive.namelist()}
    return zipped({name: part for name, part in parts.items() if part is not None})
