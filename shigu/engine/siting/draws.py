"""What the arcs of a network draw on, and where they lie, as vectors."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from shigu.engine.siting.network import Network
from shigu.engine.siting.resources import Resource
from shigu.engine.siting.terms import Floats, Ints, Terms


class Draws:
    """What arcs take of resources: once a need and kind of space, which is all that counts."""

    def __init__(self, network: Network) -> None:
        spaces = network.problem.spaces
        self._kinds = {kind: at for at, kind in enumerate(sorted({s.kind for s in spaces}))}
        self._kind = np.array([self._kinds[space.kind] for space in spaces], np.int64)
        self._network = network
        self._known: dict[str, Floats] = {}

    def of(self, resource: Resource, positions: Ints) -> Terms:
        """What each of some arcs takes, those left out that take nothing."""
        if resource.code not in self._known:
            self._known[resource.code] = self._table(resource)
        ends = self._network.ends
        kind = self._kind[ends.space[positions]]
        amount = self._known[resource.code][ends.need[positions], kind]
        taken = amount != 0
        return Terms(positions[taken], amount[taken])

    def _table(self, resource: Resource) -> Floats:
        table = np.zeros((len(self._network.problem.needs), max(len(self._kinds), 1)))
        for at, need in enumerate(self._network.problem.needs):
            if self._network.by_need[need.id]:
                table[at, : len(self._kinds)] = [resource.drawn(need, k) for k in self._kinds]
        return table


class ByZone(dict[str, "defaultdict[str, tuple[int, ...]]"]):
    """The arcs of a need by zone, for those needs that are asked for."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self._network = network

    def __missing__(self, need: str) -> defaultdict[str, tuple[int, ...]]:
        zones: defaultdict[str, tuple[int, ...]] = defaultdict(tuple)
        for j in self._network.by_need[need]:
            zones[self._network.arcs[j].space.zone] += (j,)
        self[need] = zones
        return zones
