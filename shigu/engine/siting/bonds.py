"""Pairs of projects that gain from being near each other, and the columns that say they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from shigu.engine.siting.values import Need, Problem, Synergy
from shigu.engine.values import FEN_PER_WAN, Money


@dataclass(frozen=True, slots=True)
class Pair:
    """Two projects and what they gain in one zone, or in two that ``joined`` holds (both ways).

    ``value`` is expected: it comes only if both succeed, each by its own chance.
    """

    synergy: str
    one: str
    other: str
    value: Money
    score: Fraction
    joined: frozenset[tuple[str, str]]

    def near(self, zone: str, then: str) -> bool:
        """Whether the first project in ``zone`` is near the other in ``then``."""
        return zone == then or (zone, then) in self.joined


@dataclass(frozen=True, slots=True)
class Bond:
    """A column: the first project of ``pair`` stands in ``zone``, the other in one of ``near``."""

    pair: Pair
    zone: str
    near: frozenset[str]


def pairs_of(problem: Problem) -> Iterator[Pair]:
    """Every project of the one link with every project of the other, for each synergy."""
    if not problem.synergies:
        return
    of_link: defaultdict[str | None, list[Need]] = defaultdict(list)
    for need in problem.needs:
        of_link[need.link].append(need)
    for synergy in problem.synergies:
        joined = synergy.near | {(b, a) for a, b in synergy.near}
        for one in of_link[synergy.one]:
            for other in of_link[synergy.other]:
                yield _pair(synergy, one, other, joined)


def _pair(synergy: Synergy, one: Need, other: Need, joined: frozenset[tuple[str, str]]) -> Pair:
    """Worth p_one · p_other · value: two successes that do not hang together."""
    chances = (Fraction(str(need.success_probability)) for need in (one, other))
    worth = Fraction(str(synergy.value_wan)) * next(chances) * next(chances)
    value = Money(round(worth * FEN_PER_WAN))
    return Pair(synergy.id, one.id, other.id, value, Fraction(str(synergy.score)), joined)


def bonds_of(pairs: Iterable[Pair], zones: Mapping[str, set[str]]) -> Iterator[Bond]:
    """One bond a pair and zone in which they can be near; ``zones`` are those of each need."""
    for pair in pairs:
        for zone in sorted(zones.get(pair.one, ())):
            near = frozenset(z for z in zones.get(pair.other, ()) if pair.near(zone, z))
            if near:
                yield Bond(pair, zone, near)
