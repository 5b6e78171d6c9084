"""Landings: a project that came to stand at a link by what was accepted of it from news."""

from __future__ import annotations

from typing import Any

from shigu.chain.models import Link
from shigu.engine.text.proposals.projects import LANDINGS
from shigu.engine.text.proposals.stages import STAGES
from shigu.projects.models import Project
from shigu.review.models import NewsProposal
from shigu.review.writing import Written

STANDING = frozenset(stage for event, stage in STAGES.items() if event in LANDINGS)
"""Stages told by news at which a project stands on its ground."""


def landed_at(proposal: NewsProposal, written: Written) -> Link | None:
    """The link at which what was written landed; none where the news tells of no landing.

    A signature is none, nor is what is planned.
    """
    if not isinstance(written.row, Project) or not landings(proposal):
        return None
    return written.row.link


def landings(proposal: NewsProposal) -> list[dict[str, Any]]:
    """What a proposal tells of a landing that happened, as ``NewsProposal.values`` have it."""
    told = [*proposal.values, *proposal.plans]
    return [each for each in told if each["modality"] == "happened" and _tells(each)]


def sentences(proposal: NewsProposal) -> str:
    """The sentences of the page that tell the landing; all of the proposal where it tells none."""
    numbers = {number for each in landings(proposal) for number in each["statements"]}
    raw = proposal.document.raw
    spans = [each for each in proposal.evidence if numbers & set(each["statements"])]
    return " ".join(raw[one["start"] : one["end"]].strip() for one in spans or proposal.evidence)


def _tells(each: dict[str, Any]) -> bool:
    if each["field"] == "landing":
        return each["value"] in LANDINGS
    return each["field"] == "stage" and each["value"] in STANDING
