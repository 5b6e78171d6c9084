"""Weights that make the labels of examples likeliest: a logistic regression for each label."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from shigu.engine.text.ties.weights import Weights

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

SEEN = 3
"""A look counts that is seen in so many examples."""
LABELLED = 2
"""A kind may have a label that it has in so many examples."""
SHRINK = 1.0
ITERATIONS = 40
LEAST = 0.02
"""Looks whose weights are all smaller are left out."""
HIGHEST = 50.0
CHOSEN = "chosen"
Doubles = NDArray[np.float64]
Numbers = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Example:
    """What was looked at, of which kind it is, and the labels that it has."""

    kind: str
    looks: frozenset[str]
    labels: frozenset[str]


def fitted(examples: Sequence[Example]) -> Weights:
    """The weights of all labels; a label is learned from the examples whose kind may have it."""
    pairs = Counter((each.kind, label) for each in examples for label in each.labels)
    kinds = tuple(sorted(pair for pair, count in pairs.items() if count >= LABELLED))
    labels = tuple(sorted({label for _, label in kinds}))
    words = _counting(examples)
    seen = _matrix(examples, {word: at for at, word in enumerate(words)})
    table, bias = np.zeros((len(words), len(labels))), np.zeros(len(labels))
    for at, label in enumerate(labels):
        may = {kind for kind, other in kinds if other == label}
        rows = [row for row, each in enumerate(examples) if each.kind in may]
        right = np.array([label in examples[row].labels for row in rows], np.float64)
        here = seen[rows]
        told = np.flatnonzero(np.diff(here.tocsc().indptr) >= SEEN)
        found = _least(here[:, told], right, _of_each)
        table[told, at], bias[at] = found[:-1], found[-1]
    return _weights(labels, kinds, words, table, bias)


def _matrix(examples: Sequence[Example], numbers: dict[str, int]) -> csr_matrix:
    from scipy.sparse import csr_matrix as made  # noqa: PLC0415 - reading needs none of it

    rows = [sorted(numbers[look] for look in each.looks if look in numbers) for each in examples]
    ends = np.cumsum([0, *(len(row) for row in rows)])
    columns = np.fromiter((at for row in rows for at in row), np.int64, int(ends[-1]))
    return made((np.ones(len(columns)), columns, ends), shape=(len(examples), len(numbers)))


def chosen(groups: Sequence[Sequence[Example]]) -> Weights:
    """The weights of one label, of which each group of examples has at most one."""
    groups = [group for group in groups if group]
    examples = [each for group in groups for each in group]
    words = _counting(examples)
    seen = _matrix(examples, {word: at for at, word in enumerate(words)})
    owner = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
    right = np.array([bool(each.labels) for each in examples], np.float64)
    found = _least(seen, right, lambda scores: _of_groups(scores, owner, len(groups)))
    kinds = tuple(sorted({(each.kind, CHOSEN) for each in examples if each.labels}))
    return _weights((CHOSEN,), kinds, words, found[:-1, None], found[-1:])


def _of_each(scores: Doubles) -> tuple[float, Doubles]:
    """The loss where every example is for itself, and the chances."""
    return float(np.logaddexp(0, scores).sum()), 1 / (1 + np.exp(-scores))


def _of_groups(scores: Doubles, owner: Numbers, size: int) -> tuple[float, Doubles]:
    """The loss where a group has one or none, and the chances."""
    powers = np.exp(np.clip(scores, -HIGHEST, HIGHEST))
    total = 1 + np.bincount(owner, powers, minlength=size)
    return float(np.log(total).sum()), powers / total[owner]


def _least(
    seen: csr_matrix, right: Doubles, told: Callable[[Doubles], tuple[float, Doubles]]
) -> Doubles:
    """Weights and, last, the bias (L-BFGS from zero, weights shrunk)."""
    from scipy.optimize import minimize  # noqa: PLC0415 - reading needs none of it

    turned = seen.T.tocsr()

    def loss(weights: Doubles) -> tuple[float, Doubles]:
        scores = seen @ weights[:-1] + weights[-1]
        lost, chances = told(scores)
        over = chances - right
        slope = np.append(turned @ over + SHRINK * weights[:-1], over.sum())
        lost += SHRINK * float((weights[:-1] ** 2).sum()) / 2 - float((right * scores).sum())
        return lost, slope

    start = np.zeros(seen.shape[1] + 1)
    found: Doubles = minimize(
        loss, start, jac=True, method="L-BFGS-B", options={"maxiter": ITERATIONS}
    ).x
    return found


def _counting(examples: Sequence[Example]) -> tuple[str, ...]:
    counts = Counter(look for each in examples for look in each.looks)
    return tuple(sorted(look for look, count in counts.items() if count >= SEEN))


def _weights(
    labels: tuple[str, ...],
    kinds: tuple[tuple[str, str], ...],
    words: tuple[str, ...],
    table: Doubles,
    bias: Doubles,
) -> Weights:
    used = np.flatnonzero(np.abs(table).max(axis=1, initial=0) > LEAST)
    kept = tuple(words[at] for at in used)
    return Weights(labels, kinds, kept, table[used].astype(np.float32), bias.astype(np.float32))
