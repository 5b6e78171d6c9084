"""What a firm does with a thing that its scope names: makes, develops, trades or serves it.

Scopes of the Chinese register come as heads with lists (生产：甲、乙；销售：丙), as items with a
verb behind (甲制造，乙销售) or before them (销售甲、乙), and with exceptions in brackets (不含甲).
The role of a hit is the strongest verb of the first of these that has one: its own element of a
list, the head, the rest of the list behind it, the list before it, the clause before it.
"""

from __future__ import annotations

import csv
from enum import IntEnum
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from shigu.engine.chain.mapping.clauses import resolved
from shigu.engine.chain.mapping.fold import folded_text
from shigu.engine.chain.mapping.hits import Hits
from shigu.engine.chain.mapping.matcher import Matcher

Ints = NDArray[np.int32]
WORDS = Path(__file__).with_name("roles.csv")


class Role(IntEnum):
    """The stronger the greater; ``UNTOLD`` where no verb is near, ``BESIDE`` where the scope goes
    on to name another thing (线路板用切割机)."""

    BARRED = 0
    BESIDE = 1
    SERVE = 2
    TRADE = 3
    UNTOLD = 4
    DEVELOP = 5
    MAKE = 6


class Mark(IntEnum):
    """What follows a name to make it another's, and punctuation from the finest division to the
    coarsest; all greater than every role."""

    TAIL = 9
    LIST = 10
    ITEM = 11
    HEAD = 12
    CLAUSE = 13
    OPEN = 14
    CLOSE = 15


@cache
def vocabulary() -> tuple[Matcher, Ints]:
    """The matcher of verbs and punctuation, and what each of its terms is."""
    with WORDS.open(encoding="utf-8", newline="") as file:
        kinds = {row["word"]: row["role"].upper() for row in csv.DictReader(file)}
    matcher = Matcher(list(kinds))
    numbers = np.zeros(len(matcher.terms), np.int32)
    for word, kind in kinds.items():
        number = Role[kind] if kind in Role.__members__ else Mark[kind]
        numbers[matcher.number[folded_text(word)]] = number
    return matcher, numbers


def roles(found: Hits, field: int, column: pa.Array) -> Ints:
    """The :class:`Role` of each hit of ``found`` in ``column``, which is its field ``field``.

    Hits of other fields are ``UNTOLD``.
    """
    matcher, kinds = vocabulary()
    answer = np.full(len(found.row), int(Role.UNTOLD), np.int32)
    chosen = np.flatnonzero(found.field == field)
    rows, place = np.unique(found.row[chosen], return_inverse=True)
    tokens = matcher.find(column.take(pa.array(rows)))
    bounds = np.searchsorted(tokens.row, np.arange(len(rows) + 1)).astype(np.int32)
    answer[chosen] = resolved(
        place.astype(np.int32),
        found.start[chosen],
        found.end[chosen],
        bounds,
        tokens.start,
        tokens.end,
        kinds[tokens.term],
    )
    return answer
