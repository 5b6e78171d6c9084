"""The arcs of the plan: every need joined to every space that meets it, with start and worth."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from shigu.engine.siting.fit import Pairs
from shigu.engine.siting.timing import start_date
from shigu.engine.siting.value import valuation
from shigu.engine.siting.values import Need, Problem, Space
from shigu.engine.values import Money


@dataclass(frozen=True, slots=True)
class Arc:
    """One possible placement; ``value`` is its present value."""

    need: Need
    space: Space
    start: date
    value: Money


@dataclass(frozen=True, slots=True)
class Network:
    """Arcs in the order of needs, then spaces; ``by_*`` hold positions in ``arcs``."""

    problem: Problem
    arcs: tuple[Arc, ...]
    by_need: Mapping[str, tuple[int, ...]]
    by_space: Mapping[str, tuple[int, ...]]

    def position(self, need: str, space: str) -> int:
        """Where the arc of the pair stands in ``arcs``. Raises KeyError where there is none."""
        for j in self.by_need[need]:
            if self.arcs[j].space.id == space:
                return j
        raise KeyError((need, space))

    def worth(self, chosen: Iterable[int]) -> Money:
        """The exact value of the chosen arcs."""
        return Money(sum(self.arcs[j].value.fen for j in chosen))


def network(problem: Problem, pairs: Pairs) -> Network:
    """Join the problem's needs and spaces as ``pairs`` allows; ids it does not know are left."""
    spaces = {space.id: space for space in problem.spaces}
    arcs: list[Arc] = []
    for need in problem.needs:
        worth = valuation(need, problem.economics)
        met = (spaces[each] for each in pairs.get(need.id, ()) if each in spaces)
        arcs += (Arc(need, space, start_date(need, space), worth(space)) for space in met)
    return _joined(problem, arcs)


def narrowed(whole: Network, problem: Problem) -> Network:
    """The part of a network that lies among the needs and spaces of ``problem``."""
    needs = {need.id for need in problem.needs}
    spaces = {space.id for space in problem.spaces}
    kept = (arc for arc in whole.arcs if arc.need.id in needs and arc.space.id in spaces)
    return _joined(problem, kept)


def _joined(problem: Problem, arcs: Iterable[Arc]) -> Network:
    arcs = tuple(arcs)
    return Network(
        problem,
        arcs,
        _positions((need.id for need in problem.needs), (arc.need.id for arc in arcs)),
        _positions((space.id for space in problem.spaces), (arc.space.id for arc in arcs)),
    )


def _positions(ids: Iterable[str], ends: Iterable[str]) -> dict[str, tuple[int, ...]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for j, end in enumerate(ends):
        found[end].append(j)
    return {each: tuple(found[each]) for each in ids}
