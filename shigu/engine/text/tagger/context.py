"""What the inner states of the network of words tell of the labels: a linear readout of them.

LAC has read far more text than our passages hold, so its states at a character and its two
neighbours know contexts that no listed word tells. Softmax regression reads them; the CRF sees
what it says as features, told in training by a readout that has not seen the passage.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from errno import EINVAL
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
FOLDS = 3
ITERATIONS = 60
SHRINK = 1e-4
"""Weight of the squared weights (half of it in the loss)."""
AT_ONCE = 4
"""So few rows a product that OpenBLAS keeps to one thread: its others would wait spinning, and
take the core of another worker."""
STEPS = 5
"""Chances are told to the CRF in so many steps."""


@dataclass(frozen=True)
class Readout:
    """Weights (inputs + 1, labels) and the labels they tell."""

    weights: Floats
    labels: tuple[str, ...]

    def chances(self, states: Floats) -> Floats:
        """The chance of each label at each character, (characters, labels)."""
        inputs = _with_one(windowed(states))
        whole = len(inputs) // AT_ONCE * AT_ONCE
        parts = inputs[:whole].reshape(-1, AT_ONCE, inputs.shape[1]) @ self.weights
        scores = np.concatenate(
            [parts.reshape(whole, self.weights.shape[1]), inputs[whole:] @ self.weights]
        )
        chances: Floats = np.exp(scores - scores.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        return chances

    def save(self, path: Path) -> None:
        """Write it; half precision is enough for steps of a fifth."""
        with path.open("wb") as file:
            np.savez(file, weights=self.weights.astype(np.float16), labels=np.array(self.labels))

    @staticmethod
    def load(path: Path) -> Readout:
        """Read what :meth:`save` wrote.

        Raises:
            OSError: there is no file, or it is none of a readout.
        """
        try:
            with np.load(path) as held:
                return Readout(held["weights"].astype(np.float32), tuple(held["labels"].tolist()))
        except (ValueError, KeyError, EOFError, BadZipFile) as error:
            raise OSError(EINVAL, "no readout of a tagger", str(path)) from error


def beside(model: Path) -> Path:
    """Where the readout of the model at ``model`` lies."""
    return model.with_name(f"{model.name}.npz")


def marks(readout: Readout, states: Floats) -> list[list[str]]:
    """For each character the likeliest labels, how likely, and those of its neighbours."""
    if not len(states):
        return []
    chances = readout.chances(states)
    order = np.argsort(-chances, axis=1, kind="stable")[:, :2]
    steps = (np.take_along_axis(chances, order, axis=1) * STEPS).astype(int).tolist()
    best = [readout.labels[each] for each in order[:, 0]]
    second = [readout.labels[each] for each in order[:, 1]]
    wide = ["|", *best, "|"]
    return [
        [
            f"n={best[at]}{steps[at][0]}",
            f"n={best[at]}",
            f"o={second[at]}{steps[at][1]}",
            f"-n={wide[at]}",
            f"+n={wide[at + 2]}",
        ]
        for at in range(len(states))
    ]


def windowed(states: Floats) -> Floats:
    """Each state with those of its neighbours, zeros beyond the text."""
    edge = np.zeros((1, states.shape[1]), np.float32)
    wide = np.concatenate([edge, states, edge])
    joined: Floats = np.concatenate([wide[:-2], wide[1:-1], wide[2:]], axis=1)
    return joined


def fitted(states: Sequence[Floats], labels: Sequence[Sequence[str]]) -> Readout:
    """The readout that makes ``labels`` likeliest, weights shrunk (L-BFGS from zero)."""
    from scipy.optimize import minimize  # noqa: PLC0415 - reading needs none of it

    kinds = tuple(sorted({label for each in labels for label in each}))
    number = {label: at for at, label in enumerate(kinds)}
    told = np.array([number[label] for each in labels for label in each])
    inputs = _with_one(np.concatenate([windowed(each) for each in states]))
    size, rows = len(told), np.arange(len(told))

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights = flat.reshape(inputs.shape[1], -1).astype(np.float32)
        scores = inputs @ weights
        scores -= scores.max(axis=1, keepdims=True)
        chances = np.exp(scores)
        total = chances.sum(axis=1, keepdims=True)
        lost = float((np.log(total[:, 0]) - scores[rows, told]).mean(dtype=np.float64))
        chances /= total
        chances[rows, told] -= 1
        slope = inputs.T @ chances / size + SHRINK * weights
        return lost + SHRINK * float((weights**2).sum()) / 2, slope.ravel().astype(np.float64)

    start = np.zeros(inputs.shape[1] * len(kinds))
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": ITERATIONS})
    return Readout(found.x.reshape(inputs.shape[1], -1).astype(np.float32), kinds)


def crossed(
    states: Sequence[Floats],
    labels: Sequence[Sequence[str]],
    owners: Sequence[int],
    draw: random.Random,
) -> list[list[list[str]]]:
    """The marks of each text by a readout of the other folds; texts of an owner share a fold.

    A single owner has no others, and is told by itself.
    """
    mixed = sorted(set(owners))
    draw.shuffle(mixed)
    folds = {owner: at % FOLDS for at, owner in enumerate(mixed)}
    told: dict[int, list[list[str]]] = {}
    for fold in sorted(set(folds.values())):
        others = [at for at, owner in enumerate(owners) if folds[owner] != fold]
        seen = others or list(range(len(states)))
        readout = fitted([states[at] for at in seen], [labels[at] for at in seen])
        told |= {
            at: marks(readout, states[at]) for at in range(len(states)) if folds[owners[at]] == fold
        }
    return [told[at] for at in range(len(states))]


def _with_one(inputs: Floats) -> Floats:
    return np.concatenate([inputs, np.ones((len(inputs), 1), np.float32)], axis=1)
