"""Which gap to close first: four criteria for each blank or weak link, ranked by SMAA."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass

import numpy as np

from shigu.engine.chain.gap_words import Finding, explain
from shigu.engine.chain.means import Means
from shigu.engine.chain.receipts import Reading, receipt
from shigu.engine.chain.results import Criteria, Gap, LinkAssessment
from shigu.engine.chain.smaa import Acceptability, smaa
from shigu.engine.chain.values import ChainInputs, Link
from shigu.engine.chain.wording import Namer

NAMED_RANKS = 10


@dataclass(frozen=True, slots=True)
class Scales:
    """What 1 means: the greatest criticality and policy weight of the whole chain, so that
    closing one gap does not change how another is judged."""

    criticality: float
    weight: float


def scales(links: Sequence[Link], assessed: Sequence[LinkAssessment]) -> Scales:
    return Scales(max(link.criticality for link in assessed), max(link.weight for link in links))


def criteria(link: Link, assessed: LinkAssessment, means: Means, scale: Scales) -> Criteria:
    """The four criteria of a gap, each 0–1, higher = sooner.

    criticality and policy: against the greatest of the chain; shortage: 1 / (1 + N_eff) with
    N_eff = 1 / HHI effective local suppliers, so 1 when blank; feasibility: see ``Means``.
    """
    effective = 1 / assessed.concentration if assessed.concentration else 0.0
    return Criteria(
        criticality=assessed.criticality / scale.criticality,
        shortage=1 / (1 + effective),
        feasibility=means.feasibility,
        policy=link.weight / scale.weight,
    )


def rank_gaps(
    inputs: ChainInputs,
    assessed: Sequence[LinkAssessment],
    means: Mapping[str, Means],
    reading: Reading,
    *,
    seed: int,
    draws: int,
) -> tuple[Gap, ...]:
    """All blank and weak links, first things first.

    ``priority`` is the holistic acceptability index with linear meta-weights: the expected rank
    over all weightings, scaled so that 1 = always first and 0 = always last. Ties go to the
    more critical link, then to the id. Ranks 1 to 10 (or all, if fewer) have a probability.
    """
    scale = scales(inputs.links, assessed)
    pairs = zip(inputs.links, assessed, strict=True)
    open_links = [(link, found) for link, found in pairs if found.status != "strong"]
    if not open_links:
        return ()
    judged = [criteria(link, found, means[link.id], scale) for link, found in open_links]
    ranking = smaa(np.array([astuple(row) for row in judged]), seed=seed, draws=draws)
    priority, namer = ranking.holistic(), Namer(inputs)
    place = _places(assessed)
    gaps = [
        _gap(
            Finding(
                link, found, means[link.id], receipt(link, reading), place[link.id], len(assessed)
            ),
            judged[row],
            _Chances(ranking, row),
            float(priority[row]),
            namer,
        )
        for row, (link, found) in enumerate(open_links)
    ]
    return tuple(
        sorted(gaps, key=lambda gap: (-round(gap.priority, 12), place[gap.link], gap.link))
    )


@dataclass(frozen=True, slots=True)
class _Chances:
    """One alternative's line of the ranking."""

    ranking: Acceptability
    row: int

    @property
    def named(self) -> tuple[float, ...]:
        return tuple(float(part) for part in self.ranking.ranks[self.row, :NAMED_RANKS])

    @property
    def central(self) -> Criteria | None:
        weights = self.ranking.central[self.row]
        return None if np.isnan(weights).any() else Criteria(*(float(part) for part in weights))


def _gap(
    finding: Finding, judged: Criteria, chances: _Chances, priority: float, namer: Namer
) -> Gap:
    why = explain(finding, chances.named, namer)
    return Gap(
        link=finding.assessed.id,
        status=finding.assessed.status,
        priority=priority,
        criteria=judged,
        rank_probability=chances.named,
        central_weights=chances.central,
        receipt=finding.receipt,
        laboratories=finding.means.laboratories,
        why_zh=why.zh,
        why_en=why.en,
    )


def _places(assessed: Sequence[LinkAssessment]) -> dict[str, int]:
    """The rank of each link by criticality, 1 = most critical, equals sharing the better one."""
    values = [link.criticality for link in assessed]
    return {
        link.id: 1 + sum(value > link.criticality + 1e-12 for value in values) for link in assessed
    }
