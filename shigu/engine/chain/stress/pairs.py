"""Two failures at once that stop more than each alone, found without trying all pairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from shigu.engine.chain.stress.cascade import failures, losses
from shigu.engine.chain.stress.network import Network

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Stopped:
    """Which events stop which suppliers, read both ways."""

    by_event: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    by_node: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    def tell(self, event: int, node: int) -> None:
        self.by_event[event].add(node)
        self.by_node[node].add(event)


def joint_pairs(given: Network, events: Sequence[Sequence[int]]) -> tuple[Pair, ...]:
    """Pairs of events that together take all suppliers of a need, while neither does alone.

    No other pair stops more than its two events apart: when two failures stop a node that
    neither stops alone, some need is the first to be lost jointly, and until then each supplier
    is down by one of the two alone. So one event stops the first supplier of that need and the
    other all that it leaves.

    Args:
        events: the nodes that each event takes down at once.

    Returns:
        Pairs of event numbers, the smaller first, in order.
    """
    several = np.flatnonzero(np.diff(given.begin) > 1)
    needs = [given.suppliers(int(need)).tolist() for need in several]
    stopped = _stopped(given, events, {v for need in needs for v in need})
    found: set[Pair] = set()
    for need in needs:
        found.update(_pairs_of(need, stopped))
    return tuple(sorted(found))


def _stopped(given: Network, events: Sequence[Sequence[int]], asked: set[int]) -> _Stopped:
    """Nodes that need nobody stop with their own events; only for the others is a cascade run."""
    told = _Stopped()
    for event, group in enumerate(events):
        for node in asked.intersection(group):
            told.tell(event, node)
    needy = sorted(asked.intersection(given.buyer.tolist()))
    if needy:
        found = losses(given, failures(events), needy, np.zeros(len(needy)), which=True).stopped
        assert found is not None
        for event, column in np.argwhere(found).tolist():
            told.tell(event, needy[column])
    return told


def _pairs_of(suppliers: list[int], stopped: _Stopped) -> set[Pair]:
    found: set[Pair] = set()
    for one in stopped.by_node[suppliers[0]]:
        left = [v for v in suppliers if v not in stopped.by_event[one]]
        if left:
            others = set.intersection(*(stopped.by_node[v] for v in left))
            found |= {(min(one, other), max(one, other)) for other in others}
    return found
