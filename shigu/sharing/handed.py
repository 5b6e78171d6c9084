"""What became of the terms of a hand-over: on the list, and settled line by line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from shigu.districts.actors import Actor
from shigu.districts.middleware import ActorRequest
from shigu.projects.models import HandOver, Project
from shigu.registry.models import Organisation
from shigu.sharing.models import (
    Enrolment,
    FiscalEntry,
    HandOverTerms,
    StatisticsEntry,
)

SHOWN = 60


@dataclass(frozen=True, slots=True)
class Followed:
    """The terms of a hand-over, the firm on the list of its agreement, and what was posted."""

    terms: HandOverTerms
    organisation: Organisation | None
    enrolment: Enrolment | None
    entries: list[Any]


def terms_of(actor: Actor, hand_over: UUID) -> HandOverTerms | None:
    """The terms of a hand-over, for who may read them."""
    rows = HandOverTerms.objects.visible_to(actor).select_related("agreement", "hand_over")
    return rows.filter(pk=hand_over).first()


def followed(actor: Actor, terms: HandOverTerms) -> Followed:
    """What became of them, as far as the actor reads it."""
    project = Project.objects.visible_to(actor).filter(pk=terms.hand_over.project_id)
    row = project.select_related("organisation").first()
    firm = row.organisation if row else None
    if firm is None:
        return Followed(terms, None, None, [])
    listed = Enrolment.objects.visible_to(actor).filter(
        agreement=terms.agreement_id,
        organisation=firm,
        introducer=terms.introducer,
        host=terms.host,
    )
    return Followed(terms, firm, listed.first(), entries(actor, terms, firm.code))


def entries(actor: Actor, terms: HandOverTerms, firm: str) -> list[Any]:
    """The entries under the clause for the firm in both ledgers, the latest year first."""
    wanted = {"agreement": terms.agreement_id, "rule": terms.rule, "firm": firm}
    return [
        entry
        for model in (FiscalEntry, StatisticsEntry)
        for entry in model.objects.visible_to(actor)
        .filter(**wanted)
        .order_by("-year", "kind", "party", "pk")[:SHOWN]
    ]


def handed_initial(request: ActorRequest) -> dict[str, Any]:
    """How the firm of a hand-over (``?hand_over=``) is put on the list."""
    try:
        terms = terms_of(request.actor, UUID(request.GET.get("hand_over", "")))
    except ValueError:
        return {}
    if terms is None or terms.hand_over.state != HandOver.State.ACCEPTED:
        return {}
    found = followed(request.actor, terms)
    accepted = timezone.localtime(terms.hand_over.answered_at)
    return {
        "organisation": found.organisation and found.organisation.name_zh,
        "host": terms.host,
        "introducer": terms.introducer,
        "evidence": _("流转 %(day)s 接收：%(name)s")
        % {"day": f"{accepted:%Y-%m-%d}", "name": terms.hand_over.name},
    }
