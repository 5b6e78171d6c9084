"""The least a party gets in a year: what is lacking is made up by another, as far as it can."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

import polars as pl

from shigu.engine.sharing.rules.values import Floor
from shigu.engine.sharing.settlement.division import Division, Why
from shigu.engine.sharing.settlement.exact import allot
from shigu.engine.sharing.settlement.ground import Ground
from shigu.engine.sharing.settlement.moves import Move


def floor_moves(floor: Floor, ground: Ground, division: Division, years: range) -> Iterator[Move]:
    """What ``floor.by`` makes up in each of ``years``, of what it got itself, pro rata where short.

    A role is floored party by party, each by the hosts (or whoever makes up) of its own firms.
    """
    starts = ground.start(floor.clock)
    if starts is None:
        return
    got = _by_year(division, floor.party)
    reach = _reach(division, floor)
    for year in years:
        if year < starts:
            continue
        for code in _floored(floor, ground, got, year):
            own = got.get((year, code), 0)
            sources = reach.get((year, code), {})
            yield from _made_up(floor, year, code, own, sources)


def _floored(
    floor: Floor, ground: Ground, got: Mapping[tuple[int, int], int], year: int
) -> list[int]:
    if ground.is_role(floor.party):
        return sorted(code for each, code in got if each == year)
    return [ground.place(floor.party)]


def _made_up(
    floor: Floor, year: int, code: int, own: int, sources: Mapping[int, int]
) -> Iterator[Move]:
    lacking = max(floor.at_fen - own, 0)
    holders = sorted(sources)
    able = [max(sources[holder], 0) for holder in holders]
    met = min(lacking, sum(able))
    short = Why.FLOOR_SHORT if met < lacking else Why(0)
    parts = allot(met, able)
    for holder, fen in zip(holders, parts, strict=True):
        if fen:
            yield Move(
                year, holder, code, fen, Why.FLOOR | short, base_source=sources[holder], base_to=own
            )
    if lacking and not met:
        yield Move(year, code, code, 0, Why.FLOOR | short, base_source=own, base_to=own)


def _by_year(division: Division, party: str) -> dict[tuple[int, int], int]:
    seat = division.seat(party)
    frame = pl.DataFrame({"y": division.groups.y, "code": seat.code, "part": seat.part})
    sums = frame.group_by("y", "code").agg(pl.col("part").sum())
    return {(year, code): part for year, code, part in sums.iter_rows()}


def _reach(division: Division, floor: Floor) -> dict[tuple[int, int], dict[int, int]]:
    """What each who makes up got in the groups of a floored party, by year and party."""
    floored, by = division.seat(floor.party), division.seat(floor.by)
    other = floored.code != by.code
    frame = pl.DataFrame(
        {
            "y": division.groups.y[other],
            "code": floored.code[other],
            "by": by.code[other],
            "part": by.part[other],
        }
    )
    sums = frame.group_by("y", "code", "by").agg(pl.col("part").sum())
    found: dict[tuple[int, int], dict[int, int]] = defaultdict(dict)
    for year, code, holder, part in sums.iter_rows():
        found[year, code][holder] = part
    return found
