"""The columns of the plan: every need joined to every space that meets it, and bonds of two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

import numpy as np

from shigu.engine.siting.bonds import Bond, Pair, bonds_of, pairs_of
from shigu.engine.siting.fit import Pairs
from shigu.engine.siting.score import scoring
from shigu.engine.siting.terms import Ints
from shigu.engine.siting.timing import start_date
from shigu.engine.siting.value import valuation
from shigu.engine.siting.values import Need, Problem, Space
from shigu.engine.values import Money

EXACT_ARCS = 20_000
"""More arcs than this go to the portfolio, which is certain of its bound and near the optimum."""


@dataclass(frozen=True, slots=True)
class Arc:
    """One possible placement; ``value`` is its present value, ``score`` its points."""

    need: Need
    space: Space
    start: date
    value: Money
    score: Fraction


class Ends(NamedTuple):
    """Of each arc: its need and space as places in the problem, its start as a place in
    ``days``."""

    need: Ints
    space: Ints
    start: Ints
    days: tuple[date, ...]


@dataclass(frozen=True)
class Network:
    """Arcs in the order of needs, then spaces; ``by_*`` hold positions in ``arcs``.

    A set of units stands in ``by_space`` under its own id alone. ``pairs`` are the projects that
    gain from being near each other; ``bonds``, one a pair and zone, are columns behind the arcs,
    none where these are too many for the exact model.
    """

    problem: Problem
    arcs: tuple[Arc, ...]
    by_need: Mapping[str, tuple[int, ...]]
    by_space: Mapping[str, tuple[int, ...]]
    pairs: tuple[Pair, ...] = ()
    bonds: tuple[Bond, ...] = ()

    @property
    def columns(self) -> int:
        """Arcs and bonds."""
        return len(self.arcs) + len(self.bonds)

    @cached_property
    def ends(self) -> Ends:
        """The ends of all arcs. Raises KeyError where one is not of the problem any more."""
        needs = {need.id: at for at, need in enumerate(self.problem.needs)}
        spaces = {space.id: at for at, space in enumerate(self.problem.spaces)}
        days = {day: at for at, day in enumerate(sorted({arc.start for arc in self.arcs}))}
        places = (
            [needs[arc.need.id] for arc in self.arcs],
            [spaces[arc.space.id] for arc in self.arcs],
            [days[arc.start] for arc in self.arcs],
        )
        need, space, start = (np.array(each, np.int64) for each in places)
        return Ends(need, space, start, tuple(days))

    def position(self, need: str, space: str) -> int:
        """Where the arc of the pair stands in ``arcs``. Raises KeyError where there is none."""
        for j in self.by_need[need]:
            if self.arcs[j].space.id == space:
                return j
        raise KeyError((need, space))

    def worth(self, chosen: Iterable[int]) -> Money:
        """The exact value of the chosen arcs and of what they gain from each other."""
        taken = tuple(chosen)
        own = sum(self.arcs[j].value.fen for j in taken)
        return Money(own + sum(pair.value.fen for pair, *_ in self.gained(taken)))

    def points(self, chosen: Iterable[int]) -> Fraction:
        """The exact score of the chosen arcs and of what they gain from each other."""
        taken = tuple(chosen)
        own = sum((self.arcs[j].score for j in taken), Fraction(0))
        return own + sum((pair.score for pair, *_ in self.gained(taken)), Fraction(0))

    def gained(self, chosen: Iterable[int]) -> Iterator[tuple[Pair, Space, Space]]:
        """The pairs that stand near each other, and where."""
        if not self.pairs:
            return
        places = {self.arcs[j].need.id: self.arcs[j].space for j in chosen}
        for pair in self.pairs:
            one, other = places.get(pair.one), places.get(pair.other)
            if one is not None and other is not None and pair.near(one.zone, other.zone):
                yield pair, one, other


def network(problem: Problem, pairs: Pairs) -> Network:
    """Join the problem's needs and spaces as ``pairs`` allows; ids it does not know are left."""
    spaces = {space.id: space for space in problem.spaces}
    arcs: list[Arc] = []
    for need in problem.needs:
        worth, points = valuation(need, problem.economics), scoring(need)
        met = (spaces[each] for each in pairs.get(need.id, ()) if each in spaces)
        arcs += (Arc(need, s, start_date(need, s), worth(s), points(s)) for s in met)
    return joined(problem, arcs)


def narrowed(whole: Network, problem: Problem) -> Network:
    """The part of a network that lies among the needs and spaces of ``problem``."""
    needs = {need.id for need in problem.needs}
    spaces = {space.id for space in problem.spaces}
    kept = (arc for arc in whole.arcs if arc.need.id in needs and arc.space.id in spaces)
    return joined(problem, kept)


def picked(whole: Network, positions: Iterable[int]) -> Network:
    """Some arcs of a network, in the order given."""
    return joined(whole.problem, (whole.arcs[j] for j in positions))


def joined(problem: Problem, arcs: Iterable[Arc]) -> Network:
    """The network of some arcs between needs and spaces of a problem."""
    arcs = tuple(arcs)
    pairs = tuple(pairs_of(problem))
    bonded = pairs and len(arcs) <= EXACT_ARCS
    return Network(
        problem,
        arcs,
        _positions((need.id for need in problem.needs), (arc.need.id for arc in arcs)),
        _positions((space.id for space in problem.spaces), (arc.space.id for arc in arcs)),
        pairs,
        tuple(bonds_of(pairs, zones_of(arcs))) if bonded else (),
    )


def zones_of(arcs: Iterable[Arc]) -> dict[str, set[str]]:
    """Where each project can stand."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for arc in arcs:
        found[arc.need.id].add(arc.space.zone)
    return dict(found)


def _positions(ids: Iterable[str], ends: Iterable[str]) -> dict[str, tuple[int, ...]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for j, end in enumerate(ends):
        found[end].append(j)
    return {each: tuple(found[each]) for each in ids}
