"""The smallest sets of events that stop a node, where buyers need several inputs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from shigu.engine.chain.checking import ChainError
from shigu.engine.chain.graph.components import strong_components
from shigu.engine.chain.stress.network import Network

Cut = frozenset[int]
MOST_HELD = 100_000


@dataclass(frozen=True, slots=True)
class CutSets:
    """Sets of events of which each stops the node and no part does, the smallest first.

    ``sets`` are in order of size, then of their events; ``complete`` says that they are all of
    up to ``size`` events."""

    size: int
    sets: tuple[tuple[int, ...], ...]
    complete: bool


class CutSearch:
    """Minimal cut sets of at most ``size`` events, for one node after another.

    From the top down: a node stops when it fails itself, or when all suppliers of one need do;
    sets larger than ``size`` and those that hold a smaller one are dropped on the way. A node
    cannot be the reason of its own fall, so on the way down it is not asked again inside its
    circle.

    Args:
        given: the network.
        events: the nodes that each event takes down at once.
        size: the largest set looked for, at least 1.

    Raises:
        ChainError: a node of an event is none, or ``size`` is under 1.

    Reference:
        MOCUS: Fussell, Vesely 1972, Trans. Am. Nucl. Soc. 15: 262–263.
    """

    def __init__(self, given: Network, events: Sequence[Sequence[int]], size: int) -> None:
        if size < 1:
            raise ChainError("cut sets", f"the size must be at least 1, not {size}")
        self.nodes, self.size = given.nodes, size
        self.needs: dict[int, list[list[int]]] = defaultdict(list)
        for need, buyer in enumerate(given.buyer.tolist()):
            self.needs[buyer].append(given.suppliers(need).tolist())
        self.own: dict[int, set[Cut]] = defaultdict(set)
        for event, group in enumerate(events):
            for node in group:
                if not 0 <= node < given.nodes:
                    raise ChainError(f"event {event}", f"{node} is no node")
                self.own[node].add(frozenset({event}))
        _, label = strong_components(given.graph())
        self.circle = label.tolist()
        self.told: dict[tuple[int, Cut], frozenset[Cut]] = {}

    def of(self, node: int, most: int = 1000) -> CutSets:
        """The sets of ``node``, up to ``most`` of them.

        Raises:
            ChainError: it is no node, ``most`` is under 1, or more than 100,000 sets would have
                to be held on the way: ask for smaller ones.
        """
        if not 0 <= node < self.nodes:
            raise ChainError("cut sets", f"the node {node} is none")
        if most < 1:
            raise ChainError("cut sets", f"at least one set must be asked for, not {most}")
        found = sorted(self.cuts(node, frozenset()), key=lambda cut: (len(cut), sorted(cut)))
        sets = tuple(tuple(sorted(cut)) for cut in islice(found, most))
        return CutSets(self.size, sets, complete=len(found) <= most)

    def cuts(self, node: int, above: Cut) -> frozenset[Cut]:
        """Sets that stop the node without any of ``above``, which are nodes of its circle."""
        key = node, above
        if key not in self.told:
            inner = above | {node}
            found = set(self.own[node])
            for suppliers in self.needs[node]:
                if inner.isdisjoint(suppliers):
                    found |= self._all_of(suppliers, node, inner)
            self.told[key] = frozenset(least(found))
        return self.told[key]

    def _all_of(self, suppliers: list[int], buyer: int, inner: Cut) -> set[Cut]:
        together: set[Cut] = {frozenset()}
        for supplier in sorted(suppliers, key=lambda v: len(self.own[v])):
            same = self.circle[supplier] == self.circle[buyer]
            each = self.cuts(supplier, inner if same else frozenset())
            joined = {one | other for one in together for other in each}
            together = least(cut for cut in joined if len(cut) <= self.size)
            if not together:
                break
            if len(together) > MOST_HELD:
                raise ChainError(
                    f"node {buyer}",
                    f"over {MOST_HELD} sets of up to {self.size} events: ask for smaller ones",
                )
        return together


def least(sets: Iterable[Cut]) -> set[Cut]:
    """Those that hold no other."""
    kept: set[Cut] = set()
    by_event: dict[int, list[Cut]] = defaultdict(list)
    for cut in sorted(set(sets), key=len):
        if not any(other <= cut for event in cut for other in by_event[event]):
            kept.add(cut)
            for event in cut:
                by_event[event].append(cut)
        if not cut:
            return {cut}
    return kept
