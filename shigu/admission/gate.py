"""The record that signing asks for: an evaluation concluded at a meeting with minutes."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q, QuerySet

from shigu.admission.models import Evaluation
from shigu.districts.actors import Actor
from shigu.projects import steps
from shigu.projects.models import Project
from shigu.projects.procedure import gates
from shigu.projects.procedure.table import Transition
from shigu.projects.stages import Stage

EVIDENCE = "evaluation"
ASKED = {Stage.SIGNED: Evaluation.Decision.ADMITTED, Stage.REMEDY: Evaluation.Decision.REFUSED}
"""What must have been decided for the step to a stage."""


def register() -> None:
    """Tell the gates where this evidence is looked up, and forms what to offer."""
    gates.RECORDS[EVIDENCE] = concluded
    steps.OFFERS[EVIDENCE] = offered


def concluded(actor: Actor, project: Project, step: Transition, raw: str) -> bool:
    """The last conclusion of this stay at the stage, the right one, with the meeting recorded."""
    try:
        key = UUID(raw)
    except ValueError:
        return False
    last = _of_this_stay(actor, project).first()
    return (
        last is not None
        and last.pk == key
        and last.decision == ASKED.get(step.target)
        and last.meeting.held
    )


def offered(actor: Actor, project: Project) -> Sequence[tuple[str, str]]:
    """The last conclusion, as a form offers it."""
    return [
        (str(row.pk), f"{row.meeting} · {row.get_decision_display()}")
        for row in _of_this_stay(actor, project)[:1]
    ]


def _of_this_stay(actor: Actor, project: Project) -> QuerySet[Evaluation]:
    concluded = ~Q(decision__in=(Evaluation.Decision.OPEN, Evaluation.Decision.WITHDRAWN))
    rows = Evaluation.objects.visible_to(actor).filter(concluded, project_id=project.pk)
    since = rows.filter(decided_on__gte=project.stage_since)
    return since.select_related("meeting").order_by("-decided_on", "-meeting__starts_at", "-pk")
