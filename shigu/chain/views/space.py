"""Where a link stands in the product space: how demanding it is, and how near to the cluster."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from shigu.chain.models import Link
from shigu.chain.views.frame import Frame


@dataclass(frozen=True, slots=True)
class InSpace:
    """``rank`` of ``of`` links by PCI, 1 = the most demanding; ``density`` of the cluster around
    it, ``None`` where the cluster has it already."""

    pci: float
    rank: int
    of: int
    density: float | None
    on_frontier: bool


def in_space(frame: Frame, row: Link) -> InSpace | None:
    """``None`` where it was not computed, or the reference does not cover the link."""
    kept: dict[str, Any] = (frame.assessment.indicators if frame.assessment else None) or {}
    links = (kept.get("product_space") or {}).get("links", ())
    pci = {one["link"]: one["pci"] for one in links}
    if row.code not in pci:
        return None
    near = [
        point
        for area in kept.get("frontiers", ())
        if area["kind"] == "cluster"
        for point in area["points"]
        if point["link"] == row.code
    ]
    return InSpace(
        pci[row.code],
        1 + sum(other > pci[row.code] for other in pci.values()),
        len(pci),
        near[0]["density"] if near else None,
        bool(near and near[0]["on_frontier"]),
    )
