"""Names in a text, by the trained model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from errno import EINVAL
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

import pycrfsuite

from shigu.engine.text.model import Mention, Span
from shigu.engine.text.tagger.completion import completed
from shigu.engine.text.tagger.context import Readout, beside
from shigu.engine.text.tagger.features import rows
from shigu.engine.text.tagger.repair import repaired

MODEL = "names.crfsuite"
Tagger = Callable[[str], list[Mention]]


def names(text: str) -> list[Mention]:
    """The names of ``text`` by the model that the package ships."""
    return tagged(_shipped(), text)


@dataclass(frozen=True)
class Model:
    """The CRF and the readout whose marks it looks at."""

    crf: pycrfsuite.Tagger
    readout: Readout


@cache
def _shipped() -> Model:
    with as_file(files("shigu.engine.text.tagger")) as folder:
        return opened(folder / MODEL)


def opened(path: Path) -> Model:
    """The model at ``path``, its readout beside it.

    Raises:
        OSError: one of the two is not there or is none.
    """
    crf = pycrfsuite.Tagger()
    try:
        crf.open(str(path))
    except ValueError as error:
        raise OSError(EINVAL, "no model of a tagger", str(path)) from error
    return Model(crf, Readout.load(beside(path)))


def tagged(model: Model, text: str) -> list[Mention]:
    """The names of ``text`` by ``model``, each with its mean marginal probability as score."""
    if not text:
        return []
    labels = model.crf.tag(rows(text, model.readout))
    found = []
    for start, end, kind in spans(labels):
        sure = sum(model.crf.marginal(labels[at], at) for at in range(start, end)) / (end - start)
        found.append(Mention(Span.of(text, start, end), kind, ("crf",), round(sure, 4)))
    return completed(text, repaired(text, found))


def spans(labels: list[str]) -> Iterator[tuple[int, int, str]]:
    """Start, end and type of what the labels B I E S mark; a broken run ends where it breaks."""
    start, kind = -1, ""
    for at, label in enumerate([*labels, "O"]):
        place, _, here = label.partition("-")
        if start >= 0 and (place in "BSO" or here != kind):
            yield start, at, kind
            start = -1
        if place != "O" and start < 0:
            start, kind = at, here
        if place in "ES" and start >= 0:
            yield start, at + 1, kind
            start = -1
