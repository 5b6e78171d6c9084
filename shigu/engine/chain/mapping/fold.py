"""Characters as small classes: what NFKC and case folding make equal is one class."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache

import numpy as np
from numpy.typing import NDArray

CODE_POINTS = 0x30000
"""Characters beyond the third plane are in no term."""
LATIN = "0123456789abcdefghijklmnopqrstuvwxyz"
LAST_LATIN = len(LATIN)
"""Classes 1 … 36 are Latin letters and digits, whether a term has them or not; 0 is any other
character that no term has."""


def folded(character: str) -> str:
    """What the character is compared as; one that would become several stays as it is."""
    plain = unicodedata.normalize("NFKC", character).casefold()
    return plain if len(plain) == 1 else character


def folded_text(text: str) -> str:
    """The text with each character folded: as long as before."""
    return "".join(map(folded, text))


@cache
def _variants() -> dict[str, tuple[int, ...]]:
    """Every character of the first planes that folds into another one, by that other."""
    found: dict[str, list[int]] = {}
    for point in range(0x80, CODE_POINTS):
        character = chr(point)
        plain = folded(character)
        if plain != character:
            found.setdefault(plain, []).append(point)
    for point in range(ord("A"), ord("Z") + 1):
        found.setdefault(chr(point).lower(), []).append(point)
    return {plain: tuple(points) for plain, points in found.items()}


def classes(terms: Iterable[str]) -> NDArray[np.uint16]:
    """The class of each code point, (196,608,), for folded ``terms``."""
    alphabet = LATIN + "".join(sorted({c for term in terms for c in term} - set(LATIN)))
    table = np.zeros(CODE_POINTS, np.uint16)
    for number, plain in enumerate(alphabet, 1):
        table[[ord(plain), *_variants().get(plain, ())]] = number
    return table
