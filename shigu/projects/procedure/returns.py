"""The way out of the remedy: a project goes back no further on than where it went into it."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from shigu.districts.policies import Answer, allow, deny
from shigu.projects.models import Project, StageChange
from shigu.projects.procedure.table import Transition, steps_from
from shigu.projects.stages import ORDER, Stage

FIRST = Stage.SCREENING
"""Where one that came from nowhere known, or from before it, is taken up again."""


def following(projects: Iterable[Project]) -> dict[UUID, list[Transition]]:
    """The steps that lead each project on or back from where it stands, in the table's order."""
    listed = list(projects)
    reached = _reached(row.pk for row in listed if row.stage == Stage.REMEDY)
    return {
        row.pk: [
            step
            for step in steps_from(Stage(row.stage))
            if row.pk not in reached or ORDER[step.target] <= ORDER[reached[row.pk]]
        ]
        for row in listed
    }


def may_return(project: Project, step: Transition) -> Answer:
    """Whether ``project`` has passed the gates before the stage to which a step out leads."""
    if step.origin != Stage.REMEDY:
        return allow()
    ways = following([project])[project.pk]
    if step in ways:
        return allow()
    told = {"target": step.target.label, "way": max(ways, key=lambda way: ORDER[way.target]).label}
    return deny(
        _("项目进入履约处置前没有走到“%(target)s”，不能凭整改到那里；请先“%(way)s”，再逐步办理。")
        % told
    )


def _reached(keys: Iterable[UUID]) -> dict[UUID, Stage]:
    """From where each project went into the remedy last."""
    wanted = list(keys)
    if not wanted:
        return {}
    into = StageChange.objects.filter(project__in=wanted, to_stage=Stage.REMEDY).order_by("place")
    began = dict.fromkeys(wanted, FIRST)
    for key, origin in into.values_list("project_id", "from_stage"):
        began[key] = max(FIRST, Stage(origin or FIRST), key=ORDER.__getitem__)
    return began
