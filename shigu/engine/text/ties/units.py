"""A passage as the scorer sees it: words, with names, values and triggers as one unit each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

import rjieba

from shigu.engine.text.grammar.scene import CALL, NOT_A_CALL, Scene
from shigu.engine.text.model import Mention, Quantity, Span
from shigu.engine.text.passages.labels import ENTITIES

JOINS = frozenset({*"、和与及同暨以并", "以及", "及其", "会同", "联合"})
COMMAS = frozenset({",", "，"})
STOPS = frozenset("。；;！？!?\n")
DATE = "DATE"
CALLED = 20
"""So many characters before a word tell whether it stands for a name."""
Name = tuple[str, str]
"""A type and how it is spelt: all mentions of a name are one."""
Place = tuple[int, int]
"""A unit, and which of its names."""


@dataclass(slots=True)
class Unit:
    """A word, a list of names of one type, a value or a trigger; where it stands.

    ``word`` is the letter of the type for names, ``#`` for a value, ``#date``, ``!TYPE`` for a
    trigger. ``call`` tells that the word only stands for a name: for the last, or for the topic.
    ``type`` is that of the names spelt out, ``sort`` what the unit is like: a type, ``#``,
    ``#date`` or ``!``.
    """

    word: str
    start: int
    end: int
    names: tuple[Mention, ...] = ()
    value: Quantity | None = None
    call: bool = False
    sentence: int = 0
    clause: int = 0
    type: str | None = None
    sort: str | None = None


@dataclass(frozen=True)
class Units:
    """All units of a scene, and what was seen of pairs of them."""

    scene: Scene
    all: tuple[Unit, ...]
    seen: dict[Place, list[str]] = field(default_factory=dict)
    beside: dict[tuple[int, str], list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, scene: Scene, words: Iterable[tuple[str, Span]] = ()) -> Units:
        """The units of ``scene``, with ``words`` at given places as units of their own."""
        found = _joined(list(_marked(scene, _marks(scene, words))))
        sentence = clause = 0
        for unit in found:
            unit.sentence, unit.clause = sentence, clause
            sentence += unit.word in STOPS
            clause += unit.word in STOPS or unit.word in COMMAS
        return cls(scene, tuple(found))

    @cached_property
    def names(self) -> dict[Name, list[Place]]:
        """Where each name stands or is meant."""
        found: dict[Name, list[Place]] = defaultdict(list)
        for at, unit in enumerate(self.all):
            for which, name in enumerate(unit.names):
                found[name.type, name.span.text].append((at, which))
        return dict(found)

    @cached_property
    def told(self) -> dict[int, dict[Name, list[Place]]]:
        """Names and dates by the sentence that they stand in."""
        found: dict[int, dict[Name, list[Place]]] = defaultdict(dict)
        for at, unit in enumerate(self.all):
            here = found[unit.sentence]
            for which, name in enumerate(unit.names):
                here.setdefault((name.type, name.span.text), []).append((at, which))
            if unit.value is not None and unit.value.key == "date":
                here.setdefault((DATE, unit.value.span.text), []).append((at, 0))
        return dict(found)

    def near(self, at: int, before: int, after: int) -> dict[Name, list[Place]]:
        """Names and dates at most so many sentences away from a unit, and where."""
        here = self.all[at].sentence
        found: dict[Name, list[Place]] = defaultdict(list)
        for sentence in range(here - before, here + after + 1):
            for name, places in self.told.get(sentence, {}).items():
                found[name] += places
        return found

    @cached_property
    def sorts(self) -> dict[str, list[int]]:
        """Where units of each sort stand: a type of names, ``#``, ``#date`` or ``!``."""
        found: dict[str, list[int]] = defaultdict(list)
        for at, unit in enumerate(self.all):
            if unit.sort:
                found[unit.sort].append(at)
        return dict(found)

    def alike(self, at: int) -> list[int]:
        """Where units of the sort of one stand."""
        unit = self.all[at]
        return self.sorts.get(unit.names[0].type if unit.names else unit.sort or "", [])

    @cached_property
    def extent(self) -> dict[int, tuple[int, int]]:
        """The units of each sentence, from and up to."""
        found: dict[int, tuple[int, int]] = {}
        for at, unit in enumerate(self.all):
            low, _ = found.get(unit.sentence, (at, at))
            found[unit.sentence] = low, at + 1
        return found

    @cached_property
    def starts(self) -> dict[int, int]:
        """The unit that begins at an offset."""
        return {unit.start: at for at, unit in enumerate(self.all)}

    def word(self, at: int) -> str:
        """The word at ``at``; ^ and $ beyond the ends."""
        if 0 <= at < len(self.words):
            return self.words[at]
        return "^" if at < 0 else "$"

    @cached_property
    def words(self) -> list[str]:
        return [f"{unit.word}*" if unit.call else unit.word for unit in self.all]


def _marks(scene: Scene, words: Iterable[tuple[str, Span]]) -> list[Unit]:
    """What is no plain word, in order of the text; of two that lie across, the first."""
    marks = [
        Unit(
            ENTITIES[name.type],
            name.span.start,
            name.span.end,
            (name,),
            type=name.type,
            sort=name.type,
        )
        for name in scene.names
    ]
    for each in scene.values:
        if not scene.across(each.span.start, each.span.end):
            sign = "#date" if each.key == "date" else "#"
            marks.append(Unit(sign, each.span.start, each.span.end, value=each, sort=sign))
    marks += [Unit(word, span.start, span.end) for word, span in words]
    return sorted(marks, key=lambda unit: (unit.start, -unit.end))


def _marked(scene: Scene, marks: list[Unit]) -> Iterator[Unit]:
    at = 0
    for mark in marks:
        if mark.start >= at:
            yield from _words(scene, at, mark.start)
            yield mark
            at = mark.end
    yield from _words(scene, at, len(scene.text))


def _words(scene: Scene, low: int, high: int) -> Iterator[Unit]:
    at = low
    for word in rjieba.cut(scene.text[low:high]) if low < high else ():
        unit = Unit(word, at, at + len(word))
        unit.names = tuple(_meant(scene, word, at))
        unit.call = bool(unit.names)
        yield unit
        at = unit.end


def _meant(scene: Scene, word: str, at: int) -> Iterator[Mention]:
    """The names that 公司, 该项目 … may stand for: the last one, and the topic before."""
    found = CALL.search(word) if len(word) > 1 else None
    if found is None or NOT_A_CALL.search(scene.text[max(0, at - CALLED) : at]):
        return
    last, topic = scene.antecedent(found[0], at), scene.topic(found[0], at)
    if last is not None:
        yield last
    if topic is not None and last is not None and topic.span.text != last.span.text:
        yield topic


def _joined(units: list[Unit]) -> list[Unit]:
    """Lists of names of one type as one unit; a comma only goes on with a list."""
    found: list[Unit] = []
    for unit in units:
        if len(found) > 1 and unit.type and _goes_on(found[-2], found[-1], unit):
            found.pop()
            group = found[-1]
            group.names, group.end = (*group.names, *unit.names), unit.end
        else:
            found.append(unit)
    return found


def _goes_on(group: Unit, join: Unit, unit: Unit) -> bool:
    if group.type != unit.type:
        return False
    return join.word in JOINS or (join.word in COMMAS and len(group.names) > 1)
