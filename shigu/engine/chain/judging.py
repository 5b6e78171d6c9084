"""One link at a time: presence, specialisation, status, what hangs on it, who controls it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np

from shigu.engine.chain.arrays import Floats
from shigu.engine.chain.control import controllable
from shigu.engine.chain.dependence import criticality, inoperability, input_shares
from shigu.engine.chain.reference import Judged, ReferenceTable, judge_area
from shigu.engine.chain.results import Controllable, Dependent, LinkAssessment, Presence, Quotient
from shigu.engine.chain.standing import Standing
from shigu.engine.chain.status import concentration, judge
from shigu.engine.chain.thresholds import Thresholds
from shigu.engine.chain.values import APPLICATION, ChainInputs, Firm
from shigu.engine.chain.wording import Namer, percent
from shigu.engine.reasons import Reason

NEGLIGIBLE_CUT = 1e-9


@dataclass(frozen=True, slots=True)
class Losses:
    """Every single failure: what each link loses (links × links) and all applications together
    (links), with substitutes and, bare, without."""

    cut: Floats
    bare_cut: Floats
    criticality: Floats
    bare_criticality: Floats


def losses_of(inputs: ChainInputs) -> Losses:
    cut, bare = (
        inoperability(input_shares(inputs.links, inputs.supplies, substitutes=substitutes))
        for substitutes in (True, False)
    )
    return Losses(cut, bare, criticality(inputs.links, cut), criticality(inputs.links, bare))


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that links are judged by; ``critical_from`` is the least criticality called critical."""

    inputs: ChainInputs
    standing: Standing
    districts: Mapping[str, Mapping[str, Judged]]
    cluster: Mapping[str, Judged]
    losses: Losses
    critical_from: float
    control: tuple[Controllable, ...]
    namer: Namer
    limits: Thresholds


def judge_links(
    inputs: ChainInputs, standing: Standing, table: ReferenceTable | None, limits: Thresholds
) -> tuple[LinkAssessment, ...]:
    """Assess every link, in the order of ``inputs.links``."""
    evidence = _evidence(inputs, standing, table, limits)
    return tuple(_judge(evidence, place) for place in range(len(inputs.links)))


def _evidence(
    inputs: ChainInputs, standing: Standing, table: ReferenceTable | None, limits: Thresholds
) -> Evidence:
    ids = [link.id for link in inputs.links]
    shares = input_shares(inputs.links, inputs.supplies, substitutes=False)
    losses = losses_of(inputs)
    return Evidence(
        inputs,
        standing,
        {
            district: judge_area(standing, table, ids, partial(_lies_in, district), limits)
            for district in inputs.districts
        },
        judge_area(standing, table, ids, _lies_in_cluster, limits),
        losses,
        float(np.quantile(losses.criticality, limits.critical_quantile)),
        controllable(inputs.links, standing, shares),
        Namer(inputs),
        limits,
    )


def _judge(evidence: Evidence, place: int) -> LinkAssessment:
    link = evidence.inputs.links[place].id
    stands = evidence.standing.local(link)
    quotient, why = _split(evidence.cluster[link])
    judgement = judge(link, stands, quotient, evidence.namer, evidence.limits)
    weight = float(evidence.losses.criticality[place])
    return LinkAssessment(
        id=link,
        by_district={area: _presence(evidence, area, link) for area in evidence.districts},
        location_quotient=quotient,
        why=why,
        status=judgement.status,
        critical=judgement.status != "strong" and weight >= evidence.critical_from,
        criticality=weight,
        hangs_on=_hangs_on(evidence, place),
        organisations=tuple(stand.firm.id for stand in stands),
        concentration=concentration(stands),
        single_source=len(stands) == 1,
        controllable=evidence.control[place],
        reasons=(*judgement.reasons, _criticality_reason(evidence, place)),
    )


def _presence(evidence: Evidence, district: str, link: str) -> Presence:
    stands = [one for one in evidence.standing.local(link) if one.firm.district == district]
    return Presence(
        len(stands),
        sum(stand.fact for stand in stands),
        sum(stand.share for stand in stands),
        *_split(evidence.districts[district][link]),
    )


def _hangs_on(evidence: Evidence, place: int) -> tuple[Dependent, ...]:
    losses, links = evidence.losses, evidence.inputs.links
    found = [
        Dependent(link.id, float(losses.cut[row, place]), float(losses.bare_cut[row, place]))
        for row, link in enumerate(links)
        if row != place and link.layer == APPLICATION
    ]
    leaning = [one for one in found if one.cut_without_substitutes > NEGLIGIBLE_CUT]
    return tuple(sorted(leaning, key=lambda one: (-one.cut, one.link)))


def _criticality_reason(evidence: Evidence, place: int) -> Reason:
    link, weight = evidence.inputs.links[place], float(evidence.losses.criticality[place])
    bare = float(evidence.losses.bare_criticality[place])
    name = evidence.namer(link.id)
    return Reason(
        "chain.criticality",
        f"{name.zh}一旦断供，应用端按政策权重平均损失{percent(weight)}；"
        f"若全无替代，损失{percent(bare)}。",
        f"{name.en}: if it fell, applications would lose {percent(weight)} on the policy-weighted "
        f"average, {percent(bare)} if nothing could replace it.",
        {
            "criticality": weight,
            "criticality_without_substitutes": bare,
            "critical_from": evidence.critical_from,
            "policy_weight": link.weight,
        },
    )


def _split(judged: Judged) -> tuple[Quotient | None, Reason | None]:
    return (judged, None) if isinstance(judged, Quotient) else (None, judged)


def _lies_in(district: str, firm: Firm) -> bool:
    return firm.scope == "cluster" and firm.district == district


def _lies_in_cluster(firm: Firm) -> bool:
    return firm.scope == "cluster"
