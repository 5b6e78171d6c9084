"""Statements: what a reading claims, each with the words it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from shigu.engine.text.model import (
    Argument,
    Attribute,
    Event,
    Evidence,
    Mention,
    Qualifiers,
    Relation,
    Span,
    Statement,
)
from shigu.engine.text.reading import Reading
from shigu.engine.text.views import TextView

EXTRACTOR = "crf+grammar"
VERSION = "1"
HOSTS = frozenset({"DISTRICT", "PARK", "GOV"})
STOP = re.compile(r"[。！？；;!?\n]")
PHASE = re.compile(r"([一二三四五首]期)[^，,。；;]{0,12}$")


@dataclass(frozen=True, slots=True)
class Read:
    """A document's id, the view of its raw text that was read, and what it says."""

    doc: str
    view: TextView
    reading: Reading

    def evidence(self, spans: list[Span]) -> tuple[Evidence, ...]:
        """The sentences that the spans stand in, each once, as slices of the raw text."""
        told = dict.fromkeys(_sentence(self.view.text, span.start) for span in spans)
        raw = self.view.raw.text
        return tuple(Evidence.of(self.doc, raw, *self.view.to_raw(*place)) for place in told)


def statements(view: TextView, reading: Reading, doc: str) -> list[Statement]:
    """All statements of ``reading``, which is of ``view``, of the document with that id.

    Names are those of the view, without what scraping put in; evidence is cut from the raw text.

    A sum of many projects is its district's, park's or government's where the sentence names one,
    and is left out where it names none: it is never one project's.
    """
    read = Read(doc, view, reading)
    return [
        *_amounts(read),
        *(each for relation in reading.relations for each in _tied(read, relation)),
        *(each for event in reading.events for each in _happened(read, event)),
    ]


def _amounts(read: Read) -> Iterator[Statement]:
    reading = read.reading
    for each in reading.attributes:
        subject = each.subject or host(reading, each)
        if each.quantity.key != "date" and subject is not None:
            speaker = each.speaker.span.text if each.speaker else None
            yield Statement(
                subject.span.text,
                each.quantity.key,
                None,
                each.quantity,
                Qualifiers(None, _phase(reading, each), each.modality, speaker),
                subject.score,
                read.evidence([subject.span, each.quantity.span]),
                EXTRACTOR,
                VERSION,
            )


def host(reading: Reading, each: Attribute) -> Mention | None:
    """Whose a sum is: the last place or government that its sentence names before it."""
    low, _ = _sentence(reading.text, each.quantity.span.start)
    named = [
        name
        for name in reading.mentions
        if name.type in HOSTS and low <= name.span.start < each.quantity.span.start
    ]
    return named[-1] if named else None


def _phase(reading: Reading, each: Attribute) -> str | None:
    found = PHASE.search(reading.text[: each.quantity.span.start])
    return found[1] if found else None


def _tied(read: Read, relation: Relation) -> Iterator[Statement]:
    subject, *others = [arg.filler for arg in relation.args if isinstance(arg.filler, Mention)]
    for other in others:
        yield Statement(
            subject.span.text,
            relation.type,
            other.span.text,
            None,
            Qualifiers(),
            relation.confidence,
            read.evidence([subject.span, other.span]),
            EXTRACTOR,
            VERSION,
        )


def _happened(read: Read, event: Event) -> Iterator[Statement]:
    named = [arg for arg in event.args if isinstance(arg.filler, Mention)]
    if not named:
        return
    subject = _name(named[0])
    others: list[Argument | None] = [*named[1:]] or [None]
    for other in others:
        spans = [event.trigger, subject.span, *([_name(other).span] if other else [])]
        yield Statement(
            subject.span.text,
            f"{event.type}.{other.role}" if other else event.type,
            _name(other).span.text if other else None,
            None,
            Qualifiers(event.date.iso if event.date else None, None, event.modality),
            subject.score,
            read.evidence(spans),
            EXTRACTOR,
            VERSION,
        )


def _name(arg: Argument) -> Mention:
    assert isinstance(arg.filler, Mention)
    return arg.filler


def _sentence(text: str, at: int) -> tuple[int, int]:
    before = [found.end() for found in STOP.finditer(text, 0, at)]
    after = STOP.search(text, at)
    return (before[-1] if before else 0), (after.end() if after else len(text))
