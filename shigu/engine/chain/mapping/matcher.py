"""Terms compiled once, found in any number of Arrow string columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from shigu.engine.chain.mapping.fold import classes, folded_text
from shigu.engine.chain.mapping.scan import scanned
from shigu.engine.chain.mapping.trie import Trie, trie

Ints = NDArray[np.int32]
FEWEST = 1 << 12


@dataclass(frozen=True, slots=True)
class Matches:
    """Occurrences by row, then place, then length. All (n,): ``row`` of the column, ``term`` as
    numbered by the matcher, ``start`` and ``end`` in characters of the row's text."""

    row: Ints
    term: Ints
    start: Ints
    end: Ints


class Matcher:
    """All occurrences of ``terms``, nested and overlapping ones too.

    Text and terms are compared character by character in NFKC and without case; a term that begins
    or ends in a Latin letter or digit must not run on into another one (``ISP`` is not found in
    ``DISPLAY``). Terms that fold into the same text are one term. The matcher is read only, so
    threads may share it.
    """

    def __init__(self, terms: Sequence[str]) -> None:
        plain = (folded_text(term.strip()) for term in terms)
        self.terms = tuple(dict.fromkeys(filter(None, plain)))
        self.number = {term: number for number, term in enumerate(self.terms)}
        self._classes = classes(self.terms)
        words = [[int(self._classes[ord(c)]) for c in term] for term in self.terms]
        self._trie: Trie = trie(words, int(self._classes.max()) + 1)

    def find(self, column: pa.Array) -> Matches:
        """Every occurrence in ``column``, a string array; a null is an empty text."""
        data, offsets = buffers(column)
        line = np.empty(longest(offsets) + 2, np.uint16)
        parts: list[Ints] = []
        row, rows, room = 0, len(offsets) - 1, max(FEWEST, len(offsets))
        while row < rows:
            found = np.empty((room, 4), np.int32)
            row, written = scanned(data, offsets, row, self._classes, *self._arrays(), line, found)
            parts.append(found[:written])
            room = room if written else 2 * room
        every = np.concatenate(parts) if parts else np.empty((0, 4), np.int32)
        return Matches(*(np.ascontiguousarray(every[:, i]) for i in range(4)))

    def _arrays(self) -> tuple[NDArray[np.int64], Ints, Ints, Ints, NDArray[np.uint64]]:
        it = self._trie
        return it.keys, it.states, it.word, it.first, it.gate


def buffers(column: pa.Array) -> tuple[NDArray[np.uint8], Ints]:
    """The bytes of a string array and where its rows begin, without a copy where possible.

    Raises:
        pyarrow.ArrowInvalid: more than 2 GB of text in one array.
    """
    if column.null_count:
        column = pc.fill_null(column, "")
    if column.type != pa.string():
        column = column.cast(pa.string())
    _, offsets, data = column.buffers()
    whole = np.frombuffer(offsets, np.int32) if offsets else np.zeros(1, np.int32)
    bounds = whole[column.offset : column.offset + len(column) + 1]
    return np.frombuffer(data or b"", np.uint8), bounds


def longest(offsets: Ints) -> int:
    """The bytes of the longest row."""
    return int(np.diff(offsets).max(initial=0))
