"""Who holds which title, and where: for each title the persons and the likeliest organisation."""

from __future__ import annotations

from collections.abc import Container, Iterator

from shigu.engine.text.model import Argument, Mention, Relation
from shigu.engine.text.passages.labels import ENTITIES
from shigu.engine.text.ties.looks import Looks, looks, nearest
from shigu.engine.text.ties.units import Name, Place, Units
from shigu.engine.text.ties.weights import Weights

POST = "person_title_org"
LEAST = 0.45
REACH = 2
PERSONS = frozenset({"PERSON"})
HOLDERS = frozenset({"COMPANY", "GOV", "INSTITUTE", "UNIVERSITY", "PARK", "DISTRICT"})
Near = tuple[Name, list[Place]]


def titles(units: Units) -> Iterator[Place]:
    """Where titles stand."""
    for at, unit in enumerate(units.all):
        if unit.type == "TITLE":
            yield from ((at, which) for which in range(len(unit.names)))


def near(units: Units, title: Place, types: Container[str]) -> list[Near]:
    """Names of ``types`` near a title, and where."""
    told = units.near(title[0], REACH, REACH)
    return [(name, places) for name, places in told.items() if name[0] in types]


def seen(units: Units, title: Place, name: Name, places: list[Place]) -> Looks:
    letter = ENTITIES[name[0]]
    unit = units.all[title[0]]
    words = unit.names[title[1]].span.text
    own = (
        f"T:{words[-2:]}{letter}",
        f"T:{words[-3:]}{letter}",
        f"at{min(title[1], 2)}.{min(len(unit.names), 3)}{letter}",
    )
    return [*looks(units, [title], places, (letter, f"T:{words[-2:]}")), ("", own)]


def posts(units: Units, persons: Weights, orgs: Weights) -> list[Relation]:
    """All posts in order of their titles."""
    return [each for title in titles(units) for each in _held(units, title, persons, orgs)]


def _held(units: Units, title: Place, persons: Weights, orgs: Weights) -> Iterator[Relation]:
    found = [
        (chance, _nearest(units, title, places))
        for name, places in near(units, title, PERSONS)
        for chance in persons.chances(name[0], seen(units, title, name, places)).values()
        if chance >= LEAST
    ]
    if not found:
        return
    held = units.all[title[0]].names[title[1]]
    may = near(units, title, HOLDERS)
    best = orgs.choice([seen(units, title, *each) for each in may])
    org = [] if best is None else [Argument("org", _nearest(units, title, may[best][1]))]
    for chance, person in sorted(found, key=lambda each: each[1].span.start):
        args = (Argument("person", person), Argument("title", held), *org)
        sure = min(chance, person.score, held.score)
        yield Relation(POST, args, round(sure, 4))


def _nearest(units: Units, title: Place, places: list[Place]) -> Mention:
    _, (at, which) = nearest(units, [title], places)
    return units.all[at].names[which]
