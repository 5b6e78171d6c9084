"""Who is named: parties that exist, roles, and what enterprises may be paid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from shigu.engine.hints import hints
from shigu.engine.sharing.rules.problems import Problem, problem
from shigu.engine.sharing.rules.values import Agreement, LedgerKind, PartyKind, Rule

CLEARING = {PartyKind.PARENT, PartyKind.ACCOUNT}


def parties(agreement: Agreement) -> Iterator[Problem]:
    """Roles stand with the kind role, each once; who clears is a parent or an account."""
    for code, party in agreement.parties.items():
        if party.kind is PartyKind.ROLE and party.role is None:
            yield problem("role-missing", f"parties.{code}", value=code)
        if party.kind is not PartyKind.ROLE and party.role is not None:
            yield problem("role-idle", f"parties.{code}.role", value=code)
    roles = Counter(party.role for party in agreement.parties.values() if party.role)
    for role, count in roles.items():
        if count > 1:
            yield problem("role-twice", "parties", role=role)
    through = agreement.parties.get(agreement.through)
    if agreement.through and through is None:
        yield _unknown(agreement.through, "through", agreement)
    elif through is not None and through.kind not in CLEARING:
        yield problem("through-kind", "through", value=agreement.through)


def named_parties(rule: Rule, path: str, agreement: Agreement) -> Iterator[Problem]:
    """Every party that a rule names is one of the agreement."""
    for place, code in mentions(rule):
        if code not in agreement.parties:
            yield _unknown(code, f"{path}.{place}", agreement)


def mentions(rule: Rule) -> Iterator[tuple[str, str]]:
    """(path within the rule, party) for every party that the rule names."""
    yield from _sharing(rule)
    yield from _paid_otherwise(rule)
    for name in ("cap", "floor", "clawback", "band"):
        if own := getattr(rule, name):
            yield f"{name}.party", own.party
    if rule.pay:
        yield "pay.from", rule.pay.source
    if rule.floor:
        yield "floor.by", rule.floor.by
    if rule.stabilise:
        yield "stabilise.by", rule.stabilise.by


def receivers(rule: Rule) -> Iterator[tuple[str, str]]:
    """(path within the rule, party) for every party that the rule may pay."""
    yield from (
        (f"phases[{i}].shares.{code}", code)
        for i, phase in enumerate(rule.phases)
        for code, share in phase.shares.items()
        if share.part != 0
    )
    yield from _paid_otherwise(rule)
    if rule.floor:
        yield "floor.party", rule.floor.party


def subsidies(rule: Rule, path: str, agreement: Agreement) -> Iterator[Problem]:
    """An enterprise is paid out of shared tax only where that is declared (公平竞争审查条例,
    国务院令第783号, in force 2024-08-01)."""
    paid = [
        (place, code)
        for place, code in receivers(rule)
        if code in agreement.parties and agreement.parties[code].kind is PartyKind.ENTERPRISE
    ]
    if rule.declared_subsidy:
        if not paid or rule.ledger is LedgerKind.STATISTICS:
            yield problem("subsidy-idle", f"{path}.declared_subsidy")
    elif rule.ledger is LedgerKind.FISCAL:
        for place, code in paid:
            yield problem("subsidy-undeclared", f"{path}.{place}", party=code)


def _sharing(rule: Rule) -> Iterator[tuple[str, str]]:
    for i, phase in enumerate(rule.phases):
        yield from ((f"phases[{i}].shares.{code}", code) for code in phase.shares)


def _paid_otherwise(rule: Rule) -> Iterator[tuple[str, str]]:
    for name in ("pay", "cap", "clawback", "reinvest"):
        if own := getattr(rule, name):
            yield f"{name}.to", own.to
    if rule.key:
        yield from ((f"key.first.{code}", code) for code in rule.key.first)


def _unknown(code: str, place: str, agreement: Agreement) -> Problem:
    return problem("party-unknown", place, value=code, **hints(code, agreement.parties))
