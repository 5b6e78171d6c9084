"""A quote found in the text, and what is found in the quote by our own readers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from shigu.engine.text.model import Quantity, Span
from shigu.engine.text.quantity.amounts import amounts
from shigu.engine.text.quantity.dates import dates
from shigu.engine.text.quantity.keys import keyed
from shigu.engine.text.quantity.numerals import plain
from shigu.engine.text.second.answer import DroppedError, Why
from shigu.engine.text.second.vocabulary import kinds

LONGEST_QUOTE = 300


class Figures:
    """The amounts and dates of a text, read once."""

    def __init__(self, text: str, published: date | None) -> None:
        self.text = text
        self.flat = plain(text)
        self.dates = tuple(dates(text, published))
        self.amounts = tuple(each for each in amounts(text) if not _meets(each, self.dates))


@dataclass(frozen=True, slots=True)
class Quote:
    """Characters of the text that a claim rests on."""

    span: Span
    figures: Figures

    @classmethod
    def found(cls, words: str, part: Span, figures: Figures) -> Quote:
        """Where ``words`` stand in ``part``, first of all.

        Raises:
            DroppedError: nowhere, letter for letter, or they are longer than a quote may be.
        """
        at = part.text.find(words)
        if at < 0 or len(words) > LONGEST_QUOTE:
            raise DroppedError("quote")
        start = part.start + at
        return cls(Span(start, start + len(words), words), figures)

    def span_of(self, words: str, why: Why) -> Span:
        """Where ``words`` stand in the quote, first of all.

        Raises:
            DroppedError: nowhere, for ``why``.
        """
        at = self.span.text.find(words)
        if at < 0:
            raise DroppedError(why)
        start = self.span.start + at
        return Span(start, start + len(words), words)

    def amount(self, words: str, key: str) -> Quantity:
        """The amount that ``words`` of the quote are, as we read it, with ``key``.

        Raises:
            DroppedError: the quote has no such number, or its unit cannot be of ``key``.
        """
        here = self._among(self.figures.amounts, words, "value")
        alone = [_size(each) for each in amounts(words)]
        if alone != [_size(here)]:
            raise DroppedError("value")
        if here.key not in kinds(key):
            raise DroppedError("unit")
        return replace(keyed(self.figures.flat, here, 0), key=key)

    def date(self, words: str) -> Quantity:
        """The date that ``words`` of the quote are, as we read it.

        Raises:
            DroppedError: the quote has no such date.
        """
        return self._among(self.figures.dates, words, "argument")

    def _among(self, read: Sequence[Quantity], words: str, why: Why) -> Quantity:
        at = self.span_of(words, why)
        inside = [
            each
            for each in read
            if self.span.start <= each.span.start
            and each.span.end <= self.span.end
            and each.span.start < at.end
            and at.start < each.span.end
        ]
        if len(inside) != 1:
            raise DroppedError(why)
        return inside[0]


def _size(each: Quantity) -> tuple[object, ...]:
    return each.key, each.unit, each.value, each.low, each.high


def _meets(each: Quantity, others: Sequence[Quantity]) -> bool:
    span = each.span
    return any(span.start < other.span.end and other.span.start < span.end for other in others)
