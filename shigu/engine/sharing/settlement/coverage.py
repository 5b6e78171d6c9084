"""Which firms a rule covers, when its clock starts for each, and amounts frozen from the past."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import polars as pl

from shigu.engine.sharing.rules.values import Amount, Clock, Event, Over, Rule, Test
from shigu.engine.sharing.settlement.bases import raw
from shigu.engine.sharing.settlement.exact import Bools, Ints, scaled
from shigu.engine.sharing.settlement.faults import SettlementError
from shigu.engine.sharing.settlement.ground import UNKNOWN, Ground


@dataclass(frozen=True)
class Coverage:
    """By firm: whether the rule covers it, and the calendar year that is year 1 (or UNKNOWN)."""

    covered: Bools
    first: Ints


def coverage_of(rule: Rule, ground: Ground) -> Coverage:
    covered = np.ones(len(ground.firms), dtype=np.bool_)
    for test in rule.covers:
        covered &= _met(test, rule, ground)
    return Coverage(covered, first_years(rule, rule.clock, ground))


def first_years(rule: Rule, clock: Clock, ground: Ground) -> Ints:
    """Year 1 of each firm; without event and date of the agreement the clock runs since ever.

    A ``first_tax`` that no firm or agreement states is the first year with a positive base.

    Raises:
        SettlementError: phases end, but nothing says when they began.
    """
    whole = ground.event_year(clock.event)
    if clock.event is None:
        if whole == UNKNOWN and any(phase.first > 1 or phase.last for phase in rule.phases):
            raise SettlementError(
                f"条款 {rule.id!r} 有期限，却没有起算事件，协议也没有生效日期。请写 clock.event。",
                f"rule {rule.id!r} has phases, but neither an event of its clock nor a date from "
                "which the agreement is in force: write clock.event.",
            )
        return np.full(len(ground.firms), max(whole, 1) + clock.delay, dtype=np.int64)
    years = np.where(ground.years[clock.event] == UNKNOWN, whole, ground.years[clock.event])
    if clock.event is Event.FIRST_TAX:
        years = np.where(years == UNKNOWN, _first_tax(rule, ground), years)
    return np.where(years == UNKNOWN, UNKNOWN, years + clock.delay)


def _first_tax(rule: Rule, ground: Ground) -> Ints:
    paid = raw(ground, rule.base.kinds, rule.base.part).filter(pl.col("base") > 0)
    first = paid.group_by("f").agg(pl.col("y").min())
    years = np.full(len(ground.firms), UNKNOWN, dtype=np.int64)
    years[first["f"].to_numpy()] = first["y"].to_numpy()
    return years


def amounts_of(amount: Amount, rule: Rule, ground: Ground) -> tuple[Ints, Bools]:
    """By firm, in fen, and whether it is known: it is not where the event has no date.

    Frozen amounts are of the calendar years before that of the event; averages are to the
    nearest fen.
    """
    count = len(ground.firms)
    if amount.fen is not None:
        return np.full(count, amount.fen, dtype=np.int64), np.ones(count, dtype=np.bool_)
    events = ground.years[amount.event]
    lines = raw(ground, amount.kinds or rule.base.kinds, amount.part)
    f, y, base = (lines[name].to_numpy() for name in ("f", "y", "base"))
    past = (y < events[f]) & (y >= events[f] - amount.years_before)
    sums = np.zeros(count, dtype=np.int64)
    np.add.at(sums, f[past], base[past])
    if amount.over is Over.AVERAGE:
        sums = scaled(sums, Fraction(1, amount.years_before))
    return sums, events != UNKNOWN


def _met(test: Test, rule: Rule, ground: Ground) -> Bools:
    met = np.ones(len(ground.firms), dtype=np.bool_)
    if test.fact:
        facts = (ground.book.firms[firm].facts.get(test.fact) for firm in ground.firms)
        met &= np.array([fact == test.expected for fact in facts], dtype=np.bool_)
    if test.amount is not None:
        amounts, known = amounts_of(test.amount, rule, ground)
        met &= known & (amounts >= test.at_least_fen)
    return met
