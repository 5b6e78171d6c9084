"""Gaps that landings filled: how a link stood before an accepted position, and how it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from shigu.chain.models import Assessment, Link, LinkFinding, Position
from shigu.chain.models.assessed import DEEPER
from shigu.districts.actors import Actor
from shigu.review.models import Kind, NewsJudgement, Verdict
from shigu.review.queries import TAKING

MOST = 500
HEAVY = ("assessed", "gap", *(f"assessment__{name}" for name in DEEPER))


@dataclass(frozen=True, slots=True)
class Closing:
    """An accepted position at a link that was a gap; ``after`` is none until it is assessed anew.

    ``closed`` says whether the link is no gap any more.
    """

    judgement: NewsJudgement
    position: Position
    before: LinkFinding
    after: LinkFinding | None

    @property
    def link(self) -> Link:
        return self.position.link

    @property
    def closed(self) -> bool:
        return self.after is not None and self.after.rank is None


def closings(actor: Actor, link: Link | None = None) -> list[Closing]:
    """Accepted positions at links that were gaps when they were accepted, the latest first."""
    judged = _standing(actor)
    rows = Position.objects.visible_to(actor).filter(code__in=[each.target for each in judged])
    if link is not None:
        rows = rows.filter(link=link)
    by_code = {row.code: row for row in rows.select_related("link__parent", "organisation")}
    findings = _findings(actor, {row.link_id for row in by_code.values()})
    found = (_closing(each, by_code.get(each.target), findings) for each in judged)
    return [each for each in found if each is not None]


def _standing(actor: Actor) -> list[NewsJudgement]:
    """Verdicts on positions that were not taken back, the latest first."""
    rows = NewsJudgement.objects.visible_to(actor).filter(target_kind=Kind.POSITION)
    listed = rows.exclude(target="").select_related("proposal__document").order_by("-at", "-id")
    seen: set[str] = set()
    found = []
    for row in listed[:MOST]:
        if row.target not in seen and row.verdict in TAKING:
            found.append(row)
        if row.verdict in (*TAKING, Verdict.UNDONE):
            seen.add(row.target)
    return found


def _findings(actor: Actor, links: Iterable[int]) -> Mapping[int, list[LinkFinding]]:
    """What finished assessments found of links, in the order in which their data were read."""
    rows = LinkFinding.objects.visible_to(actor).filter(
        link__in=links, assessment__state=Assessment.State.DONE
    )
    found: dict[int, list[LinkFinding]] = {}
    ordered = rows.select_related("assessment").order_by("assessment__read_at")
    for row in ordered.defer(*HEAVY):
        found.setdefault(row.link_id, []).append(row)
    return found


def _closing(
    judged: NewsJudgement, position: Position | None, findings: Mapping[int, list[LinkFinding]]
) -> Closing | None:
    if position is None:
        return None
    before: list[LinkFinding] = []
    after: list[LinkFinding] = []
    for row in findings.get(position.link_id, ()):
        read_at = row.assessment.read_at
        if read_at is not None:
            (before if read_at <= judged.at else after).append(row)
    if not before or before[-1].rank is None:
        return None
    return Closing(judged, position, before[-1], after[-1] if after else None)
