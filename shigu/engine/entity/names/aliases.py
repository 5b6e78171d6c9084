"""Short names and the full ones they stand for: 杭钢股份 is 杭州钢铁股份有限公司.

The signs of a short name stand in its full name in order. What one sign tells is how few full
names bear it, and a sign that goes on where the last one ended or begins the brand tells more.
A sign of a place may stand for it: 粤, 沪, 深.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from heapq import nlargest
from importlib.resources import files
from math import log2

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from shigu.engine.entity.names.parts import NameParts, parts
from shigu.engine.entity.names.plain import plain_name

STATUS = re.compile(r"^(?:退市|n|xd|xr|dr)?(?:s?st|pt|s(?=[\u4e00-\u9fff]))?(?:退市)?")
SHARE = re.compile(r"(?:(?<=[\u4e00-\u9fff])(?:[ab]股?|退|转换|[ab]退|cdr))$")
GENERIC = re.compile(r"(?:股份|控股|集团|公司)$")
RUN, BEGINNING, LEAP = 0.6, 0.5, 0.15
BRAND, TIES = 0.25, 0.05
CANDIDATES, KEPT = 40, 15
LEAST, MARGIN = 0.55, 0.04
ASSIGNED, NOBODY = 0.48, 1e-6


@dataclass(frozen=True, slots=True)
class Alias:
    """The full name (its place in the list, −1 for none), and the score of it and of the next."""

    full: int
    score: float
    next_score: float


class Aliases:
    """Full names that short ones are looked up among."""

    def __init__(self, fulls: Sequence[str]) -> None:
        """Learn how rare each sign is among ``fulls``."""
        self._fulls = [plain_name(full) for full in fulls]
        self._bearers: dict[str, list[int]] = defaultdict(list)
        for place, full in enumerate(self._fulls):
            for sign in set(full):
                self._bearers[sign].append(place)

    def match(self, short: str) -> Alias:
        """The full name of ``short``; none below ``LEAST`` or where the next is too near."""
        scores = self.scored(short)
        (best, score), (_, following) = (*scores, (-1, 0.0), (-1, 0.0))[:2]
        sure = score >= LEAST and score - following >= MARGIN
        return Alias(best if sure else -1, score, following)

    def assign(self, shorts: Sequence[str], least: float = ASSIGNED) -> list[int]:
        """The full name of each of ``shorts`` where each full name is borne by one: −1 for none.

        The assignment of greatest total score in which nobody gets less than ``least``; names
        that are one count as one. Where a list of short names is closed, as a market's is, this
        tells 海天股份 from 海天瑞声 by who else is there.
        """
        columns: dict[str, int] = {}
        edges = [
            (row, columns.setdefault(self._fulls[place], len(columns)), place, score)
            for row, short in enumerate(shorts)
            for place, score in self.scored(short)[:KEPT]
            if score >= least
        ]
        size, wide = len(shorts), len(columns)
        own = [(row, wide + row, -1, least - NOBODY) for row in range(size)]
        rows, cols, places, scores = (list(each) for each in zip(*edges, *own, strict=True))
        costs = coo_array((2.0 - np.array(scores), (rows, cols)), shape=(size, wide + size))
        met = min_weight_full_bipartite_matching(costs.tocsr())
        known = dict(zip(zip(rows, cols, strict=True), places, strict=True))
        return [known[int(row), int(col)] for row, col in zip(*met, strict=True)]

    def scored(self, short: str) -> list[tuple[int, float]]:
        """The best full names with their scores, 0–1, descending; names that are one stand once."""
        plain = stripped(short)
        if not plain:
            return []
        found: dict[str, tuple[int, float]] = {}
        for spelling in spellings(plain):
            for place in self._candidates(spelling):
                full = self._fulls[place]
                score = self._score(spelling, full)
                score = (score + TIES * _likely(plain_name(short), full)) / (1 + TIES)
                if full not in found or score > found[full][1]:
                    found[full] = (place, score)
        return sorted(found.values(), key=lambda each: (-each[1], each[0]))

    def _candidates(self, short: str) -> list[int]:
        hits: defaultdict[int, float] = defaultdict(float)
        for sign in sorted(set(short), key=lambda sign: len(self._bearers.get(sign, ()))):
            weight = self._weight(sign)
            for place in self._bearers.get(sign, ()):
                hits[place] += weight
        return nlargest(CANDIDATES, hits, key=lambda place: (hits[place], -place))

    def _weight(self, sign: str) -> float:
        return log2(1 + len(self._fulls) / (1 + len(self._bearers.get(sign, ()))))

    def _score(self, short: str, full: str) -> float:
        """The greatest sum over alignments in order, as a part of what ``short`` could reach."""
        weights = [self._weight(sign) for sign in short]
        begin = _brand_start(full)
        rows = [[0.0] * (len(full) + 1) for _ in range(len(short) + 1)]
        ended = [[False] * (len(full) + 1) for _ in range(len(short) + 1)]
        for i, sign in enumerate(short, 1):
            for j, other in enumerate(full, 1):
                kept = max(rows[i - 1][j], rows[i][j - 1])
                if sign == other:
                    bonus = RUN if ended[i - 1][j - 1] else BEGINNING if j - 1 in begin else 0.0
                    taken = rows[i - 1][j - 1] + weights[i - 1] * (1 + bonus)
                    if taken > kept:
                        ended[i][j], kept = True, taken
                rows[i][j] = kept
        reached = rows[-1][-1] / (sum(weights) * (1 + RUN))
        return reached * (1 - BRAND + BRAND * _covered(short, full))


def stripped(short: str) -> str:
    """A short name without marks of its listing (*ST, A, B股, 退) and 股份 behind a brand."""
    plain = SHARE.sub("", STATUS.sub("", plain_name(short), count=1))
    rest = GENERIC.sub("", plain)
    return rest if len(rest) >= 2 else plain


def spellings(plain: str) -> tuple[str, ...]:
    """The name itself, and with a leading sign of a place written out."""
    out = abbreviations().get(plain[0], ())
    return (plain, *(place + plain[1:] for place in out))


@cache
def abbreviations() -> dict[str, tuple[str, ...]]:
    """Places by the one sign that stands for them."""
    listed = files("shigu.engine.entity.names").joinpath("abbreviations.csv").read_text("utf-8")
    rows = csv.DictReader(listed.splitlines())
    return {row["sign"]: tuple(row["places"].split("|")) for row in rows}


@cache
def _parts(full: str) -> NameParts:
    return parts(full)


def _brand_start(full: str) -> frozenset[int]:
    return frozenset({0, len(_parts(full).place)})


def _covered(short: str, full: str) -> float:
    """The part of the brand that ``short`` spells: 海天 is the brand of 海天水务, not 海天瑞声."""
    brand = _parts(full).brand
    return sum(sign in short for sign in brand) / len(brand) if brand else 1.0


def _likely(short: str, full: str) -> float:
    """What decides between equals, 0–1: no word of trade over, and the ending told."""
    core = _parts(full).core
    spelled = sum(sign in short for sign in core) / len(core) if core else 1.0
    ending = GENERIC.search(short)
    told = ending is None or ending[0] in full.removesuffix("股份有限公司")
    return (spelled + told) / 2
