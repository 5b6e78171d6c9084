"""The stress of a whole chain: N-1, N-2, smallest cuts, second sources, since when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain as flattened

import numpy as np
from numpy.typing import NDArray

from shigu.engine.chain.graph.digraph import Ints, digraph
from shigu.engine.chain.graph.dominators import dominator_tree, dominators_of
from shigu.engine.chain.standing import Standing
from shigu.engine.chain.stress.cascade import Losses, failures, losses
from shigu.engine.chain.stress.cutsets import CutSearch, CutSets
from shigu.engine.chain.stress.events import Event, single_events
from shigu.engine.chain.stress.pairs import joint_pairs
from shigu.engine.chain.stress.results import (
    Cuts,
    Failure,
    Kind,
    SecondSource,
    Standstill,
    Stress,
)
from shigu.engine.chain.stress.sources import ChainNetwork, chain_network
from shigu.engine.chain.stress.timing import stops_of_each
from shigu.engine.chain.thresholds import THRESHOLDS, Thresholds
from shigu.engine.chain.values import APPLICATION, ChainInputs

LARGEST_CUT = 3
MOST_CUTS = 20
NOTHING = 1e-12
NOBODY_REPLACES = 2.0
"""Above any substitutability: no input is left out."""


@dataclass(frozen=True, slots=True)
class _Ground:
    """Both networks, the applications with their part of the policy weight, who can fall."""

    inputs: ChainInputs
    standing: Standing
    made: ChainNetwork
    bare: ChainNetwork
    applications: tuple[str, ...]
    watched: list[int]
    weight: NDArray[np.float64]
    events: dict[Kind, tuple[Event, ...]]


def stress(inputs: ChainInputs, standing: Standing, limits: Thresholds = THRESHOLDS) -> Stress:
    """Let everything fall once, and in pairs, and see which applications stop.

    A link runs while one of its makers and each of its inputs runs; inputs from
    ``limits.replaceable_from`` on are replaced. Links without a known maker have one unnamed
    source outside.
    """
    ground = _ground(inputs, standing, limits)
    everybody = tuple(flattened.from_iterable(ground.events.values()))
    return Stress(
        single=_failures(ground, [(event,) for event in everybody]),
        double=_double(ground),
        tried={kind: len(some) for kind, some in ground.events.items()},
        cuts=tuple(_cuts(ground)),
        second_sources=_second_sources(ground),
        standstills=tuple(_standstills(ground)),
        unknown_clocks=sum(
            s.substitutability < limits.replaceable_from
            and (s.cover_days is None or s.replace_days is None)
            for s in inputs.supplies
        ),
    )


def _ground(inputs: ChainInputs, standing: Standing, limits: Thresholds) -> _Ground:
    made, bare = (
        chain_network(inputs, standing, replaceable_from=limit)
        for limit in (limits.replaceable_from, NOBODY_REPLACES)
    )
    applications = [link for link in inputs.links if link.layer == APPLICATION]
    weight = np.array([link.weight for link in applications])
    return _Ground(
        inputs,
        standing,
        made,
        bare,
        tuple(link.id for link in applications),
        made.numbers("link", (link.id for link in applications)),
        weight / weight.sum(),
        single_events(inputs, standing, made),
    )


def _losses(ground: _Ground, made: ChainNetwork, groups: Sequence[tuple[Event, ...]]) -> Losses:
    together = failures([[node for event in group for node in event.nodes] for group in groups])
    return losses(made.network, together, ground.watched, ground.weight, which=True)


def _failures(ground: _Ground, groups: Sequence[tuple[Event, ...]]) -> tuple[Failure, ...]:
    """Those that stop something, the worst first."""
    found, bare = (_losses(ground, made, groups) for made in (ground.made, ground.bare))
    assert found.stopped is not None
    told = [
        Failure(
            kind=group[0].kind,
            ids=tuple(event.id for event in group),
            loss=min(1.0, float(found.lost[row])),
            loss_without_substitutes=min(1.0, float(bare.lost[row])),
            stopped=tuple(ground.applications[k] for k in np.flatnonzero(found.stopped[row])),
        )
        for row, group in enumerate(groups)
        if bare.lost[row] > NOTHING
    ]
    return tuple(sorted(told, key=lambda f: (-f.loss, -f.loss_without_substitutes, f.kind, f.ids)))


def _double(ground: _Ground) -> tuple[Failure, ...]:
    """Pairs of one kind that stop more applications than the two apart."""
    groups = [
        (some[one], some[other])
        for some in ground.events.values()
        for one, other in joint_pairs(ground.made.network, [event.nodes for event in some])
    ]
    together = _losses(ground, ground.made, groups).stopped
    alone = [_losses(ground, ground.made, [(g[k],) for g in groups]).stopped for k in (0, 1)]
    assert together is not None
    assert alone[0] is not None
    assert alone[1] is not None
    more = (together > (alone[0] | alone[1])).any(axis=1)
    return _failures(ground, [groups[row] for row in np.flatnonzero(more)])


def _cuts(ground: _Ground) -> Iterator[Cuts]:
    firms = ground.events["firm"]
    nodes = [event.nodes for event in firms]
    sizes = range(1, LARGEST_CUT + 1)
    searches = [CutSearch(ground.made.network, nodes, size) for size in sizes]
    gates, unnamed = _gates(ground), _unnamed(ground)
    for place, application in enumerate(ground.applications):
        found = _smallest(searches, ground.watched[place])
        yield Cuts(
            application=application,
            size=found.size if found else None,
            firms=tuple(tuple(firms[k].id for k in cut) for cut in found.sets) if found else (),
            complete=found is None or found.complete,
            gates=gates[place],
            unnamed=unnamed[place],
        )


def _smallest(searches: Sequence[CutSearch], node: int) -> CutSets | None:
    """The sets of the least size that has any, up to twenty of them."""
    for search in searches:
        found = search.of(node, MOST_CUTS)
        if found.sets:
            return found
    return None


def _unnamed(ground: _Ground) -> list[tuple[str, ...]]:
    """Links without a known maker that each application cannot do without."""
    events = ground.events["unnamed"]
    stopped = _losses(ground, ground.made, [(event,) for event in events]).stopped
    assert stopped is not None
    return [
        tuple(event.id for event, down in zip(events, column, strict=True) if down)
        for column in stopped.T
    ]


def _gates(ground: _Ground) -> list[tuple[str, ...]]:
    """Dominators of each application in the graph of all supplies, replaceable or not."""
    links = [link.id for link in ground.inputs.links]
    place = {link: k for k, link in enumerate(links)}
    supplies = ground.inputs.supplies
    graph = digraph(
        len(links),
        np.array([place[s.from_link] for s in supplies], np.int32),
        np.array([place[s.to_link] for s in supplies], np.int32),
    )
    roots = graph.sources()
    tree: Ints = dominator_tree(graph, roots) if len(roots) else np.full(len(links), -2, np.int32)
    return [
        tuple(links[v] for v in dominators_of(tree, node)) if tree[node] >= -1 else ()
        for node in ground.watched
    ]


def _second_sources(ground: _Ground) -> tuple[SecondSource, ...]:
    """Where one more independent source avoids a loss, the most first."""
    alone = (*ground.events["firm"], *ground.events["unnamed"])
    places = (*ground.events["district"], *ground.events["place"])
    before = [_total(ground, ground.made, events) for events in (alone, places)]
    found = []
    for link in (link.id for link in ground.inputs.links):
        makers = {ground.made.node["firm", s.firm.id] for s in ground.standing.at[link]}
        if len(makers) > 1 and not any(makers <= set(event.nodes) for event in places):
            continue
        made = _with_second(ground.made, link)
        worth = [
            max(0.0, total - _total(ground, made, events))
            for total, events in zip(before, (alone, places), strict=True)
        ]
        if max(worth) > NOTHING:
            sources = tuple(stand.firm.id for stand in ground.standing.at[link])
            found.append(SecondSource(link, worth[0], worth[1], sources))
    return tuple(sorted(found, key=lambda one: (-one.worth, -one.worth_places, one.link)))


def _total(ground: _Ground, made: ChainNetwork, events: Sequence[Event]) -> float:
    fail = failures([event.nodes for event in events])
    return float(losses(made.network, fail, ground.watched, ground.weight).lost.sum())


def _with_second(made: ChainNetwork, link: str) -> ChainNetwork:
    """A source that no single failure takes: the link's need of makers is always met."""
    met = np.zeros(made.network.needs, bool)
    met[made.need_of_makers(made.node["link", link])] = True
    return ChainNetwork(made.network.without(met), made.links, made.node)


def _standstills(ground: _Ground) -> Iterator[Standstill]:
    """Each link falls for good on day 0; applications in the order of stopping."""
    times = ground.made.clocks(ground.inputs.supplies)
    applications = dict(zip(ground.watched, ground.applications, strict=True))
    links = [link.id for link in ground.inputs.links]
    nodes = ground.made.numbers("link", links)
    courses = stops_of_each(ground.made.network, times, [(node,) for node in nodes])
    for link, fallen, course in zip(links, nodes, courses, strict=True):
        for stop in course:
            if stop.node in applications and stop.node != fallen:
                yield Standstill(link, applications[stop.node], stop.since_days, stop.until_days)
