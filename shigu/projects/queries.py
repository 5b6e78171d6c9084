"""Questions about many projects."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from shigu.districts.actors import Actor
from shigu.projects.models import Project, ProjectYear, StageChange
from shigu.projects.policies import may_see_years
from shigu.projects.stages import TO_BE_PLACED

COUNTS = {
    "to_place": Count("pk", filter=Q(stage__in=TO_BE_PLACED)),
    "told": Count("pk", filter=Q(disclosed=True)),
}
"""How many still look for a place, and how many the press has told of."""


def listed(actor: Actor) -> QuerySet[Project]:
    """Projects as a list shows them; what they point to is read for the rows of a page only."""
    return Project.objects.visible_to(actor).prefetch_related("district", "link", "organisation")


def years_of(actor: Actor, project: Project) -> list[ProjectYear]:
    """The yearly estimates that the actor may read, in order."""
    if not may_see_years(actor, project):
        return []
    return list(ProjectYear.objects.visible_to(actor).filter(project=project).order_by("year"))


def steps_of(actor: Actor, project: Project) -> list[StageChange]:
    """The steps of a project that the actor may read, in order."""
    return list(StageChange.objects.visible_to(actor).filter(project=project).order_by("place"))


def partners_of(actor: Actor, project: Project) -> dict[str, Project]:
    """Projects that this one must stand with, apart from or after, by code; of its district."""
    codes = [*project.together_with, *project.apart_from, project.phase_of]
    if not any(codes):
        return {}
    rows = Project.objects.visible_to(actor).filter(district=project.district_id, code__in=codes)
    return {row.code: row for row in rows}
