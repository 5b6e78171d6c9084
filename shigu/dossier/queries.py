"""The file of a project, and the list over many."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from shigu.districts.actors import Actor
from shigu.dossier.models import (
    Authorisation,
    Clearance,
    Papered,
    PastEvaluation,
    Profile,
    Record,
    YearPlan,
)
from shigu.projects.models import Project

RECORDS: dict[str, type[Record]] = {
    model.record: model for model in (Profile, YearPlan, Clearance, Authorisation, PastEvaluation)
}
GIVEN = Q(needed=True) & (~Q(number="") | Q(given_on__isnull=False))
"""A clearance that is needed and has its number or its day."""


WAITING = Exists(
    Clearance.objects.filter(
        project=OuterRef("project"), needed=True, number="", given_on__isnull=True
    )
)
COUNTS = {"waiting": Count("pk", filter=WAITING)}
"""How many projects wait for a clearance."""


def profile_of(actor: Actor, project: Project) -> Profile | None:
    """The profile, where there is one that ``actor`` reads."""
    rows = Profile.objects.visible_to(actor).filter(project=project)
    return rows.select_related("zone").defer("zone__geometry").first()


def records_of(actor: Actor, model: Any, project: Project) -> list[Any]:
    """The records of one kind, in their order; papers without their bytes."""
    rows = model.objects.visible_to(actor).filter(project=project)
    return list(rows.defer("content") if issubclass(model, Papered) else rows)


def listed(actor: Actor) -> Any:
    """Profiles with how many clearances their project needs, and how many of them it has."""
    rows = Profile.objects.visible_to(actor).prefetch_related("project", "district", "zone")
    return rows.annotate(
        needed=_clearances(Q(needed=True)),
        given=_clearances(GIVEN),
    )


def _clearances(condition: Q) -> Any:
    of_project = Clearance.objects.filter(condition, project=OuterRef("project")).order_by()
    counted = of_project.values("project").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)
