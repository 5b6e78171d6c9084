"""Hits of a batch gathered into positions: a firm on a link, with what speaks for it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shigu.engine.chain.mapping.hits import Hits
from shigu.engine.chain.mapping.roles import Role

Ints = NDArray[np.int32]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Positions:
    """Positions by row and link, (n,); ``p`` rests on hits ``first[p]`` … ``first[p + 1]``.

    ``role`` is the strongest of its hits, ``terms`` counts different terms that are more than
    traded or served, ``size`` is the characters of the longest, ``own`` tells whether the name or
    the products say it, ``vague`` that only words of any industry do and the firm names no other
    thing of the chain.
    """

    row: Ints
    link: Ints
    first: Ints
    role: Ints
    terms: Ints
    size: Ints
    own: NDArray[np.bool_]
    vague: NDArray[np.bool_]


def gathered(
    found: Hits, role: Ints, own: NDArray[np.bool_], common: NDArray[np.bool_]
) -> Positions:
    """The positions of ``found``; ``role``, ``own`` and ``common`` of each hit, (hits,)."""
    n = len(found.row)
    if not n:
        none = np.zeros(0, np.int32)
        return Positions(none, none, np.zeros(1, np.int32), none, none, none, none > 0, none > 0)
    new = np.r_[True, (np.diff(found.row) != 0) | (np.diff(found.link) != 0)]
    first = np.flatnonzero(new).astype(np.int32)
    position = np.cumsum(new) - 1
    telling = role > Role.TRADE
    named = np.unique(found.row[telling & ~common])
    vague = np.logical_or.reduceat(common & telling, first) & ~np.isin(found.row[first], named)
    pairs = np.unique(np.column_stack((position, found.term))[telling], axis=0)
    return Positions(
        row=found.row[first],
        link=found.link[first],
        first=np.r_[first, n].astype(np.int32),
        role=np.maximum.reduceat(role, first),
        terms=np.bincount(pairs[:, 0], minlength=len(first)).astype(np.int32),
        size=np.maximum.reduceat(found.end - found.start, first),
        own=np.logical_or.reduceat(own & telling, first),
        vague=vague,
    )
