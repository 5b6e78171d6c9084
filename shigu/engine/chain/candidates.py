"""Whom to bring: enterprises elsewhere that could close a gap, and the way to reach them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from shigu.engine.chain.candidate_words import reasons_for
from shigu.engine.chain.prospects import Prospect
from shigu.engine.chain.results import Candidate, ChainAssessment, Step
from shigu.engine.chain.search import TermSearch, read_all
from shigu.engine.chain.signals import NOTHING_HEARD, heard
from shigu.engine.chain.standing import Stand, stand_on
from shigu.engine.chain.ties import TieFinder
from shigu.engine.chain.values import ENTERPRISE, ChainInputs, Firm, Scope
from shigu.engine.chain.wording import Namer


@dataclass(frozen=True, slots=True)
class Weights:
    """Declared weights of the parts of a score; they sum to 1.

    ``text_fit`` is the fit of a firm that only its own words connect with the link;
    ``half_km`` the distance at which closeness is one half.
    """

    fit: float = 0.35
    capability: float = 0.05
    breadth: float = 0.1
    closeness: float = 0.15
    signals: float = 0.15
    tie: float = 0.2
    text_fit: float = 0.2
    half_km: float = 400.0


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

    Those positioned on the link or able to make it come first of all; only where there is none
    are names and products searched for its terms, and the reasons say so. A firm may serve several
    gaps. Real firms come before illustrative ones, then the greater score, then the id.
    """
    field = _Field(inputs)
    found = []
    for gap in assessment.gaps[:gaps]:
        rows = field.prospects(gap.link)
        order = {
            row.firm.id: (not row.firm.fact, -score(row, weights), row.firm.id) for row in rows
        }
        best = sorted(rows, key=lambda row: order[row.firm.id])[:per_gap]
        found += [_candidate(row, weights, field) for row in best]
    return tuple(found)


def score(prospect: Prospect, weights: Weights) -> float:
    """Σ w_k part_k over the six parts, 0–1; what is not known adds nothing.

    fit: share × confidence; capability: 1 with research, a laboratory or a pilot line for the
    gap; breadth: 1 − 2⁻ᵏ for k other links of the chain; closeness: 2^(−km ÷ 400), or 1 in the
    city, 0.7 in the province, 0.4 beyond where the distance is not known; signals: what is left
    of them (``signals.left``); tie: 1 / steps along ownership and supplies, 0 without one.
    """
    parts = (
        (weights.fit, _fit(prospect, weights)),
        (weights.capability, float(bool(prospect.capabilities))),
        (weights.breadth, 1 - 0.5 ** len(prospect.others)),
        (weights.closeness, closeness(prospect.firm, weights)),
        (weights.signals, prospect.heard.value),
        (weights.tie, 1 / prospect.tie.length if prospect.tie else 0.0),
    )
    return sum(weight * part for weight, part in parts)


def closeness(firm: Firm, weights: Weights = WEIGHTS) -> float:
    if firm.km is None:
        return CLOSENESS[firm.scope]
    return float(0.5 ** (firm.km / weights.half_km))


def _fit(prospect: Prospect, weights: Weights) -> float:
    if prospect.share is None or prospect.confidence is None:
        return weights.text_fit
    return prospect.share * prospect.confidence


class _Speakers:
    """Enterprises elsewhere whose own words speak of a link."""

    def __init__(self, inputs: ChainInputs) -> None:
        outside = [f for f in inputs.firms if f.scope != "cluster" and f.kind == ENTERPRISE]
        found = read_all(TermSearch(inputs.links), outside)
        self._firms = [(firm, found[firm.id]) for firm in outside]

    def of(self, link: str) -> Iterable[Firm]:
        return (firm for firm, spoken in self._firms if link in spoken)


class _Field:
    """All that is known of firms elsewhere, ready for every gap."""

    def __init__(self, inputs: ChainInputs) -> None:
        self.inputs, self.namer = inputs, Namer(inputs)
        self._standing = stand_on(inputs)
        self._finder = TieFinder(inputs, self._standing)
        self._speakers = _Speakers(inputs)
        self._heard = heard(inputs.signals, inputs.today)

    def prospects(self, gap: str) -> Sequence[Prospect]:
        placed = {stand.firm.id: stand for stand in self._standing.elsewhere(gap)}
        able = self._able(gap)
        firms = [stand.firm for stand in placed.values()]
        firms += [self._standing.firms[key] for key in able if key not in placed]
        return [
            self._prospect(gap, firm, placed.get(firm.id), able.get(firm.id, ()))
            for firm in firms or self._speakers.of(gap)
        ]

    def _prospect(
        self, gap: str, firm: Firm, stand: Stand | None, able: tuple[str, ...]
    ) -> Prospect:
        links = self._standing.links_of.get(firm.id, ())
        return Prospect(
            firm,
            gap,
            stand.share if stand else None,
            stand.position.confidence if stand else None,
            tuple(link for link in links if link != gap),
            self._finder.reach(gap, firm.id),
            able,
            self._heard.get(firm.id, NOTHING_HEARD),
        )

    def _able(self, gap: str) -> dict[str, tuple[str, ...]]:
        """Kinds of capability for the gap, by enterprise elsewhere."""
        kinds: dict[str, list[str]] = {}
        for row in self.inputs.capabilities:
            firm = self._standing.firms[row.organisation]
            if row.link == gap and firm.scope != "cluster" and firm.kind == ENTERPRISE:
                kinds.setdefault(firm.id, []).append(row.kind)
        return {firm: tuple(found) for firm, found in sorted(kinds.items())}


def _candidate(prospect: Prospect, weights: Weights, field: _Field) -> Candidate:
    return Candidate(
        link=prospect.link,
        organisation=prospect.firm.id,
        score=score(prospect, weights),
        reasons=reasons_for(prospect, field.inputs, field.namer),
        through=through(prospect),
    )


def through(prospect: Prospect) -> tuple[Step, ...]:
    """The stops from the local firm to the candidate; none without a tie."""
    tie = prospect.tie
    if tie is None:
        return ()
    before = tie.before or (tie.local.firm.id,)
    after = tie.after or (prospect.firm.id,)
    return (
        *(Step("organisation", firm) for firm in before),
        *(Step("link", link) for link in tie.links),
        *(Step("organisation", firm) for firm in after if tie.links),
    )
