"""Raw text in, readings with offsets into that raw text out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from shigu.engine.text.model import Argument, Attribute, Event, Mention, Quantity, Relation, Span
from shigu.engine.text.normal.normalise import normalise
from shigu.engine.text.reading import Reading, read
from shigu.engine.text.tagger.tag import Tagger, names
from shigu.engine.text.ties.ties import Ties
from shigu.engine.text.views import TextView


def understood(
    raw: str, published: date | None = None, tagger: Tagger = names, ties: Ties | None = None
) -> tuple[TextView, Reading]:
    """The normalised view of ``raw`` and what it says, with offsets of the view."""
    view, _ = normalise(TextView("raw", raw))
    return view, read(view.text, published, tagger, ties)


def extract(
    raw: str, published: date | None = None, tagger: Tagger = names, ties: Ties | None = None
) -> Reading:
    """What ``raw`` says, read in its normalised view; every span is a slice of ``raw``."""
    return traced(*understood(raw, published, tagger, ties))


def traced(view: TextView, reading: Reading) -> Reading:
    """``reading`` of ``view`` with offsets into the raw text."""
    raw = view.raw.text
    if view.text == raw:
        return reading
    return _Tracer(view, raw).reading(reading)


class _Tracer:
    """Moves what was read in a view to the raw text."""

    def __init__(self, view: TextView, raw: str) -> None:
        self.view = view
        self.raw = raw

    def span(self, span: Span) -> Span:
        return Span.of(self.raw, *self.view.to_raw(span.start, span.end))

    def name(self, name: Mention) -> Mention:
        return replace(name, span=self.span(name.span))

    def value(self, value: Quantity) -> Quantity:
        return replace(value, span=self.span(value.span))

    def args(self, args: tuple[Argument, ...]) -> tuple[Argument, ...]:
        return tuple(Argument(arg.role, self.filler(arg.filler)) for arg in args)

    def filler(self, filler: Mention | Quantity | Span) -> Mention | Quantity | Span:
        if isinstance(filler, Mention):
            return self.name(filler)
        return self.value(filler) if isinstance(filler, Quantity) else self.span(filler)

    def attribute(self, each: Attribute) -> Attribute:
        return replace(
            each,
            quantity=self.value(each.quantity),
            subject=self.name(each.subject) if each.subject else None,
            speaker=self.name(each.speaker) if each.speaker else None,
        )

    def event(self, event: Event) -> Event:
        return replace(
            event,
            trigger=self.span(event.trigger),
            args=self.args(event.args),
            date=self.value(event.date) if event.date else None,
        )

    def relation(self, relation: Relation) -> Relation:
        return replace(relation, args=self.args(relation.args))

    def reading(self, reading: Reading) -> Reading:
        return Reading(
            self.raw,
            tuple(self.name(each) for each in reading.mentions),
            tuple(self.attribute(each) for each in reading.attributes),
            tuple(self.relation(each) for each in reading.relations),
            tuple(self.event(each) for each in reading.events),
        )
