"""Small bars of the cockpit, drawn as SVG so that no style is written into the page."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH = 100.0


def stacked(parts: Iterable[tuple[str, Decimal]], title: str) -> SafeString:
    """One bar in parts (style, amount), as wide as its cell."""
    listed = list(parts)
    whole = sum((amount for _style, amount in listed), Decimal(0)) or Decimal(1)
    drawn, x = [], 0.0
    for style, amount in listed:
        width = WIDTH * float(amount / whole)
        drawn.append((style, f"{x:.2f}", f"{width:.2f}"))
        x += width
    return _bar(drawn, title)


def part_of(amount: float, most: float, title: str) -> SafeString:
    """One bar as a part of the longest."""
    return _bar([("count", "0", f"{WIDTH * amount / most if most else 0.0:.2f}")], title)


def _bar(drawn: list[tuple[str, str, str]], title: str) -> SafeString:
    rects = format_html_join("", '<rect class="{}" x="{}" y="0" width="{}" height="8"/>', drawn)
    return format_html(
        '<svg class="portion" viewBox="0 0 100 8" preserveAspectRatio="none" role="img">'
        "<title>{}</title>{}</svg>",
        title,
        rects,
    )
