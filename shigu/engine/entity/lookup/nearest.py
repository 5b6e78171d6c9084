"""The index over names: built once, asked in batches over all cores."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain, pairwise, repeat

import numpy as np
from numpy.typing import NDArray

from shigu.engine.entity.lookup.kernel import indexed, searched
from shigu.engine.entity.lookup.signs import Alphabet, Signs
from shigu.engine.entity.names.placed import placed
from shigu.engine.entity.names.plain import plain_name

BUDGET = 6000
"""Names read for one question, at most."""
PART = 0.3
"""Slips allowed, as a part of the signs asked."""
FEWEST = 256
"""Questions that one core gets, at least."""
FARTHEST = 1 << 30
LIABLE = "有限责任公司"
BRACKETED = re.compile(r"[(（]([^()（）]{2,8})[)）]")


@dataclass(frozen=True, slots=True)
class Nearest:
    """``ids`` and ``slips`` (questions × wanted): the nearest names, −1 where none is left."""

    ids: NDArray[np.int64]
    slips: NDArray[np.int64]


def searchable(name: str) -> tuple[str, ...]:
    """The plain name with 有限责任公司 written 有限公司; with a bracketed place also in front."""
    forms = (_liable(plain_name(name)),)
    if found := BRACKETED.search(name):
        inner = placed(plain_name(found[1]))
        if inner.place and not inner.rest and found.start() > 0:
            moved = found[1] + name[: found.start()] + name[found.end() :]
            return (*forms, _liable(plain_name(moved)))
    return forms


def _liable(plain: str) -> str:
    return plain[: -len(LIABLE)] + "有限公司" if plain.endswith(LIABLE) else plain


class SignIndex:
    """Names and their keys: about 200 bytes a name, a second for 100,000 a core."""

    def __init__(self, names: Sequence[str]) -> None:
        """Index ``names``; their places in the sequence are the ids."""
        forms, self._ids = _spread(names)
        self._size = len(names)
        self._alphabet = Alphabet(forms)
        self._signs = self._alphabet.signs(forms)
        bits = min(24, max(12, (len(forms) * 4).bit_length()))
        self._heads, self._names = indexed(self._signs.of, self._signs.starts, (1 << bits) - 1)

    def __len__(self) -> int:
        return self._size

    def nearest(
        self,
        names: Sequence[str],
        wanted: int = 2,
        cores: int | None = None,
        budget: int = BUDGET,
    ) -> Nearest:
        """The ``wanted`` nearest to each of ``names``, of which it reads ``budget`` at most.

        The answer does not depend on ``cores``.
        """
        forms, rows = _spread(names)
        found = Nearest(*(np.full((len(forms), wanted), -1, np.int64) for _ in range(2)))
        shares = max(1, min(cores or os.cpu_count() or 1, len(forms) // FEWEST))
        bounds = np.linspace(0, len(forms), shares + 1).astype(int)
        cuts = [slice(low, high) for low, high in pairwise(bounds)]
        asked = [self._alphabet.signs(forms[cut]) for cut in cuts]
        answers = [Nearest(found.ids[cut], found.slips[cut]) for cut in cuts]
        with ThreadPoolExecutor(shares) as pool:
            list(pool.map(self._ask, asked, answers, repeat(budget)))
        known = found.ids >= 0
        found.ids[known] = self._ids[found.ids[known]]
        return _joined(found, rows, len(names))

    def _ask(self, asked: Signs, answer: Nearest, budget: int) -> None:
        own = self._signs
        searched(
            *(own.of, own.starts, self._heads, self._names, asked.of, asked.starts),
            *(budget, PART, answer.ids, answer.slips),
        )


def _spread(names: Sequence[str]) -> tuple[list[str], NDArray[np.int64]]:
    """The searchable forms of all names, and which name each is of."""
    forms = [searchable(name) for name in names]
    counts = np.fromiter(map(len, forms), np.int64, len(forms))
    return list(chain.from_iterable(forms)), np.repeat(np.arange(len(forms)), counts)


def _joined(found: Nearest, rows: NDArray[np.int64], size: int) -> Nearest:
    """The best of all forms of a name, each id once, by slips and then in the order found."""
    wanted = found.ids.shape[1]
    ids, slips = (each.ravel() for each in (found.ids, found.slips))
    row = np.repeat(rows, wanted)
    order = np.lexsort((np.arange(len(ids)), np.where(ids < 0, FARTHEST, slips), row))
    _, first = np.unique(np.stack([row[order], ids[order]]), axis=1, return_index=True)
    kept = order[np.sort(first)]
    kept = kept[ids[kept] >= 0]
    heads = np.searchsorted(row[kept], np.arange(size))
    place = np.arange(len(kept)) - heads[row[kept]]
    answer = Nearest(*(np.full((size, wanted), -1, np.int64) for _ in range(2)))
    fits = place < wanted
    answer.ids[row[kept][fits], place[fits]] = ids[kept][fits]
    answer.slips[row[kept][fits], place[fits]] = slips[kept][fits]
    return answer
