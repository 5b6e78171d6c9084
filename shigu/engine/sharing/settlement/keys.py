"""Dividing by a key: first parts off the top, the rest by weighted measures of last year.

国家税务总局公告2012年第57号: half to the head office, half among branches by revenue (0.35),
payroll (0.35) and assets (0.30); where rates differ, each part of the income is taxed at its own
rate first, and the sum of the taxes is what is divided.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np

from shigu.engine.sharing.rules.values import Key, Rule
from shigu.engine.sharing.settlement.bases import Groups
from shigu.engine.sharing.settlement.division import Division, Seat, Why, empty_seat
from shigu.engine.sharing.settlement.exact import (
    LARGEST_DENOMINATOR,
    Bools,
    Ints,
    allot,
    divide,
    nearest,
)
from shigu.engine.sharing.settlement.faults import SettlementError
from shigu.engine.sharing.settlement.ground import ALL_FIRMS, UNBOUND, Ground
from shigu.engine.sharing.settlement.measures import Measures, lacking

TAX_RATE = "tax_rate"


@dataclass(frozen=True)
class _Unit:
    """Groups of one firm (or of all) and year, which have the same shares."""

    firm: str
    year: int
    rows: Ints
    shares: dict[str, Fraction]


def keyed(rule: Rule, key: Key, ground: Ground, groups: Groups) -> Division:
    """The groups divided by the key; those that yield no tax fall away.

    Raises:
        SettlementError: the first parts exceed one, the weights do not sum to one, or a measure
            is missing or nought for all members.
    """
    _check(rule, key)
    measures = Measures(ground.book.measures)
    units = list(_units(rule, key, ground, groups, measures))
    if key.taxed:
        groups = _taxed(ground, groups, units, measures)
    named = dict.fromkeys(party for unit in units for party in unit.shares)
    seats = {
        party: empty_seat(party, ground, groups)
        if party in key.first
        else _member(party, ground, groups, units)
        for party in (*key.first, *named)
    }
    for unit in units:
        _fill(seats, groups, unit)
    division = Division(groups, ground.collector(groups.f, groups.y), tuple(seats.values()))
    return division.only(groups.base != 0)


def _check(rule: Rule, key: Key) -> None:
    if sum(key.first.values()) > 1 or sum(key.weights.values()) != 1:
        raise SettlementError(
            f"条款 {rule.id!r} 的先行部分之和超过 1，或权重之和不是 1。请改正。",
            f"the first parts of rule {rule.id!r} exceed 1, or its weights do not sum to 1: "
            "correct them.",
        )


def _units(
    rule: Rule, key: Key, ground: Ground, groups: Groups, measures: Measures
) -> Iterator[_Unit]:
    own = np.array([firm in measures.firms for firm in ground.firms], dtype=np.bool_)
    apart = own[groups.f] | key.taxed
    owner = np.where(apart, groups.f, ALL_FIRMS)
    order = np.lexsort((groups.y, owner))
    starts = np.flatnonzero(np.diff(owner[order], prepend=-2) | np.diff(groups.y[order], prepend=0))
    for rows in np.split(order, starts[1:]) if len(order) else ():
        place, year = int(owner[rows[0]]), int(groups.y[rows[0]])
        firm = ground.firms[place] if place != ALL_FIRMS else ""
        yield _Unit(firm, year, rows, _shares(rule, key, ground, measures, firm, year))


def _shares(
    rule: Rule, key: Key, ground: Ground, measures: Measures, firm: str, year: int
) -> dict[str, Fraction]:
    """The first parts, then each member's, in the order of the agreement's parties."""
    values = {name: measures.of(firm, year - 1, name) for name in key.weights}
    members = [code for code in ground.codes if any(code in each for each in values.values())]
    rest = 1 - sum(key.first.values(), Fraction(0))
    parts = dict(key.first)
    for name, weight in key.weights.items():
        total = sum(values[name].values(), Fraction(0))
        if total <= 0:
            raise _nought(rule, name, firm, year - 1)
        for member in members:
            if member not in values[name]:
                raise lacking(member, firm, year - 1, name)
            more = rest * weight * values[name][member] / total
            parts[member] = parts.get(member, Fraction(0)) + more
    return parts


def _nought(rule: Rule, name: str, firm: str, year: int) -> SettlementError:
    return SettlementError(
        f"条款 {rule.id!r}：{firm} {year} 年的 {name} 没有数值或合计为零，无法分摊。请补上。",
        f"rule {rule.id!r}: {name} of {year} {firm} is missing or sums to nought, so nothing can "
        "be divided by it: add it to the measures.",
    )


def _taxed(ground: Ground, groups: Groups, units: list[_Unit], measures: Measures) -> Groups:
    """Income becomes tax: each part at its own rate of the year; a loss bears none."""
    tax = np.zeros_like(groups.base)
    for unit in units:
        rate = Fraction(0)
        for party, part in unit.shares.items():
            place = int(ground.seat(party, groups.f[unit.rows[:1]])[0])
            code = ground.codes[place]
            rate += part * measures.one(code, unit.firm, unit.year, TAX_RATE)
        for row in unit.rows:
            tax[row] = nearest(max(int(groups.base[row]), 0) * rate)
    return Groups(groups.f, groups.y, groups.k, tax)


def _member(party: str, ground: Ground, groups: Groups, units: list[_Unit]) -> Seat:
    """Empty, with the member's code where it is one."""
    code = np.full(len(groups.f), UNBOUND, dtype=np.int64)
    for unit in units:
        if party in unit.shares:
            code[unit.rows] = ground.place(party)
    nothing = np.zeros(len(groups.f), dtype=np.int64)
    return Seat(party, code, nothing, nothing.astype(np.uint16))


def _fill(seats: dict[str, Seat], groups: Groups, unit: _Unit) -> None:
    parts, more = _parts(groups.base[unit.rows], list(unit.shares.values()))
    for column, name in enumerate(unit.shares):
        seats[name].part[unit.rows] = parts[:, column]
        seats[name].why[unit.rows] = more[:, column] * Why.ROUNDING.value


def _parts(total: Ints, shares: list[Fraction]) -> tuple[Ints, Bools]:
    """``divide``, or the same one by one where the denominators of real measures are too large."""
    if lcm(*(share.denominator for share in shares)) <= LARGEST_DENOMINATOR:
        return divide(total, shares)
    rows = [allot(int(each), shares) for each in total]
    floors = [[abs(int(each)) * share // 1 for share in shares] for each in total]
    parts = np.array(rows, dtype=np.int64)
    return parts, np.abs(parts) > np.array(floors, dtype=np.int64)
