"""Weights of looks for labels, as they are learned, shipped and asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from errno import EINVAL
from functools import cached_property
from itertools import repeat
from math import exp
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from shigu.engine.text.ties.looks import Looks

Floats = NDArray[np.float32]
APART = "\t"
NONE = -1
"""No row."""
LOWEST = -500.0
PARTS = ("labels", "kinds", "words", "table", "bias")


@dataclass(frozen=True)
class Weights:
    """A row of weights for each look; ``kinds`` are pairs of a kind and a label it may have."""

    labels: tuple[str, ...]
    kinds: tuple[tuple[str, str], ...]
    words: tuple[str, ...]
    table: Floats
    bias: Floats

    @cached_property
    def rows(self) -> dict[str, dict[str, int]]:
        """The row of each look, by what it counts for."""
        found: dict[str, dict[str, int]] = defaultdict(dict)
        for at, word in enumerate(self.words):
            group, _, look = word.partition(APART)
            found[group][look] = at
        return dict(found)

    @cached_property
    def known(self) -> dict[str, list[tuple[int, str]]]:
        """The labels that a kind may have."""
        found: dict[str, list[tuple[int, str]]] = {}
        for kind, label in self.kinds:
            found.setdefault(kind, []).append((self.labels.index(label), label))
        return found

    def chances(self, kind: str, looks: Looks) -> dict[str, float]:
        """How likely each label of the kind is, 0–1."""
        scores = self._scores(looks)
        return {label: _chance(scores[number]) for number, label in self.known.get(kind, ())}

    def choice(self, candidates: Sequence[Looks]) -> int | None:
        """Which candidate is likelier than none at all, and than the others."""
        scores = [self._scores(each)[0] for each in candidates]
        best = max(range(len(scores)), key=lambda at: scores[at], default=None)
        return best if best is not None and scores[best] > 0 else None

    def _scores(self, looks: Looks) -> list[float]:
        found: set[int] = set()
        groups = self.rows
        for group, words in looks:
            if group in groups:
                found.update(map(groups[group].get, words, repeat(NONE)))
        found.discard(NONE)
        if len(self.labels) == 1:
            return [sum(map(self._only.__getitem__, sorted(found)), self._only[-1])]
        rows = self.table.take(sorted(found), axis=0)
        scores: list[float] = (np.add.reduce(rows, axis=0) + self.bias).tolist()
        return scores

    @cached_property
    def _only(self) -> list[float]:
        """The weights of the one label there is, and its bias behind."""
        return [*self.table[:, 0].tolist(), *self.bias.tolist()]


def _chance(score: float) -> float:
    return 1 / (1 + exp(-max(score, LOWEST)))


def flat(looks: Looks) -> frozenset[str]:
    """Looks as the words that have weights."""
    return frozenset(f"{group}{APART}{word}" for group, words in looks for word in words)


def save(path: Path, tables: Mapping[str, Weights]) -> None:
    """Write all tables into one file, in half precision."""
    parts: dict[str, Any] = {}
    for name, each in tables.items():
        parts |= {
            f"{name}.labels": np.array(each.labels),
            f"{name}.kinds": np.array(each.kinds).reshape(-1, 2),
            f"{name}.words": np.frombuffer("\n".join(each.words).encode(), np.uint8),
            f"{name}.table": each.table.astype(np.float16),
            f"{name}.bias": each.bias,
        }
    with path.open("wb") as file:
        np.savez_compressed(file, **parts)


def load(path: Path) -> dict[str, Weights]:
    """Read what :func:`save` wrote.

    Raises:
        OSError: there is no file, or it is none of weights.
    """
    try:
        with np.load(path) as held:
            names = sorted({each.rpartition(".")[0] for each in held})
            return {name: _read({part: held[f"{name}.{part}"] for part in PARTS}) for name in names}
    except (ValueError, KeyError, EOFError, BadZipFile) as error:
        raise OSError(EINVAL, "no weights of ties", str(path)) from error


def _read(parts: Mapping[str, NDArray[np.generic]]) -> Weights:
    return Weights(
        tuple(parts["labels"].tolist()),
        tuple((kind, label) for kind, label in parts["kinds"].tolist()),
        tuple(parts["words"].tobytes().decode().split("\n")),
        parts["table"].astype(np.float32),
        parts["bias"].astype(np.float32),
    )
