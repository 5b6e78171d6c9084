"""Questions about many promises."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from shigu.commitments.models import Commitment
from shigu.commitments.vocabulary import Standing
from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.projects.models import Project

COUNTS = {
    "soon": Count("pk", filter=Q(state=Standing.DUE_SOON)),
    "broken": Count("pk", filter=Q(state__in=(Standing.PARTLY, Standing.MISSED))),
    "kept": Count("pk", filter=Q(state=Standing.MET)),
}
"""How many are due soon, broken, and kept in time."""


def listed(actor: Actor, today: datetime.date) -> QuerySet[Any]:
    """Promises as a list shows them, with how they stand ``today``.

    What they point to is read for the rows of a page only.
    """
    rows: QuerySet[Any] = Commitment.objects.visible_to(actor).standing(today)
    return rows.prefetch_related("project", Prefetch("district", District.objects.for_choices()))


def of_project(actor: Actor, project: Project, today: datetime.date) -> list[Any]:
    """The promises of a project in the order they fall due."""
    return list(listed(actor, today).filter(project=project).order_by("due", "id"))


def by_district(actor: Actor, today: datetime.date) -> list[dict[str, Any]]:
    """Of each district: how many promises fell due, were kept in time, late, partly, not at all.

    Best first; ``rate`` is kept in time ÷ due (of one), none where nothing fell due.
    """
    due = listed(actor, today).filter(Q(due__lte=today) | Q(met_on__isnull=False))
    parts = {
        state.value: Count("pk", filter=Q(state=state))
        for state in (Standing.MET, Standing.LATE, Standing.PARTLY, Standing.MISSED)
    }
    rows = due.order_by().values("district__name_zh", "district__name_en", "district__code")
    counted: list[Any] = list(
        rows.annotate(due_all=Count("pk", filter=~Q(state__in=_AHEAD)), **parts).order_by()
    )
    for row in counted:
        row["rate"] = row["met"] / row["due_all"] if row["due_all"] else None
    return sorted(counted, key=lambda row: (-(row["rate"] or 0), -row["due_all"]))


_AHEAD = (Standing.DUE_SOON, Standing.ON_TRACK)


def to_warn(actor: Actor, today: datetime.date) -> QuerySet[Any]:
    """Promises whose early warning has come, that are not due yet and not met."""
    return listed(actor, today).filter(warns_on__lte=today, due__gte=today, met_on__isnull=True)
