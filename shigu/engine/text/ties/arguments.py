"""What plays a part in an event: names and the date, each in the role that is likeliest."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

from shigu.engine.text.model import Argument, Mention, Quantity
from shigu.engine.text.passages.labels import ENTITIES
from shigu.engine.text.ties.looks import Looks, looks, nearest
from shigu.engine.text.ties.triggers import Trigger
from shigu.engine.text.ties.units import Name, Place, Units
from shigu.engine.text.ties.weights import Weights

LEAST = 0.4
REACH = 2
"""So many sentences away something may stand that plays a part."""
DATE = "date"


@dataclass(frozen=True, slots=True)
class Part:
    """A name or date near a trigger, and where."""

    kind: str
    name: Name
    trigger: Place
    places: tuple[Place, ...]


def parts(units: Units, trigger: Trigger, kinds: Container[str]) -> Iterator[Part]:
    """All names and dates near ``trigger`` whose kind may play a part."""
    at = units.starts.get(trigger[1].start)
    if at is None:
        return
    for name, places in units.near(at, REACH, REACH).items():
        kind = f"{trigger[0]}.{name[0]}"
        if kind in kinds:
            yield Part(kind, name, (at, 0), tuple(places))


def seen(units: Units, trigger: Trigger, part: Part) -> Looks:
    letter = ENTITIES.get(part.name[0], "q")
    kind, span = trigger
    own = (part.kind, f"T:{span.text}", f"B~{part.name[1][-2:]}")
    return [*looks(units, [part.trigger], part.places, (letter, kind)), ("", own)]


def arguments(units: Units, trigger: Trigger, weights: Weights) -> list[Argument]:
    """Names in order of the text, then the date."""
    told: list[tuple[float, Argument]] = []
    dates: list[tuple[float, Argument]] = []
    for part in parts(units, trigger, weights.known):
        chances = weights.chances(part.kind, seen(units, trigger, part))
        role = max(chances, key=lambda each: chances[each])
        if chances[role] < LEAST:
            continue
        filler = _filler(units, part)
        if role == DATE:
            dates.append((chances[role], Argument(role, filler)))
        else:
            told.append((filler.span.start, Argument(role, filler)))
    told.sort(key=lambda each: each[0])
    dates.sort(key=lambda each: -each[0])
    return [each for _, each in (*told, *dates[:1])]


def _filler(units: Units, part: Part) -> Mention | Quantity:
    """The name or date at its place nearest to the trigger."""
    _, (at, which) = nearest(units, [part.trigger], part.places)
    unit = units.all[at]
    return unit.value if unit.value is not None else unit.names[which]
