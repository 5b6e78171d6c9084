"""Which texts are one article: a copy confirms nothing that its first print did not say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from shigu.engine.text.likeness import band_keys, candidates, grams, likeness, signatures

SAME_ARTICLE = 0.8
REWRITE = 0.5
Kinship = Literal["first", "copy", "article", "rewrite"]


@dataclass(frozen=True, slots=True)
class Kin:
    """How a text stands to those before it.

    ``family`` is the index of the family's first text: copies (equal signs) and the same article
    (likeness ≥ .8) share one, and count as one source. A rewrite (.5–.8) opens a family of its
    own and names in ``like`` what it is like; it is not independent of it either.
    """

    family: int
    kinship: Kinship
    like: int | None
    likeness: float


def keys(text: str) -> list[int]:
    """By which a stored text is found among those that may be like it."""
    return band_keys(signatures([grams(text)])[0])


def nearest(text: str, others: Sequence[str]) -> tuple[int, float] | None:
    """Which of ``others`` is most like ``text``, the first among equals; None below ``REWRITE``."""
    of = grams(text)
    alike = [(likeness(of, grams(other)), -at) for at, other in enumerate(others)]
    best, at = max(alike, default=(0.0, 0))
    return (-at, best) if best >= REWRITE else None


def families(texts: Sequence[str]) -> tuple[Kin, ...]:
    """The kin of every text, in order; the same texts in the same order give the same answer."""
    hashes = [sha256(text.encode("utf-8", "surrogatepass")).digest() for text in texts]
    first_of: dict[bytes, int] = {}
    for at, key in enumerate(hashes):
        first_of.setdefault(key, at)
    firsts = list(first_of.values())
    near = _near(firsts, texts)
    kin: dict[int, Kin] = {}
    for at, key in enumerate(hashes):
        first = first_of[key]
        if first == at:
            kin[at] = _kin(at, near.get(at, []), kin)
        else:
            kin[at] = Kin(kin[first].family, "copy", first, 1.0)
    return tuple(kin[at] for at in range(len(texts)))


def _near(firsts: Sequence[int], texts: Sequence[str]) -> dict[int, list[tuple[float, int]]]:
    shingled = [grams(texts[at]) for at in firsts]
    near: dict[int, list[tuple[float, int]]] = {}
    for one, other in candidates(signatures(shingled)):
        alike = likeness(shingled[one], shingled[other])
        if alike >= REWRITE:
            near.setdefault(firsts[other], []).append((alike, firsts[one]))
    return near


def _kin(at: int, near: list[tuple[float, int]], kin: dict[int, Kin]) -> Kin:
    alike, like = max(near, key=lambda each: (each[0], -each[1]), default=(0.0, None))
    if like is None:
        return Kin(at, "first", None, 0.0)
    if alike >= SAME_ARTICLE:
        return Kin(kin[like].family, "article", like, alike)
    return Kin(at, "rewrite", like, alike)
