"""The tagger, trained from labelled passages; the same passages and seed give the same model."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from pathlib import Path

import pycrfsuite

from shigu.engine.text.normal.normalise import normalise
from shigu.engine.text.passages.values import MarkedName, Passage
from shigu.engine.text.tagger.features import rows
from shigu.engine.text.views import TextView

SEED = 20261127
VARIANTS = 2
"""So many times each passage is seen with its names exchanged for others of their type."""
C1, C2 = 0.05, 0.05
ITERATIONS = 120
SWAPPED = frozenset(
    {
        "COMPANY",
        "PERSON",
        "DISTRICT",
        "PARK",
        "PROJECT",
        "INSTITUTE",
        "UNIVERSITY",
        "INDUSTRY",
        "LINK",
    }
)


def train(
    own: Iterable[Passage], model: Path, *, seed: int = SEED, variants: int = VARIANTS
) -> None:
    """Write the model learned from ``own`` to ``model``."""
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.select("lbfgs")
    trainer.set_params(
        {"c1": C1, "c2": C2, "max_iterations": ITERATIONS, "feature.possible_transitions": True}
    )
    for text, names in map(_normal, examples(list(own), seed, variants)):
        if text:
            trainer.append(rows(text), labels(text, names))
    trainer.train(str(model))


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
    own: list[Passage], seed: int, variants: int
) -> Iterator[tuple[str, list[tuple[int, int, str]]]]:
    """Each passage as it stands and with its names exchanged."""
    draw = random.Random(seed)  # noqa: S311 - varies training text, guards nothing
    pool: dict[str, list[str]] = {}
    for passage in own:
        for name in passage.names:
            pool.setdefault(name.type, []).append(name.text)
    for passage in own:
        yield passage.text, [(each.start, each.end, each.type) for each in passage.names]
        for _ in range(variants):
            yield _exchanged(passage, pool, draw)


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
    if name.type not in SWAPPED or draw.random() < 0.4:
        return name.text
    return draw.choice(pool[name.type])
