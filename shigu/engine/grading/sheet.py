"""Units from a spreadsheet as offices send it: workbook or text, Chinese or English headers."""

from __future__ import annotations

import csv
import io

from shigu.engine.grading.values import GradingError
from shigu.engine.pack.upload.cells import as_text
from shigu.engine.pack.upload.kinds import family
from shigu.engine.pack.upload.limits import MB, Limits
from shigu.engine.pack.upload.texts import decoded
from shigu.engine.pack.upload.values import Grid, Refused
from shigu.engine.pack.upload.workbook import old_sheets, zipped_sheets

HEADERS = {"编号": "id", "名称": "name", "分组": "group"}


def sheet_text(content: bytes, limits: Limits) -> str:
    """The only filled sheet of a workbook, or the text itself, as the CSV that is graded.

    Raises:
        GradingError: it cannot be read, is too large, or more than one sheet is filled.
    """
    try:
        text = _text(content, limits)
    except Refused as refusal:
        told = refusal.told("units")
        zh, en = f"{told.message_zh}。{told.cure_zh}", f"{told.message_en}. {told.cure_en}"
        raise GradingError("file", zh, en) from refusal
    head, line_end, body = text.partition("\n")
    names = next(csv.reader([head]), [])
    return _csv([[HEADERS.get(name.strip(), name.strip()) for name in names]]) + (
        body if line_end else ""
    )


def _text(content: bytes, limits: Limits) -> str:
    if len(content) > limits.file_bytes:
        size, limit = f"{len(content) / MB:.1f}", f"{limits.file_bytes / MB:g}"
        raise Refused("upload-size", value=size, limit=limit)
    kind = family(content)
    if kind == "text":
        text, _ = decoded(content)
        return text.replace("\r\n", "\n").replace("\r", "\n")
    _, grids = zipped_sheets(content, limits) if kind == "zip" else old_sheets(content)
    filled = [grid for grid in grids if any(cell for row in grid.rows for cell in row)]
    if len(filled) != 1:
        names = "、".join(f"“{grid.name}”" for grid in filled)
        raise GradingError(
            "file",
            f"应只有一张填了的工作表，现有 {len(filled)} 张{names}",
            f"one sheet is filled, not {len(filled)} {names}",
        )
    return _csv(_rows(filled[0]))


def _rows(grid: Grid) -> list[list[str]]:
    """Cells as text, all rows as long as the header and none empty."""
    rows = [[as_text(cell).strip() for cell in row] for row in grid.rows]
    width = max((place for place, cell in enumerate(rows[0], 1) if cell), default=0)
    return [row[:width] for row in rows if any(row)]


def _csv(rows: list[list[str]]) -> str:
    lines = io.StringIO()
    csv.writer(lines, lineterminator="\n").writerows(rows)
    return lines.getvalue()
