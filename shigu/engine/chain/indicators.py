"""The deeper indicators of a chain, for those who ask for them."""

from __future__ import annotations

from shigu.engine.chain.frontier import frontiers
from shigu.engine.chain.means import means_of
from shigu.engine.chain.moves import moves
from shigu.engine.chain.productspace import findings, product_space
from shigu.engine.chain.receipts import read_cluster
from shigu.engine.chain.reference import choose_table
from shigu.engine.chain.relatedness import cluster_relatedness
from shigu.engine.chain.results import ChainAssessment, ChainIndicators
from shigu.engine.chain.standing import stand_on
from shigu.engine.chain.thresholds import THRESHOLDS, Thresholds
from shigu.engine.chain.uncertain import Known, gap_stability
from shigu.engine.chain.values import ChainInputs


def indicators(
    inputs: ChainInputs,
    assessment: ChainAssessment,
    *,
    seed: int,
    limits: Thresholds = THRESHOLDS,
) -> ChainIndicators:
    """Stability of the gaps' ranks, what there is to offer, complexity, frontiers of all areas.

    Args:
        assessment: of the same ``inputs`` and ``limits``.
        seed: of the draws of inputs and weights.
    """
    standing = stand_on(inputs)
    means = means_of(inputs, standing, cluster_relatedness(inputs, standing, limits))
    reading = read_cluster(inputs, standing, choose_table(inputs.references), limits)
    space = product_space(inputs, standing, limits)
    found = findings(space)
    pci = {link.link: link.pci for link in found.links}
    return ChainIndicators(
        gap_stability(Known(inputs, standing, means, reading), assessment.gaps, seed=seed),
        moves(inputs, standing, assessment.gaps),
        found,
        frontiers(inputs, standing, space, pci, limits),
    )
