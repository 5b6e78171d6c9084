"""All amounts and dates of a text, each with what it is of."""

from __future__ import annotations

import re
from datetime import date

from shigu.engine.text.model import Quantity
from shigu.engine.text.quantity.amounts import amounts
from shigu.engine.text.quantity.dates import dates
from shigu.engine.text.quantity.keys import keyed, named_spans
from shigu.engine.text.quantity.numerals import plain

KINDS = frozenset(
    {"money", "area", "count", "pct", "points", "power", "energy", "volume", "length"}
)
"""Keys of amounts of which no word says what they are of."""

BARE = re.compile(r"[万亿][余多]?$")
"""Figures without a unit are money only where a word says so."""


def quantities(text: str, published: date | None = None) -> tuple[Quantity, ...]:
    """Amounts and dates of ``text`` in order; offsets are of ``text``.

    Amounts inside a name (《…》, 年产16000吨农药项目) keep their kind as key.
    """
    flat = plain(text)
    named = named_spans(flat)
    days = tuple(dates(text, published))
    found: list[Quantity] = []
    floor = 0
    for amount in amounts(text):
        span = amount.span
        if any(span.start < day.span.end and day.span.start < span.end for day in days):
            continue
        inside = any(start <= span.start and span.end <= end for start, end in named)
        told = amount if inside else keyed(flat, amount, floor)
        floor = span.end
        if told.key != "money" or not BARE.search(flat[span.start : span.end]):
            found.append(told)
    return tuple(sorted((*found, *days), key=lambda each: each.span.start))
