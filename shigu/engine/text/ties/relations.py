"""Which names are tied, and how: every pair whose types may be, at its nearest places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator
from itertools import product

from shigu.engine.text.model import Argument, Mention, Relation
from shigu.engine.text.passages.labels import ENTITIES, RELATIONS
from shigu.engine.text.ties.looks import Looks, looks, nearest, spelling
from shigu.engine.text.ties.units import Name, Place, Units
from shigu.engine.text.ties.weights import Weights

LEAST = 0.3
REACH = 2
"""So many sentences apart two names may stand at the nearest."""
EITHER = frozenset({"company_company", "district_district"})
"""Ties that are the same both ways: told in order of the text."""
BUILT = "co_build"
BY_RULE = frozenset({"alias", "layer_link"})
"""Told by the grammar, which beats weights there."""
ROLES = {
    kind: roles
    for kind, roles in RELATIONS.items()
    if len(roles) == len(("one", "other")) and kind not in BY_RULE
}
PRESS = ("日报", "晚报", "晨报", "时报", "通讯社", "新闻网")
"""Endings of those who only report."""
Places = dict[Name, list[Place]]
Pair = tuple[Name, Name]


def pairs(units: Units, kinds: Container[str]) -> Iterator[tuple[str, Pair]]:
    """Each ordered pair of names near each other whose kind may be tied, with that kind."""
    found: dict[Pair, str] = {}
    for sentence, names in units.told.items():
        near = [each for away in range(REACH + 1) for each in units.told.get(sentence + away, ())]
        for one, other in product(names, near):
            for pair in ((one, other), (other, one)):
                kind = f"{pair[0][0]}>{pair[1][0]}"
                if kind in kinds and one != other and not _reports(one, other):
                    found[pair] = kind
    for pair, kind in found.items():
        yield kind, pair


def _reports(*names: Name) -> bool:
    return any(name[1].endswith(PRESS) for name in names)


def seen(units: Units, places: Places, pair: Pair) -> Looks:
    one, other = pair
    kind = ENTITIES[one[0]] + ENTITIES[other[0]]
    return [*looks(units, places[one], places[other], (kind,)), ("", spelling(one, other))]


def relations(units: Units, weights: Weights) -> list[Relation]:
    """All ties of two names, and who builds what together."""
    places = units.names
    told: list[Relation] = []
    built: dict[Name, list[tuple[Mention, Mention, float]]] = defaultdict(list)
    for kind, pair in pairs(units, weights.known):
        for label, chance in weights.chances(kind, seen(units, places, pair)).items():
            if chance < LEAST:
                continue
            one, other = _mentions(units, places, pair)
            if label == BUILT:
                built[pair[1]].append((one, other, chance))
            elif label not in EITHER or one.span.start < other.span.start:
                args = zip(ROLES[label], (one, other), strict=True)
                told.append(_relation(label, list(args), chance))
    return told + [each for makers in built.values() for each in _built(makers)]


def _mentions(units: Units, places: Places, pair: Pair) -> tuple[Mention, Mention]:
    """The two names where they stand nearest to each other."""
    (here, which), (there, other) = nearest(units, places[pair[0]], places[pair[1]])
    return units.all[here].names[which], units.all[there].names[other]


def _built(makers: list[tuple[Mention, Mention, float]]) -> Iterator[Relation]:
    """The first of those who build a thing, with each of the others."""
    first, *others = sorted(makers, key=lambda each: each[0].span.start)
    for maker, built, chance in others:
        args = [("a", first[0]), ("b", maker), ("object", built)]
        yield _relation(BUILT, args, min(first[2], chance))


def _relation(kind: str, args: list[tuple[str, Mention]], chance: float) -> Relation:
    sure = min(name.score for _, name in args)
    told = tuple(Argument(role, name) for role, name in args)
    return Relation(kind, told, round(min(sure, chance), 4))
