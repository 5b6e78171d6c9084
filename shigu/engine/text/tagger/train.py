"""The tagger, trained from labelled passages; the same passages and seed give the same model."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from pathlib import Path

import pycrfsuite

from shigu.engine.text.normal.normalise import normalise
from shigu.engine.text.passages.values import MarkedName, Passage
from shigu.engine.text.tagger.context import beside, crossed, fitted
from shigu.engine.text.tagger.features import plain_rows
from shigu.engine.text.tagger.lexer import read
from shigu.engine.text.tagger.made import FORMS, made_name
from shigu.engine.text.views import TextView

SEED = 20261127
VARIANTS = 2
"""So many times each passage is seen with its names exchanged for others of their type."""
C1, C2 = 0.05, 0.05
ITERATIONS = 120
KEPT, MADE = 0.3, 0.7
"""Up to where the drawn chance leaves a name as it is, and up to where it makes one of parts."""


def train(
    own: Iterable[Passage], model: Path, *, seed: int = SEED, variants: int = VARIANTS
) -> None:
    """Write the model learned from ``own`` to ``model``, and its readout beside it."""
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.select("lbfgs")
    trainer.set_params(
        {"c1": C1, "c2": C2, "max_iterations": ITERATIONS, "feature.possible_transitions": True}
    )
    draw = random.Random(seed)  # noqa: S311 - varies training text, guards nothing
    told = [(at, *_normal(each)) for at, each in examples(list(own), draw, variants)]
    told = [each for each in told if each[1]]
    seen = [read(text) for _, text, _ in told]
    states = [each for _, each in seen]
    marked = [labels(text, names) for _, text, names in told]
    crossing = crossed(states, marked, [at for at, _, _ in told], draw)
    for (_, text, _), (lexed, _), label, more in zip(told, seen, marked, crossing, strict=True):
        rows = [row + mark for row, mark in zip(plain_rows(text, lexed), more, strict=True)]
        trainer.append(rows, label)
    trainer.train(str(model))
    fitted(states, marked).save(beside(model))


def _normal(
    example: tuple[str, list[tuple[int, int, str]]],
) -> tuple[str, list[tuple[int, int, str]]]:
    """The example as it is read: normalised."""
    text, names = example
    view, _ = normalise(TextView("raw", text))
    kept = [(view.from_raw(start, end), kind) for start, end, kind in names]
    return view.text, [(*span, kind) for span, kind in kept if span]


def labels(text: str, names: Iterable[tuple[int, int, str]]) -> list[str]:
    """A label a character: B-, I-, E-, S- and the type, or O."""
    told = ["O"] * len(text)
    for start, end, kind in names:
        for at in range(start, end):
            told[at] = f"I-{kind}"
        told[end - 1] = f"E-{kind}"
        told[start] = f"B-{kind}" if end - start > 1 else f"S-{kind}"
    return told


def examples(
    own: list[Passage], draw: random.Random, variants: int
) -> Iterator[tuple[int, tuple[str, list[tuple[int, int, str]]]]]:
    """Each passage, by its place, as it stands and with its names exchanged."""
    pool: dict[str, list[str]] = {}
    for passage in own:
        for name in passage.names:
            pool.setdefault(name.type, []).append(name.text)
    for at, passage in enumerate(own):
        yield at, (passage.text, [(each.start, each.end, each.type) for each in passage.names])
        for _ in range(variants):
            yield at, _exchanged(passage, pool, draw)


def _exchanged(
    passage: Passage, pool: dict[str, list[str]], draw: random.Random
) -> tuple[str, list[tuple[int, int, str]]]:
    text, spans, at = "", [], 0
    for name in passage.names:
        text += passage.text[at : name.start]
        other = _other(name, pool, draw)
        spans.append((len(text), len(text) + len(other), name.type))
        text += other
        at = name.end
    return text + passage.text[at:], spans


def _other(name: MarkedName, pool: dict[str, list[str]], draw: random.Random) -> str:
    chance = draw.random()
    if name.type not in FORMS or chance < KEPT:
        return name.text
    return made_name(name.type, draw) if chance < MADE else draw.choice(pool[name.type])
