"""Answers of a second reader → a reading in our own terms, and what was dropped of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, TypeVar

from shigu.engine.text.model import (
    MODALITIES,
    Argument,
    Attribute,
    Event,
    Mention,
    Modality,
    Quantity,
    Relation,
    Span,
)
from shigu.engine.text.passages.labels import ENTITIES, RELATIONS, SHORTEST
from shigu.engine.text.reading import Reading
from shigu.engine.text.second.answer import MOST_ITEMS, DroppedError, Json, Why, items, words
from shigu.engine.text.second.quoted import Figures, Quote
from shigu.engine.text.second.vocabulary import ROLES, VALUES

T = TypeVar("T")
CONFIDENCE = 0.5
"""How sure a second reader is taken to be: below what may be accepted together."""
DETECTOR = "second"


class Checked:
    """Takes the answers to all parts of ``text``; ``dropped`` counts by reason what it did not."""

    def __init__(self, text: str, published: date | None = None) -> None:
        self.text = text
        self.figures = Figures(text, published)
        self.dropped: Counter[Why] = Counter()
        self.types: dict[str, str] = {}
        self.names: dict[tuple[int, int], Mention] = {}
        self.values: list[Attribute] = []
        self.ties: list[Relation] = []
        self.told: list[Event] = []

    def take(self, answers: Iterable[tuple[Span, str]]) -> Reading:
        """The reading of the parts with their answers; names first, for the rest needs them."""
        listed = [(part, item) for part, answer in answers for item in self._items(answer)]
        for part, item in listed:
            if _kind(item) == "entity":
                self._one(self._name, part, item)
        for part, item in listed:
            if _kind(item) != "entity":
                self._one(self._other(item), part, item)
        names = tuple(self.names[place] for place in sorted(self.names))
        return Reading(self.text, names, tuple(self.values), tuple(self.ties), tuple(self.told))

    def _items(self, answer: str) -> list[Any]:
        try:
            found = items(answer)
        except DroppedError as refusal:
            self.dropped[refusal.why] += 1
            return []
        if len(found) > MOST_ITEMS:
            self.dropped["too_many"] += len(found) - MOST_ITEMS
        return found[:MOST_ITEMS]

    def _one(self, take: Callable[[Json, Quote], None], part: Span, item: Any) -> None:
        try:
            if not isinstance(item, dict):
                raise DroppedError("shape")
            take(item, Quote.found(words(item, "quote", "quote"), part, self.figures))
        except DroppedError as refusal:
            self.dropped[refusal.why] += 1

    def _other(self, item: Any) -> Callable[[Json, Quote], None]:
        known = {"attribute": self._value, "relation": self._tie, "event": self._event}
        return known.get(_kind(item), _unknown)

    def _name(self, item: Json, quote: Quote) -> None:
        of, name = words(item, "type", "type"), words(item, "name", "name")
        if of not in ENTITIES:
            raise DroppedError("type")
        span = quote.span_of(name, "name")
        if (span.start, span.end) in self.names:
            raise DroppedError("repeated")
        self.types.setdefault(name, of)
        self.names[span.start, span.end] = Mention(span, of, (DETECTOR,), CONFIDENCE)

    def _value(self, item: Json, quote: Quote) -> None:
        key = words(item, "type", "type")
        if key not in VALUES:
            raise DroppedError("type")
        value = quote.amount(words(item, "value", "value"), key)
        owner = self._named(words(item, "name", "name"), quote, "name")
        spoken = item.get("speaker")
        speaker = self._named(words(item, "speaker", "argument"), quote) if spoken else None
        self._add(self.values, Attribute(value, owner, _modality(item), speaker))

    def _tie(self, item: Json, quote: Quote) -> None:
        of = words(item, "type", "type")
        if of not in RELATIONS:
            raise DroppedError("type")
        pairs, roles = list(_args(item)), RELATIONS[of]
        told, needed = dict(pairs), set(roles[: SHORTEST.get(of, len(roles))])
        if len(told) < len(pairs) or not needed <= set(told) <= set(roles):
            raise DroppedError("argument")
        args = tuple(Argument(r, self._named(told[r], quote)) for r in roles if r in told)
        self._add(self.ties, Relation(of, args, CONFIDENCE))

    def _event(self, item: Json, quote: Quote) -> None:
        of = words(item, "type", "type")
        if of not in ROLES:
            raise DroppedError("type")
        trigger = quote.span_of(words(item, "trigger", "trigger"), "trigger")
        args = [self._part(of, role, name, quote) for role, name in _args(item)]
        days = [arg.filler for arg in args if isinstance(arg.filler, Quantity)]
        if len(days) > 1 or len(days) == len(args):
            raise DroppedError("argument")
        day = days[0] if days else None
        self._add(self.told, Event(of, trigger, tuple(args), _modality(item), day))
        if day and day not in [each.quantity for each in self.values]:
            self.values.append(Attribute(day, None, "happened", None))

    def _part(self, event: str, role: str, name: str, quote: Quote) -> Argument:
        if role not in ROLES[event]:
            raise DroppedError("argument")
        return Argument(role, quote.date(name) if role == "date" else self._named(name, quote))

    def _named(self, name: str, quote: Quote, why: Why = "argument") -> Mention:
        """The mention of a listed name in a quote; its type there is the one first given."""
        span = quote.span_of(name, why)
        if name not in self.types:
            raise DroppedError(why)
        new = Mention(span, self.types[name], (DETECTOR,), CONFIDENCE)
        return self.names.setdefault((span.start, span.end), new)

    def _add(self, to: list[T], claim: T) -> None:
        if claim in to:
            raise DroppedError("repeated")
        to.append(claim)


def _kind(item: Any) -> str:
    return str(item.get("kind")) if isinstance(item, dict) else ""


def _unknown(_item: Json, _quote: Quote) -> None:
    raise DroppedError("kind")


def _modality(item: Json) -> Modality:
    for known in MODALITIES:
        if item.get("modality") == known:
            return known
    raise DroppedError("modality")


def _args(item: Json) -> Iterator[tuple[str, str]]:
    """Pairs of role and name; of a list, one pair a name."""
    told = item.get("args")
    if not isinstance(told, dict) or not told:
        raise DroppedError("argument")
    for role, names in told.items():
        for name in names if isinstance(names, list) else [names]:
            if not isinstance(name, str) or not name.strip():
                raise DroppedError("argument")
            yield role, name
