"""The deeper indicators of a chain, for those who ask for them."""

from __future__ import annotations

from shigu.engine.chain.frontier import frontiers
from shigu.engine.chain.productspace import findings, product_space
from shigu.engine.chain.results import ChainIndicators
from shigu.engine.chain.standing import stand_on
from shigu.engine.chain.thresholds import THRESHOLDS, Thresholds
from shigu.engine.chain.values import ChainInputs


def indicators(inputs: ChainInputs, *, limits: Thresholds = THRESHOLDS) -> ChainIndicators:
    """Complexity of cities and links, and the diversification frontier of every area."""
    standing = stand_on(inputs)
    space = product_space(inputs, standing, limits)
    found = findings(space)
    pci = {link.link: link.pci for link in found.links}
    return ChainIndicators(found, frontiers(inputs, standing, space, pci, limits))
