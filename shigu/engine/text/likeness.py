"""Near-duplicates among texts: MinHash of 128 permutations in 32 bands of 4 over character 5-grams.

Two texts of Jaccard likeness J share a band with probability 1 − (1 − J⁴)³², .87 at .5 and
1 − 10⁻⁷ at .8 (Broder 1997; Leskovec, Rajaraman, Ullman, ch. 3). Candidates are then compared
exactly, by the sets of their 5-grams.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from rensa.rensa import RMinHash

PERMUTATIONS, BANDS, GRAM, SEED = 128, 32, 5, 20261127
ROWS = PERMUTATIONS // BANDS
COMPARED = 8
"""Members of a crowded bucket are compared with so many of its first, not each with each."""
BLANK = re.compile(r"\s+")
FACTORS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)
Grams = NDArray[np.uint64]
Signatures = NDArray[np.uint32]


def grams(text: str) -> Grams:
    """The set of character 5-grams of ``text`` without blanks, as sorted hashes."""
    plain = BLANK.sub("", text).ljust(GRAM, "\0")
    signs = np.frombuffer(plain.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    count = len(signs) - GRAM + 1
    mixed: Grams = np.zeros(count, dtype=np.uint64)
    for at in range(GRAM):
        mixed = (mixed + signs[at : at + count]) * FACTORS[0]
        mixed ^= mixed >> np.uint64(29)
    mixed *= FACTORS[1]
    mixed ^= mixed >> np.uint64(32)
    mixed *= FACTORS[2]
    mixed.sort()
    return mixed[np.concatenate(([True], mixed[1:] != mixed[:-1]))]


def signatures(texts: Sequence[Grams]) -> Signatures:
    """One row of 128 minima a text; a stored row is compared with later ones."""
    if not texts:
        return np.empty((0, PERMUTATIONS), dtype=np.uint32)
    ends = np.cumsum([0, *(len(text) for text in texts)], dtype=np.uint64)
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(
        np.concatenate(texts), ends, PERMUTATIONS, SEED
    )
    return np.array(matrix.to_rows(), dtype=np.uint32)


def candidates(rows: Signatures) -> set[tuple[int, int]]:
    """Pairs (earlier, later) of rows that agree in all of a band."""
    return {pair for band in range(BANDS) for pair in _of_band(rows, band)}


def band_keys(row: NDArray[np.uint32]) -> list[int]:
    """The 32 bands of one row as signed 64-bit keys; rows that share a key are candidates."""
    parts = np.ascontiguousarray(row).reshape(BANDS, ROWS)
    return [
        int.from_bytes(
            blake2b(part.tobytes(), digest_size=8, salt=band.to_bytes(2, "little")).digest(),
            "little",
            signed=True,
        )
        for band, part in enumerate(parts)
    ]


def likeness(one: Grams, other: Grams) -> float:
    """Jaccard likeness of the sets of 5-grams, 0–1."""
    few, many = (one, other) if len(one) <= len(other) else (other, one)
    at = np.minimum(np.searchsorted(many, few), len(many) - 1)
    shared = int(np.count_nonzero(many[at] == few))
    return shared / (len(one) + len(other) - shared)


def _of_band(rows: Signatures, band: int) -> Iterator[tuple[int, int]]:
    part = np.ascontiguousarray(rows[:, band * ROWS : (band + 1) * ROWS])
    keys = part.view(np.dtype((np.void, part.dtype.itemsize * ROWS))).ravel()
    order = np.argsort(keys, kind="stable")
    cuts = np.flatnonzero(keys[order][1:] != keys[order][:-1]) + 1
    for low, high in pairwise((0, *cuts.tolist(), len(order))):
        if high - low > 1:
            yield from _of_bucket(order[low:high].tolist())


def _of_bucket(members: list[int]) -> Iterator[tuple[int, int]]:
    for at, one in enumerate(members[:COMPARED]):
        yield from ((one, other) for other in members[at + 1 :])
