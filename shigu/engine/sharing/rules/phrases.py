"""The pieces of sentences about an agreement, each in both languages at once."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from shigu.engine.sharing.rules.scalars import written_fraction
from shigu.engine.sharing.rules.schema import language
from shigu.engine.sharing.rules.values import Agreement, Amount, Clock, Over, Share, Words
from shigu.engine.values import FEN_PER_WAN, Money

FEN_PER_YI = 10_000 * FEN_PER_WAN
"""1 亿元 = 10,000 万元."""


def say(zh: str, en: str, **parts: Words | str | int) -> Words:
    """Both templates filled in, each with its own language of the parts."""
    return Words(
        zh.format_map({name: _in(part, "zh") for name, part in parts.items()}),
        en.format_map({name: _in(part, "en") for name, part in parts.items()}),
    )


def listed(words: Sequence[Words]) -> Words:
    """甲、乙、丙 · A, B and C."""
    *before, last = (each.en for each in words)
    en = f"{', '.join(before)} and {last}" if before else last
    return Words("、".join(each.zh for each in words), en)


def sentence(words: Words) -> Words:
    """Closed by a full stop, the English with a capital."""
    return Words(words.zh + "。", words.en[:1].upper() + words.en[1:] + ".")


def percent(part: Fraction) -> str:
    """15.67%, or 1/3 where no percentage of six digits is exact."""
    points = part * 100
    if points.denominator == 1:
        return f"{points.numerator}%"
    written = str(written_fraction(points / 100))
    if written.endswith("%"):
        return written
    scaled = points * 1000
    if scaled.denominator == 1:
        return f"{float(points):.3f}".rstrip("0").rstrip(".") + "%"
    return written


def money(fen: int) -> Words:
    """500万元 · CNY 5,000,000, exact to the fen; 亿元 and 元 where they are shorter."""
    given = Money(fen)
    zh = f"{given.yuan}元"
    for unit, name in ((FEN_PER_WAN, "万元"), (FEN_PER_YI, "亿元")):
        if fen >= unit and fen % (unit // 100) == 0:
            zh = f"{(Decimal(fen) / unit).normalize():f}{name}"
    en = f"{given.yuan:,.2f}".removesuffix(".00")
    return Words(zh, f"CNY {en}")


def date(day: datetime.date) -> Words:
    return Words(f"{day.year}年{day.month}月{day.day}日", day.isoformat())


def party(code: str, agreement: Agreement) -> Words:
    return agreement.parties[code].name


def kinds(codes: Sequence[str]) -> Words:
    """The kinds by name, whole groups as one."""
    known = language()
    return listed([known.named(code) for code in known.collapsed(tuple(codes))])


def counted(codes: Sequence[str], part: str) -> Words:
    """增值税的地方分成部分 · the local part of VAT; indicators have no parts."""
    known = language()
    if all(known.kinds[code].ledger == "statistics" for code in codes):
        return kinds(codes)
    return say(
        "{kinds}的{part}",
        "the {part} of {kinds}",
        kinds=kinds(codes),
        part=known.words["part"][part],
    )


def share(given: Share, agreement: Agreement) -> Words:
    """A percentage; an open one with its bounds, its counterpart as the rest."""
    if given.part is not None:
        return Words(percent(given.part), percent(given.part))
    parameter = agreement.parameters[given.parameter]
    if parameter.value is not None:
        agreed = 1 - parameter.value if given.rest else parameter.value
        return Words(percent(agreed), percent(agreed))
    if given.rest:
        return Words("其余部分", "the rest")
    return say(
        "待协商的比例（{low}至{high}）",
        "a share to be agreed ({low} to {high})",
        low=percent(parameter.low),
        high=percent(parameter.high),
    )


def amount(given: Amount) -> Words:
    """Fixed money, or what the firm paid in the years before an event."""
    if given.fen is not None:
        return money(given.fen)
    what = {
        "event": language().words["event"][given.event],
        "kinds": counted(given.kinds, given.part) if given.kinds else Words("基数", "the base"),
    }
    if given.years_before == 1:
        return say("{event}前一年{kinds}的数额", "{kinds} of the year before {event}", **what)
    over = given.over is Over.AVERAGE
    return say(
        "{event}前{years}年{kinds}的年平均数" if over else "{event}前{years}年{kinds}的合计数",
        "the {over} of {kinds} in the {years} years before {event}",
        years=given.years_before,
        over="yearly average" if over else "sum",
        **what,
    )


def start(clock: Clock) -> Words:
    """自企业投产次年起 · from the year after the firm's start of production."""
    event = (
        language().words["event"][clock.event]
        if clock.event
        else Words("协议生效", "the agreement's coming into force")
    )
    if clock.delay == 0:
        return say("自{event}当年起", "from the year of {event}", event=event)
    if clock.delay == 1:
        return say("自{event}次年起", "from the year after {event}", event=event)
    return say(
        "自{event}后第{years}年起",
        "from the {years}th year after {event}" if clock.delay > 3 else _ordinal(clock.delay),
        event=event,
        years=clock.delay,
    )


def span(first: int, last: int | None) -> Words:
    """第1年至第3年 · in years 1 to 3."""
    if last is None:
        if first == 1:
            return Words("每年", "in every year")
        return say("第{first}年起", "from year {first} on", first=first)
    if first == last:
        return say("第{first}年", "in year {first}", first=first)
    return say("第{first}年至第{last}年", "in years {first} to {last}", first=first, last=last)


def _ordinal(years: int) -> str:
    return f"from the {'second' if years == 2 else 'third'} year after {{event}}"


def _in(part: Words | str | int, lang: str) -> str | int:
    return str(getattr(part, lang)) if isinstance(part, Words) else part
