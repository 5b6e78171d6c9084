"""A stage changes in one way only: along the transition table, and each step is in the log."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.models import User
from shigu.districts.policies import Refused, say_why
from shigu.districts.queries import seats_now
from shigu.districts.verbs import action
from shigu.projects.models import Project
from shigu.projects.policies import may_revise, may_take
from shigu.projects.procedure.gates import passed
from shigu.projects.procedure.returns import following
from shigu.projects.procedure.table import Transition, transitions
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
    """Take a step of the transition table; with reason and evidence it stays in the log.

    ``on`` is the day on which it happened, today unless told. ``evidence`` maps the ids of what
    the step asks for to what is given.

    Raises:
        Refused: the table has no such step, the actor does not take it, it leads out of the
            remedy past gates that were not passed, evidence or reason is missing, or the day lies
            before the last step or after today; nothing has changed.
    """
    may_revise(actor, project).require()
    locked = Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    step = step_to(locked, Stage(stage))
    may_take(actor, locked, step).require()
    if not reason.strip():
        raise Refused(_("请写明进展或退回的依据。"))
    day = on or timezone.localdate()
    if not locked.stage_since <= day <= timezone.localdate():
        raise Refused(_("日期须在 %s 与今天之间。") % locked.stage_since)
    if locked.link_id is None and step.target not in LINK_MAY_BE_OPEN:
        raise Refused(_("研判结束前须先确定产业链环节：在项目页点“修改”，选好环节再来。"))
    kept, wrong = passed(actor, locked, step, evidence or {})
    if wrong:
        told = {"step": step.label, "what": _("；").join(wrong)}
        raise Refused(_("“%(step)s”还缺：%(what)s。") % told)
    locked.stage, locked.stage_since = step.target, day
    with stepping(day, kept):
        locked.save(update_fields=["stage", "stage_since"])
    project.stage, project.stage_since = locked.stage, locked.stage_since
    return locked


@action("projects.move_together", gettext_lazy("成批改阶段"))
def move_together(
    actor: Actor, projects: Iterable[Project], stage: Stage, *, reason: str
) -> list[Project]:
    """Take the same step with several projects for one reason: all of them or none.

    Raises:
        Refused: one of them cannot take it; it is named, and nothing has changed.
    """
    moved = []
    for project in sorted(projects, key=lambda each: str(each.pk)):
        try:
            moved.append(move_on(actor, project, stage, reason=reason))
        except Refused as refusal:
            told = {"project": project, "why": refusal}
            raise Refused(_("%(project)s：%(why)s 什么也没有改动。") % told) from refusal
    return moved


@action("projects.assign", gettext_lazy("指定跟踪负责人"))
def assign(
    actor: Actor, projects: Iterable[Project], person: User | None, *, reason: str
) -> list[Project]:
    """Put somebody with a seat in the district in charge of projects, or nobody.

    Raises:
        Refused: another district's project, no reason, or the person has no seat there.
    """
    say_why(reason)
    listed = list(projects)
    for project in listed:
        may_revise(actor, project).require()
        if person is not None and not seats_now(person, project.district).exists():
            told = {"person": person, "district": project.district}
            raise Refused(_("%(person)s在%(district)s没有席位。") % told)
        project.responsible = person
        project.save(update_fields=["responsible"])
    return listed


def step_to(project: Project, stage: Stage) -> Transition:
    """The step of the table that leads ``project`` to ``stage``.

    Raises:
        Refused: it stands there, or no step leads there; those that there are are named.
    """
    if project.stage == stage:
        raise Refused(_("项目已在这一阶段。"))
    step = transitions().get((Stage(project.stage), stage))
    if step is None:
        steps = following([project])[project.pk]
        ways = _("、").join(f"{each.label}（{each.target.label}）" for each in steps)
        told = {"origin": project.get_stage_display(), "target": stage.label, "ways": ways}
        raise Refused(_("从%(origin)s不能直接到%(target)s；可以：%(ways)s。") % told)
    return step


@contextmanager
def stepping(on: date, evidence: Mapping[str, Any]) -> Iterator[None]:
    """Tell the log the day and the evidence of the step that is written inside the block."""
    with connection.cursor() as cursor:
        cursor.execute(STEP, [json.dumps({"on": on.isoformat(), "evidence": dict(evidence)})])
        yield
        cursor.execute(STEP, [""])
