"""Shares of each phase: their sum, their range, and the parameters they use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from shigu.engine.hints import hints
from shigu.engine.sharing.rules.problems import Problem, problem
from shigu.engine.sharing.rules.scalars import written_fraction
from shigu.engine.sharing.rules.values import (
    Agreement,
    LedgerKind,
    Parameter,
    PartyKind,
    Phase,
    Rule,
    Share,
)

Parameters = Mapping[str, Parameter]
Range = tuple[Fraction, Fraction]


def shares(rule: Rule, path: str, agreement: Agreement) -> Iterator[Problem]:
    """Shares of a phase sum to one whatever the parameters; above one in statistics if declared."""
    for i, phase in enumerate(rule.phases):
        place = f"{path}.phases[{i}].shares"
        unknown = list(_unknown_parameters(phase, place, agreement.parameters))
        yield from unknown or _sums(rule, phase, place, agreement.parameters)
    yield from _double(rule, path, agreement)


def parameters(agreement: Agreement) -> Iterator[Problem]:
    """Bounds in order, values within them, every parameter used."""
    used = {
        share.parameter
        for rule in agreement.rules
        for phase in rule.phases
        for share in phase.shares.values()
    }
    for name, given in agreement.parameters.items():
        place, low, high = f"parameters.{name}", told(given.low), told(given.high)
        if given.low > given.high:
            yield problem("parameter-bounds", place, value=name, low=low, high=high)
        elif given.value is not None and not given.low <= given.value <= given.high:
            words = {"value": name, "given": told(given.value), "low": low, "high": high}
            yield problem("parameter-outside", f"{place}.value", **words)
        if name not in used:
            yield problem("parameter-unused", place, value=name)


def reach(share: Share, given: Parameters) -> Range:
    """The least and the greatest value of a share within the bounds of its parameter."""
    if share.part is not None:
        return share.part, share.part
    low, high = given[share.parameter].low, given[share.parameter].high
    return (1 - high, 1 - low) if share.rest else (low, high)


def told(number: Fraction) -> str:
    """A fraction as the files write it."""
    return str(written_fraction(number)) if number >= 0 else f"-{written_fraction(-number)}"


def _unknown_parameters(phase: Phase, place: str, given: Parameters) -> Iterator[Problem]:
    for party, share in phase.shares.items():
        if share.part is None and share.parameter not in given:
            words = {"value": share.parameter, **hints(share.parameter, given)}
            yield problem("parameter-unknown", f"{place}.{party}", **words)


def _sums(rule: Rule, phase: Phase, place: str, given: Parameters) -> Iterator[Problem]:
    for party, share in phase.shares.items():
        low, high = reach(share, given)
        if low < 0 or high > 1:
            words = {"party": party, "low": told(low), "high": told(high)}
            yield problem("share-range", f"{place}.{party}", **words)
    moving = _slopes(phase)
    if rule.declared_double and rule.ledger is LedgerKind.STATISTICS:
        return
    if moving:
        yield problem("share-sum-moves", place, parameter="、".join(moving))
        return
    total = constant(phase)
    if total > 1 and rule.ledger is LedgerKind.STATISTICS:
        yield problem("statistics-over-one", place, sum=told(total))
    elif total != 1:
        yield problem("share-sum", place, sum=told(total))


def constant(phase: Phase) -> Fraction:
    """The part of the sum of shares that no parameter moves."""
    parts = (
        share.part if share.part is not None else Fraction(int(share.rest))
        for share in phase.shares.values()
    )
    return sum(parts, Fraction(0))


def _slopes(phase: Phase) -> list[str]:
    """Parameters that do not cancel out in the sum of the shares."""
    slopes: dict[str, int] = {}
    for share in phase.shares.values():
        if share.part is None:
            step = -1 if share.rest else 1
            slopes[share.parameter] = slopes.get(share.parameter, 0) + step
    return [name for name, slope in slopes.items() if slope]


def _double(rule: Rule, path: str, agreement: Agreement) -> Iterator[Problem]:
    if not rule.declared_double:
        return
    place = f"{path}.declared_double"
    if rule.ledger is LedgerKind.FISCAL:
        yield problem("double-fiscal", place)
        return
    if not any(_slopes(phase) or constant(phase) > 1 for phase in rule.phases):
        yield problem("double-idle", place)
    if all(party.kind is not PartyKind.PARENT for party in agreement.parties.values()):
        yield problem("double-parent", place)
