"""What people do for the statistics: tell facts of a project, record an event, cancel one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.counting.models import CapitalEvent, CountingFacts
from shigu.counting.policies import may_tell
from shigu.counting.vocabulary import Event
from shigu.districts.actors import Actor
from shigu.districts.policies import Refused, say_why
from shigu.districts.verbs import action
from shigu.projects.models import Project

LEFT_TO_CHECKS = ("project", "district", "user")


@action("counting.tell", gettext_lazy("登记统计口径要素"))
def tell(
    actor: Actor, project: Project, values: Mapping[str, Any], *, reason: str
) -> CountingFacts:
    """Tell the facts that rules ask for; earlier dates go on reading what was told before.

    Raises:
        Refused: another district's, or no reason.
    """
    may_tell(actor, project).require()
    say_why(reason)
    fresh = CountingFacts(
        district_id=project.district_id,
        project=project,
        user_id=actor.id,
        reason=reason,
        **values,
    )
    fresh.full_clean(exclude=LEFT_TO_CHECKS)
    fresh.save()
    return fresh


@action("counting.record", gettext_lazy("登记资本事件"))
def record(
    actor: Actor, project: Project, values: Mapping[str, Any], *, reason: str
) -> CapitalEvent:
    """Record an event: ``kind``, ``day``, ``amount_wan``, ``paper``.

    Raises:
        Refused: another district's, no reason, a day to come, or an increase without amount.
    """
    may_tell(actor, project).require()
    say_why(reason)
    if values["day"] > timezone.localdate():
        raise Refused(_("事件的日期不能晚于今天。"))
    if values["kind"] == Event.INCREASE and not values.get("amount_wan"):
        raise Refused(_("增资写明增量。"))
    fresh = CapitalEvent(
        district_id=project.district_id,
        project=project,
        user_id=actor.id,
        reason=reason,
        **values,
    )
    fresh.full_clean(exclude=LEFT_TO_CHECKS)
    fresh.save()
    return fresh


@action("counting.cancel", gettext_lazy("冲销资本事件"))
def cancel(actor: Actor, event: CapitalEvent, *, reason: str) -> CapitalEvent:
    """Cancel an event by a row of its own.

    Raises:
        Refused: another district's, no reason, a cancelling row, or cancelled before.
    """
    may_tell(actor, event.project).require()
    say_why(reason)
    Project.objects.select_for_update(no_key=True).get(pk=event.project_id)
    if event.cancels or CapitalEvent.objects.filter(cancels=event.pk).exists():
        raise Refused(_("这一行已冲销，或本身就是冲销。"))
    return CapitalEvent.objects.create(
        district_id=event.district_id,
        project=event.project,
        kind=event.kind,
        day=event.day,
        amount_wan=event.amount_wan,
        paper=event.paper,
        cancels=event.pk,
        user_id=actor.id,
        reason=reason,
    )
