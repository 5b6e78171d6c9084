"""The most a party gets: what is above it goes on to another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from shigu.engine.sharing.rules.values import Cap, Rule
from shigu.engine.sharing.settlement.bases import Groups
from shigu.engine.sharing.settlement.coverage import Coverage, amounts_of
from shigu.engine.sharing.settlement.division import Division, Seat, Why, empty_seat
from shigu.engine.sharing.settlement.exact import Bools, Ints, allot
from shigu.engine.sharing.settlement.faults import SettlementError
from shigu.engine.sharing.settlement.ground import Ground
from shigu.engine.sharing.settlement.phases import phase_of


@dataclass(frozen=True)
class Capped:
    """``paid`` is what the party gets of each group; ``closed`` groups were not to be divided,
    as the cap was reached in an earlier year and their phase holds only while it is not."""

    paid: Ints
    closed: Bools


def capped(
    rule: Rule, cap: Cap, ground: Ground, division: Division, coverage: Coverage
) -> tuple[Division, Bools]:
    """The division under ``cap`` and which of its groups the cap closed (they remain in it).

    Raises:
        SettlementError: the cap names a party without a share, or a firm lacks the event from
            whose years the cap is frozen.
    """
    if all(seat.party != cap.party for seat in division.seats):
        raise SettlementError(
            f"条款 {rule.id!r} 的封顶方 {cap.party!r} 没有份额。请改为有份额的一方。",
            f"rule {rule.id!r} caps {cap.party!r}, which has no share: name one that has.",
        )
    limits = _limits(rule, cap, ground, division, coverage)
    conditional = _conditional(rule, division.groups, coverage)
    seat = division.seat(cap.party)
    work = _by_firm if cap.by_firm else _by_party
    found = work(cap, division, seat, limits, conditional)
    excess = np.where(found.closed, 0, seat.part - found.paid)
    result = division.with_seat(seat.more(-excess, Why.CAP))
    if all(each.party != cap.to for each in result.seats):
        result = result.with_seat(empty_seat(cap.to, ground, division.groups))
    return result.with_seat(result.seat(cap.to).more(excess, Why.CAP)), found.closed


def _limits(rule: Rule, cap: Cap, ground: Ground, division: Division, coverage: Coverage) -> Ints:
    """The cap of each firm, in fen, not below zero."""
    limits, known = amounts_of(cap.at, rule, ground)
    lacking = np.unique(division.groups.f)
    lacking = lacking[~known[lacking] & coverage.covered[lacking]]
    if len(lacking):
        firm, event = ground.firms[lacking[0]], cap.at.event.value
        raise SettlementError(
            f"企业 {firm!r} 没有 {event} 的日期，条款 {rule.id!r} 的封顶由此前各年计算。"
            "请补上日期。",
            f"the firm {firm!r} has no date of {event}, from before which the cap of rule "
            f"{rule.id!r} is counted: add the date.",
        )
    return np.maximum(limits, 0)


def _conditional(rule: Rule, groups: Groups, coverage: Coverage) -> Bools:
    phase = phase_of(rule, groups.y - coverage.first[groups.f] + 1)
    open_only = np.array([*(each.while_cap_open for each in rule.phases), False], dtype=np.bool_)
    return open_only[phase]


def _by_firm(cap: Cap, division: Division, seat: Seat, limits: Ints, conditional: Bools) -> Capped:
    groups = division.groups
    limit = limits[groups.f]
    closed = np.zeros(len(limit), dtype=np.bool_)
    if cap.cumulative and conditional.any():
        reached = _reached_before(groups, _running(cap, groups, seat.part, limit), limit)
        closed = conditional & reached
    claims = np.where(closed, 0, seat.part)
    running = _running(cap, groups, claims, limit)
    return Capped(_steps(cap, groups, running), closed)


def _running(cap: Cap, groups: Groups, claims: Ints, limit: Ints) -> Ints:
    """What has been got so far: the sum of the claims, at most the limit.

    A refund so comes first off what the cap held back, and nobody gives back more than was got.
    """
    by = ["f"] if cap.cumulative else ["f", "y"]
    frame = pl.DataFrame({"f": groups.f, "y": groups.y, "claim": claims, "limit": limit})
    got = pl.min_horizontal(pl.col("claim").cum_sum().over(by), "limit")
    return frame.select(got.alias("got"))["got"].to_numpy()


def _steps(cap: Cap, groups: Groups, running: Ints) -> Ints:
    same = np.zeros(len(running), dtype=np.bool_)
    same[1:] = groups.f[1:] == groups.f[:-1]
    if not cap.cumulative:
        same[1:] &= groups.y[1:] == groups.y[:-1]
    before = np.where(same, np.roll(running, 1), 0)
    return running - before


def _reached_before(groups: Groups, running: Ints, limit: Ints) -> Bools:
    """Whether the limit was reached at the end of an earlier year of the firm (or is zero)."""
    frame = pl.DataFrame({"f": groups.f, "y": groups.y, "full": running >= limit})
    years = frame.group_by("f", "y", maintain_order=True).agg(pl.col("full").last())
    before = pl.col("full").cast(pl.Int8).cum_max().over("f")
    years = years.select("f", "y", before.shift(1, fill_value=0).over("f").alias("before"))
    joined = frame.join(years, on=["f", "y"], how="left", maintain_order="left")
    return (joined["before"].to_numpy() > 0) | (limit <= 0)


def _by_party(cap: Cap, division: Division, seat: Seat, limits: Ints, conditional: Bools) -> Capped:
    """One cap for all firms of a party; what it holds back of a year, or lets a refund leave, is
    taken pro rata to what they would bring or give back."""
    groups = division.groups
    paid = seat.part.copy()
    closed = np.zeros(len(paid), dtype=np.bool_)
    for code in np.unique(seat.code):
        own = seat.code == code
        whole = int(limits[np.unique(groups.f[own])].sum()) if cap.at.fen is None else cap.at.fen
        claimed, reached = 0, whole <= 0
        for rows in _years(groups, own):
            if reached and cap.cumulative:
                closed[rows] = conditional[rows]
            claims = np.where(closed[rows], 0, seat.part[rows])
            before = claimed if cap.cumulative else 0
            claimed = before + int(claims.sum())
            held_back = max(claimed - whole, 0) - max(before - whole, 0)
            able = np.maximum(claims if held_back > 0 else -claims, 0)
            paid[rows] = claims - np.array(allot(held_back, able.tolist()), dtype=np.int64)
            reached = reached or claimed >= whole
    return Capped(paid, closed)


def _years(groups: Groups, own: Bools) -> Iterator[Ints]:
    rows = np.flatnonzero(own)
    for year in np.unique(groups.y[rows]):
        yield rows[groups.y[rows] == year]
