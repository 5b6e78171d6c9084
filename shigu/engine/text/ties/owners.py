"""Whose an amount is: the likeliest name near it; a sum of many is nobody's."""

from __future__ import annotations

from collections.abc import Container, Iterator

from shigu.engine.text.model import Mention, Quantity
from shigu.engine.text.passages.labels import ENTITIES
from shigu.engine.text.ties.looks import Looks, looks, nearest
from shigu.engine.text.ties.units import Name, Place, Units
from shigu.engine.text.ties.weights import Weights

HOSTS = frozenset({"PARK", "DISTRICT", "CLUSTER", "GOV", "INDUSTRY"})
"""A sum of many projects may be theirs, and never one project's or firm's."""
REACH = 3
"""So many sentences before its amount an owner may stand at the nearest, and one after."""


def candidates(
    units: Units, at: int, key: str, kinds: Container[str]
) -> Iterator[tuple[Name, list[Place]]]:
    """Names near the amount at ``at`` that may own such a key, and where."""
    many = key == "count_projects" or _of_many(units, at)
    for name, places in units.near(at, REACH, 1).items():
        if f"{key}.{name[0]}" in kinds and name[0] in (HOSTS if many else ENTITIES):
            yield name, places


def _of_many(units: Units, at: int) -> bool:
    """Whether projects are counted before the amount in its sentence, and none is named since."""
    for unit in reversed(units.all[units.extent[units.all[at].sentence][0] : at]):
        if unit.type == "PROJECT":
            return False
        if unit.value is not None and unit.value.key == "count_projects":
            return True
    return False


def seen(units: Units, at: int, value: Quantity, name: Name, places: list[Place]) -> Looks:
    letter = ENTITIES[name[0]]
    own = (f"{value.key}{letter}", f"B~{name[1][-2:]}")
    return [*looks(units, [(at, 0)], places, (letter, value.key)), ("", own)]


def owner(units: Units, value: Quantity, weights: Weights) -> Mention | None:
    at = units.starts.get(value.span.start)
    if at is None:
        return None
    near = list(candidates(units, at, value.key, weights.known))
    best = weights.choice([seen(units, at, value, *each) for each in near])
    if best is None:
        return None
    _, (place, which) = nearest(units, [(at, 0)], near[best][1])
    return units.all[place].names[which]
