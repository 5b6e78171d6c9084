"""The weights, learned from labelled passages with the names, values and triggers given in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

from shigu.engine.text.grammar.scene import Scene
from shigu.engine.text.model import Mention, Quantity, Span
from shigu.engine.text.passages.values import MarkedEvent, MarkedValue, Passage
from shigu.engine.text.quantity.read import quantities
from shigu.engine.text.ties import arguments, owners, posts, relations, triggers
from shigu.engine.text.ties.fitting import Example, chosen, fitted
from shigu.engine.text.ties.looks import Looks
from shigu.engine.text.ties.units import DATE, Name, Place, Units
from shigu.engine.text.ties.weights import Weights, flat

HELD = "held"


class All:
    """Every kind: what may be is learned from what is."""

    def __contains__(self, kind: object) -> bool:
        return True


@dataclass(frozen=True)
class Given:
    """A passage with what is marked in it as the scorer takes it."""

    passage: Passage
    scene: Scene
    names: dict[str, Name]
    units: Units
    tied: frozenset[str] = frozenset()

    @classmethod
    def of(cls, passage: Passage) -> Given:
        marked = [
            Mention(Span(each.start, each.end, each.text), each.type, ("hand",), 1.0)
            for each in sorted(passage.names, key=lambda name: name.start)
        ]
        scene = Scene(passage.text, tuple(marked), tuple(_values(passage)))
        names = {each.id: (each.type, each.text) for each in passage.names}
        names |= {each.id: (DATE, each.text) for each in passage.values if each.key == "date"}
        told = [trigger(each) for each in passage.events]
        units = triggers.marked(triggers.laid_out(scene, told), told)
        return cls(passage, scene, names, units)


def trigger(event: MarkedEvent) -> triggers.Trigger:
    return event.type, Span(event.start, event.end, event.text)


def _values(passage: Passage) -> Iterator[Quantity]:
    """Values that are read where one is marked, with the key that is marked."""
    for value in quantities(passage.text, passage.published):
        for marked in passage.values:
            if marked.start < value.span.end and value.span.start < marked.end:
                yield replace(value, key=marked.key)
                break


def learned(own: Iterable[Passage]) -> dict[str, Weights]:
    """The weights of every question."""
    given = [Given.of(each) for each in own]
    tied = frozenset(f"{one[0]}>{other[0]}" for each in given for _, one, other in _ties(each))
    given = [replace(each, tied=tied) for each in given]
    return {
        name: fitted(list(chain.from_iterable(map(asked, given)))) for name, asked in EACH.items()
    } | {name: chosen(list(chain.from_iterable(map(asked, given)))) for name, asked in ONE.items()}


def of_triggers(given: Given) -> Iterator[Example]:
    told = {(each.type, each.start) for each in given.passage.events}
    for (kind, span), looks in triggers.looked(triggers.laid_out(given.scene)):
        labels = {triggers.EVENT} if (kind, span.start) in told else set()
        yield _example(kind, looks, labels)


def of_arguments(given: Given) -> Iterator[Example]:
    for event in given.passage.events:
        word = trigger(event)
        told = [(role, given.names[ref]) for role, ref in event.args]
        for part in arguments.parts(given.units, word, All()):
            labels = {role for role, name in told if name == part.name}
            yield _example(part.kind, arguments.seen(given.units, word, part), labels)


def of_relations(given: Given) -> Iterator[Example]:
    told = set(_ties(given))
    for kind, pair in relations.pairs(given.units, given.tied):
        labels = {label for label, *names in told if tuple(names) == pair}
        looked = relations.seen(given.units, given.units.names, pair)
        yield _example(kind, looked, labels)


def _ties(given: Given) -> Iterator[tuple[str, Name, Name]]:
    for each in given.passage.relations:
        named = {role: given.names[ref] for role, ref in each.args}
        if each.type == relations.BUILT:
            yield from ((each.type, named[role], named["object"]) for role in "ab")
        elif each.type in relations.ROLES:
            one, other = relations.ROLES[each.type]
            yield each.type, named[one], named[other]


def of_persons(given: Given) -> Iterator[Example]:
    for title, held in _posts(given):
        told = {given.names[post["person"]] for post in held}
        for name, places in posts.near(given.units, title, posts.PERSONS):
            labels = {HELD} if name in told else set()
            yield _example(name[0], posts.seen(given.units, title, name, places), labels)


def of_orgs(given: Given) -> Iterator[list[Example]]:
    for title, held in _posts(given):
        told = next((given.names[post["org"]] for post in held if "org" in post), None)
        if held:
            yield [
                _example(
                    name[0],
                    posts.seen(given.units, title, name, places),
                    {HELD} if name == told else set(),
                )
                for name, places in posts.near(given.units, title, posts.HOLDERS)
            ]


def _posts(given: Given) -> Iterator[tuple[Place, list[dict[str, str]]]]:
    """Each title and the posts that it is the title of."""
    starts = {each.id: each.start for each in given.passage.names}
    held = [dict(each.args) for each in given.passage.relations if each.type == posts.POST]
    for title in posts.titles(given.units):
        start = given.units.all[title[0]].names[title[1]].span.start
        yield title, [each for each in held if starts[each["title"]] == start]


def of_owners(given: Given) -> Iterator[list[Example]]:
    for value, marked in _marked(given):
        at = given.units.starts.get(value.span.start)
        if at is not None and value.key != "date":
            told = given.names.get(marked.subject or "")
            yield [
                _example(
                    f"{value.key}.{name[0]}",
                    owners.seen(given.units, at, value, name, places),
                    {HELD} if name == told else set(),
                )
                for name, places in owners.candidates(given.units, at, value.key, All())
            ]


def _marked(given: Given) -> Iterator[tuple[Quantity, MarkedValue]]:
    for value in given.scene.values:
        for marked in given.passage.values:
            if marked.start < value.span.end and value.span.start < marked.end:
                yield value, marked
                break


def _example(kind: str, looked: Looks, labels: set[str]) -> Example:
    return Example(kind, flat(looked), frozenset(labels))


EACH: dict[str, Callable[[Given], Iterator[Example]]] = {
    "triggers": of_triggers,
    "arguments": of_arguments,
    "relations": of_relations,
    "persons": of_persons,
}
ONE: dict[str, Callable[[Given], Iterator[list[Example]]]] = {
    "orgs": of_orgs,
    "owners": of_owners,
}
