"""Which pairs of records are worth comparing, and their bits, in machine code."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from shigu.engine.compiled import maker, rules_of
from shigu.engine.entity.lookup.distance import slips
from shigu.engine.entity.lookup.judged import compiled_standing
from shigu.engine.entity.lookup.nearest import SignIndex
from shigu.engine.entity.lookup.signs import LONGEST, Alphabet
from shigu.engine.entity.names.plain import plain_name
from shigu.engine.entity.names.standing import NEAR
from shigu.engine.entity.resolve import levels
from shigu.engine.entity.resolve.compare import FIELDS, evidence

NEIGHBOURS = 5
BUDGET = 2000
"""Names read for one: what it leaves out, the other blocks find."""
WINDOW = 8
BLOCKS = ("plain", "core", "address", "numbers")

_levels = rules_of(
    levels, "swapped", "code_level", "founded_level", "capital_level", "address_level"
)
standing_of = compiled_standing()
code_level, founded_level = _levels.code_level, _levels.founded_level
capital_level, address_level = _levels.capital_level, _levels.address_level


def candidates(names: Sequence[str], rows: NDArray[np.void]) -> NDArray[np.int64]:
    """Pairs (n × 2, the lower record first, ascending) that agree in something rare.

    Near names (the five nearest of each), the same code, plain name, core, address, numbers of the
    address, and founding day with capital. In a block of more than eight records each is paired
    with the eight after it, sorted by name, so no block is left out and none is quadratic.
    """
    nearest = SignIndex(names).nearest(names, NEIGHBOURS, budget=BUDGET).ids
    ones = np.repeat(np.arange(len(names)), NEIGHBOURS)
    found = [np.stack([ones, nearest.ravel()], axis=1)[nearest.ravel() >= 0]]
    keys = [rows[block] for block in BLOCKS]
    keys += [code_sums(rows), np.where(rows["founded"] > 0, _mixed(rows), 0)]
    found += [_blocked(key, rows["plain"]) for key in keys]
    pairs = np.concatenate(found)
    low, high = pairs.min(axis=1), pairs.max(axis=1)
    keys_of_pairs = np.unique((low * len(names) + high)[low < high])
    return np.stack(np.divmod(keys_of_pairs, len(names)), axis=1)


def _mixed(rows: NDArray[np.void]) -> NDArray[np.int64]:
    mixed: NDArray[np.int64] = rows["founded"] * 1_000_003 + rows["capital"] % 1_000_000_007
    return mixed


def code_sums(rows: NDArray[np.void]) -> NDArray[np.int64]:
    """A number for each code, 0 where there is none."""
    weights = np.array([pow(31, place, 2**61 - 1) for place in range(18)], dtype=np.int64)
    with np.errstate(over="ignore"):
        sums: NDArray[np.int64] = (rows["code"].astype(np.int64) * weights).sum(axis=1)
    return sums


def _blocked(key: NDArray[np.int64], within: NDArray[np.int64]) -> NDArray[np.int64]:
    order = np.lexsort((np.arange(len(key)), within, key))
    ranked = key[order]
    found = [np.empty((0, 2), np.int64)]
    for step in range(1, min(WINDOW, len(key) - 1) + 1):
        same = (ranked[:-step] == ranked[step:]) & (ranked[step:] != 0)
        found.append(np.stack([order[:-step][same], order[step:][same]], axis=1))
    return np.concatenate(found)


def scored(
    names: Sequence[str], rows: NDArray[np.void], pairs: NDArray[np.int64]
) -> NDArray[np.int64]:
    """The bits of each pair, those of :func:`shigu.engine.entity.resolve.compare.compare`."""
    plain = [plain_name(name)[:LONGEST] for name in names]
    signs = Alphabet(plain).signs(plain)
    weights = [[row.bits for row in evidence()[field]] for field in FIELDS]
    table = np.zeros((len(FIELDS), max(map(len, weights))), np.int64)
    for field, row in enumerate(weights):
        table[field, : len(row)] = row
    return np.asarray(_bits(rows, signs.of, signs.starts, pairs, table))


@maker
def _bits(
    rows: NDArray[np.void],
    signs: NDArray[np.uint16],
    starts: NDArray[np.int64],
    pairs: NDArray[np.int64],
    table: NDArray[np.int64],
) -> NDArray[np.int64]:
    room = np.empty((3, LONGEST + 2), np.int64)
    bits = np.empty(len(pairs), np.int64)
    for row in range(len(pairs)):
        one, other = pairs[row]
        left = signs[starts[one] : starts[one + 1]]
        right = signs[starts[other] : starts[other + 1]]
        limit = max(1, int(NEAR * min(len(left), len(right))))
        near = max(limit, 2)
        apart = slips(left, right, near, room)
        this, that = rows[one], rows[other]
        bits[row] = (
            table[0, code_level(this, that)]
            + table[1, standing_of(this, that, apart, limit)]
            + table[2, founded_level(this, that)]
            + table[3, capital_level(this, that)]
            + table[4, address_level(this, that)]
        )
    return bits
