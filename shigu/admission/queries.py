"""Questions about many evaluations."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import Avg, Count, F, IntegerField, OuterRef, Q, QuerySet, StdDev, Subquery
from django.db.models.functions import Coalesce

from shigu.admission.models import Ballot, Evaluation, Panel, Score, ScoreSheet
from shigu.admission.policies import PUT_UP_AT
from shigu.districts.actors import Actor
from shigu.districts.models import User
from shigu.districts.vocabulary import DataClass
from shigu.engine.admission.values import Points
from shigu.projects.models import Project

Decision = Evaluation.Decision
COUNTS = {
    "waiting": Count("pk", filter=Q(decision=Decision.OPEN)),
    "admitted": Count("pk", filter=Q(decision=Decision.ADMITTED)),
    "deferred": Count("pk", filter=Q(decision=Decision.DEFERRED)),
    "refused": Count("pk", filter=Q(decision=Decision.REFUSED)),
}
"""How many wait, and how many were admitted, deferred and refused."""


def listed(actor: Actor) -> QuerySet[Any]:
    """Evaluations as a list shows them: how many handed in; mean and spread once decided."""
    decided = Score.objects.filter(evaluation=OuterRef("pk")).exclude(evaluation__decision="")
    one = decided.order_by().values("evaluation")
    rows: QuerySet[Any] = seen(actor)
    told: QuerySet[Any] = rows.annotate(
        handed_in=_how_many(Ballot, "evaluation"),
        asked=F("people__len"),
        mean=Subquery(one.annotate(found=Avg("total")).values("found")),
        spread=Subquery(one.annotate(found=StdDev("total")).values("found")),
    )
    return told.order_by("-meeting__starts_at", "put_up_at", "id")


def seen(actor: Actor) -> QuerySet[Evaluation]:
    """Evaluations with what their pages name."""
    rows = Evaluation.objects.visible_to(actor)
    return rows.select_related(
        "project", "district", "meeting__district", "meeting__panel__sheet", "meeting__force"
    )


def panels(actor: Actor) -> QuerySet[Any]:
    """Evaluation meetings as a list shows them, the last first, with projects one reads."""
    rows: QuerySet[Any] = Panel.objects.visible_to(actor)
    told: QuerySet[Any] = rows.select_related("meeting", "district", "sheet").annotate(
        projects=_how_many(Evaluation, "meeting", "meeting"),
        waiting=_how_many(Evaluation, "meeting", "meeting", decision=""),
    )
    return told.order_by("-meeting__starts_at", "id")


def sheets(actor: Actor) -> QuerySet[ScoreSheet]:
    """Score sheets as a list shows them, the newest version of each first."""
    rows = ScoreSheet.objects.visible_to(actor).select_related("district")
    return rows.order_by("title", "district__code", "-version", "id")


def to_put_up(actor: Actor) -> QuerySet[Project]:
    """One's districts' projects that may come onto an agenda and wait on none."""
    own = actor.writable.get(DataClass.PROJECTS, frozenset())
    rows = Project.objects.filter(district__in=own, stage__in=PUT_UP_AT)
    waiting = Evaluation.objects.filter(decision="").values("project")
    return rows.exclude(pk__in=waiting).order_by("code")


def of_project(actor: Actor, project: Project) -> list[Any]:
    """The evaluations of a project, the last first."""
    return list(listed(actor).filter(project=project))


def scores(actor: Actor, evaluation: Evaluation) -> list[Score]:
    """The points that one may see, in the order of names."""
    rows = Score.objects.visible_to(actor).filter(evaluation=evaluation).select_related("person")
    return sorted(rows, key=lambda row: (str(row.person), row.person_id))


def points(score: Score) -> Points:
    """The points of a row as numbers."""
    return {code: Decimal(value) for code, value in score.points.items()}


def members(people: list[int]) -> list[User]:
    """Accounts by key, in the order of the keys."""
    found = User.objects.in_bulk(people)
    return [found[key] for key in people if key in found]


def _how_many(model: Any, by: str, outer: str = "pk", **wanted: Any) -> Any:
    rows = model.objects.filter(**{by: OuterRef(outer)}, **wanted).order_by().values(by)
    counted = rows.annotate(found=Count("pk")).values("found")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
