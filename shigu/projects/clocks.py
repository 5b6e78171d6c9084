"""How long a project stands in its stage, against the limit of the transition table."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import ngettext

from shigu.face import pieces
from shigu.projects.models import Project, StageChange
from shigu.projects.procedure.table import limits
from shigu.projects.stages import ORDER, Stage

OFF_THE_WAY = (Stage.HAND_OVER, Stage.REMEDY)
SOON = datetime.timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Clock:
    """Days in the stage, the day by which it is to be left, whose rule says so."""

    days: int
    due: datetime.date | None
    source: str

    @property
    def urgency(self) -> Literal["", "soon", "late"]:
        today = timezone.localdate()
        if self.due is None or self.due > today + SOON:
            return ""
        return "late" if self.due < today else "soon"


def clock_of(project: Project) -> Clock:
    """Where the clock of a project stands today."""
    limit = limits().get(Stage(project.stage))
    days = (timezone.localdate() - project.stage_since).days
    if limit is None or limit.days is None:
        return Clock(days, None, "")
    due = project.stage_since + datetime.timedelta(limit.days)
    return Clock(days, due, limit.source)


def overdue(today: datetime.date) -> Q:
    """Projects that stand in their stage for longer than its limit."""
    late = Q(pk__in=())
    for stage, limit in limits().items():
        since = today - datetime.timedelta(limit.days or 0)
        late |= Q(stage=stage, stage_since__lt=since)
    return late


def stage_bar(project: Project, steps: Iterable[StageChange]) -> tuple[pieces.Stage, ...]:
    """All stages with the day each was reached last, and the limit of the one that it stands in.

    Turns that most projects do not take are shown only where this one took them.
    """
    reached = {Stage(step.to_stage): step.on for step in steps}
    now, clock = Stage(project.stage), clock_of(project)
    shown = [s for s in Stage if s not in OFF_THE_WAY or s in reached or s == now]
    return tuple(
        pieces.Stage(
            stage.label,
            _state(stage, now, reached),
            at=reached.get(stage) if ORDER[stage] < ORDER[now] else None,
            due=clock.due if stage == now else None,
            note=_stood(clock.days) if stage == now else "",
            urgency=clock.urgency if stage == now else "",
        )
        for stage in shown
    )


def _state(
    stage: Stage, now: Stage, reached: Iterable[Stage]
) -> Literal["done", "now", "ahead", "skipped"]:
    if stage == now:
        return "now"
    if ORDER[stage] > ORDER[now]:
        return "ahead"
    return "done" if stage in set(reached) else "skipped"


def _stood(days: int) -> str:
    return ngettext("已 %(days)s 天", "已 %(days)s 天", days) % {"days": days}
