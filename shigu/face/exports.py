"""Tables as files: csv and xlsx, written row by row, harmless when a spreadsheet opens them."""

from __future__ import annotations

import csv
import datetime
import math
import re
import tempfile
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import IO, Any
from urllib.parse import quote

import xlsxwriter
from django.http import FileResponse
from django.utils import timezone
from django.utils.encoding import force_str
from django.utils.html import strip_tags
from django.utils.safestring import SafeData
from django.utils.translation import gettext as _

Cell = str | int | float | Decimal | bool | datetime.date | datetime.datetime | None
Row = Sequence[Cell]
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
NUMERIC = re.compile(r"[+-]?\d+(\.\d+)?")
LONGEST_CELL = 32_767
SHEET_ROWS = 1_048_576


class TooLong(ValueError):
    """The table has more rows than a sheet of xlsx can hold."""


def plain(value: Any) -> Cell:
    """A cell as spreadsheets know it: numbers and dates stay, markup goes, the rest is text."""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, datetime.datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return local.replace(tzinfo=None, microsecond=0)
    if value is None or isinstance(value, int | float | Decimal | datetime.date):
        return value
    words = force_str(value)
    return strip_tags(words) if isinstance(value, SafeData) else words


def bare(number: float | Decimal) -> str:
    """Every digit that says something: ``900`` for ``900.000000``, never an exponent."""
    if not math.isfinite(number):
        return str(number)
    digits = f"{number if isinstance(number, Decimal) else Decimal(repr(number)):f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def harmless(words: str) -> str:
    """An apostrophe before text that a spreadsheet would take for a formula; numbers stay."""
    if words.lstrip(" ").startswith(FORMULA_STARTS) and not NUMERIC.fullmatch(words):
        return f"'{words}"
    return words


def write_csv(file: IO[bytes], header: Sequence[str], rows: Iterable[Row]) -> None:
    """UTF-8 with the mark that Excel needs to read Chinese."""
    file.write(b"\xef\xbb\xbf")
    text = _TextOver(file)
    writer = csv.writer(text)
    writer.writerow([harmless(name) for name in header])
    writer.writerows([_csv_cell(cell) for cell in row] for row in rows)


def write_xlsx(file: IO[bytes], header: Sequence[str], rows: Iterable[Row]) -> None:
    """One sheet in constant memory; text is written as text, whatever it looks like.

    Raises:
        TooLong: more rows than a sheet holds.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True, "bottom": 1})
        dates = book.add_format({"num_format": "yyyy-mm-dd"})
        moments = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, max(0, len(header) - 1), 18)
        for column, name in enumerate(header):
            sheet.write_string(0, column, name, bold)
        for at, row in enumerate(rows, start=1):
            if at >= SHEET_ROWS:
                raise TooLong(_("超过 1,048,575 行，xlsx 装不下：请先筛选，或导出 csv。"))
            for column, cell in enumerate(row):
                _write_cell(sheet, at, column, cell, dates, moments)


WRITERS: dict[str, tuple[Callable[[IO[bytes], Sequence[str], Iterable[Row]], None], str]] = {
    "csv": (write_csv, "text/csv; charset=utf-8"),
    "xlsx": (
        write_xlsx,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
}


def file_response(kind: str, name: str, header: Sequence[str], rows: Iterable[Row]) -> FileResponse:
    """The whole table as a download.

    It is written to a temporary file while the request's transaction, and with it the reader's
    scope, is open; only then it is sent.
    """
    write, content_type = WRITERS[kind]
    file = tempfile.TemporaryFile()  # noqa: SIM115 the response closes it
    try:
        write(file, header, rows)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    response = FileResponse(file, content_type=content_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{name}.{kind}')}"
    return response


class _TextOver:
    """Encodes what ``csv`` writes, line by line, without owning the file."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def write(self, words: str) -> int:
        return self._file.write(words.encode())


def _csv_cell(cell: Cell) -> Any:
    if isinstance(cell, str):
        return harmless(cell)
    if isinstance(cell, float | Decimal):
        return bare(cell)
    return f"{cell:%Y-%m-%d %H:%M}" if isinstance(cell, datetime.datetime) else cell


def _write_cell(sheet: Any, row: int, column: int, cell: Cell, dates: Any, moments: Any) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, datetime.datetime):
        sheet.write_datetime(row, column, cell, moments)
    elif isinstance(cell, datetime.date):
        sheet.write_datetime(row, column, cell, dates)
    elif isinstance(cell, str):
        sheet.write_string(row, column, _fitting(cell))
    else:
        sheet.write_number(row, column, Decimal(bare(cell)) if isinstance(cell, Decimal) else cell)


def _fitting(words: str) -> str:
    if len(words) <= LONGEST_CELL:
        return words
    end = _("…（超过单元格上限，已截断）")
    return words[: LONGEST_CELL - len(end)] + end
