"""Workbooks: xlsx, ods and xls, each sheet as a grid."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping
from xml.etree import ElementTree

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from shigu.engine.pack.upload.archive import kind_of, parts
from shigu.engine.pack.upload.limits import Limits
from shigu.engine.pack.upload.survey import SheetSurvey, survey_tables, survey_worksheets
from shigu.engine.pack.upload.values import Flaws, Grid, Kind, Range, Refused

WORKBOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"


def zipped_sheets(content: bytes, limits: Limits) -> tuple[Kind, list[Grid]]:
    """The visible sheets of an xlsx or ods file.

    Raises:
        Refused: it is none, damaged, protected or beyond the limits.
    """
    found = parts(content, limits)
    kind = kind_of(content, found)
    if kind == "ods":
        return kind, _grids(content, survey_tables(content, found, limits))
    surveys = survey_worksheets(content, found, limits)
    named = {name: surveys[part] for name, part in _sheet_parts(content).items() if part in surveys}
    return kind, _grids(content, named)


def old_sheets(content: bytes) -> tuple[Kind, list[Grid]]:
    """The visible sheets of an xls file, which cannot hold more than 65,536 × 256 cells.

    Raises:
        Refused: it is another OLE file, damaged or protected.
    """
    return "xls", _grids(content, {})


def _grids(content: bytes, surveys: Mapping[str, SheetSurvey]) -> list[Grid]:
    try:
        book = load_workbook(io.BytesIO(content))
        return [
            _grid(book, each.name, surveys)
            for each in book.sheets_metadata
            if each.typ == SheetTypeEnum.WorkSheet and each.visible == SheetVisibleEnum.Visible
        ]
    except PasswordError as error:
        raise Refused("upload-protected") from error
    except CalamineError as error:
        raise Refused("upload-damaged", value=error) from error


def _grid(book: CalamineWorkbook, name: str, surveys: Mapping[str, SheetSurvey]) -> Grid:
    sheet = book.get_sheet_by_name(name)
    rows = sheet.to_python(skip_empty_area=False)
    if name in surveys:
        return Grid(name, rows, surveys[name].flaws)
    merged = (
        Range(a + 1, b + 1, c + 1, d + 1) for (a, b), (c, d) in sheet.merged_cell_ranges or ()
    )
    return Grid(name, rows, Flaws(tuple(merged)))


def _sheet_parts(content: bytes) -> dict[str, str]:
    """Which part of an xlsx file holds which sheet (ECMA-376, 18.2.19 and part 2, 9.3)."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if RELATIONS not in archive.namelist():
            raise Refused("upload-damaged", value=RELATIONS)
        relations = ElementTree.fromstring(archive.read(RELATIONS))  # noqa: S314 - surveyed before
        book = ElementTree.fromstring(archive.read(WORKBOOK))  # noqa: S314 - surveyed before
    targets = {
        each.get("Id"): posixpath.normpath(posixpath.join("/xl", each.get("Target", "")))
        for each in relations
    }
    return {
        sheet.get("name", ""): targets.get(_relation(sheet), "").lstrip("/")
        for sheet in book.iter()
        if sheet.tag.endswith("}sheet")
    }


def _relation(sheet: ElementTree.Element) -> str | None:
    return next((value for key, value in sheet.attrib.items() if key.endswith("}id")), None)
