"""The gate of a step: what it asks for is there and sound, or it is said what is missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Q, QuerySet
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
    if each.kind in ("date", "plan"):
        return _day(raw, ahead=each.kind == "plan").isoformat()
    if each.kind == "amount":
        return _amount(raw)
    if each.kind == "record" and not RECORDS[each.id](actor, project, step, raw):
        raise ValueError(_("没有这样的记录"))
    return raw


def _day(raw: str, *, ahead: bool) -> date:
    try:
        day = date.fromisoformat(raw)
    except ValueError as error:
        raise ValueError(_("不是日期")) from error
    today = timezone.localdate()
    if day > today and not ahead:
        raise ValueError(_("日期在今天之后"))
    if day.year > today.year + 1:
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
    """The project's last: open where the stage begins with it, answered or back where it ends."""
    row = hand_overs_of(actor, project).first()
    if row is None or str(row.pk) != raw.lower():
        return False
    if step.target == Stage.HAND_OVER:
        return row.state == HandOver.State.PROPOSED
    if step.target == Stage.TALKS:
        return row.state != HandOver.State.PROPOSED
    return row.state == HandOver.State.ACCEPTED


def _holding(actor: Actor, project: Project, _step: Transition, raw: str) -> bool:
    return raw.isdecimal() and holdings_of(actor, project).filter(pk=int(raw)).exists()


def hand_overs_of(actor: Actor, project: Project) -> QuerySet[HandOver]:
    """The hand-overs of a project, the last one first."""
    rows = HandOver.objects.visible_to(actor).filter(project_id=project.pk)
    return rows.order_by("-proposed_at", "pk")


def holdings_of(actor: Actor, project: Project) -> QuerySet[Occupancy]:
    """What is occupied or still kept in the project's district, of its investor, for no other.

    Where the investor is not told, what is held by nobody named.
    """
    today = timezone.localdate()
    kept_here = Q(reservation__kept_for=None) | Q(reservation__kept_for__project_id=project.pk)
    return Occupancy.objects.visible_to(actor).filter(
        kept_here,
        Q(expires_on=None) | Q(expires_on__gte=today),
        Q(period__endswith=None) | Q(period__endswith__gt=today),
        district=project.district_id,
        organisation=project.organisation_id,
    )


RECORDS: dict[str, Found] = {"hand_over": _hand_over, "holding": _holding}
"""Where the record of each kind of evidence is looked up."""
