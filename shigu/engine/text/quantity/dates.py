"""Dates of Chinese news, resolved against the day of publication as far as it is known."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from shigu.engine.text.model import Quantity, Span
from shigu.engine.text.quantity.calendar import (
    HALVES,
    day,
    day_of_month,
    five_year_plan,
    month_of,
    relative_day,
    relative_year,
)
from shigu.engine.text.quantity.numerals import number, plain

Reader = Callable[[re.Match[str], date | None], str | None]
YEAR = (
    r"(?:(?P<year>(?<!\d)(?:19|20)\d\d|[一二][〇零一二三四五六七八九]{3})\s?年"
    "|(?P<rel>[今去明前本上])年度?)"
)
MONTH = r"(?<![\d第])(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])\s?月"
DAY = r"(?P<day>[12]\d|3[01]|0?[1-9]|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])\s?[日号]"
PART = r"(?:上午|下午|中午|凌晨|早上|傍晚|晚上)?"
TO = r"\s?(?:[—–~-]+|至|到)\s?"


def dates(text: str, published: date | None = None) -> Iterator[Quantity]:
    """Every date of ``text`` with its span, in order, without overlap.

    ``key`` is ``date``, or ``period`` for quarters, halves and five-year plans.
    """
    for found in PATTERN.finditer(plain(text)):
        form = str(found.lastgroup)
        key, inner, read = FORMS[form]
        parts = inner.fullmatch(found[0])
        iso = read(parts, published) if parts else None
        if iso is not None:
            yield Quantity(Span.of(text, *found.span()), key, iso=iso)


def _year(found: re.Match[str], published: date | None) -> int | None:
    if found["rel"]:
        return relative_year(found["rel"], published)
    return int(number(found["year"])) if found["year"] else None


def _month(words: str) -> int:
    return int(number(words))


def _day(found: re.Match[str], published: date | None) -> str | None:
    return day(_year(found, published), _month(found["month"]), _month(found["day"]), published)


def _days(found: re.Match[str], published: date | None) -> str | None:
    year, month = _year(found, published), _month(found["month"])
    low = day(year, month, _month(found["day"]), published)
    last = _month(found["month_to"]) if found["month_to"] else month
    high = day(year, last, _month(found["day_to"]), published)
    return f"{low}..{high}" if low and high else None


def _months(found: re.Match[str], published: date | None) -> str | None:
    year = _year(found, published)
    low = month_of(year, _month(found["from"]), published)
    high = month_of(year, _month(found["month"]), published)
    return f"{low}..{high}" if low and high else None


def _one_month(found: re.Match[str], published: date | None) -> str | None:
    return month_of(_year(found, published), _month(found["month"]), published)


def _year_end(found: re.Match[str], published: date | None) -> str | None:
    return month_of(_year(found, published), 1 if found["end"] == "初" else 12, published)


def _half(found: re.Match[str], published: date | None) -> str:
    return _of_year(found, published, HALVES[found["half"]])


def _quarter(found: re.Match[str], published: date | None) -> str:
    return _of_year(found, published, f"Q{_month(found['quarter'])}")


def _of_year(found: re.Match[str], published: date | None, part: str) -> str:
    year = _year(found, published)
    return f"{year}-{part}" if year else part


def _bare_year(found: re.Match[str], published: date | None) -> str | None:
    year = _year(found, published)
    return f"{year:04}" if year else None


def _years(found: re.Match[str], _: date | None) -> str:
    return f"{found['low']}..{found['high']}"


def _iso(found: re.Match[str], published: date | None) -> str | None:
    return day(int(found["y"]), int(found["m"]), int(found["d"]), published)


def _of_month(found: re.Match[str], published: date | None) -> str | None:
    return day_of_month(int(found["day"]), published)


def _relative(found: re.Match[str], published: date | None) -> str:
    return relative_day(found["rel"], published)


def _recent(_: re.Match[str], __: date | None) -> str:
    return "recent"


def _plan(found: re.Match[str], _: date | None) -> str:
    return five_year_plan(_month(found["plan"]))


DAYS = (
    rf"{YEAR}?{MONTH}(?P<day>\d+|[一二三十]+)[日号]?{TO}"
    r"(?:(?P<month_to>\d+)月)?(?P<day_to>[12]\d|3[01]|0?[1-9])[日号]"
)
MONTHS = rf"{YEAR}?(?<!\d)(?P<from>1[0-2]|0?[1-9])月?份?{TO}{MONTH}份?"
ISO = r"(?<![\d.])(?P<y>(?:19|20)\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?![\d.])"
ALONE = rf"(?<![\d月第年])(?P<day>[12]\d|3[01]|0?[1-9])日{PART}(?![游均内元间程])"
LISTED: tuple[tuple[str, str, str, Reader], ...] = (
    ("days", "date", DAYS, _days),
    ("day", "date", rf"{YEAR}?{MONTH}{DAY}{PART}", _day),
    ("months", "date", MONTHS, _months),
    ("month", "date", rf"{YEAR}?{MONTH}(?:份|底|末|初|上旬|中旬|下旬|中)?", _one_month),
    ("half", "period", rf"{YEAR}?(?P<half>[上下])半年", _half),
    ("quarter", "period", rf"{YEAR}?第?(?P<quarter>[一二三四1-4])季度", _quarter),
    ("end", "date", rf"{YEAR}年?(?P<end>底|末|初)", _year_end),
    ("years", "date", rf"(?<!\d)(?P<low>20\d\d)年?{TO}(?P<high>20\d\d)年", _years),
    ("year", "date", YEAR, _bare_year),
    ("iso", "date", ISO, _iso),
    ("of_month", "date", ALONE, _of_month),
    ("relative", "date", rf"(?P<rel>[今昨前明后])[日天]{PART}", _relative),
    ("recent", "date", "近日|日前|近期|最近|不久前|前不久", _recent),
    ("plan", "period", r"“?(?P<plan>十[一二三四五六七八九])五”?(?:期间|时期)?", _plan),
)
FORMS = {name: (key, re.compile(form), read) for name, key, form, read in LISTED}
PATTERN = re.compile(
    "|".join(
        f"(?P<{name}>{re.sub(r'[(][?]P<[a-z_]+>', '(?:', form)})" for name, _, form, _ in LISTED
    )
)
