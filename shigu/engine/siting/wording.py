"""Words for people: names for ids, figures with their unit, money as each language counts it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from shigu.engine.values import Money

YUAN_PER_MILLION = 1_000_000
LARGE_YUAN = 100_000
"""From here on whole 万元 say enough."""


@dataclass(frozen=True, slots=True)
class Words:
    """The same words in Chinese and English."""

    zh: str
    en: str


UNITS = {
    "m": Words("m", "m"),
    "mu": Words("亩", "mu"),
    "m2": Words("㎡", "m²"),
    "t/m2": Words("t/㎡", "t/m²"),
    "kVA": Words("kVA", "kVA"),
    "t/day": Words("吨/日", "t/day"),
    "tce": Words("吨标准煤", "tce"),
    "t": Words("吨", "t"),
}


def figure(number: float) -> str:
    """``27000`` → ``27,000``; at most three decimals, a true minus."""
    words = f"{number:,.3f}".rstrip("0").rstrip(".")
    return "0" if words == "-0" else words.replace("-", "−")


def amount(number: float, unit: str) -> Words:
    """A figure with its unit: a key of ``UNITS``, ``project`` or ``wan`` (万元)."""
    if unit == "wan":
        return money(Money.from_wan(number))
    if unit == "project":
        return Words(f"{figure(number)} 个项目", counted(number, "project"))
    return Words(f"{figure(number)} {UNITS[unit].zh}", f"{figure(number)} {UNITS[unit].en}")


def bare(number: float, unit: str) -> Words:
    """The figure alone, where its unit stands beside it; English money keeps its own."""
    return Words(figure(number), amount(number, unit).en if unit == "wan" else figure(number))


def money(value: Money) -> Words:
    """``1,690 万元`` and ``CNY 16.9 million``."""
    yuan = float(value.yuan)
    large = abs(yuan) >= YUAN_PER_MILLION
    en = f"{yuan / YUAN_PER_MILLION:,.1f} million" if large else f"{yuan:,.0f}"
    wan = round(float(value.wan), 0 if abs(yuan) >= LARGE_YUAN else 2)
    return Words(f"{figure(wan)} 万元", f"CNY {en}".replace("-", "−"))


def counted(number: float, noun: str) -> str:
    """``1 project``, ``2 projects``."""
    return f"{figure(number)} {noun}" + ("" if number == 1 else "s")


def listed(items: Iterable[Words]) -> Words:
    """甲、乙 · A, B and C."""
    words = tuple(items)
    *others, last = (item.en for item in words)
    en = f"{', '.join(others)} and {last}" if others else last
    return Words("、".join(item.zh for item in words), en)
