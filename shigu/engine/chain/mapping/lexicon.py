"""The terms of links and what each says: for which link, and whether it places or forbids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shigu.engine.chain.mapping.fold import folded_text
from shigu.engine.chain.mapping.matcher import Matcher
from shigu.engine.chain.values import Link

Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Uses of term ``t`` stand at ``first_use[t]`` … ``first_use[t + 1]``: ``link`` by place in
    ``links``, ``wanted`` 1 for a term that places, 0 for one that forbids what it covers."""

    links: tuple[Link, ...]
    matcher: Matcher
    first_use: Ints
    link: Ints
    wanted: Ints

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
        return cls(tuple(links), matcher, first, link, wanted)
