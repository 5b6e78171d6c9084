"""A trie over character classes, its steps in one open-addressed table (Knuth 6.4, algorithm L).

A step from state ``s`` by class ``c`` is kept under the key ``s · 65,536 + c``, at the first free
place from its hash on; a free place ends the search. Half of the places stay free.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shigu.engine.compiled import inner, kernel

Ints = NDArray[np.int32]
GOLDEN = np.uint64(0x9E3779B97F4A7C15)
FREE = -1


@dataclass(frozen=True, slots=True)
class Trie:
    """``first[c]`` is the state after a first class ``c`` (0: none); bit ``b % 64`` of ``gate[c]``
    tells whether any term goes on from ``c`` with such a class ``b``; ``word[s]`` is the term that
    ends in state ``s``, or −1; ``keys`` and ``states`` are the table of the other steps."""

    keys: NDArray[np.int64]
    states: Ints
    word: Ints
    first: Ints
    gate: NDArray[np.uint64]


def trie(words: Sequence[Sequence[int]], class_count: int) -> Trie:
    """The trie of ``words``, each at least one class long, none twice; classes from 1."""
    steps: dict[tuple[int, int], int] = {}
    ends = []
    for each in words:
        state = 0
        for c in each:
            state = steps.setdefault((state, c), len(steps) + 1)
        ends.append(state)
    word = np.full(len(steps) + 1, -1, np.int32)
    word[ends] = np.arange(len(words), dtype=np.int32)
    first, gate = np.zeros(class_count, np.int32), [0] * class_count
    first_of = {state: c for (before, c), state in steps.items() if before == 0}
    for (before, c), state in steps.items():
        if before == 0:
            first[c] = state
            gate[c] |= (1 << 64) - 1 if word[state] >= 0 else 0
        elif before in first_of:
            gate[first_of[before]] |= 1 << (c % 64)
    return Trie(*_table(steps), word, first, np.array(gate, np.uint64))


def _table(steps: dict[tuple[int, int], int]) -> tuple[NDArray[np.int64], Ints]:
    places = 1 << (2 * len(steps) + 2).bit_length()
    keys, states = np.full(places, FREE, np.int64), np.zeros(places, np.int32)
    asked = np.array([s << 16 | c for s, c in steps], np.int64)
    filled(keys, states, asked, np.array(list(steps.values()), np.int32))
    return keys, states


@inner
def place(keys: NDArray[np.int64], key: np.int64) -> np.int64:
    """Where ``key`` stands in the table, or the free place where it would."""
    mask = len(keys) - 1
    at = np.int64((np.uint64(key) * GOLDEN) >> np.uint64(32)) & mask
    while keys[at] != FREE and keys[at] != key:
        at = (at + 1) & mask
    return at


@kernel
def filled(keys: NDArray[np.int64], states: Ints, asked: NDArray[np.int64], to: Ints) -> None:
    """Put the steps ``asked`` → ``to`` into the table."""
    for i in range(len(asked)):
        at = place(keys, asked[i])
        keys[at], states[at] = asked[i], to[i]
