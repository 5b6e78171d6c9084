"""A linear model over hashed characters, learned from labelled texts; the same seed, the same."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from shigu.engine.chain.mapping.grams import DIMENSIONS, Rows, grams
from shigu.engine.chain.mapping.machine import EPOCHS, scored, trained

Floats = NDArray[np.float64]
PENALTY = 1.0
SCHEMA = "shigu.mapping-model/1"


class ModelError(ValueError):
    """A model that cannot be learned or read, and why."""


@dataclass(frozen=True, slots=True)
class LinearModel:
    """``weights`` are (DIMENSIONS + 1, labels), the last row the constant; ``rarity`` is the
    logarithm of (texts + 1) / (texts with the column + 1), plus 1."""

    labels: tuple[str, ...]
    rarity: NDArray[np.float32]
    weights: NDArray[np.float32]

    @classmethod
    def learned(
        cls, fields: Sequence[pa.Array], held: Sequence[Collection[str]], seed: int = 0
    ) -> LinearModel:
        """From texts (string arrays of equal length) and the labels that each row has.

        Raises:
            ModelError: no row has a label.
        """
        labels = tuple(sorted({label for each in held for label in each}))
        if not labels:
            raise ModelError("没有带标签的行 · no row has a label")
        raw = grams(joined(fields))
        seen = np.bincount(raw.column, minlength=DIMENSIONS)
        rarity = (np.log((len(held) + 1) / (seen + 1)) + 1).astype(np.float32)
        rows = weighted(raw, rarity)
        draw = np.random.default_rng(seed)
        orders = np.array([draw.permutation(len(held)) for _ in range(EPOCHS)], np.int32)
        weights = np.zeros((len(labels), DIMENSIONS + 1))
        for k, label in enumerate(labels):
            sign = np.array([1.0 if label in each else -1.0 for each in held])
            penalty = np.full(len(held), PENALTY)
            trained(rows.first, rows.column, rows.value, sign, penalty, orders, weights[k])
        return cls(labels, rarity, np.ascontiguousarray(weights.T.astype(np.float32)))

    def margins(self, fields: Sequence[pa.Array], labels: Sequence[str]) -> Floats:
        """w·x of each row for each of ``labels``, (rows, labels); 0 for labels never learned."""
        rows = weighted(grams(joined(fields)), self.rarity)
        known = scored(rows.first, rows.column, rows.value, self.weights)
        place = {label: k for k, label in enumerate(self.labels)}
        answer = np.zeros((len(known), len(labels)))
        for k, label in enumerate(labels):
            if label in place:
                answer[:, k] = known[:, place[label]]
        return answer

    def write(self, path: Path) -> None:
        """The model as a NumPy archive; the same model gives the same bytes."""
        with path.open("wb") as file:
            np.savez_compressed(
                file,
                schema=np.array(SCHEMA),
                labels=np.array(self.labels),
                rarity=self.rarity,
                weights=self.weights,
            )

    @classmethod
    def read(cls, path: Path) -> LinearModel:
        """Raises:
        ModelError: the file holds no such model.
        OSError: it cannot be read.
        """
        try:
            with path.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
                if str(file["schema"]) != SCHEMA:
                    raise ModelError(f"{path}: 不是 is no {SCHEMA}")
                labels = tuple(str(label) for label in file["labels"])
                return cls(labels, file["rarity"], file["weights"])
        except (AttributeError, BadZipFile, EOFError, KeyError, TypeError, ValueError) as error:
            raise ModelError(f"{path}: 不是 is no {SCHEMA} ({error})") from error


def joined(fields: Sequence[pa.Array]) -> pa.Array:
    """The texts of each row, parted by line ends."""
    texts = [each.cast(pa.string()).fill_null("") for each in fields]
    return pc.binary_join_element_wise(*texts, "\n") if len(texts) > 1 else texts[0]


def weighted(rows: Rows, rarity: NDArray[np.float32]) -> Rows:
    """Each row times ``rarity``, of length 1, with a constant 1 at the end."""
    value = rows.value * rarity[rows.column]
    many = np.diff(rows.first)
    row = np.repeat(np.arange(len(many)), many)
    length = np.sqrt(np.bincount(row, value.astype(np.float64) ** 2, minlength=len(many)))
    value = (value / length[row]).astype(np.float32)
    ends = rows.first[1:]
    column = np.insert(rows.column, ends, DIMENSIONS).astype(np.int32)
    first = rows.first + np.arange(len(rows.first))
    return Rows(first, column, np.insert(value, ends, np.float32(1)))
