"""The day by which something told for a year, a half, a quarter, a month or a day has happened."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

MONTH = re.compile(r"(?P<year>\d{4})(?:-(?:(?P<month>\d{2})|H(?P<half>[12])|Q(?P<quarter>[1-4])))?")


def last_day(told: str) -> date | None:
    """The last day of what a text tells (``2027``, ``2027-H1``, ``2027-Q3``, ``2027-03``, a day).

    Of a range the end counts; None where no year is told.
    """
    end = told.rpartition("..")[2]
    if found := MONTH.fullmatch(end):
        year, month = int(found["year"]), _month(found)
        return date(year, month, monthrange(year, month)[1])
    try:
        return date.fromisoformat(end)
    except ValueError:
        return None


def _month(found: re.Match[str]) -> int:
    if found["half"]:
        return 6 * int(found["half"])
    if found["quarter"]:
        return 3 * int(found["quarter"])
    return int(found["month"] or 12)
