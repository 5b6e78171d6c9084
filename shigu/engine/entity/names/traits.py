"""What of a name is compared, as numbers: the same row for a kernel and for plain Python."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from shigu.engine.entity.names.parts import forms, parts
from shigu.engine.entity.names.plain import plain_name

ORDINALS = "0123456789一二三四五六七八九十百甲乙丙丁"
DIRECTIONS = "东南西北中上下前后左右内外新老大小"
BITS = 2
"""Room for a sign's count: more than three of one sign count as three."""

NAME = np.dtype(
    [
        *((field, np.int64) for field in ("plain", "core", "brand", "branch")),
        *(("ordinals", np.int64), ("directions", np.int64), ("division", np.int32)),
        *(("kind", np.int8), ("grouped", np.bool_), ("placed", np.bool_)),
    ]
)


class NameTraits(NamedTuple):
    """One row of dtype ``NAME``; texts are 64-bit sums, 0 for ''.

    ``branch`` does not depend on the order of signs; ``ordinals`` and ``directions`` hold
    2-bit counts of the signs of ``ORDINALS`` and ``DIRECTIONS`` in brand, trade and branch.
    """

    plain: int
    core: int
    brand: int
    branch: int
    ordinals: int
    directions: int
    division: int
    kind: int
    grouped: bool
    placed: bool


def name_traits(name: str) -> NameTraits:
    """The traits of a name."""
    of = parts(name)
    words = of.core + of.branch
    branch = "".join(sorted(of.branch)) if of.branch else ""
    return NameTraits(
        *(text_sum(plain_name(name)), text_sum(of.core), text_sum(of.brand)),
        *(text_sum(branch), _counts(words, _places(ORDINALS))),
        *(_counts(words, _places(DIRECTIONS)), int(of.division or 0), kinds().get(of.kind, 0)),
        *(of.group or "集团" in of.core, bool(of.place)),
    )


def trait_rows(names: Sequence[str]) -> NDArray[np.void]:
    """The traits of many names, dtype ``NAME``."""
    return np.array([name_traits(name) for name in names], dtype=NAME)


def text_sum(text: str) -> int:
    """A sum of 63 bits that tells texts apart (two CRC-32), the same on every machine."""
    written = text.encode("utf-8", "surrogatepass")
    return (crc32(written) << 31 | crc32(written, 0x5A5A5A5A) >> 1) if text else 0


@cache
def kinds() -> dict[str, int]:
    """Numbers of the kinds of legal forms; 0 is none."""
    return {kind: number for number, kind in enumerate(sorted(set(forms().values())), 1)}


@cache
def _places(signs: str) -> dict[str, int]:
    return {sign: BITS * place for place, sign in enumerate(signs)}


def _counts(words: str, places: dict[str, int]) -> int:
    counts = 0
    for sign in words:
        if (place := places.get(sign, -1)) >= 0 and counts >> place & 3 < 3:
            counts += 1 << place
    return counts
