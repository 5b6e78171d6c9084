"""Clusters side by side: the same chain and the same thresholds, each with its own firms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from shigu.engine.chain.checking import ChainError
from shigu.engine.chain.judging import judge_links
from shigu.engine.chain.productspace import findings, product_space
from shigu.engine.chain.reference import choose_table
from shigu.engine.chain.results import (
    Cluster,
    ComparedLink,
    Comparison,
    LeftOut,
    LinkAssessment,
    Moved,
    OneCluster,
)
from shigu.engine.chain.standing import Standing, stand_on
from shigu.engine.chain.thresholds import THRESHOLDS, Thresholds
from shigu.engine.chain.values import APPLICATION, Capability, ChainInputs, Position

Shares = Mapping[str, Sequence[tuple[str, float]]]
"""What each link of one taxonomy became in another: links with the share that went there."""


@dataclass(frozen=True, slots=True)
class Side:
    """A cluster (or a version of one): ``becomes`` leads from its links into the frame's."""

    id: str
    name_zh: str
    name_en: str
    inputs: ChainInputs
    becomes: Shares


def compare(
    sides: Sequence[Side], *, illustrative: bool = False, limits: Thresholds = THRESHOLDS
) -> Comparison:
    """The indicators of every side on the links, supplies and reference of the first.

    Only what is real is compared unless ``illustrative`` firms and positions are asked for.

    A position on a link that the first chain does not know follows ``becomes``; where nothing
    says what became of it, it is left out by name. That nobody is listed on a link is no claim
    that nobody is there, so no link of a comparison is called blank.

    Raises:
        ChainError: there is nobody to compare with, a side occurs twice, or shares of a mapping
            are not within 0–1.
    """
    names = [side.id for side in sides]
    if len(sides) < 2 or len(set(names)) < len(names):
        raise ChainError("comparison", f"two different clusters at least, not {names}")
    frame = sides[0].inputs
    table = choose_table(frame.references)
    pci = _pci(frame, limits)
    clusters: list[Cluster] = []
    judged: dict[str, list[OneCluster]] = {}
    moved: list[Moved] = []
    left: list[LeftOut] = []
    for side in sides:
        inputs, went, lost = in_frame(frame, side if illustrative else _real(side))
        standing = stand_on(inputs)
        found = judge_links(inputs, standing, table, limits)
        judged[side.id] = [_one(link, standing) for link in found]
        clusters.append(_cluster(side, inputs, standing, found, pci))
        moved += went
        left += lost
    rows = tuple(
        ComparedLink(link.id, {side: cells[at] for side, cells in judged.items()})
        for at, link in enumerate(frame.links)
    )
    return Comparison(tuple(clusters), rows, tuple(moved), tuple(left))


def _real(side: Side) -> Side:
    facts = {firm.id for firm in side.inputs.firms if firm.fact}
    return replace(
        side,
        inputs=replace(
            side.inputs,
            firms=tuple(firm for firm in side.inputs.firms if firm.fact),
            positions=tuple(
                one for one in side.inputs.positions if one.fact and one.organisation in facts
            ),
            capabilities=tuple(
                one for one in side.inputs.capabilities if one.organisation in facts
            ),
            ownerships=(),
            signals=(),
        ),
    )


def in_frame(
    frame: ChainInputs, side: Side
) -> tuple[ChainInputs, tuple[Moved, ...], tuple[LeftOut, ...]]:
    """The side's firms on the links of the frame, what moved there and what had no place."""
    known = {link.id for link in frame.links}
    goes: dict[str, tuple[tuple[str, float], ...]] = {link: ((link, 1.0),) for link in known}
    for link, targets in side.becomes.items():
        for target, share in targets:
            if not 0 < share <= 1:
                raise ChainError(f"mapping {link} → {target}", f"its share is {share}, not 0–1")
        if link not in known:
            goes[link] = tuple((to, share) for to, share in targets if to in known)
    own = side.inputs
    shares: dict[tuple[str, str], Position] = {}
    for position in own.positions:
        for link, part in goes.get(position.link, ()):
            _add(shares, replace(position, link=link, share=position.share * part))
    able = [
        Capability(one.organisation, link, one.kind)
        for one in own.capabilities
        for link, _ in goes.get(one.link, ())
    ]
    inputs = replace(
        own,
        links=frame.links,
        supplies=frame.supplies,
        references=frame.references,
        positions=tuple(shares.values()),
        capabilities=tuple(dict.fromkeys(able)),
        sources={**frame.sources, **own.sources},
        names={**frame.names, **own.names},
    )
    return inputs, *_told(side, goes, known)


def _add(shares: dict[tuple[str, str], Position], new: Position) -> None:
    """Two old links that became one add up, to no more than the whole business."""
    key = (new.organisation, new.link)
    old = shares.get(key)
    if old is None:
        shares[key] = new
        return
    shares[key] = replace(
        old,
        share=min(1.0, old.share + new.share),
        confidence=min(old.confidence, new.confidence),
        fact=old.fact and new.fact,
    )


def _told(
    side: Side, goes: Mapping[str, Sequence[tuple[str, float]]], known: set[str]
) -> tuple[tuple[Moved, ...], tuple[LeftOut, ...]]:
    firms: dict[str, set[str]] = defaultdict(set)
    for position in side.inputs.positions:
        if position.link not in known:
            firms[position.link].add(position.organisation)
    moved = tuple(
        Moved(side.id, link, to, share, len(firms[link]))
        for link in sorted(firms)
        for to, share in goes.get(link, ())
    )
    left = tuple(
        LeftOut(side.id, link, len(firms[link])) for link in sorted(firms) if not goes.get(link)
    )
    return moved, left


def _pci(frame: ChainInputs, limits: Thresholds) -> dict[str, float]:
    found = findings(product_space(frame, stand_on(frame), limits))
    return {one.link: one.pci for one in found.links}


def _one(found: LinkAssessment, standing: Standing) -> OneCluster:
    stands = standing.local(found.id)
    return OneCluster(
        enterprises=len(stands),
        facts=sum(stand.fact for stand in stands),
        status="none listed" if found.status == "blank" else found.status,
        concentration=found.concentration,
        location_quotient=found.location_quotient,
        controllable=found.controllable.cluster,
    )


def _cluster(
    side: Side,
    inputs: ChainInputs,
    standing: Standing,
    found: Sequence[LinkAssessment],
    pci: Mapping[str, float],
) -> Cluster:
    local = [firm for firm in inputs.firms if firm.scope == "cluster"]
    held = [one for one in found if standing.local(one.id)]
    rated = [pci[one.id] for one in held if one.id in pci]
    quotients = [one.location_quotient for one in found if one.location_quotient is not None]
    weight = np.array([link.weight * (link.layer == APPLICATION) for link in inputs.links])
    control = np.array([one.controllable.cluster for one in found])
    return Cluster(
        id=side.id,
        name_zh=side.name_zh,
        name_en=side.name_en,
        organisations=len(local),
        facts=sum(firm.fact for firm in local),
        links_held=len(held),
        strong=sum(one.status == "strong" for one in found),
        weak=sum(one.status == "weak" for one in found),
        none_listed=sum(one.status == "blank" for one in found),
        single_source=sum(one.single_source for one in found),
        specialised=sum(one.low >= 1 for one in quotients) if quotients else None,
        quotients=len(quotients),
        mean_complexity=float(np.mean(rated)) if rated else None,
        controllable=float(weight @ control / weight.sum()),
    )
