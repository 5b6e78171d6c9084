"""What of a book an agreement asks for: facts of firms, and which amounts of which kinds."""

from __future__ import annotations

from collections.abc import Iterator

from shigu.engine.sharing.rules.values import Agreement, Amount, Rule


def asked_facts(agreement: Agreement) -> list[str]:
    """The facts that rules test, in alphabetical order."""
    tests = (test for rule in agreement.rules for test in rule.covers)
    return sorted({test.fact for test in tests if test.fact})


def needed_parts(agreement: Agreement) -> dict[str, list[str]]:
    """The kinds whose gross, and whose local, amounts are divided, tested or frozen."""
    needed: dict[str, set[str]] = {"gross": set(), "local": set()}
    for rule in agreement.rules:
        needed[rule.base.part] |= {*rule.base.kinds, *rule.base.less}
        for amount in _amounts(rule):
            if amount.fen is None:
                needed[amount.part] |= set(amount.kinds or rule.base.kinds)
    return {part: sorted(kinds) for part, kinds in needed.items()}


def _amounts(rule: Rule) -> Iterator[Amount]:
    yield from (test.amount for test in rule.covers if test.amount)
    if rule.cap:
        yield rule.cap.at
    if rule.pay and rule.pay.amount:
        yield rule.pay.amount
