"""The place at the front of a name, step by step inward: 浙江省杭州市滨江区 → 330108."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache

from shigu.engine.entity.divisions import Division, divisions, within

UNIT = re.compile(r"^(?:省|自治区|特别行政区|市|地区|盟|州|区|县)")
LONGEST = 12
FEWEST = 2
KEPT = 1 << 15


@dataclass(frozen=True, slots=True)
class Placed:
    """A place as written, the narrowest division it names ('' for none), and what follows."""

    place: str
    division: str
    rest: str


def placed(plain: str) -> Placed:
    """The longest chain of nested divisions that ``plain`` begins with.

    A county's short name counts only inside its city or province, or where a county or a city of
    county level bears it (桐庐申丰); 朝阳 alone at the front is no district of Beijing.
    """
    rest, place, code = plain, "", ""
    while step := _step(rest, code):
        written, code = step
        place, rest = place + written, rest[len(written) :]
    if place == "" and plain.startswith("中国"):
        return Placed("中国", "", plain[2:])
    return Placed(place, code, rest)


def _step(rest: str, code: str) -> tuple[str, str] | None:
    for length in _lengths().get(rest[:FEWEST], ()):
        written = rest[:length]
        if narrowed := _narrowest(written, code):
            unit = "" if written == narrowed.name else _unit(rest[length:])
            return written + unit, narrowed.code
    return None


@lru_cache(KEPT)
def _narrowest(written: str, code: str) -> Division | None:
    found = [row for row in _named().get(written, ()) if _fits(row, written, code)]
    return min(found, key=lambda row: (not row.code.endswith("0000"), row.code), default=None)


def _fits(row: Division, written: str, code: str) -> bool:
    if code:
        return row.code != code and within(row.code, code)
    return row.code.endswith("00") or written == row.name or row.name.endswith(("县", "市", "旗"))


def _unit(after: str) -> str:
    """县 of 桐庐县, written after the short name though the division has another unit today."""
    found = UNIT.match(after)
    return found[0] if found and len(after) - len(found[0]) >= FEWEST else ""


@cache
def _named() -> dict[str, tuple[Division, ...]]:
    named = defaultdict(list)
    for row in divisions().values():
        for name in {row.name, row.short}:
            named[name].append(row)
    return {name: tuple(rows) for name, rows in named.items()}


@cache
def _lengths() -> dict[str, tuple[int, ...]]:
    """How long names are, the longest first, by the two signs that they begin with."""
    lengths = defaultdict(set)
    for name in _named():
        lengths[name[:FEWEST]].add(len(name))
    return {
        front: tuple(sorted((size for size in sizes if FEWEST <= size <= LONGEST), reverse=True))
        for front, sizes in lengths.items()
    }
