"""Chain investment promotion (以商招商): the local firm through which to reach a gap or a firm."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import rustworkx as rx

from shigu.engine.chain.kin import KinFinder
from shigu.engine.chain.standing import Stand, Standing
from shigu.engine.chain.values import ChainInputs, Supply

Relation = Literal["buys", "supplies", "indirect", "owner"]


@dataclass(frozen=True, slots=True)
class Tie:
    """``local`` stands on ``links[0]``, the gap is ``links[-1]``, and each supplies or buys from
    the next. ``relation``: what the local link does with the gap when they are neighbours, or
    "owner" when ownership leads all the way. ``before`` are the organisations from ``local`` to
    who stands on ``links[0]``, ``after`` those from who stands on ``links[-1]`` to the candidate,
    each owner or owned of the next; empty where it is one and the same."""

    local: Stand
    links: tuple[str, ...]
    relation: Relation
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    @property
    def length(self) -> int:
        """Steps along supplies and ownership."""
        return sum(max(len(part) - 1, 0) for part in (self.before, self.links, self.after))


class TieFinder:
    """Shortest ways from a gap to a link where a local enterprise stands.

    Supplies are walked both ways. A step costs −log(w / 2w_max) with w its weight and w_max the
    greatest of the chain, so the cheapest way is the one whose product of weights, halved at
    each step, is greatest (Dijkstra 1959). Direct buyers of the gap come before all others:
    whoever buys has a reason to bring a supplier. Among them those with a real firm (a fact)
    come first, then the greatest purchase, then the id.
    """

    def __init__(self, inputs: ChainInputs, standing: Standing) -> None:
        self._standing = standing
        self._supplies = inputs.supplies
        self._ids = [link.id for link in inputs.links]
        self._index = {link: place for place, link in enumerate(self._ids)}
        self._most = max((supply.weight for supply in inputs.supplies), default=1.0)
        self._graph: rx.PyGraph[str, float] = rx.PyGraph()
        self._graph.add_nodes_from(self._ids)
        self._graph.add_edges_from([self._edge(supply) for supply in inputs.supplies])
        self._kin = KinFinder(inputs, standing) if inputs.ownerships else None

    def reach(self, gap: str, firm: str) -> Tie | None:
        """The tie to ``firm`` on ``gap``: over owners alone, else a direct buyer, else the cheaper
        of the way over supplies and the way over owners and supplies; None if there is none."""
        plain = self.tie(gap)
        if self._kin is None:
            return plain
        owned = self._kin.by_ownership(firm)
        if owned is not None:
            return Tie(self._stand(owned.before[0]), (), "owner", owned.before)
        mixed = self._kin.mixed(gap, firm)
        if mixed is None or max(len(mixed.before), len(mixed.after)) < 2:
            return plain
        if plain and (plain.relation == "buys" or self._cost(plain.links) <= mixed.cost):
            return plain
        before, after = (part if len(part) > 1 else () for part in (mixed.before, mixed.after))
        return Tie(self._stand(mixed.before[0]), mixed.links, "indirect", before, after)

    def tie(self, gap: str) -> Tie | None:
        """The tie to ``gap``, or None if no local enterprise is connected to it."""
        buyers = [s for s in self._supplies if s.from_link == gap and self._local(s.to_link)]
        if buyers:
            _, _, link = min(map(self._buyer_rank, buyers))
            return Tie(best_local(self._local(link)), (link, gap), "buys")
        return self._nearest(gap)

    def _nearest(self, gap: str) -> Tie | None:
        start = self._index[gap]
        costs = rx.dijkstra_shortest_path_lengths(self._graph, start, float)
        held = [
            (cost, self._ids[end]) for end, cost in costs.items() if self._local(self._ids[end])
        ]
        if not held:
            return None
        _, link = min((round(cost, 12), link) for cost, link in held)
        goal = self._index[link]
        ways = rx.dijkstra_shortest_paths(self._graph, start, target=goal, weight_fn=float)
        links = tuple(self._ids[place] for place in reversed(ways[goal]))
        return Tie(
            best_local(self._local(link)), links, "supplies" if len(links) == 2 else "indirect"
        )

    def _buyer_rank(self, supply: Supply) -> tuple[bool, float, str]:
        real = any(stand.fact for stand in self._local(supply.to_link))
        return (not real, -supply.weight, supply.to_link)

    def _cost(self, links: Sequence[str]) -> float:
        """Of a way along the supplies, each step over its heaviest one."""
        places = [self._index[link] for link in links]
        steps = pairwise(places)
        return sum(min(self._graph.get_all_edge_data(one, other)) for one, other in steps)

    def _stand(self, firm: str) -> Stand:
        """Where a local enterprise stands with most of its business."""
        links = self._standing.links_of[firm]
        return best_local([s for link in links for s in self._local(link) if s.firm.id == firm])

    def _local(self, link: str) -> tuple[Stand, ...]:
        return self._standing.local(link)

    def _edge(self, supply: Supply) -> tuple[int, int, float]:
        cost = -math.log(supply.weight / (2 * self._most))
        return self._index[supply.from_link], self._index[supply.to_link], cost


def best_local(stands: Sequence[Stand]) -> Stand:
    """Facts before illustrations, then the greatest share, then the id."""
    return min(stands, key=lambda stand: (not stand.fact, -stand.share, stand.firm.id))
