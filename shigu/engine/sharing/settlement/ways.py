"""One rule over a book, by its way of dividing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import polars as pl

from shigu.engine.sharing.rules.values import LedgerKind, Pay, Pool, Rule
from shigu.engine.sharing.settlement.bases import (
    Groups,
    Held,
    frame_of,
    groups_of,
    is_combined,
    offset_groups,
)
from shigu.engine.sharing.settlement.caps import capped
from shigu.engine.sharing.settlement.coverage import Coverage, coverage_of
from shigu.engine.sharing.settlement.division import Division, lines_of
from shigu.engine.sharing.settlement.exact import Ints
from shigu.engine.sharing.settlement.floors import floor_moves
from shigu.engine.sharing.settlement.ground import Ground
from shigu.engine.sharing.settlement.keys import keyed
from shigu.engine.sharing.settlement.later import (
    clawback_moves,
    reinvested,
    stabilising_moves,
)
from shigu.engine.sharing.settlement.moves import Move, joined, lines_of_moves
from shigu.engine.sharing.settlement.outcome import ALONE, Outcome, untouched_of, within
from shigu.engine.sharing.settlement.pays import amount_moves, rate_lines
from shigu.engine.sharing.settlement.phases import LEFT, divided, left_alone
from shigu.engine.sharing.settlement.pools import pool_lines


@dataclass(frozen=True)
class _Work:
    """A rule with all that it is settled on; ``years`` are those that are told."""

    rule: Rule
    ground: Ground
    held: Mapping[str, Held]
    coverage: Coverage
    years: range

    @property
    def fiscal(self) -> bool:
        return self.rule.ledger is LedgerKind.FISCAL


def outcome_of(rule: Rule, ground: Ground, held: Mapping[str, Held], years: range) -> Outcome:
    """The lines of a rule, given what earlier rules left.

    Raises:
        SettlementError: terms or book cannot be settled.
    """
    work = _Work(rule, ground, held, coverage_of(rule, ground), years)
    if rule.pool:
        found = _by_pool(work, rule.pool)
    elif rule.pay:
        found = _by_pay(work, rule.pay)
    else:
        found = _by_division(work)
    lines = joined(found.lines, lines_of_moves(list(_afterwards(work, found.lines))))
    return replace(found, lines=within(lines, years), untouched=within(found.untouched, years))


def _by_division(work: _Work) -> Outcome:
    """Phases and keys: group by group, with cap, floor and reinvestment."""
    rule, ground = work.rule, work.ground
    groups = groups_of(rule, ground, work.held)
    left = left_alone(rule, ground, groups, work.coverage)
    division = _divided(work, groups.only(left == 0))
    division, left = _under_cap(work, division, left)
    moves = list(floor_moves(rule.floor, ground, division, work.years)) if rule.floor else []
    if rule.reinvest:
        division = reinvested(rule.reinvest, ground, division)
    return Outcome(
        rule,
        joined(lines_of(division, fiscal=work.fiscal), lines_of_moves(moves)),
        _alone(work, rule, groups, left),
        Held(rule, _held(rule, division, groups, left), is_combined(rule.base, work.held)),
    )


def _divided(work: _Work, groups: Groups) -> Division:
    if work.rule.key:
        return keyed(work.rule, work.rule.key, work.ground, groups)
    return divided(work.rule, work.ground, groups, work.coverage)


def _under_cap(work: _Work, division: Division, left: Ints) -> tuple[Division, Ints]:
    """The division without the groups that the cap closed, which are left alone too."""
    if work.rule.cap is None:
        return division, left
    cap = work.rule.cap
    division, closed = capped(work.rule, cap, work.ground, division, work.coverage)
    alone = left.copy()
    alone[left == 0] = closed * LEFT.index("cap_reached")
    return division.only(~closed), alone


def _held(rule: Rule, division: Division, groups: Groups, left: Ints) -> pl.DataFrame:
    """What was not divided stays whole with who collected it; untaxed income is nothing held."""
    divided_frame = frame_of(division.groups, division.held())
    if rule.key and rule.key.taxed:
        return divided_frame
    alone = groups.only(left > 0)
    return pl.concat([divided_frame, frame_of(alone, alone.base)])


def _by_pool(work: _Work, pool: Pool) -> Outcome:
    rule = _of_parties(work.rule)
    groups = groups_of(rule, work.ground, work.held)
    covered = work.coverage.covered[groups.f]
    start = work.ground.start(work.rule.clock)
    years = range(work.years.stop if start is None else start, work.years.stop)
    lines = pool_lines(work.rule, pool, work.ground, groups.only(covered), years)
    left = (~covered).astype("int64") * LEFT.index("not_covered")
    return Outcome(work.rule, lines, _alone(work, rule, groups, left), None)


def _of_parties(rule: Rule) -> Rule:
    """A pool counts the growth of a party, not of each firm."""
    return replace(rule, base=replace(rule.base, growth_over=()))


def _by_pay(work: _Work, pay: Pay) -> Outcome:
    if pay.amount is not None:
        history = range(work.ground.earliest(work.years.start), work.years.stop)
        moves = amount_moves(work.rule, pay, pay.amount, work.ground, work.coverage, history)
        return Outcome(work.rule, lines_of_moves(list(moves)), pl.DataFrame(schema=ALONE), None)
    assert pay.rate is not None
    groups = groups_of(work.rule, work.ground, work.held)
    left = left_alone(work.rule, work.ground, groups, work.coverage)
    lines = rate_lines(pay, pay.rate, work.ground, groups.only(left == 0), fiscal=work.fiscal)
    return Outcome(work.rule, lines, _alone(work, work.rule, groups, left), None)


def _alone(work: _Work, rule: Rule, groups: Groups, left: Ints) -> pl.DataFrame:
    """What the rule leaves, and the taxes of which deductions or earlier years leave nothing."""
    gone = offset_groups(rule, work.ground, work.held)
    why = left_alone(rule, work.ground, gone, work.coverage)
    why[why == 0] = LEFT.index("offset")
    return pl.concat(
        [untouched_of(work.ground, groups, left), untouched_of(work.ground, gone, why)]
    )


def _afterwards(work: _Work, lines: pl.DataFrame) -> Iterator[Move]:
    if work.rule.stabilise:
        yield from stabilising_moves(work.rule.stabilise, work.ground, lines, work.years)
    if work.rule.clawback:
        yield from clawback_moves(work.rule.clawback, work.ground, lines, work.coverage)
