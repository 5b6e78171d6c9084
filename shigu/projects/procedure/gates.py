"""The gate of a step: what it asks for is there and sound, or it is said what is missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from shigu.districts.actors import Actor
from shigu.projects.models import HandOver, Project
from shigu.projects.procedure.table import Evidence, Transition
from shigu.projects.stages import Stage
from shigu.territory.models import Occupancy

Given = Mapping[str, Any]
Found = Callable[[Actor, Project, Transition, str], bool]


def passed(
    actor: Actor, project: Project, step: Transition, given: Given
) -> tuple[dict[str, str], list[str]]:
    """The evidence as the log keeps it, and what is missing or wrong, in words."""
    kept: dict[str, str] = {}
    wrong: list[str] = []
    for each in step.evidence:
        raw = str(given.get(each.id) or "").strip()
        try:
            kept[each.id] = _sound(actor, project, step, each, raw)
        except ValueError as error:
            wrong.append(_("%(what)s（%(why)s）") % {"what": each.label, "why": error})
    known = {each.id for each in step.evidence}
    wrong += [_("%s（这一步不要）") % name for name in sorted(set(given) - known)]
    return kept, wrong


def _sound(actor: Actor, project: Project, step: Transition, each: Evidence, raw: str) -> str:
    if not raw:
        raise ValueError(_("未填"))
    if each.kind == "date":
        return _day(raw).isoformat()
    if each.kind == "amount":
        return _amount(raw)
    if each.kind == "record" and not RECORDS[each.id](actor, project, step, raw):
        raise ValueError(_("没有这样的记录"))
    return raw


def _day(raw: str) -> date:
    try:
        day = date.fromisoformat(raw)
    except ValueError as error:
        raise ValueError(_("不是日期")) from error
    if day > timezone.localdate() and day.year > timezone.localdate().year + 1:
        raise ValueError(_("日期太远"))
    return day


def _amount(raw: str) -> str:
    try:
        amount = Decimal(raw.replace(",", ""))
    except InvalidOperation as error:
        raise ValueError(_("不是数")) from error
    if not amount.is_finite() or amount <= 0:
        raise ValueError(_("须大于零"))
    return f"{amount:f}"


def _hand_over(actor: Actor, project: Project, step: Transition, raw: str) -> bool:
    """Open where the stage begins with it; answered or taken back where it ends."""
    try:
        key = UUID(raw)
    except ValueError:
        return False
    row = HandOver.objects.visible_to(actor).filter(pk=key, project_id=project.pk).first()
    if row is None:
        return False
    if step.target == Stage.HAND_OVER:
        return row.state == HandOver.State.PROPOSED
    if step.target == Stage.TALKS:
        return row.state != HandOver.State.PROPOSED
    return row.state == HandOver.State.ACCEPTED


def _holding(actor: Actor, project: Project, _step: Transition, raw: str) -> bool:
    """An occupancy or reservation in the project's district, of its investor where it has one."""
    rows = Occupancy.objects.visible_to(actor).filter(district=project.district_id)
    if project.organisation_id is not None:
        rows = rows.filter(organisation=project.organisation_id)
    return raw.isdecimal() and rows.filter(pk=int(raw)).exists()


RECORDS: dict[str, Found] = {"hand_over": _hand_over, "holding": _holding}
"""Where the record of each kind of evidence is looked up."""
