"""Why a cell is no number or no date, with what should stand there instead."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
SEPARATED = re.compile(r"[+-]?[0-9]{1,3}([,'\u00a0 ][0-9]{3})+(\.[0-9]+)?")
AMOUNT = r"[+-]?[0-9,]*\.?[0-9]+"
UNIT = r"[%‰°/A-Za-z\u4e00-\u9fff].*"
WITH_UNIT = re.compile(rf"[¥$]\s*{AMOUNT}\s*({UNIT})?|{AMOUNT}\s*{UNIT}")
SLASHED = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?( 0?0:00(:00)?)?")
SERIAL = re.compile(r"[2-7][0-9]{4}")
EXCEL_EPOCH = date(1899, 12, 30)
EXAMPLE = "2027-01-31"

Diagnosis = tuple[str, dict[str, str]]


def not_a_number(cell: str, *, whole: bool) -> Diagnosis:
    """The code and hints for ``cell`` in a column of numbers (``whole``: of integers)."""
    half = unicodedata.normalize("NFKC", cell)
    if half != cell and NUMBER.fullmatch(half):
        return "fullwidth-digits", _hint(half)
    if SEPARATED.fullmatch(half):
        return "number-separator", _hint(re.sub(r"[,'\u00a0 ]", "", half))
    if NUMBER.fullmatch(half):
        return ("type-integer" if whole else "out-of-range"), _range_hint()
    found = WITH_UNIT.fullmatch(half)
    return ("number-unit" if found else "type-number"), _hint("")


def not_a_date(cell: str) -> Diagnosis:
    """The code and hints for ``cell`` in a column of dates."""
    found = SLASHED.fullmatch(unicodedata.normalize("NFKC", cell))
    if found:
        year, month, day = (int(part) for part in found.groups()[:3])
        return "type-date", _hint(_iso(year, month, day) or EXAMPLE)
    if SERIAL.fullmatch(cell):
        return "type-date", _hint((EXCEL_EPOCH + timedelta(days=int(cell))).isoformat())
    return "type-date", _hint(EXAMPLE)


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _hint(word: str) -> dict[str, str]:
    return {"hint_zh": word, "hint_en": word}


def _range_hint() -> dict[str, str]:
    return _hint("±1.8e308")
