"""The assessment of a whole chain: every link judged, every gap ranked."""

from __future__ import annotations

from shigu.engine.chain.gaps import rank_gaps
from shigu.engine.chain.judging import judge_links
from shigu.engine.chain.means import means_of
from shigu.engine.chain.receipts import read_cluster
from shigu.engine.chain.reference import choose_table
from shigu.engine.chain.relatedness import cluster_relatedness
from shigu.engine.chain.results import ChainAssessment
from shigu.engine.chain.standing import stand_on
from shigu.engine.chain.thresholds import THRESHOLDS, Thresholds
from shigu.engine.chain.values import ChainInputs


def assess(
    inputs: ChainInputs, *, seed: int, draws: int = 10_000, limits: Thresholds = THRESHOLDS
) -> ChainAssessment:
    """Judge every link of the chain and rank its gaps.

    Args:
        inputs: the checked chain.
        seed: of the weightings drawn for the ranks; nothing else is random.
        draws: how many weightings.
        limits: the declared thresholds.

    Returns:
        Links in the order of ``inputs.links``; gaps with the most urgent first.

    Raises:
        ValueError: there is no draw to make.
    """
    standing, table = stand_on(inputs), choose_table(inputs.references)
    links = judge_links(inputs, standing, table, limits)
    means = means_of(inputs, standing, cluster_relatedness(inputs, standing, limits))
    reading = read_cluster(inputs, standing, table, limits)
    return ChainAssessment(links, rank_gaps(inputs, links, means, reading, seed=seed, draws=draws))
