"""Figures as offices write them: pure functions of a value and a language (``zh-hans``, ``en``).

Money comes as :class:`~shigu.engine.values.Money`, as whole fen (``int``) or as yuan
(``Decimal``); an amount kept in 万元 is turned by :func:`from_wan` first. Nothing known is a dash.
"""

from __future__ import annotations

import datetime
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

from shigu.engine.values import FEN_PER_YUAN, M2_PER_MU, Money

Number = int | float | Decimal | Fraction
Amount = Money | Decimal | int

NOTHING = "—"
THIN = "\u2009"
YUAN_PER = {"yuan": Decimal(1), "wan": Decimal(10_000), "yi": Decimal(100_000_000)}
UNIT_WORDS = {
    "yuan": ("元", "yuan"),
    "wan": ("万元", "10,000 yuan"),
    "yi": ("亿元", "100 million yuan"),
}
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def is_chinese(language: str) -> bool:
    return language.startswith("zh")


def grouped(value: Number | None, decimals: int = 0, *, accounting: bool = False) -> str:
    """``-1234.5`` → ``−1,234.5``, in statements ``(1,234.5)``; what rounds to nothing has no sign.

    Halves go to the even digit, as the engine rounds.
    """
    if value is None:
        return NOTHING
    rounded = _exact(value).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_EVEN)
    digits = f"{abs(rounded):,.{decimals}f}"
    if rounded >= 0:
        return digits
    return f"({digits})" if accounting else f"−{digits}"


def signed(value: Number | None, decimals: int = 0) -> str:
    """A change: ``+3`` or ``−3``; nothing stays without a sign."""
    words = grouped(value, decimals)
    return f"+{words}" if words[0] not in "−—" and words.strip("0.,") else words


def trimmed(value: Number | None, most: int = 2) -> str:
    """At most ``most`` decimals and no trailing zeros: for quantities in running text."""
    words = grouped(value, most)
    return words.rstrip("0").rstrip(".") if "." in words else words


def percent(part: Number | None, decimals: int = 1) -> str:
    """``0.1234`` → ``12.3%``."""
    return NOTHING if part is None else f"{grouped(_exact(part) * 100, decimals)}%"


def interval(low: Number | None, high: Number | None, decimals: int = 0) -> str:
    """``12–18``; one number when both ends read alike."""
    ends = grouped(low, decimals), grouped(high, decimals)
    return ends[0] if ends[0] == ends[1] else "–".join(ends)


def from_wan(wan: Number) -> Decimal:
    """An amount kept in 万元 as yuan."""
    return _exact(wan) * YUAN_PER["wan"]


def yuan(amount: Amount) -> Decimal:
    """The amount in yuan: ``Money`` and ``int`` are fen, ``Decimal`` is yuan already."""
    if isinstance(amount, Money):
        return amount.yuan
    return Decimal(amount) / FEN_PER_YUAN if isinstance(amount, int) else amount


def money(amount: Amount | None, language: str = "zh-hans") -> str:
    """An amount inside a sentence, in the unit of its size."""
    return (THIN if is_chinese(language) else " ").join(filter(None, money_parts(amount, language)))


def measured(value: Number, unit: object, language: str = "zh-hans") -> str:
    """A number with its unit; in English amounts in 万 are written out: ``206 million yuan``."""
    words, (wan, dollars) = str(unit), (UNIT_WORDS["wan"][1], "10,000 US dollars")
    if not is_chinese(language) and words.startswith(wan):
        return f"{money(from_wan(value), language)}{words.removeprefix(wan)}"
    if not is_chinese(language) and words == dollars:
        return f"US${grouped(from_wan(value))}"
    return f"{trimmed(value)}{'' if words in {'', '%'} else THIN}{words}"


def money_parts(amount: Amount | None, language: str = "zh-hans") -> tuple[str, str]:
    """The figure and its unit apart, as a key figure shows them."""
    if amount is None:
        return NOTHING, ""
    value = yuan(amount)
    return _chinese_money(value) if is_chinese(language) else _english_money(value)


def money_in(
    amount: Amount | None, unit: str, decimals: int = 0, *, accounting: bool = True
) -> str:
    """The bare figure of a table whose header names ``unit`` (yuan, wan or yi)."""
    if amount is None:
        return NOTHING
    return grouped(yuan(amount) / YUAN_PER[unit], decimals, accounting=accounting)


def money_unit(unit: str, language: str = "zh-hans") -> str:
    """The words for ``unit`` in a header."""
    return UNIT_WORDS[unit][0 if is_chinese(language) else 1]


def square_metres(m2: Number | None, language: str = "zh-hans") -> str:
    """Floor area: ``12,000 ㎡``."""
    return f"{trimmed(m2)}{THIN}{'㎡' if is_chinese(language) else 'm²'}"


def mu(value: Number | None, language: str = "zh-hans") -> str:
    """Land: ``80 亩``."""
    return f"{trimmed(value, 1)}{THIN}{'亩' if is_chinese(language) else 'mu'}"


def mu_to_m2(value: Number) -> Decimal:
    """1 亩 = 2000/3 ㎡."""
    return _exact(value) * M2_PER_MU.numerator / M2_PER_MU.denominator


def m2_to_mu(value: Number) -> Decimal:
    """1 ㎡ = 3/2000 亩."""
    return _exact(value) * M2_PER_MU.denominator / M2_PER_MU.numerator


def day(value: datetime.date | None) -> str:
    """A date in a table: ``2026-11-23``."""
    return NOTHING if value is None else f"{value:%Y-%m-%d}"


def day_in_words(
    value: datetime.date | None, today: datetime.date, language: str = "zh-hans"
) -> str:
    """A date in a sentence: ``11月23日``; with its year when that is not this one."""
    if value is None:
        return NOTHING
    year = "" if value.year == today.year else f"{value.year}年"
    if is_chinese(language):
        return f"{year}{value.month}月{value.day}日"
    words = f"{value.day} {MONTHS[value.month - 1]}"
    return f"{words} {value.year}" if year else words


def lasting(seconds: Number | None, language: str = "zh-hans") -> str:
    """A time span rounded to what one would say: ``约 3 分钟``, ``12 秒``."""
    if seconds is None:
        return NOTHING
    for size, chinese, english in (
        (86400, "天", "day"),
        (3600, "小时", "hour"),
        (60, "分钟", "minute"),
    ):
        if seconds >= size:
            count = round(float(seconds) / size)
            return f"{count} {chinese}" if is_chinese(language) else _counted(count, english)
    count = max(1, round(float(seconds)))
    return f"{count} 秒" if is_chinese(language) else _counted(count, "second")


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _chinese_money(value: Decimal) -> tuple[str, str]:
    if abs(value) >= YUAN_PER["yi"]:
        return grouped(value / YUAN_PER["yi"], 2), "亿元"
    if abs(value) >= YUAN_PER["wan"]:
        return grouped(value / YUAN_PER["wan"]), "万元"
    return trimmed(value), "元"


def _english_money(value: Decimal) -> tuple[str, str]:
    if abs(value) >= 10**9:
        return trimmed(value / 10**9, 2), "billion yuan"
    if abs(value) >= 10**6:
        return trimmed(value / 10**6, 1), "million yuan"
    return trimmed(value), "yuan"


def _exact(value: Number) -> Decimal:
    if isinstance(value, Fraction):
        return Decimal(value.numerator) / value.denominator
    return Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
