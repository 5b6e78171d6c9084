"""Amounts divided among seats: who sits there, group by group, and what falls to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntFlag

import numpy as np
import polars as pl
from numpy.typing import NDArray

from shigu.engine.sharing.settlement.bases import Groups
from shigu.engine.sharing.settlement.exact import Bools, Ints
from shigu.engine.sharing.settlement.ground import UNBOUND, Ground


class Why(IntFlag):
    """What changed a line; the names in small letters are its reasons."""

    ROUNDING = 1
    CAP = 2
    FLOOR = 4
    FLOOR_SHORT = 8
    CLAWBACK = 16
    REINVEST = 32
    STABILISE = 64
    STABILISE_SHORT = 128


Marks = NDArray[np.uint16]
NUMBERS = ("y", "f", "k", "party", "base", "collected", "entitled", "transfer")
LINE = pl.Schema({**dict.fromkeys(NUMBERS, pl.Int64()), "why": pl.UInt16()})
"""A line while it is still places and numbers; place −1 stands for all firms or kinds."""


@dataclass(frozen=True)
class Seat:
    """``party`` of the agreement, the code it stands for in each group, its part and why."""

    party: str
    code: Ints
    part: Ints
    why: Marks

    def only(self, mask: Bools) -> Seat:
        return Seat(self.party, self.code[mask], self.part[mask], self.why[mask])

    def more(self, amounts: Ints, why: Why) -> Seat:
        """With ``amounts`` added and, where there are any, the reason."""
        marks = np.where(amounts != 0, why, 0).astype(np.uint16)
        return replace(self, part=self.part + amounts, why=self.why | marks)


@dataclass(frozen=True)
class Division:
    """Groups with who collected them and the seats they are divided among."""

    groups: Groups
    collector: Ints
    seats: tuple[Seat, ...]

    def only(self, mask: Bools) -> Division:
        return Division(
            self.groups.only(mask),
            self.collector[mask],
            tuple(seat.only(mask) for seat in self.seats),
        )

    def seat(self, party: str) -> Seat:
        return next(seat for seat in self.seats if seat.party == party)

    def with_seat(self, changed: Seat) -> Division:
        """With the seat of that party in place of its former one, or as the last."""
        if all(seat.party != changed.party for seat in self.seats):
            return replace(self, seats=(*self.seats, changed))
        kept = (changed if seat.party == changed.party else seat for seat in self.seats)
        return replace(self, seats=tuple(kept))

    def held(self) -> Ints:
        """What falls to the collector of each group."""
        parts = [np.where(seat.code == self.collector, seat.part, 0) for seat in self.seats]
        return np.sum(parts, axis=0, dtype=np.int64) if parts else np.zeros_like(self.collector)


def empty_seat(party: str, ground: Ground, groups: Groups) -> Seat:
    count = len(groups.f)
    return Seat(
        party,
        ground.seat(party, groups.f),
        np.zeros(count, dtype=np.int64),
        np.zeros(count, dtype=np.uint16),
    )


def lines_of(division: Division, *, fiscal: bool) -> pl.DataFrame:
    """The columns of ``LINE``: a row for each group and party."""
    groups = division.groups
    nothing = np.zeros(len(groups.f), dtype=np.int64)
    first = Seat("", division.collector, nothing, nothing.astype(np.uint16))
    frames = []
    for place, seat in enumerate(_merged((first, *division.seats))):
        collected = groups.base if place == 0 else nothing
        told = (collected != 0) | (seat.part != 0) | (seat.why != 0)
        rows = np.flatnonzero(told & (seat.code != UNBOUND))
        frames.append(rows_of(groups, seat, collected, rows, fiscal=fiscal))
    return pl.concat(frames)


def rows_of(
    groups: Groups, seat: Seat, collected: Ints, rows: NDArray[np.intp], *, fiscal: bool
) -> pl.DataFrame:
    """``rows`` of the seat as lines."""
    entitled, taken = seat.part[rows], collected[rows]
    return pl.DataFrame(
        {
            "y": groups.y[rows],
            "f": groups.f[rows],
            "k": groups.k[rows],
            "party": seat.code[rows],
            "base": groups.base[rows],
            "collected": taken,
            "entitled": entitled,
            "transfer": entitled - taken if fiscal else np.zeros_like(entitled),
            "why": seat.why[rows],
        }
    )


def _merged(seats: Sequence[Seat]) -> Sequence[Seat]:
    """Seats that one party holds become one, the first of them."""
    merged: list[Seat] = []
    for seat in seats:
        free = seat.code.copy()
        for place, other in enumerate(merged):
            same = (free == other.code) & (free != UNBOUND)
            if same.any():
                why = np.where(same, seat.why, 0).astype(np.uint16)
                part = other.part + np.where(same, seat.part, 0)
                merged[place] = replace(other, part=part, why=other.why | why)
                free[same] = UNBOUND
        merged.append(replace(seat, code=free))
    return merged
