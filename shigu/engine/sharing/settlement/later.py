"""What comes after the division of a rule: going on to an account, falls made up, claw-back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

import numpy as np
import polars as pl

from shigu.engine.sharing.rules.values import Clawback, Reinvest, Stabilise
from shigu.engine.sharing.settlement.coverage import Coverage
from shigu.engine.sharing.settlement.division import Division, Why, empty_seat
from shigu.engine.sharing.settlement.exact import allot, nearest, scaled
from shigu.engine.sharing.settlement.ground import UNBOUND, UNKNOWN, Ground
from shigu.engine.sharing.settlement.measures import Measures
from shigu.engine.sharing.settlement.moves import Move
from shigu.engine.values import FEN_PER_YUAN

FUND = "fund_yuan"
Sums = Mapping[tuple[int, int], int]


def reinvested(reinvest: Reinvest, ground: Ground, division: Division) -> Division:
    """``part`` of what each party got goes on to the account, to the nearest fen."""
    seats = [seat for seat in division.seats if seat.party != reinvest.to]
    moved = [scaled(seat.part, reinvest.part) for seat in seats]
    given = [seat.more(-fen, Why.REINVEST) for seat, fen in zip(seats, moved, strict=True)]
    own = [seat for seat in division.seats if seat.party == reinvest.to]
    account = own[0] if own else empty_seat(reinvest.to, ground, division.groups)
    total = np.add.reduce([np.zeros_like(account.part), *moved])
    return replace(division, seats=(*given, account.more(total, Why.REINVEST)))


def stabilising_moves(
    stabilise: Stabilise, ground: Ground, lines: pl.DataFrame, years: range
) -> Iterator[Move]:
    """What ``by`` pays where a payment fell by more than ``fall`` against the year before.

    Payments are what a party receives under the rule, net. The fall beyond ``fall`` is made up, pro
    rata where the fund (its measure ``fund_yuan`` of the year and what the rule gave it) is short
    (N.J.S.A. 5:10A-60).
    """
    fund = ground.place(stabilise.by)
    paid = _payments(lines, "transfer")
    funded = _payments(lines.filter(pl.col("party") == fund), "entitled")
    balance = Measures(ground.book.measures)
    for year in years:
        falls = _falls(stabilise, paid, fund, year)
        stated = balance.of("", year, FUND).get(stabilise.by, Fraction(0))
        able = max(nearest(stated * FEN_PER_YUAN) + funded.get((year, fund), 0), 0)
        met = min(able, sum(falls.values()))
        short = Why.STABILISE_SHORT if met < sum(falls.values()) else Why(0)
        for code, fen in zip(falls, allot(met, list(falls.values())), strict=True):
            why = Why.STABILISE | short
            yield Move(year, fund, code, fen, why, base_source=able, base_to=falls[code])


def clawback_moves(
    clawback: Clawback, ground: Ground, lines: pl.DataFrame, coverage: Coverage
) -> Iterator[Move]:
    """``part`` of all that the party was entitled to of a firm goes back in the year of the event.

    It counts what the rule gave up to that year, if the year is one of the first ``within_years``
    of the firm's clock.
    """
    every = np.arange(len(ground.firms))
    event, first = ground.years[clawback.event], coverage.first
    within = (event != UNKNOWN) & (first != UNKNOWN) & (event >= first)
    within &= event - first < clawback.within_years
    source, to = (ground.seat(party, every) for party in (clawback.party, clawback.to))
    within &= (source != UNBOUND) & (to != UNBOUND) & (source != to)
    firms = pl.DataFrame({"f": every, "party": source, "event": event}).filter(within)
    got = lines.join(firms, on=["f", "party"]).filter(pl.col("y") <= pl.col("event"))
    sums = got.group_by("f").agg(pl.col("entitled").sum()).sort("f")
    for firm, entitled in sums.iter_rows():
        fen = nearest(clawback.part * max(entitled, 0))
        yield Move(
            int(event[firm]),
            int(source[firm]),
            int(to[firm]),
            fen,
            Why.CLAWBACK,
            firm,
            base_source=entitled,
            base_to=entitled,
        )


def _payments(lines: pl.DataFrame, column: str) -> Sums:
    sums = lines.group_by("y", "party").agg(pl.col(column).sum())
    return {(year, code): fen for year, code, fen in sums.iter_rows()}


def _falls(stabilise: Stabilise, paid: Sums, fund: int, year: int) -> dict[int, int]:
    """What each party lacks of 1 − fall of last year's payment, to the nearest fen."""
    falls = {}
    before = sorted(code for each, code in paid if each == year - 1 and code != fund)
    for code in before:
        least = nearest((1 - stabilise.fall) * max(paid[year - 1, code], 0))
        lacking = least - max(paid.get((year, code), 0), 0)
        if lacking > 0:
            falls[code] = lacking
    return falls
