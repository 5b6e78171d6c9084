"""Questions over many proposals and judgements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, Model, Prefetch, QuerySet, Value, When

from shigu.chain.models import Position
from shigu.cooperation.models import Partnership
from shigu.districts.actors import Actor
from shigu.districts.models.recorded import FencedQuerySet
from shigu.ingest.models import Statement
from shigu.projects.models import Project
from shigu.registry.models import Organisation
from shigu.review.models import OPEN, Kind, NewsJudgement, NewsProposal, State, Verdict
from shigu.review.policies import kinds_of
from shigu.territory.models import Space

LEAST_SURE = 0.8
"""Bulk acceptance begins here; a rule may ask for more."""
MOST_TOGETHER = 200
TAKING = (Verdict.ACCEPTED, Verdict.CORRECTED)
ROWS: dict[str, tuple[Any, str]] = {
    Kind.ORGANISATION: (Organisation, "code"),
    Kind.PROJECT: (Project, "pk"),
    Kind.STAGE: (Project, "pk"),
    Kind.SPACE: (Space, "code"),
    Kind.PARTNERSHIP: (Partnership, "code"),
    Kind.POSITION: (Position, "code"),
}
"""Where the rows of a kind are, and the column that judgements name them by."""
IN_ORDER = Case(
    *(When(kind=kind, then=Value(place)) for place, kind in enumerate(Kind.values)),
    output_field=IntegerField(),
)
"""Organisations come before what names them."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What is accepted together: of a kind (any where empty), so sure at least."""

    least: float = LEAST_SURE
    kind: str = ""


def listed(actor: Actor) -> QuerySet[NewsProposal]:
    """Proposals as the queue shows them; what was overtaken is left out."""
    rows = NewsProposal.objects.visible_to(actor).exclude(state=State.SUPERSEDED)
    second = Prefetch("document__statements", Statement.objects.by_second(), to_attr="second_said")
    seen = rows.select_related("document", "link").prefetch_related(second)
    return seen.defer("document__blocks", "document__signs")


def waiting(actor: Actor) -> QuerySet[NewsProposal]:
    """What waits for a person."""
    return listed(actor).filter(state__in=OPEN)


def organisations_beside(actor: Actor, proposal: NewsProposal) -> QuerySet[NewsProposal]:
    """Organisations of the same article that wait: what names one is taken over after it."""
    rows = NewsProposal.objects.visible_to(actor).filter(state__in=OPEN, kind=Kind.ORGANISATION)
    return rows.filter(document=proposal.document_id).exclude(pk=proposal.pk)


def offered(actor: Actor, rule: Rule) -> QuerySet[NewsProposal]:
    """What ``actor`` may accept together by ``rule``: of kinds that it writes, never reopened."""
    rows = NewsProposal.objects.visible_to(actor).filter(
        state=State.PROPOSED,
        bulk=True,
        confidence__gte=max(rule.least, LEAST_SURE),
        kind__in=kinds_of(actor),
    )
    if rule.kind:
        rows = rows.filter(kind=rule.kind)
    ordered = rows.order_by(IN_ORDER, "made_at", "id").select_related("document")
    return ordered[:MOST_TOGETHER]


def last_verdict(actor: Actor, proposal: NewsProposal) -> NewsJudgement | None:
    """What a person last said of it that was not taken back, as far as the actor reads it."""
    rows = NewsJudgement.objects.visible_to(actor).filter(proposal=proposal)
    for row in rows.exclude(verdict=Verdict.REOPENED).order_by("-at", "-id"):
        return None if row.verdict == Verdict.UNDONE else row
    return None


def row_written(actor: Actor, judgement: NewsJudgement) -> Model | None:
    """The row that a verdict wrote, held until the transaction ends; none where it is gone."""
    model, column = ROWS[judgement.target_kind]
    rows: FencedQuerySet[Any] = model.objects.visible_to(actor)
    found: Model | None = (
        rows.select_for_update(no_key=True, of=("self",))
        .filter(**{column: judgement.target})
        .first()
    )
    return found


def leaning(actor: Actor, kind: Kind, targets: list[str]) -> list[NewsJudgement]:
    """The verdicts that stand and wrote into these rows, the latest first.

    Those on stages of a project are its own.
    """
    kinds = [one for one, rows in ROWS.items() if rows == ROWS[kind]]
    rows = NewsJudgement.objects.visible_to(actor).filter(target_kind__in=kinds, target__in=targets)
    found = rows.exclude(target="").select_related("proposal__document").order_by("-at", "-id")
    taken_back: set[Any] = set()
    standing = []
    for row in found:
        if row.verdict == Verdict.UNDONE:
            taken_back.add(row.proposal_id)
        elif row.verdict in TAKING and row.proposal_id not in taken_back:
            standing.append(row)
            taken_back.add(row.proposal_id)
    return standing
