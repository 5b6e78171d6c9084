"""Where could a zone go next: links that are related, demanding and in demand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from shigu.engine.chain.arrays import Floats
from shigu.engine.chain.checking import ChainError
from shigu.engine.chain.dependence import input_shares
from shigu.engine.chain.presence import require_table
from shigu.engine.chain.productspace import ProductSpace
from shigu.engine.chain.proximity import relatedness_density
from shigu.engine.chain.results import AreaFrontier, AreaKind, FrontierPoint
from shigu.engine.chain.specialisation import location_quotient
from shigu.engine.chain.standing import Stand, Standing
from shigu.engine.chain.thresholds import Thresholds
from shigu.engine.chain.values import ChainInputs
from shigu.engine.reasons import Reason

CLUSTER = "cluster"
Belongs = Callable[[Stand], bool]


def undominated(values: Floats) -> NDArray[np.bool_]:
    """Which rows no other row matches in every column and exceeds in one (Pareto front).

    Args:
        values: alternatives × aims, higher = better.

    Raises:
        ChainError: there is no alternative, or a value is not finite; the place names its row.
    """
    require_table(values)
    for row in np.flatnonzero(~np.isfinite(values).all(axis=1))[:1]:
        raise ChainError(f"alternative {row}", "its aims must be finite to be compared")
    at_least = (values[:, None] >= values[None]).all(axis=2)
    more = (values[:, None] > values[None]).any(axis=2)
    front: NDArray[np.bool_] = (at_least & more).sum(axis=0) == 0
    return front


def demand(inputs: ChainInputs, standing: Standing) -> Floats:
    """D_l = Σ_j n_j A_jl: how many local enterprises' worth of purchases go to each link.

    n_j counts the cluster's real enterprises at link j, A_jl is the part of j's input that comes
    from l. Links; unit: enterprises whose whole input it would be.
    """
    buyers = [sum(stand.fact for stand in standing.local(link.id)) for link in inputs.links]
    shares = input_shares(inputs.links, inputs.supplies, substitutes=False)
    wanted: Floats = np.array(buyers, float) @ shares
    return wanted


def frontiers(
    inputs: ChainInputs,
    standing: Standing,
    space: ProductSpace,
    pci: Mapping[str, float],
    limits: Thresholds,
) -> tuple[AreaFrontier, ...]:
    """The frontier of the cluster, of each district and of each zone that has organisations.

    Args:
        pci: complexity by link, as far as it is determined.
    """
    wanted = demand(inputs, standing)
    world = _World(inputs, standing, space.counts.sum(axis=0), space.near, pci, wanted, limits)
    zones = sorted({firm.zone for firm in inputs.firms if firm.zone and firm.scope == CLUSTER})
    areas: Sequence[tuple[AreaKind, str, Belongs]] = (
        ("cluster", CLUSTER, _in_cluster),
        *(("district", district, partial(_in_district, district)) for district in inputs.districts),
        *(("zone", zone, partial(_in_zone, zone)) for zone in zones),
    )
    return tuple(world.frontier(kind, area, belongs) for kind, area, belongs in areas)


@dataclass(frozen=True, slots=True)
class _World:
    inputs: ChainInputs
    standing: Standing
    reference: Floats
    near: Floats
    pci: Mapping[str, float]
    wanted: Floats
    limits: Thresholds

    def frontier(self, kind: AreaKind, area: str, belongs: Belongs) -> AreaFrontier:
        counts = np.array([[self._count(link.id, belongs) for link in self.inputs.links]], float)
        if not counts.any():
            return AreaFrontier(kind, area, (), (), _nobody(area))
        here = counts[0] > 0
        present = self._specialised(counts)
        density = relatedness_density(present, self.near)[0]
        ids = [link.id for link in self.inputs.links]
        open_to = [at for at, link in enumerate(ids) if not here[at] and link in self.pci]
        aims = np.array([[density[at], self.pci[ids[at]], self.wanted[at]] for at in open_to])
        best = undominated(aims) if open_to else np.zeros(0, bool)
        points = [
            FrontierPoint(ids[at], float(row[0]), float(row[1]), float(row[2]), bool(first))
            for at, row, first in zip(open_to, aims, best, strict=True)
        ]
        has = tuple(link for link, there in zip(ids, here, strict=True) if there)
        order = sorted(points, key=lambda one: (not one.on_frontier, -one.density, one.link))
        return AreaFrontier(kind, area, has, tuple(order), None)

    def _count(self, link: str, belongs: Belongs) -> int:
        stands = self.standing.local(link)
        return sum(
            stand.fact and stand.share >= self.limits.counted_share and belongs(stand)
            for stand in stands
        )

    def _specialised(self, counts: Floats) -> Floats:
        """Where the area's quotient is at least 1, and where it stands and no city does."""
        quotient = location_quotient(counts, self.reference)
        alone = (counts > 0) & (self.reference == 0)
        present: Floats = ((quotient >= 1) | alone).astype(np.float64)
        return present


def _in_cluster(stand: Stand) -> bool:
    return stand.firm.scope == CLUSTER


def _in_district(district: str, stand: Stand) -> bool:
    return stand.firm.district == district


def _in_zone(zone: str, stand: Stand) -> bool:
    return stand.firm.zone == zone


def _nobody(area: str) -> Reason:
    return Reason(
        "chain.frontier.nobody",
        "这里还没有登记到环节的真实企业，无从判断它能走向哪里；登记企业并确认其环节后即可计算。",
        "No real enterprise is registered at a link here, so nothing tells where it could go; "
        "firms with confirmed links cure it.",
        {"area": area},
    )
