"""The best path of tags through a sentence (Viterbi 1967, *IEEE Transactions on Information
Theory* 13)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from shigu.engine.compiled import compiled

Floats = NDArray[np.float32]
Tags = NDArray[np.intp]


@compiled
def best_path(scores: Floats, transitions: Floats) -> Tags:
    """The tags of greatest total score: ``scores`` (characters, tags), at least one character,
    and ``transitions`` (from, to). Of two that are as good, the first."""
    length, tags = scores.shape
    back = np.zeros((length, tags), np.intp)
    best, reached = scores[0].copy(), np.empty(tags, np.float32)
    for at in range(1, length):
        for tag in range(tags):
            most, before = best[0] + transitions[0, tag], 0
            for other in range(1, tags):
                told = best[other] + transitions[other, tag]
                if told > most:
                    most, before = told, other
            back[at, tag] = before
            reached[tag] = most + scores[at, tag]
        best[:] = reached
    path = np.empty(length, np.intp)
    path[length - 1] = np.argmax(best)
    for at in range(length - 1, 0, -1):
        path[at - 1] = back[at, path[at]]
    return path
