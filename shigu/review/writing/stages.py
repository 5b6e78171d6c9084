"""How far a project is told to have come: taken by the step of the projects, or refused by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from shigu.districts.actors import Actor
from shigu.districts.policies import Refused
from shigu.projects.actions import move_on, step_to
from shigu.projects.models import Project
from shigu.projects.policies import may_take
from shigu.projects.procedure.table import Transition
from shigu.projects.stages import Stage
from shigu.review.models import Kind, NewsProposal
from shigu.review.writing.projects import meant
from shigu.review.writing.written import Order, Written

DAYS: Mapping[Stage, str] = {Stage.SIGNED: "signed_on", Stage.STARTED: "started_on"}
"""The day that such a step asks for is the day on which the news tells the event."""


@dataclass(frozen=True, slots=True)
class Way:
    """The project that is meant and the step that leads it there, or why there is none."""

    project: Project | None = None
    step: Transition | None = None
    why: str = ""


def way_of(actor: Actor, proposal: NewsProposal, values: Mapping[str, Any]) -> Way:
    """Whether ``actor`` can take the step that is told, and which it is."""
    project = meant(actor, proposal, values)
    if project is None:
        return Way(why=_not_there(values.get("name") or proposal.subject))
    try:
        step = step_to(project, Stage(values["stage"]))
        may_take(actor, project, step).require()
    except Refused as refusal:
        return Way(project, None, str(refusal))
    return Way(project, step)


def write_stage(order: Order) -> Written:
    """Take the step with the project of that name that the actor keeps; its gate decides.

    The log of stages tells the article and the sentence as the ground.

    Raises:
        Refused: no such project, no such step from where it stands, evidence or the day is
            missing, or the actor does not take it.
    """
    values = order.values
    project = meant(order.actor, order.proposal, values)
    if project is None:
        raise Refused(_not_there(values.get("name") or order.proposal.subject))
    stage, day = Stage(order.proposal.told["stage"]), str(values.get("on") or "")
    if not day:
        raise Refused(_("请写明发生的日期；文章没有说到哪一天。"))
    step, before = step_to(project, stage), {"stage": project.stage}
    evidence = day_told(step, day) | dict(values.get("evidence") or {})
    row = move_on(
        order.actor,
        project,
        stage,
        reason=_ground(order),
        on=date.fromisoformat(day),
        evidence=evidence,
    )
    told = {"name": row.name, "stage": str(stage), "on": day, "evidence": evidence}
    return Written(Kind.STAGE, row, str(row.pk), told, before, district=row.district)


def day_told(step: Transition, day: str) -> dict[str, str]:
    """The evidence that the day of the news is, where the step asks for it."""
    name = DAYS.get(step.target)
    return {name: day} if name and name in {each.id for each in step.evidence} else {}


def _ground(order: Order) -> str:
    quotes = " ".join(f"“{quote.strip()}”" for quote in order.proposal.quotes)
    return _("%(why)s：%(quotes)s（来源 %(source)s）") % {
        "why": order.reason,
        "quotes": quotes,
        "source": order.source.code,
    }


def _not_there(name: str) -> str:
    return _("您所在的区县没有登记叫“%s”的项目；先采纳或登记这个项目，再回来办进展。") % name
