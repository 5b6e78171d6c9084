"""A rate of the base, or an amount a year, that one party pays to another."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np
import polars as pl

from shigu.engine.sharing.rules.values import Amount, Event, Pay, Rule
from shigu.engine.sharing.settlement.bases import Groups
from shigu.engine.sharing.settlement.coverage import Coverage, amounts_of
from shigu.engine.sharing.settlement.division import Seat, Why, rows_of
from shigu.engine.sharing.settlement.exact import scaled
from shigu.engine.sharing.settlement.ground import ALL_FIRMS, UNBOUND, UNKNOWN, Ground
from shigu.engine.sharing.settlement.moves import Move

OF_THE_AGREEMENT = {None, Event.SIGNED, Event.AID_PAID}


def rate_lines(
    pay: Pay, rate: Fraction, ground: Ground, groups: Groups, *, fiscal: bool
) -> pl.DataFrame:
    """``rate`` of each group, to the nearest fen."""
    fen = scaled(groups.base, rate)
    nothing = np.zeros_like(fen)
    source, to = (ground.seat(party, groups.f) for party in (pay.source, pay.to))
    apart = np.flatnonzero((source != to) & (fen != 0))
    sides = ((pay.source, source, -fen), (pay.to, to, fen))
    seats = [Seat(party, code, part, nothing.astype(np.uint16)) for party, code, part in sides]
    return pl.concat([rows_of(groups, seat, nothing, apart, fiscal=fiscal) for seat in seats])


def amount_moves(
    rule: Rule, pay: Pay, amount: Amount, ground: Ground, coverage: Coverage, years: range
) -> Iterator[Move]:
    """``amount`` in each of ``years`` that the clock counts, once for all or by firm."""
    if not _by_firm(rule, pay, amount, ground):
        assert amount.fen is not None
        start = ground.start(rule.clock)
        if start is not None:
            payer, payee = ground.place(pay.source), ground.place(pay.to)
            for year in _due(pay, start, years):
                yield _move(year, payer, payee, amount.fen)
        return
    fen, known = amounts_of(amount, rule, ground)
    every = np.arange(len(ground.firms))
    source, to = (ground.seat(party, every) for party in (pay.source, pay.to))
    owing = coverage.covered & known & (coverage.first != UNKNOWN) & (fen != 0)
    owing &= (source != UNBOUND) & (to != UNBOUND) & (source != to)
    for firm in np.flatnonzero(owing).tolist():
        sides = int(source[firm]), int(to[firm]), int(fen[firm])
        for year in _due(pay, int(coverage.first[firm]), years):
            yield _move(year, *sides, firm)


def _move(year: int, source: int, to: int, fen: int, firm: int = ALL_FIRMS) -> Move:
    return Move(year, source, to, fen, Why(0), firm, base_source=fen, base_to=fen)


def _by_firm(rule: Rule, pay: Pay, amount: Amount, ground: Ground) -> bool:
    roles = ground.is_role(pay.source) or ground.is_role(pay.to)
    own_clock = rule.clock.event not in OF_THE_AGREEMENT
    return amount.fen is None or roles or own_clock or bool(rule.covers)


def _due(pay: Pay, start: int, years: range) -> Iterator[int]:
    for year in years:
        if year >= start and (pay.last_year is None or year - start < pay.last_year):
            yield year
