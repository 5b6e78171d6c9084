"""Caps that can be reached, floors that can be paid, bands that hold, and what else bounds."""

from __future__ import annotations

from collections.abc import Iterator

from shigu.engine.sharing.rules.checks.parties import CLEARING, receivers
from shigu.engine.sharing.rules.checks.shares import reach, told
from shigu.engine.sharing.rules.problems import Problem, problem
from shigu.engine.sharing.rules.values import Agreement, Amount, PartyKind, Rule


def limits(rule: Rule, path: str, agreement: Agreement) -> Iterator[Problem]:
    """Everything that a rule has beside its way of dividing."""
    yield from _cap(rule, path)
    yield from _extension(rule, path)
    yield from _floor(rule, path, agreement)
    yield from _band(rule, path, agreement)
    yield from _clawback(rule, path)
    yield from _accounts(rule, path, agreement)


def amount(given: Amount, path: str) -> Iterator[Problem]:
    """Fixed, or of the years before an event; not both and not neither."""
    frozen = bool(given.kinds) or given.years_before > 0
    if given.fen is None and not given.years_before:
        yield problem("amount-empty", path)
    elif given.fen is not None and frozen:
        yield problem("amount-twice", path)


def _cap(rule: Rule, path: str) -> Iterator[Problem]:
    cap = rule.cap
    if cap is None:
        return
    yield from amount(cap.at, f"{path}.cap.at")
    if cap.at.fen == 0:
        yield problem("cap-zero", f"{path}.cap.at")
    if cap.party == cap.to:
        yield problem("cap-to-itself", f"{path}.cap.to", party=cap.party)
    if cap.party not in _paid(rule) and not (rule.key or rule.pool):
        yield problem("cap-without-share", f"{path}.cap.party", party=cap.party)


def _extension(rule: Rule, path: str) -> Iterator[Problem]:
    for i, phase in enumerate(rule.phases):
        if phase.while_cap_open and not (rule.cap and rule.cap.cumulative):
            yield problem("extension-without-cap", f"{path}.phases[{i}].while_cap_open")


def _floor(rule: Rule, path: str, agreement: Agreement) -> Iterator[Problem]:
    floor = rule.floor
    if floor is None:
        return
    if not floor.at_fen:
        yield problem("floor-zero", f"{path}.floor")
    if floor.party == floor.by:
        yield problem("floor-by-itself", f"{path}.floor.by", party=floor.party)
    elif floor.by in agreement.parties and floor.by not in _shared(rule):
        yield problem("floor-unpayable", f"{path}.floor.by", by=floor.by)


def _band(rule: Rule, path: str, agreement: Agreement) -> Iterator[Problem]:
    band = rule.band
    if band is None:
        return
    least, most = band.around - band.points, band.around + band.points
    if least < 0 or most > 1:
        yield problem("band-range", f"{path}.band.points", low=told(least), high=told(most))
    holding = [
        (i, reach(phase.shares[band.party], agreement.parameters))
        for i, phase in enumerate(rule.phases)
        if band.party in phase.shares and _known(rule, agreement)
    ]
    if not any(high for _, (_, high) in holding):
        yield problem("band-without-share", f"{path}.band.party", party=band.party)
    for i, (low, high) in holding:
        if high and not least <= low <= high <= most:
            words = {"low": told(low), "high": told(high), "least": told(least)}
            place = f"{path}.phases[{i}].shares.{band.party}"
            yield problem("band-broken", place, party=band.party, most=told(most), **words)


def _known(rule: Rule, agreement: Agreement) -> bool:
    """Whether every parameter of the rule exists; where one does not, that is told elsewhere."""
    return all(
        share.part is not None or share.parameter in agreement.parameters
        for phase in rule.phases
        for share in phase.shares.values()
    )


def _clawback(rule: Rule, path: str) -> Iterator[Problem]:
    back = rule.clawback
    if back is None:
        return
    if back.party == back.to:
        yield problem("clawback-to-itself", f"{path}.clawback.to", party=back.party)
    if not (back.within_years and back.part):
        yield problem("clawback-zero", f"{path}.clawback")
    if back.party not in _paid(rule) and not (rule.key or rule.pool):
        yield problem("clawback-never", f"{path}.clawback.party", party=back.party)


def _accounts(rule: Rule, path: str, agreement: Agreement) -> Iterator[Problem]:
    if rule.reinvest:
        account = agreement.parties.get(rule.reinvest.to)
        if account and account.kind is not PartyKind.ACCOUNT:
            yield problem("reinvest-account", f"{path}.reinvest.to", party=account.code)
        if not rule.reinvest.part:
            yield problem("part-zero", f"{path}.reinvest.part")
    if rule.stabilise:
        by = agreement.parties.get(rule.stabilise.by)
        if by and by.kind not in CLEARING:
            yield problem("stabilise-by", f"{path}.stabilise.by", party=by.code)


def _paid(rule: Rule) -> set[str]:
    """Parties that a rule gives something by its way of dividing or its floor."""
    other = {"cap.to", "clawback.to", "reinvest.to"}
    return {code for place, code in receivers(rule) if place not in other}


def _shared(rule: Rule) -> set[str]:
    """Parties with a share of the base, from which a floor is paid."""
    return {
        code for phase in rule.phases for code, share in phase.shares.items() if share.part != 0
    }
