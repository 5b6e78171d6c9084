"""Promises with how they stand, their evidence and remedies: what the token's district sees."""

from __future__ import annotations

import datetime
from typing import Any, Literal
from uuid import UUID

from django.utils import timezone
from ninja import Router

from shigu.api.endpoints import add
from shigu.api.kinds import Exact
from shigu.api.ledgers import same
from shigu.api.resources import Filter, Resource
from shigu.commitments.models import Commitment, Evidence, RemedyStep
from shigu.commitments.vocabulary import Standing
from shigu.districts.actors import Actor

router = Router()
OF_COMMITMENT = Filter("commitment", UUID, "承诺编号 · id of the promise")


def _standing(actor: Actor) -> Any:
    return Commitment.objects.visible_to(actor).standing(timezone.localdate())


COMMITMENTS = Resource(
    "commitments",
    "Commitment",
    Commitment,
    _standing,
    {
        "id": "id",
        "district": "district__code",
        "project": "project_id",
        **same("code", "status", "note", "indicator", "amount", "due", "other_due"),
        **same("other_basis", "warn_days", "warns_on", "basis", "paper", "clause", "page"),
        "statement": "statement_id",
        **same("reached", "reached_on", "met_on", "state", "part"),
    },
    {
        "district": Filter("district__code"),
        "project": Filter("project", UUID, "项目编号 · id of the project"),
        "indicator": Filter("indicator"),
        "state": Filter("state", Standing, "今日状态 · how it stands today"),
    },
    order=("due", "id"),
    about="承诺与今日状态 · promises and how they stand today",
    types={
        "state": Literal[tuple(Standing.values)],
        "part": Exact | None,
        "warns_on": datetime.date,
    },
)
EVIDENCE = Resource(
    "commitment_evidence",
    "CommitmentEvidence",
    Evidence,
    Evidence.objects.visible_to,
    {
        "id": "id",
        "commitment": "commitment_id",
        **same("kind", "figure", "day", "note", "added_at", "withdrawn_at", "withdrawn_why"),
        "document": "document__name",
        "sha256": "document__sha256",
    },
    {"commitment": OF_COMMITMENT, "kind": Filter("kind")},
    order=("day", "id"),
    about="履约证据 · evidence of promises",
)
REMEDIES = Resource(
    "remedy_steps",
    "RemedyStep",
    RemedyStep,
    RemedyStep.objects.visible_to,
    {
        "id": "id",
        "commitment": "commitment_id",
        **same("step", "day", "until", "amount_wan", "reason", "added_at"),
        "document": "document__name",
        "sha256": "document__sha256",
    },
    {"commitment": OF_COMMITMENT, "step": Filter("step")},
    order=("added_at", "id"),
    about="履约处置 · remedies",
)
RESOURCES = (COMMITMENTS, EVIDENCE, REMEDIES)
for each in RESOURCES:
    add(router, each)
