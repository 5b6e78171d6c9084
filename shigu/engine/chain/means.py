"""What there is to close a gap with: firms elsewhere, laboratories here, related strengths."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from shigu.engine.chain.arrays import Floats
from shigu.engine.chain.standing import Standing
from shigu.engine.chain.values import SCOPES, ChainInputs, Scope

ENOUGH_CANDIDATES = 5


@dataclass(frozen=True, slots=True)
class Means:
    """``elsewhere``: real enterprises on the link by ring outside the cluster (illustrative ones
    bring nobody nearer); ``laboratories``: those
    in cluster or city with a capability for it; ``density``: relatedness of the cluster, 0–1."""

    elsewhere: Mapping[Scope, int]
    laboratories: tuple[str, ...]
    density: float

    @property
    def candidates(self) -> int:
        return sum(self.elsewhere.values())

    @property
    def feasibility(self) -> float:
        """Mean of 1 − exp(−candidates / 5), a laboratory at hand (1 or 0) and the density."""
        return self.feasibility_with(self.candidates)

    def feasibility_with(self, candidates: int) -> float:
        """The same if so many enterprises elsewhere really make it."""
        supply = 1 - math.exp(-candidates / ENOUGH_CANDIDATES)
        return (supply + bool(self.laboratories) + self.density) / 3


def means_of(inputs: ChainInputs, standing: Standing, density: Floats) -> dict[str, Means]:
    laboratories = _laboratories(inputs, standing)
    return {
        link.id: Means(_elsewhere(standing, link.id), laboratories[link.id], float(density[place]))
        for place, link in enumerate(inputs.links)
    }


def _elsewhere(standing: Standing, link: str) -> dict[Scope, int]:
    count = Counter(stand.firm.scope for stand in standing.elsewhere(link) if stand.fact)
    return {ring: count[ring] for ring in SCOPES[1:]}


def _laboratories(inputs: ChainInputs, standing: Standing) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = defaultdict(set)
    for capability in inputs.capabilities:
        if standing.firms[capability.organisation].scope in ("cluster", "city"):
            found[capability.link].add(capability.organisation)
    return {link.id: tuple(sorted(found[link.id])) for link in inputs.links}
