"""A stage changes in one way only; the table of projects writes each step into its log."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.policies import Refused
from shigu.districts.verbs import action
from shigu.projects.models import Project
from shigu.projects.policies import may_revise
from shigu.projects.stages import LINK_MAY_BE_OPEN, Stage

STEP = "SELECT set_config('shigu.step', %s, true)"


@action("projects.move_on", gettext_lazy("改阶段"))
def move_on(
    actor: Actor,
    project: Project,
    stage: Stage,
    *,
    reason: str,
    on: date | None = None,
    evidence: Mapping[str, Any] | None = None,
) -> Project:
    """Put a project on another stage; the step with its reason stays in the log.

    ``on`` is the day on which it happened, today unless told.

    Raises:
        Refused: it is another district's, no reason is given, it stands there already, or the day
            lies before the last step or after today.
    """
    may_revise(actor, project).require()
    if not reason.strip():
        raise Refused(_("请写明进展或退回的依据。"))
    locked = Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    if locked.stage == stage:
        raise Refused(_("项目已在这一阶段。"))
    day = on or timezone.localdate()
    if not locked.stage_since <= day <= timezone.localdate():
        raise Refused(_("日期须在 %s 与今天之间。") % locked.stage_since)
    if locked.link_id is None and stage not in LINK_MAY_BE_OPEN:
        raise Refused(_("研判结束前须先确定产业链环节。"))
    locked.stage, locked.stage_since = stage, day
    with stepping(day, evidence or {}):
        locked.save(update_fields=["stage", "stage_since"])
    project.stage, project.stage_since = locked.stage, locked.stage_since
    return locked


@contextmanager
def stepping(on: date, evidence: Mapping[str, Any]) -> Iterator[None]:
    """Tell the log the day and the evidence of the step that is written inside the block."""
    with connection.cursor() as cursor:
        cursor.execute(STEP, [json.dumps({"on": on.isoformat(), "evidence": dict(evidence)})])
        yield
        cursor.execute(STEP, [""])
