"""The count itself: a project once, at its first signing; what does not count says why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from shigu.engine.counting.values import (
    Condition,
    Counted,
    Event,
    Fact,
    Kind,
    NotCounted,
    Rule,
    Rules,
    Tally,
)

ITSELF = {
    "counted_before": (
        "同一项目只在首次签约时计一次，此前已计。",
        "A project counts once, at its first signing; it was counted before.",
    ),
    "owner_changed": (
        "更换业主本身不计，计其后的签约。",
        "A change of owner does not count itself; the signing after it does.",
    ),
    "not_counted_yet": (
        "项目本身尚未计入，其增资、升格不计。",
        "The project itself is not counted, nor is what was added to it.",
    ),
    "day_unknown": (
        "登记时已签约，签约日期未补登，无法归入月份。",
        "It was registered after its signing and the day of signing is not told.",
    ),
    "amount_unknown": (
        "增资额没有填写。",
        "The increment is not told.",
    ),
}
"""Reasons of the count itself, by code; those of rules come with the rules."""

UNTOLD = {
    "stepped_back": (
        "签约后退回前面阶段或退出的项目仍然计入：首次签约已经发生；以后再签不另计。",
        "What was signed and steps back or leaves stays counted; signing again does not count.",
    ),
    "ended_before": (
        "没有签约就终止的项目（不再跟进、终止洽谈、不予准入）没有签约，不列入统计。",
        "A project that ended before any signing was not signed and stands in no table.",
    ),
    "same_firm": (
        "同一企业在两个区县签约的两个项目各计一次；合同内的二期、市内搬迁，登记要素后不计。",
        "Two projects of a firm in two districts count once each; facts leave out phases, moves.",
    ),
}
"""What no text of rules says: how the count treats it all the same, by code."""


def tally(events: Iterable[Event], rules: Rules) -> Tally:
    """Count ``events`` under ``rules``.

    Within a project events go by their day, on one day a change of owner first. A signing counts
    one project with its whole investment if none counted since the last change of owner; an
    increase counts its increment, an upgrade counts as an upgrade without amount, both only for a
    project that counts. Rules that leave projects out come before all of this.
    """
    leaves = _leaving(rules)
    counted: list[Counted] = []
    left_out: list[NotCounted] = []
    ordered = sorted(events, key=lambda each: (each.project, each.day, _RANK[each.kind]))
    for _project, own in groupby(ordered, attrgetter("project")):
        standing = False
        for event in own:
            rule = leaves(event)
            found = rule and NotCounted(event, rule.code, rule.zh, rule.en)
            found = found or _itself(event, standing=standing)
            if found is not None:
                left_out.append(found)
            else:
                counted.append(_count(event))
                standing = standing or event.kind is Kind.SIGNING
            if event.kind is Kind.OWNER_CHANGE:
                standing = False
    return Tally(tuple(counted), tuple(left_out))


_RANK = {Kind.OWNER_CHANGE: 0, Kind.SIGNING: 1, Kind.INCREASE: 2, Kind.UPGRADE: 3}


def holds(condition: Condition, facts: Mapping[str, Fact]) -> bool:
    """Whether a condition holds; of what is not told, none does."""
    told = facts.get(condition.field)
    if told is None:
        return False
    if condition.at_least:
        return Decimal(told) >= Decimal(condition.value)
    return told == condition.value


def applies(rule: Rule, facts: Mapping[str, Fact]) -> bool:
    """Whether a project with these facts is left out by ``rule``."""
    return all(holds(each, facts) for each in rule.when) and not any(
        holds(each, facts) for each in rule.unless
    )


def _leaving(rules: Rules) -> Callable[[Event], Rule | None]:
    """The first rule that leaves an event out; facts that events share are looked at once."""
    known: dict[int, Rule | None] = {}

    def leaves(event: Event) -> Rule | None:
        key = id(event.facts)
        if key not in known:
            known[key] = next(
                (each for each in rules.leave_out if applies(each, event.facts)), None
            )
        return known[key]

    return leaves


def _itself(event: Event, *, standing: bool) -> NotCounted | None:
    match event.kind:
        case Kind.OWNER_CHANGE:
            return _because(event, "owner_changed")
        case Kind.SIGNING if not event.dated:
            return _because(event, "day_unknown")
        case Kind.SIGNING if standing:
            return _because(event, "counted_before")
        case Kind.INCREASE | Kind.UPGRADE if not standing:
            return _because(event, "not_counted_yet")
        case Kind.INCREASE if event.amount_wan is None:
            return _because(event, "amount_unknown")
    return None


def _because(event: Event, code: str) -> NotCounted:
    return NotCounted(event, code, *ITSELF[code])


def _count(event: Event) -> Counted:
    amount = event.amount_wan or Decimal(0)
    match event.kind:
        case Kind.UPGRADE:
            return Counted(event, 0, 1, Decimal(0))
        case Kind.INCREASE:
            return Counted(event, 0, 0, amount)
    return Counted(event, event.times, 0, amount)
