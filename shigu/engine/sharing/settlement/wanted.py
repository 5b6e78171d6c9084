"""Which measures of the parties the rules of an agreement count in a year, and which are there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from shigu.engine.sharing.rules.values import Agreement, Key, Pool, Rule
from shigu.engine.sharing.settlement.book import Firm, Measure
from shigu.engine.sharing.settlement.keys import TAX_RATE
from shigu.engine.sharing.settlement.later import FUND
from shigu.engine.sharing.settlement.measures import Measures


@dataclass(frozen=True, slots=True)
class Wanted:
    """A measure that a rule counts in a year, for all firms or for one.

    ``lacking`` are the parties that have to have it and do not; where neither they nor ``given``
    name anyone, any party may begin. ``optional``: without it nought is counted.
    """

    rule: str
    measure: str
    year: int
    firm: str = ""
    given: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    optional: bool = False

    @property
    def met(self) -> bool:
        """Whether the year can be settled as far as this measure goes."""
        return self.optional or bool(self.given and not self.lacking)


def wanted_measures(
    agreement: Agreement, firms: Mapping[str, Firm], measures: Sequence[Measure], year: int
) -> tuple[Wanted, ...]:
    """What a settlement of ``year`` counts, rule by rule; keys and pools take the year before.

    Every host counts as one that puts into a pool, whether its taxes grow or not. A settlement also
    divides the earlier years of its book, which want theirs.

    Raises:
        SettlementError: a measure is given twice.
    """
    known = Measures(measures)
    return tuple(
        one for rule in agreement.rules for one in _of_rule(agreement, rule, firms, known, year)
    )


def _of_rule(
    agreement: Agreement, rule: Rule, firms: Mapping[str, Firm], known: Measures, year: int
) -> Iterator[Wanted]:
    if rule.key:
        apart = firms if rule.key.taxed else known.firms & firms.keys()
        units = [*([""] if len(apart) < len(firms) or not firms else []), *sorted(apart)]
        for unit in units:
            yield from _of_key(agreement, rule.id, rule.key, known, firms.get(unit), year)
    if rule.pool:
        hosts = {firm.host for firm in firms.values()}
        yield from _of_pool(rule.id, rule.pool, known, hosts, year - 1)
    if rule.stabilise:
        held = known.of("", year, FUND)
        one = _one(rule.id, FUND, year, "", held, {rule.stabilise.by})
        yield replace(one, optional=True)


def _of_key(
    agreement: Agreement, rule: str, key: Key, known: Measures, firm: Firm | None, year: int
) -> Iterator[Wanted]:
    name = firm.id if firm else ""
    values = {measure: known.of(name, year - 1, measure) for measure in key.weights}
    members = {code for given in values.values() for code in given}
    for measure, given in values.items():
        yield _one(rule, measure, year - 1, name, given, members)
    if key.taxed:
        taxed = members | {_bound(agreement, party, firm) for party in key.first}
        yield _one(rule, TAX_RATE, year, name, known.of(name, year, TAX_RATE), taxed - {""})


def _of_pool(
    rule: str, pool: Pool, known: Measures, hosts: set[str], year: int
) -> Iterator[Wanted]:
    values = {measure: known.of("", year, measure) for measure in (pool.size, pool.wealth)}
    members = hosts.union(*values.values())
    for measure, given in values.items():
        yield _one(rule, measure, year, "", given, members)


def _one(
    rule: str, measure: str, year: int, firm: str, given: Mapping[str, object], members: set[str]
) -> Wanted:
    have = tuple(sorted(members & given.keys()))
    return Wanted(rule, measure, year, firm, have, tuple(sorted(members - given.keys())))


def _bound(agreement: Agreement, party: str, firm: Firm | None) -> str:
    """The code that a party of the text stands for: its own, or whom the firm binds to its role."""
    named = agreement.parties.get(party)
    if named is None or named.role is None:
        return party
    return str(getattr(firm, named.role.value)) if firm else ""
