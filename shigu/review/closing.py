"""Gaps that accepted landings filled: how a link stood before, and how it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from shigu.chain.models import Assessment, Link, LinkFinding, Position
from shigu.chain.models.assessed import DEEPER
from shigu.districts.actors import Actor
from shigu.review.landing import sentences
from shigu.review.models import TAKEN, Kind, NewsJudgement, NewsProposal, Verdict
from shigu.review.queries import TAKING

MOST = 500
HEAVY = ("assessed", "gap", *(f"assessment__{name}" for name in DEEPER))
Standing = Literal["closed", "landed", "waiting", "stands"]


@dataclass(frozen=True, slots=True)
class Closing:
    """Something accepted at a link that was a gap; ``after`` is none until it is assessed anew.

    ``position`` is the place of a firm; without one a project landed, as ``proposal`` tells, and
    the landing itself closes the gap. ``judgement`` is none where the reader may not read whose
    project it is.
    """

    proposal: NewsProposal
    judgement: NewsJudgement | None
    position: Position | None
    link: Link
    before: LinkFinding
    after: LinkFinding | None

    @property
    def standing(self) -> Standing:
        """``closed`` by a new assessment, ``landed`` by a project, else it waits or still gapes."""
        if self.after is not None and self.after.rank is None:
            return "closed"
        if self.position is None:
            return "landed"
        return "stands" if self.after else "waiting"

    @property
    def closed(self) -> bool:
        """Whether the link is no open gap any more."""
        return self.standing in ("closed", "landed")

    @property
    def sentence(self) -> str:
        """The words of the page that say so."""
        return sentences(self.proposal)


def closings(actor: Actor, link: Link | None = None) -> list[Closing]:
    """What was accepted at links that were gaps then and was not taken back, the latest first."""
    judged = _standing(actor)
    rows = Position.objects.visible_to(actor).filter(code__in=[each.target for each in judged])
    landed = NewsProposal.objects.visible_to(actor).filter(landing__isnull=False, state__in=TAKEN)
    if link is not None:
        rows, landed = rows.filter(link=link), landed.filter(landing=link)
    by_code = {row.code: row for row in rows.select_related("link__parent", "organisation")}
    told = list(landed.select_related("document", "landing__parent").order_by("-made_at")[:MOST])
    findings = _findings(actor, [row.link_id for row in by_code.values()], told)
    found = [
        *(_of_position(each, by_code.get(each.target), findings) for each in judged),
        *_of_projects(actor, told, findings),
    ]
    return [each for each in found if each is not None]


def filled(actor: Actor) -> dict[int, Closing]:
    """By the key of its link, what an accepted landing fills that assessments still call a gap."""
    return {each.link.pk: each for each in reversed(closings(actor)) if each.standing == "landed"}


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


def _findings(
    actor: Actor, links: Sequence[int], landed: Iterable[NewsProposal]
) -> Mapping[int, list[LinkFinding]]:
    """What finished assessments found of links, in the order in which their data were read."""
    keys = {*links, *(each.landing_id for each in landed)}
    rows = LinkFinding.objects.visible_to(actor).filter(
        link__in=keys, assessment__state=Assessment.State.DONE
    )
    found: dict[int, list[LinkFinding]] = {}
    ordered = rows.select_related("assessment").order_by("assessment__read_at")
    for row in ordered.defer(*HEAVY):
        found.setdefault(row.link_id, []).append(row)
    return found


def _of_position(
    judged: NewsJudgement, position: Position | None, findings: Mapping[int, list[LinkFinding]]
) -> Closing | None:
    if position is None:
        return None
    before, after = _around(judged.at, findings.get(position.link_id, ()))
    if before is None or before.rank is None:
        return None
    return Closing(judged.proposal, judged, position, position.link, before, after)


def _of_projects(
    actor: Actor, landed: Sequence[NewsProposal], findings: Mapping[int, list[LinkFinding]]
) -> Iterable[Closing]:
    """The latest landing of each project by its name at a link that was a gap when it was told."""
    verdicts = NewsJudgement.objects.visible_to(actor).filter(
        proposal__in=landed, verdict__in=TAKING
    )
    judged = {each.proposal_id: each for each in verdicts.order_by("at", "id")}
    seen: set[tuple[str, int]] = set()
    for each in landed:
        link = each.landing
        if link is None or (each.subject, link.pk) in seen:
            continue
        seen.add((each.subject, link.pk))
        found = findings.get(link.pk, [])
        before, after = _around(each.made_at, found)
        if before is None and found:
            before, after = found[0], found[-1] if len(found) > 1 else None
        if before is not None and before.rank is not None:
            yield Closing(each, judged.get(each.pk), None, link, before, after)


def _around(
    at: datetime, found: Iterable[LinkFinding]
) -> tuple[LinkFinding | None, LinkFinding | None]:
    """The last finding of data read until ``at``, and the last of data read later."""
    before: LinkFinding | None = None
    after: LinkFinding | None = None
    for row in found:
        read_at = row.assessment.read_at
        if read_at is not None:
            before, after = (row, after) if read_at <= at else (before, row)
    return before, after
