"""Whom to bring: enterprises elsewhere that could close a gap, and the way to reach them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from shigu.engine.chain.candidate_words import reasons_for
from shigu.engine.chain.prospects import Prospect
from shigu.engine.chain.results import Candidate, ChainAssessment, Step
from shigu.engine.chain.search import TermSearch, read_all
from shigu.engine.chain.standing import Standing, stand_on
from shigu.engine.chain.ties import Tie, TieFinder
from shigu.engine.chain.values import ENTERPRISE, ChainInputs, Firm, Scope
from shigu.engine.chain.wording import Namer


@dataclass(frozen=True, slots=True)
class Weights:
    """Declared weights of the parts of a score; parts that are not known are left out.

    ``text_fit`` is the fit of a firm that only its own words connect with the link;
    ``full_growth`` is the yearly growth of revenue (0.3 = 30 %) that counts as 1.
    """

    fit: float = 0.4
    breadth: float = 0.1
    closeness: float = 0.2
    growth: float = 0.1
    tie: float = 0.2
    text_fit: float = 0.2
    full_growth: float = 0.3


WEIGHTS = Weights()
CLOSENESS: Mapping[Scope, float] = {"city": 1.0, "province": 0.7, "nation": 0.4}


def candidates(
    inputs: ChainInputs,
    assessment: ChainAssessment,
    *,
    gaps: int = 10,
    per_gap: int = 8,
    weights: Weights = WEIGHTS,
) -> tuple[Candidate, ...]:
    """Enterprises outside the cluster for each of the first ``gaps`` gaps, the best ``per_gap``.

    Those positioned on the link come first of all; only where there is none are names and
    products searched for its terms, and the reasons say so. A firm may serve several gaps.
    Real firms come before illustrative ones, then the greater score, then the id.
    """
    standing, namer = stand_on(inputs), Namer(inputs)
    finder, speakers = TieFinder(inputs, standing), _Speakers(inputs)
    found = []
    for gap in assessment.gaps[:gaps]:
        rows = _prospects(gap.link, standing, speakers, finder.tie(gap.link))
        order = {
            row.firm.id: (not row.firm.fact, -score(row, weights), row.firm.id) for row in rows
        }
        best = sorted(rows, key=lambda row: order[row.firm.id])[:per_gap]
        found += [_candidate(row, weights, namer) for row in best]
    return tuple(found)


def score(prospect: Prospect, weights: Weights) -> float:
    """Σ w_k part_k / Σ w_k over the parts that are known, 0–1.

    fit: share × confidence; breadth: 1 − 2⁻ᵏ for k other links of the chain; closeness: 1 in
    the city, 0.7 in the province, 0.4 beyond; growth: 0 at a standstill to 1 at
    ``full_growth``; tie: 1 / steps along the supplies to the local firm, 0 without one.
    """
    parts = (
        (weights.fit, _fit(prospect, weights)),
        (weights.breadth, 1 - 0.5 ** len(prospect.others)),
        (weights.closeness, CLOSENESS[prospect.firm.scope]),
        (weights.growth, _growth(prospect.firm.growth, weights)),
        (weights.tie, 1 / prospect.tie.length if prospect.tie else 0.0),
    )
    known = [(weight, part) for weight, part in parts if part is not None]
    return sum(weight * part for weight, part in known) / sum(weight for weight, _ in known)


def _fit(prospect: Prospect, weights: Weights) -> float:
    if prospect.share is None or prospect.confidence is None:
        return weights.text_fit
    return prospect.share * prospect.confidence


def _growth(growth: float | None, weights: Weights) -> float | None:
    return None if growth is None else min(1.0, max(0.0, growth / weights.full_growth))


class _Speakers:
    """Enterprises elsewhere whose own words speak of a link."""

    def __init__(self, inputs: ChainInputs) -> None:
        outside = [f for f in inputs.firms if f.scope != "cluster" and f.kind == ENTERPRISE]
        found = read_all(TermSearch(inputs.links), outside)
        self._firms = [(firm, found[firm.id]) for firm in outside]

    def of(self, link: str) -> Iterable[Firm]:
        return (firm for firm, spoken in self._firms if link in spoken)


def _prospects(
    gap: str, standing: Standing, speakers: _Speakers, tie: Tie | None
) -> Sequence[Prospect]:
    placed = [
        Prospect(
            stand.firm,
            gap,
            stand.share,
            stand.position.confidence,
            _others(standing, stand.firm, gap),
            tie,
        )
        for stand in standing.elsewhere(gap)
    ]
    if placed:
        return placed
    return [
        Prospect(firm, gap, None, None, _others(standing, firm, gap), tie)
        for firm in speakers.of(gap)
    ]


def _others(standing: Standing, firm: Firm, gap: str) -> tuple[str, ...]:
    return tuple(link for link in standing.links_of.get(firm.id, ()) if link != gap)


def _candidate(prospect: Prospect, weights: Weights, namer: Namer) -> Candidate:
    return Candidate(
        link=prospect.link,
        organisation=prospect.firm.id,
        score=score(prospect, weights),
        reasons=reasons_for(prospect, namer),
        through=_through(prospect),
    )


def _through(prospect: Prospect) -> tuple[Step, ...]:
    if prospect.tie is None:
        return ()
    links = tuple(Step("link", link) for link in prospect.tie.links)
    start = Step("organisation", prospect.tie.local.firm.id)
    return (start, *links, Step("organisation", prospect.firm.id))
