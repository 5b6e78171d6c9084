"""Filters that write numbers, money, areas and dates in the reader's language."""

from __future__ import annotations

import datetime
from decimal import Decimal

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from shigu.face import units

register = template.Library()


def language() -> str:
    """The language of the page, Chinese where none is active."""
    return get_language() or "zh-hans"


@register.filter
def number(value: units.Number | None, decimals: int = 0) -> str:
    """``{{ count|number }}``, ``{{ height|number:1 }}``."""
    return units.grouped(value, decimals)


@register.filter
def quantity(value: units.Number | None, most: int = 2) -> str:
    """``{{ points|quantity }}``: 5.00 → 5, 13.50 → 13.5."""
    return units.trimmed(value, most)


@register.filter
def signed(value: units.Number | None, decimals: int = 0) -> str:
    """``{{ change|signed }}`` → +3."""
    return units.signed(value, decimals)


@register.filter
def percent(value: units.Number | None, decimals: int = 1) -> str:
    """``{{ part|percent }}``: 0.123 → 12.3%."""
    return units.percent(value, decimals)


@register.simple_tag
def interval(low: units.Number | None, high: units.Number | None, decimals: int = 0) -> str:
    """``{% interval 12 18 %}`` → 12–18."""
    return units.interval(low, high, decimals)


@register.filter
def money(amount: units.Amount | None) -> str:
    """In a sentence; ``Money`` and ``int`` are fen, ``Decimal`` is yuan."""
    return units.money(amount, language())


@register.filter
def money_from_wan(wan: units.Number | None) -> str:
    """In a sentence, from a field kept in 万元."""
    return units.money(None if wan is None else units.from_wan(wan), language())


@register.filter
def in_yuan(amount: units.Amount | None, decimals: int = 2) -> str:
    """A cell of a table in 元, to the fen."""
    return units.money_in(amount, "yuan", decimals)


@register.filter
def in_wan(amount: units.Amount | None, decimals: int = 0) -> str:
    """A cell of a table in 万元."""
    return units.money_in(amount, "wan", decimals)


@register.filter
def in_yi(amount: units.Amount | None, decimals: int = 2) -> str:
    """A cell of a table in 亿元."""
    return units.money_in(amount, "yi", decimals)


@register.simple_tag
def money_unit(unit: str) -> str:
    """``{% money_unit "wan" %}`` → 万元 / 10,000 yuan, for a header."""
    return units.money_unit(unit, language())


@register.filter
def m2(value: units.Number | None) -> str | SafeString:
    """Floor area with its 亩 on hover."""
    if value is None:
        return units.NOTHING
    other = units.mu(units.m2_to_mu(value), language())
    return _with_hover(units.square_metres(value, language()), other)


@register.filter
def mu(value: units.Number | None) -> str | SafeString:
    """Land in 亩 with its ㎡ on hover."""
    if value is None:
        return units.NOTHING
    other = units.square_metres(round(units.mu_to_m2(value)), language())
    return _with_hover(units.mu(value, language()), other)


@register.filter
def day(value: datetime.date | None) -> str | SafeString:
    """A date in a table: 2026-11-23."""
    if value is None:
        return units.NOTHING
    return format_html('<time datetime="{0}">{0}</time>', units.day(_local(value)))


@register.filter
def moment(value: datetime.datetime | None) -> str | SafeString:
    """A date and time to the minute, in the zone of the site."""
    if value is None:
        return units.NOTHING
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    shown = f"{local:%Y-%m-%d %H:%M}"
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), shown)


@register.filter
def day_in_words(value: datetime.date | None) -> str:
    """A date in a sentence: 11月23日."""
    return units.day_in_words(_local(value), timezone.localdate(), language())


@register.filter
def lasting(seconds: float | Decimal | None) -> str:
    """``{{ 180|lasting }}`` → 3 分钟."""
    return units.lasting(seconds, language())


def _local(value: datetime.date | None) -> datetime.date | None:
    if isinstance(value, datetime.datetime) and timezone.is_aware(value):
        return timezone.localtime(value).date()
    return value


def _with_hover(shown: str, other: str) -> SafeString:
    return format_html('<span title="{}">{}</span>', other, shown)
