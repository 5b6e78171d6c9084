"""Settle a book under an agreement: every rule in order, line by line, to the fen."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from shigu.engine.sharing.rules.values import Agreement, LedgerKind, Rule
from shigu.engine.sharing.settlement.bases import (
    Groups,
    Held,
    frame_of,
    groups_of,
    is_combined,
)
from shigu.engine.sharing.settlement.book import Book
from shigu.engine.sharing.settlement.caps import capped
from shigu.engine.sharing.settlement.coverage import Coverage, coverage_of
from shigu.engine.sharing.settlement.division import Division, lines_of
from shigu.engine.sharing.settlement.exact import Ints
from shigu.engine.sharing.settlement.faults import SettlementError
from shigu.engine.sharing.settlement.floors import floor_moves
from shigu.engine.sharing.settlement.ground import Ground, ground_of
from shigu.engine.sharing.settlement.lines import Settlement
from shigu.engine.sharing.settlement.moves import joined, lines_of_moves
from shigu.engine.sharing.settlement.outcome import Outcome, untouched_of, within
from shigu.engine.sharing.settlement.phases import LEFT, divided, left_alone
from shigu.engine.sharing.settlement.told import told_lines, told_untouched


def settle(agreement: Agreement, book: Book, *, first_year: int, last_year: int) -> Settlement:
    """The lines of the years ``first_year`` to ``last_year``, both included.

    Earlier years of the book are counted (caps, claw-back, growth) but not told: settling year
    by year gives the same lines as settling all at once. The order of the book's rows is nothing.

    Raises:
        SettlementError: terms or book cannot be settled; place and cure are named.
        AssertionError: transfers of a group do not sum to zero; nothing is returned then.
    """
    if last_year < first_year:
        raise SettlementError(
            f"年度从 {first_year} 到 {last_year} 是空的。请把起始年写在前。",
            f"the years {first_year} to {last_year} are none: put the first year first.",
        )
    ground = ground_of(agreement, book, last_year)
    years = range(first_year, last_year + 1)
    held: dict[str, Held] = {}
    outcomes = []
    for rule in agreement.rules:
        outcome = _by_division(rule, ground, held, years)
        held[rule.id] = outcome.held
        outcomes.append(outcome)
    return Settlement(
        agreement.id,
        agreement.version,
        told_lines(ground, outcomes),
        told_untouched(ground, outcomes),
    )


def _by_division(rule: Rule, ground: Ground, held: Mapping[str, Held], years: range) -> Outcome:
    """Rules that divide group by group."""
    groups = groups_of(rule, ground, held)
    coverage = coverage_of(rule, ground)
    left = left_alone(rule, ground, groups, coverage)
    division = divided(rule, ground, groups.only(left == 0), coverage)
    division, left = _under_cap(rule, ground, division, coverage, left)
    moves = list(floor_moves(rule.floor, ground, division, years)) if rule.floor else []
    lines = lines_of(division, fiscal=rule.ledger is LedgerKind.FISCAL)
    return Outcome(
        rule,
        within(joined(lines, lines_of_moves(moves)), years),
        within(untouched_of(ground, groups, left), years),
        Held(rule, _held(division, groups, left), is_combined(rule.base, held)),
    )


def _under_cap(
    rule: Rule, ground: Ground, division: Division, coverage: Coverage, left: Ints
) -> tuple[Division, Ints]:
    """The division without the groups that the cap closed, which are left alone too."""
    if rule.cap is None:
        return division, left
    division, closed = capped(rule, rule.cap, ground, division, coverage)
    alone = left.copy()
    alone[left == 0] = closed * LEFT.index("cap_reached")
    return division.only(~closed), alone


def _held(division: Division, groups: Groups, left: Ints) -> pl.DataFrame:
    """What was not divided stays whole with who collected it."""
    alone = groups.only(left > 0)
    return pl.concat([frame_of(division.groups, division.held()), frame_of(alone, alone.base)])
