"""How a rule divides: exactly one way, of things that exist, among firms that can be told."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from shigu.engine.hints import hints
from shigu.engine.sharing.rules.checks.limits import amount
from shigu.engine.sharing.rules.checks.shares import told
from shigu.engine.sharing.rules.problems import Problem, problem
from shigu.engine.sharing.rules.schema import language
from shigu.engine.sharing.rules.values import Agreement, Key, Pay, Pool, Rule

WAYS = ("phases", "pay", "key", "pool")


def ways(rule: Rule, path: str, agreement: Agreement) -> Iterator[Problem]:
    """One clause, one way, one base of kinds of its ledger."""
    given = [name for name in WAYS if getattr(rule, name)]
    if not given:
        yield problem("way-missing", path, rule=rule.id)
    elif len(given) > 1:
        yield problem("way-twice", path, rule=rule.id, ways="、".join(given))
    if not rule.clause.strip():
        yield problem("clause-missing", f"{path}.clause", rule=rule.id)
    yield from _base(rule, f"{path}.base")
    yield from _after(rule, path, agreement)
    yield from _covers(rule, path)
    if rule.pay:
        yield from _pay(rule.pay, f"{path}.pay")
    if rule.key:
        yield from _key(rule.key, f"{path}.key")
    if rule.pool:
        yield from _pool(rule.pool, f"{path}.pool")


def rule_codes(agreement: Agreement) -> Iterator[Problem]:
    """Every rule has a code of its own."""
    seen: set[str] = set()
    for i, rule in enumerate(agreement.rules):
        if rule.id in seen:
            yield problem("rule-twice", f"rules[{i}].id", rule=rule.id)
        seen.add(rule.id)


def _base(rule: Rule, path: str) -> Iterator[Problem]:
    """Kinds of the rule's ledger; a payment may be reckoned by those of any."""
    base, known = rule.base, language().kinds
    if not base.kinds:
        yield problem("base-empty", path)
    words = language().words["ledger"][rule.ledger]
    for name in ("kinds", "less"):
        for i, kind in enumerate(getattr(base, name)):
            place = f"{path}.{name}[{i}]"
            if kind not in known:
                yield problem("kind-unknown", place, value=kind, **hints(kind, known))
            elif known[kind].ledger != rule.ledger and not rule.pay:
                told_of = {"ledger_zh": words.zh, "ledger_en": words.en}
                yield problem("kind-of-ledger", place, value=kind, **told_of)


def _after(rule: Rule, path: str, agreement: Agreement) -> Iterator[Problem]:
    place = agreement.rules.index(rule)
    earlier = {other.id for other in agreement.rules[:place]}
    if rule.base.after and rule.base.after not in earlier:
        yield problem("after-unknown", f"{path}.base.after", value=rule.base.after)


def _covers(rule: Rule, path: str) -> Iterator[Problem]:
    for i, test in enumerate(rule.covers):
        place = f"{path}.covers[{i}]"
        if bool(test.fact) == (test.amount is not None):
            yield problem("test-way", place)
        elif test.amount is None and not (test.expected and test.says):
            yield problem("test-words", place, fact=test.fact)
        elif test.amount is not None:
            yield from amount(test.amount, f"{place}.amount")
            if not test.at_least_fen:
                yield problem("test-zero", place)


def _pay(pay: Pay, path: str) -> Iterator[Problem]:
    if (pay.rate is None) == (pay.amount is None):
        yield problem("pay-way", path)
    if pay.rate == 0:
        yield problem("rate-zero", f"{path}.rate")
    if pay.amount is not None:
        yield from amount(pay.amount, f"{path}.amount")
    if pay.source == pay.to:
        yield problem("pay-to-itself", f"{path}.to", party=pay.to)


def _key(key: Key, path: str) -> Iterator[Problem]:
    first, weights = (sum(part.values(), Fraction(0)) for part in (key.first, key.weights))
    if weights != 1:
        yield problem("key-weights", f"{path}.weights", sum=told(weights))
    if first >= 1:
        yield problem("key-first", f"{path}.first", sum=told(first))
    for name in key.weights:
        yield from _measure(name, f"{path}.weights.{name}")


def _pool(pool: Pool, path: str) -> Iterator[Problem]:
    if not pool.rate:
        yield problem("rate-zero", f"{path}.rate")
    yield from _measure(pool.size, f"{path}.size")
    yield from _measure(pool.wealth, f"{path}.wealth")


def _measure(name: str, path: str) -> Iterator[Problem]:
    known = [kind.code for kind in language().kinds.values() if kind.ledger == "measure"]
    if name not in known:
        yield problem("measure-unknown", path, value=name, **hints(name, known))
