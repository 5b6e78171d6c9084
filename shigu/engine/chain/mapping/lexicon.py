"""The terms of links and what each says: for which link, and whether it places or forbids."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from shigu.engine.chain.mapping.fold import folded_text
from shigu.engine.chain.mapping.matcher import Matcher
from shigu.engine.chain.values import Link

Ints = NDArray[np.int32]
COMMON = Path(__file__).with_name("common.csv")


@cache
def common_words() -> dict[str, int]:
    """Words that firms of any industry write, as they fold: 1 for parts and processes, 2 for what
    stands in every list of services and says something only of who makes it."""
    with COMMON.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return {folded_text(row["term"]): 1 + int(row["unless_made"]) for row in rows}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Uses of term ``t`` stand at ``first_use[t]`` … ``first_use[t + 1]``: ``link`` by place in
    ``links``, ``wanted`` 1 for a term that places, 0 for one that forbids what it covers.
    ``common`` is the number of each term in ``common_words``, 0 for words of a trade."""

    links: tuple[Link, ...]
    matcher: Matcher
    first_use: Ints
    link: Ints
    wanted: Ints
    common: Ints

    @classmethod
    def of(cls, links: Sequence[Link]) -> Lexicon:
        """The terms of ``links``; links without terms are never found."""
        uses = sorted(
            {
                (folded_text(term.strip()), wanted, number)
                for number, link in enumerate(links)
                for terms, wanted in ((link.terms, 1), (link.negative_terms, 0))
                for term in terms
                if term.strip()
            }
        )
        matcher = Matcher([term for term, _, _ in uses])
        each = np.array([(matcher.number[t], w, n) for t, w, n in uses], np.int32).reshape(-1, 3)
        counts = np.bincount(each[:, 0], minlength=len(matcher.terms))
        first = np.concatenate(([0], np.cumsum(counts))).astype(np.int32)
        link, wanted = (np.ascontiguousarray(each[:, i]) for i in (2, 1))
        common = np.array([common_words().get(term, 0) for term in matcher.terms], np.int32)
        return cls(tuple(links), matcher, first, link, wanted, common)
