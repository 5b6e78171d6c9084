"""Numbers as Chinese news writes them: 1.2万亿, 5,000万, 三千五百万, 1亿2000万."""

from __future__ import annotations

import re
from fractions import Fraction

DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
PLACES = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8}
ARABIC = r"(?:\d{1,3}(?:,\d{3}){1,5}|\d{1,18})(?![\d])(?:\.\d{1,9}(?!\d))?"
SPOKEN = (
    "[一二两三四五六七八九十百千][零〇一二两三四五六七八九十百千万亿]{0,24}"
    "(?:点[零〇一二三四五六七八九]{1,9}[万亿]{0,2})?"
)
SCALE = r"(?:万亿|[十百千]?[万亿]|[百千](?![瓦伏米克]))"
_WIDE = {at: at - 0xFEE0 for at in range(0xFF01, 0xFF5F) if chr(at) not in "，；：！？（）"}
_OLD = str.maketrans(
    "億萬畝個項後約餘數幾過達產積頃噸臺輛點兩號總資",
    "亿万亩个项后约余数几过达产积顷吨台辆点两号总资",
)
_PLAIN = _WIDE | _OLD | {0x3000: 0x20, 0xA0: 0x20}


def plain(text: str) -> str:
    """``text`` with half-width signs and simplified units, character for character."""
    return text.translate(_PLAIN)


def scale_of(words: str) -> int:
    """What 亿, 千万 or 万亿 multiply by; 1 for nothing."""
    product = 1
    for sign in words:
        product *= PLACES.get(sign) or MYRIADS[sign]
    return product


def number(words: str) -> Fraction:
    """The value of Arabic or Chinese figures, with or without 万 and 亿.

    Raises:
        ValueError: ``words`` is no number.
    """
    if found := re.fullmatch(rf"({ARABIC})({SCALE})?", words):
        return Fraction(found[1].replace(",", "")) * scale_of(found[2] or "")
    if found := re.fullmatch(rf"({ARABIC}亿)({ARABIC}[千百]?万)", words):
        return number(found[1]) + number(found[2])
    return _spoken(words)


def _spoken(words: str) -> Fraction:
    whole, _, after = words.partition("点")
    if scale := after.lstrip("".join(DIGITS)):
        return _spoken(words.removesuffix(scale)) * scale_of(scale)
    if not words or set(words) - {*DIGITS, *PLACES, *MYRIADS, "点"}:
        raise ValueError(f"{words!r} is no number")
    if not set(whole) & {*PLACES, *MYRIADS}:
        value = Fraction(int("".join(str(DIGITS[sign]) for sign in whole) or "0"))
    else:
        value = Fraction(_placed(whole))
    return value + (Fraction(_spoken(after), 10 ** len(after)) if after else 0)


def _placed(words: str) -> int:
    total = section = digit = 0
    for sign in words:
        if sign in DIGITS:
            digit = DIGITS[sign]
        elif sign in PLACES:
            section, digit = section + (digit or 1) * PLACES[sign], 0
        else:
            here = (section + digit) or (0 if total else 1)
            myriad = MYRIADS[sign]
            total = (total + here) * myriad if total < myriad else total + here * myriad
            section = digit = 0
    return total + section + digit
