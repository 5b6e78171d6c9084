"""Dividing by phases: fixed shares in each year of the clock."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from shigu.engine.sharing.rules.values import Agreement, LedgerKind, Phase, Rule, Share
from shigu.engine.sharing.settlement.bases import Groups
from shigu.engine.sharing.settlement.coverage import Coverage
from shigu.engine.sharing.settlement.division import Division, Seat, Why, empty_seat
from shigu.engine.sharing.settlement.exact import Bools, Ints, divide
from shigu.engine.sharing.settlement.faults import SettlementError
from shigu.engine.sharing.settlement.ground import UNBOUND, UNKNOWN, Ground

LEFT = (
    "",
    "not_covered",
    "clock_not_started",
    "before_clock",
    "after_phases",
    "role_unbound",
    "cap_reached",
    "offset",
)
"""Why a rule leaves a group with who collected it; the first of these that holds is told."""


def left_alone(rule: Rule, ground: Ground, groups: Groups, coverage: Coverage) -> Ints:
    """The place in ``LEFT`` of why each group is not divided, 0 where it is."""
    first = coverage.first[groups.f]
    year = groups.y - first + 1
    unbound = np.zeros(len(year), dtype=np.bool_)
    for party in _needed(rule):
        unbound |= ground.seat(party, groups.f) == UNBOUND
    conditions = [
        ~coverage.covered[groups.f],
        first == UNKNOWN,
        year < 1,
        _past(rule, year),
        unbound,
    ]
    return np.select(conditions, range(1, len(conditions) + 1), default=0)


def divided(rule: Rule, ground: Ground, groups: Groups, coverage: Coverage) -> Division:
    """The groups, none of which is left alone, divided by the shares of their phases."""
    phase = phase_of(rule, groups.y - coverage.first[groups.f] + 1)
    parties = dict.fromkeys(party for each in rule.phases for party in each.shares)
    seats = {party: empty_seat(party, ground, groups) for party in parties}
    for place, each in enumerate(rule.phases):
        _fill(seats, groups, phase == place, shares_of(ground.agreement, rule, each))
    return Division(groups, ground.collector(groups.f, groups.y), tuple(seats.values()))


def _fill(seats: dict[str, Seat], groups: Groups, rows: Bools, shares: dict[str, Fraction]) -> None:
    """Write the parts of ``rows`` into the seats."""
    parts, more = divide(groups.base[rows], list(shares.values()))
    for column, party in enumerate(shares):
        seats[party].part[rows] = parts[:, column]
        seats[party].why[rows] = more[:, column] * Why.ROUNDING.value


def phase_of(rule: Rule, year: Ints) -> Ints:
    """The place of the phase that holds in each year of the clock, −1 where none does."""
    found = np.full(len(year), -1, dtype=np.int64)
    for place, phase in enumerate(rule.phases):
        found[_within(phase, year) & (found < 0)] = place
    return found


def shares_of(agreement: Agreement, rule: Rule, phase: Phase) -> dict[str, Fraction]:
    """The shares of a phase by party.

    Raises:
        SettlementError: a share is not agreed, or those of the fiscal ledger do not sum to one.
    """
    shares = {party: _agreed(agreement, rule, share) for party, share in phase.shares.items()}
    total = sum(shares.values(), Fraction(0))
    if total != 1 and not (rule.ledger is LedgerKind.STATISTICS and rule.declared_double):
        raise SettlementError(
            f"条款 {rule.id!r} 的比例之和为 {total}，应为 1。请改正。",
            f"the shares of rule {rule.id!r} sum to {total}: make them sum to 1.",
        )
    return shares


def _agreed(agreement: Agreement, rule: Rule, share: Share) -> Fraction:
    if share.part is not None:
        return share.part
    parameter = agreement.parameters.get(share.parameter)
    if parameter is None or parameter.value is None:
        raise SettlementError(
            f"条款 {rule.id!r} 用到的参数 {share.parameter!r} 还没有约定数值。请填写 value。",
            f"rule {rule.id!r} needs the parameter {share.parameter!r}, which is not agreed yet: "
            "fill in its value.",
        )
    return 1 - parameter.value if share.rest else parameter.value


def _within(phase: Phase, year: Ints) -> Bools:
    last = np.iinfo(np.int64).max if phase.last is None else phase.last
    return (year >= phase.first) & (year <= last)


def _past(rule: Rule, year: Ints) -> Bools:
    if rule.phases:
        return phase_of(rule, year) < 0
    last = rule.pay.last_year if rule.pay else None
    return year > (np.iinfo(np.int64).max if last is None else last)


def _needed(rule: Rule) -> set[str]:
    """Parties that must be bound for the rule to hold."""
    named = {
        party for phase in rule.phases for party, share in phase.shares.items() if share.part != 0
    }
    if rule.cap:
        named |= {rule.cap.party, rule.cap.to}
    if rule.pay:
        named |= {rule.pay.source, rule.pay.to}
    if rule.key:
        named |= set(rule.key.first)
    return named
