"""Ownership between organisations, and the shortest way along it and the supplies together."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import rustworkx as rx

from shigu.engine.chain.standing import Standing
from shigu.engine.chain.values import ENTERPRISE, ChainInputs

UNTOLD = 0.5
Node = tuple[Literal["start", "owner", "seat", "link", "heir"], str]
START: Node = ("start", "")


@dataclass(frozen=True, slots=True)
class Way:
    """From a local enterprise: the organisations ``before`` its links, the ``links``, and those
    ``after`` them, the last of which is the candidate; ``cost`` = Σ −log(strength ÷ 2)."""

    cost: float
    before: tuple[str, ...]
    links: tuple[str, ...]
    after: tuple[str, ...]


class KinFinder:
    """Shortest ways from local enterprises along ownership, and along ownership and supplies.

    Ownership is walked both ways. A step costs −log(s / 2) with s the share held (½ where only
    control is known) or the weight of a supply over the greatest of the chain, so that ways of
    both kinds compare. A way may go over owners, then over at least one supply from link to link,
    then over owners again: two who merely stand on the same link are competitors and no tie. One
    search from all local enterprises at once (Dijkstra 1959) answers for every candidate.
    """

    def __init__(self, inputs: ChainInputs, standing: Standing) -> None:
        self._nodes: list[Node] = []
        self._place: dict[Node, int] = {}
        self._graph: rx.PyDiGraph[Node, float] = rx.PyDiGraph()
        for one, other, cost in _edges(inputs, standing):
            self._graph.add_edge(self._at(one), self._at(other), cost)
        start = self._at(START)
        costs = rx.dijkstra_shortest_path_lengths(self._graph, start, float)
        self._costs: Mapping[int, float] = dict(costs.items())
        self._ways = rx.dijkstra_shortest_paths(self._graph, start, weight_fn=float)

    def by_ownership(self, firm: str) -> Way | None:
        """The way to ``firm`` over owners alone, ``None`` where there is none."""
        return self._way(("owner", firm))

    def mixed(self, gap: str, firm: str) -> Way | None:
        """The shortest way to ``firm`` on ``gap`` over owners and supplies."""
        goals: tuple[Node, Node] = ("link", gap), ("heir", firm)
        found = [way for way in map(self._way, goals) if way]
        best = min(found, key=lambda way: way.cost, default=None)
        if best is None or best.after:
            return best
        return Way(best.cost, best.before, best.links, (firm,))

    def _way(self, goal: Node) -> Way | None:
        place = self._place.get(goal)
        if place is None or place not in self._costs:
            return None
        nodes = [self._nodes[each] for each in self._ways[place]][1:]
        by_kind = {
            kind: tuple(name for each, name in nodes if each == kind)
            for kind in ("owner", "seat", "link", "heir")
        }
        links = (*by_kind["seat"], *by_kind["link"])
        return Way(self._costs[place], by_kind["owner"], links, by_kind["heir"])

    def _at(self, node: Node) -> int:
        if node not in self._place:
            self._place[node] = self._graph.add_node(node)
            self._nodes.append(node)
        return self._place[node]


Edge = tuple[Node, Node, float]


def _edges(inputs: ChainInputs, standing: Standing) -> Iterator[Edge]:
    yield from _owners(inputs)
    yield from _supplies(inputs)
    for link, stands in standing.at.items():
        for stand in stands:
            firm = stand.firm
            yield ("owner", firm.id), ("seat", link), 0.0
            yield ("link", link), ("heir", firm.id), 0.0
            if firm.scope == "cluster" and firm.kind == ENTERPRISE:
                yield START, ("owner", firm.id), 0.0


def _owners(inputs: ChainInputs) -> Iterator[Edge]:
    for row in inputs.ownerships:
        cost = -math.log((row.share or UNTOLD) / 2)
        for one, other in ((row.owner, row.owned), (row.owned, row.owner)):
            yield ("owner", one), ("owner", other), cost
            yield ("heir", one), ("heir", other), cost


def _supplies(inputs: ChainInputs) -> Iterator[Edge]:
    most = max((supply.weight for supply in inputs.supplies), default=1.0)
    for row in inputs.supplies:
        cost = -math.log(row.weight / (2 * most))
        for one, other in ((row.from_link, row.to_link), (row.to_link, row.from_link)):
            yield ("seat", one), ("link", other), cost
            yield ("link", one), ("link", other), cost
