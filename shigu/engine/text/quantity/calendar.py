"""Days as far as they are known: ``2024-02-22``, ``--02-22``, ``---13``, ``2023-08``, ``2025``.

A day without a year lies in the year that brings it nearest to the day of publication.
"""

from __future__ import annotations

from datetime import date, timedelta

RELATIVE_YEARS = {"今": 0, "本": 0, "去": -1, "上": -1, "前": -2, "明": 1}
RELATIVE_DAYS = {"今": 0, "昨": -1, "前": -2, "明": 1, "后": 2}
HALVES = {"上": "H1", "下": "H2"}


def day(year: int | None, month: int, number: int, published: date | None) -> str | None:
    """ISO 8601 of a day, ``--MM-DD`` where no year is known; None for a 30 February."""
    if not _exists(year or 2000, month, number):
        return None
    if year is not None:
        return f"{year:04}-{month:02}-{number:02}"
    if published is None:
        return f"--{month:02}-{number:02}"
    near = [
        date(published.year + shift, month, number)
        for shift in (-1, 0, 1)
        if _exists(published.year + shift, month, number)
    ]
    return _nearest(near, published).isoformat() if near else f"--{month:02}-{number:02}"


def month_of(year: int | None, month: int, published: date | None) -> str | None:
    """``YYYY-MM``, ``--MM`` where no year is known; None for a thirteenth month."""
    if not 1 <= month <= 12:
        return None
    if year is not None:
        return f"{year:04}-{month:02}"
    whole = day(None, month, 15, published)
    return whole[:-3] if whole else None


def day_of_month(number: int, published: date | None) -> str | None:
    """The day with this number nearest to publication; ``---DD`` where that is not known."""
    if not 1 <= number <= 31:
        return None
    if published is None:
        return f"---{number:02}"
    first = published.replace(day=1)
    months = (first - timedelta(1), first, first + timedelta(31))
    near = [
        date(each.year, each.month, number)
        for each in months
        if _exists(each.year, each.month, number)
    ]
    return _nearest(near, published).isoformat()


def relative_year(word: str, published: date | None) -> int | None:
    """The year of 今年, 去年 and so on, as far as the day of publication is known."""
    return published.year + RELATIVE_YEARS[word] if published else None


def relative_day(word: str, published: date | None) -> str:
    """The day of 昨 or 今, or ``yesterday`` and so on where publication is not known."""
    if published is not None:
        return (published + timedelta(RELATIVE_DAYS[word])).isoformat()
    return {"今": "today", "昨": "yesterday", "明": "tomorrow"}.get(word, "recent")


def five_year_plan(number: int) -> str:
    """The years of a five-year plan since the tenth (2001–2005)."""
    first = 1951 + 5 * number
    return f"{first}..{first + 4}"


def _exists(year: int, month: int, number: int) -> bool:
    try:
        date(year, month, number)
    except ValueError:
        return False
    return True


def _nearest(days: list[date], published: date) -> date:
    return min(days, key=lambda each: abs((each - published).days))
