"""Which words tell an event: those listed in ``triggers.csv``, where the weights say so."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from importlib.resources import files

from shigu.engine.text.grammar.scene import Scene
from shigu.engine.text.model import Span
from shigu.engine.text.ties.looks import Looks, alone
from shigu.engine.text.ties.units import Units
from shigu.engine.text.ties.weights import Weights

EVENT = "event"
LEAST = 0.45
Trigger = tuple[str, Span]


@cache
def listed() -> tuple[re.Pattern[str], dict[str, str]]:
    """All words that may tell an event, the longest first, and the type of each."""
    text = files("shigu.engine.text.ties").joinpath("triggers.csv").read_text("utf-8")
    types = {
        word: row["type"]
        for row in csv.DictReader(text.splitlines())
        for word in row["words"].split("|")
    }
    return re.compile("|".join(sorted(types, key=len, reverse=True))), types


def candidates(scene: Scene) -> list[Trigger]:
    """Listed words outside names, in order."""
    words, types = listed()
    return [
        (types[found[0]], Span.of(scene.text, *found.span()))
        for found in words.finditer(scene.text)
        if not scene.across(*found.span())
    ]


def laid_out(scene: Scene, more: Iterable[Trigger] = ()) -> Units:
    """The units of ``scene``, each candidate (and ``more``) one of its own."""
    spans = {span.start: span for _, span in (*candidates(scene), *more)}
    return Units.of(scene, ((span.text, span) for span in spans.values()))


def triggers(units: Units, weights: Weights) -> list[Trigger]:
    """The candidates that tell an event."""
    return [
        each
        for each, looks in looked(units)
        if weights.chances(each[0], looks).get(EVENT, 0) >= LEAST
    ]


def looked(units: Units) -> list[tuple[Trigger, Looks]]:
    """The candidates, each with what there is to see of it."""
    found = candidates(units.scene)
    return [(each, seen(units, each)) for each in found if each[1].start in units.starts]


def marked(units: Units, told: Iterable[Trigger]) -> Units:
    """The units with triggers as such."""
    kinds = {span.start: f"!{kind}" for kind, span in told}
    return Units(
        units.scene,
        tuple(
            replace(unit, word=kinds[unit.start], sort="!") if unit.start in kinds else unit
            for unit in units.all
        ),
    )


def seen(units: Units, trigger: Trigger) -> Looks:
    kind, span = trigger
    at = units.starts[span.start]
    left, right = units.word(at - 1), units.word(at + 1)
    own = [f"w:{span.text}", f"lw:{left} {span.text}", f"rw:{span.text} {right}"]
    return [*alone(units, at, (kind,)), ("", own), (kind, own[:1])]
