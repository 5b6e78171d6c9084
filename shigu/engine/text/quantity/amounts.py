"""Amounts: money, areas, counts, shares, powers, with about, over, at least, range and level.

Library normalisers fall short of what such news writes (see docs/explanation/text.md), so the
grammar is our own: (qualifier) (currency) (low –) number (余) scale unit (级) (以上).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files

from shigu.engine.text.model import Qualifier, Quantity, Span
from shigu.engine.text.quantity.numerals import ARABIC, SCALE, SPOKEN, number, plain, scale_of

BEFORE: dict[Qualifier, str] = {
    "<=": "不超过|不高于|不大于|不多于|至多|最多",
    ">=": "不少于|不低于|不小于|不下|至少|上(?=[百千万亿])",
    "~": "大约|约为|约合|约达|(?<![签合契节公预相条履违邀])约|将近|接近|(?<![附最临靠新邻])近|大概",
    ">": "超过|超|逾|突破|大于|高于|多于|破(?=[百千万\\d])",
    "<": "少于|低于|不足|不到|小于",
}
PLOT_RATIO = re.compile(r"(?<=容积率)(?:为|约|达)?(?P<number>\d+(?:\.\d+)?)")
AFTER: dict[Qualifier, str] = {">=": "以上|及以上", "<=": "以下|以内", "~": "左右|上下"}
FUZZY = "数|几|若干"


@dataclass(frozen=True, slots=True)
class Unit:
    """What a unit measures and how much of the base unit it is."""

    kind: str
    code: str | None
    factor: Fraction


@cache
def units() -> dict[str, Unit]:
    """Units by the words that name them (``units.csv``)."""
    listed = files("shigu.engine.text.quantity").joinpath("units.csv").read_text("utf-8")
    return {
        plain(word): Unit(row["kind"], row["unit"] or None, Fraction(row["factor"]))
        for row in csv.DictReader(listed.splitlines())
        for word in row["words"].split("|")
    }


@cache
def pattern() -> re.Pattern[str]:
    """The grammar of one amount."""
    before = "|".join(BEFORE.values())
    unit = "|".join(re.escape(word) for word in sorted(units(), key=len, reverse=True))
    compound = rf"{ARABIC}亿{ARABIC}[千百]?万"
    low = rf"(?P<low>{ARABIC}|{SPOKEN})(?P<low_scale>{SCALE})?(?:{unit})?\s*(?:[—–~-]+|至|到)\s*"
    return re.compile(
        rf"(?<![\d.A-Za-z第≈零〇一二两三四五六七八九十百千])(?:(?P<before>{before})\s*)?(?P<currency>人民币|美元|港币)?"
        rf"(?:(?P<fuzzy>{FUZZY})(?P<fuzzy_scale>[十百千万亿]+)|(?:{low})?"
        rf"(?P<number>{compound}|{SPOKEN}|{ARABIC}|万亿(?=元?级)|亿(?=元级)))"
        rf"\s?(?P<more>余|多|几|来)?\s?(?P<scale>{SCALE})?(?P<more_>余|多)?\s?"
        rf"(?:(?P<unit>{unit})(?![A-Za-z²])|(?=级)|(?<=[万亿]))(?P<more__>余|多(?!种|样))?"
        rf"(?P<level>级)?(?P<after>{'|'.join(AFTER.values())})?"
    )


def amounts(text: str) -> Iterator[Quantity]:
    """Every amount of ``text`` with its span; ``key`` is its kind: money, area, count, pct, …"""
    flat = plain(text)
    for found in pattern().finditer(flat):
        if quantity := _read(found, text):
            yield quantity
    for found in PLOT_RATIO.finditer(flat):
        span = Span.of(text, *found.span("number"))
        yield Quantity(span, "ratio", value=Fraction(found["number"]))


def _read(found: re.Match[str], text: str) -> Quantity | None:
    unit = _unit(found)
    if unit is None or _is_an_article(found) or found.string[found.end() :].startswith("≈"):
        return None
    span = Span.of(text, *_extent(found))
    if found["fuzzy"]:
        return Quantity(span, unit.kind, unit.code, "fuzzy")
    scale = scale_of(found["scale"] or "") * unit.factor
    value = _figures(found["number"]) * scale
    if found["low"]:
        low_scale = scale_of(found["low_scale"]) * unit.factor if found["low_scale"] else scale
        low = number(found["low"]) * low_scale
        return Quantity(span, unit.kind, unit.code, "range", low=low, high=value)
    return Quantity(span, unit.kind, unit.code, _qualifier(found), value)


def _figures(words: str) -> Fraction:
    return Fraction(scale_of(words)) if words in {"万亿", "亿"} else number(words)


def _unit(found: re.Match[str]) -> Unit | None:
    named = found["unit"]
    if named is None or (found["currency"] and named == "元"):
        return units()[found["currency"] or "元"] if _is_large(found) else None
    return units()[named]


def _is_large(found: re.Match[str]) -> bool:
    """Whether figures without a unit are money: 15亿, 百亿级; 千万 alone is an adverb."""
    return bool(found["unit"] or found["level"]) or bool(re.search(r"\d.*[万亿]", found[0]))


def _is_an_article(found: re.Match[str]) -> bool:
    """一家 is a, not one; 十个 of a larger word and 千米 after a name are left to their unit."""
    return found["number"] == "一" and not found["scale"] and not found["low"]


def _extent(found: re.Match[str]) -> tuple[int, int]:
    level = found["level"] and found["fuzzy"]
    return found.start(), found.start("level") if level else found.end()


def _qualifier(found: re.Match[str]) -> Qualifier | None:
    if found["level"]:
        return "level"
    told = _of(BEFORE, found["before"]) or _of(AFTER, found["after"])
    return told or (">" if found["more"] or found["more_"] or found["more__"] else None)


def _of(table: dict[Qualifier, str], words: str | None) -> Qualifier | None:
    if not words:
        return None
    return next((key for key, known in table.items() if re.match(known, words + "百")), None)
