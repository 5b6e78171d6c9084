"""What an article claims, one row a claim, as it is stored: offsets and quotes of the raw text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, Literal

from shigu.engine.text.document import MOST_CHARACTERS
from shigu.engine.text.extract import traced
from shigu.engine.text.model import (
    Argument,
    Attribute,
    Event,
    Evidence,
    Mention,
    Modality,
    Relation,
    Span,
)
from shigu.engine.text.page.article import Article
from shigu.engine.text.reading import Reading, read
from shigu.engine.text.shown import shown
from shigu.engine.text.statements import EXTRACTOR, VERSION, Read, host
from shigu.engine.text.tagger.tag import Tagger, names
from shigu.engine.text.views import TextView

Kind = Literal["entity", "attribute", "relation", "event", "taxonomy"]
TAXONOMY = "layer_link"
READER = f"{EXTRACTOR}/{VERSION}"
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that a document says.

    ``said`` is the item of the reading (``text.shown``) with, beside it, ``name`` of a mention,
    ``named`` for what its references stand for, and ``evidence``, the sentences it rests on.
    ``name`` is whom it is about, without what scraping put in; ``type`` the type of the name, the
    key of the value, or the relation or event. ``start:end`` is cut from the raw text.
    """

    kind: Kind
    type: str
    name: str
    said: Json
    start: int
    end: int
    quote_sha256: str
    confidence: float
    modality: Modality | Literal[""]


def claims(article: Article, tagger: Tagger = names) -> tuple[Claim, ...]:
    """All claims of the body of ``article``: names, then values, relations and events.

    What names nobody (a date alone, a sum of many projects at no place) is no claim.
    """
    published = date.fromisoformat(article.meta.date) if article.meta.date else None
    reading = read(article.norm.text[:MOST_CHARACTERS], published, tagger)
    return claims_of(article.doc.id, article.norm, reading)


def claims_of(doc: str, view: TextView, reading: Reading) -> tuple[Claim, ...]:
    """All claims of a reading of ``view``, which is of the document with id ``doc``."""
    return tuple(_Claims(doc, view, reading).all())


class _Claims:
    def __init__(self, doc: str, view: TextView, reading: Reading) -> None:
        self.raw = view.raw.text
        self.reading = reading
        self.read = Read(doc, view, reading)
        self.items = shown(traced(view, reading))
        self.known = self._known()

    def all(self) -> Iterator[Claim]:
        yield from map(self._name, self.reading.mentions, self.items["entities"])
        for attribute, item in zip(self.reading.attributes, self.items["attributes"], strict=True):
            yield from self._value(attribute, item)
        for relation, item in zip(self.reading.relations, self.items["relations"], strict=True):
            yield from self._tie(relation, item)
        for event, item in zip(self.reading.events, self.items["events"], strict=True):
            yield from self._event(event, item)

    def _name(self, name: Mention, item: Json) -> Claim:
        return self._claim("entity", name.type, name, item, [name.span], name.score, "")

    def _value(self, each: Attribute, item: Json) -> Iterator[Claim]:
        owner = each.subject or host(self.reading, each)
        if each.quantity.key == "date" or owner is None:
            return
        spans = [each.quantity.span]
        refs = filter(None, (self._ref(owner), item["speaker"]))
        told = item | {"subject": self._ref(owner), "named": self._named(refs)}
        at = [owner.span, *spans]
        yield self._claim(
            "attribute", each.quantity.key, owner, told, spans, owner.score, each.modality, at
        )

    def _tie(self, each: Relation, item: Json) -> Iterator[Claim]:
        named = _mentions(each.args)
        if named:
            kind: Kind = "taxonomy" if each.type == TAXONOMY else "relation"
            told = item | {"named": self._named(item["args"].values())}
            spans = [name.span for name in named]
            yield self._claim(kind, each.type, named[0], told, spans, each.confidence, "happened")

    def _event(self, each: Event, item: Json) -> Iterator[Claim]:
        named = _mentions(each.args)
        if named:
            day = {"date": each.date.iso if each.date else None, "basis": each.basis}
            told = item | day | {"named": self._named(arg["ref"] for arg in item["args"])}
            score = min(name.score for name in named)
            at = [each.trigger, *(name.span for name in named)]
            yield self._claim(
                "event", each.type, named[0], told, [each.trigger], score, each.modality, at
            )

    def _claim(
        self,
        kind: Kind,
        of: str,
        about: Mention,
        item: Json,
        spans: list[Span],
        score: float,
        modality: Modality | Literal[""],
        at: list[Span] | None = None,
    ) -> Claim:
        places = [self.read.view.to_raw(span.start, span.end) for span in spans]
        start, end = min(place[0] for place in places), max(place[1] for place in places)
        name = about.span.text
        told = item | {"evidence": [_shown(one) for one in self.read.evidence(at or spans)]}
        if kind == "entity":
            told |= {"name": name}
        quote = sha256(self.raw[start:end].encode("utf-8", "surrogatepass")).hexdigest()
        return Claim(kind, of, name, told, start, end, quote, round(score, 4), modality)

    def _known(self) -> Mapping[str, Json]:
        known: dict[str, Json] = {}
        for name, item in zip(self.reading.mentions, self.items["entities"], strict=True):
            known[item["id"]] = _part(item, "type", "start", "end") | {"name": name.span.text}
        for item in self.items["attributes"]:
            known[item["id"]] = _part(item, "key", "value", "unit", "qualifier", "start", "end")
        return known

    def _ref(self, name: Mention) -> str:
        return f"e{self.reading.mentions.index(name) + 1}"

    def _named(self, refs: Any) -> Json:
        return {ref: self.known[ref] for ref in refs}


def _mentions(args: tuple[Argument, ...]) -> list[Mention]:
    return [arg.filler for arg in args if isinstance(arg.filler, Mention)]


def _part(item: Json, *keys: str) -> Json:
    return {key: item[key] for key in keys}


def _shown(evidence: Evidence) -> Json:
    return {"start": evidence.start, "end": evidence.end, "sha256": evidence.quote_sha256}
