"""Task forces and meetings: convene, call, record, decide, hand on as tasks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.policies import Refused
from shigu.districts.verbs import action
from shigu.work.actions.tasks import issue
from shigu.work.hearing import CALLED, tell
from shigu.work.models import AgendaItem, Decision, Meeting, Task, TaskForce
from shigu.work.policies import may_issue_for


@action("work.convene", pgettext_lazy("历史", "组建专班"))
def convene(
    actor: Actor,
    district: District,
    values: Mapping[str, Any],
    members: Iterable[tuple[District, int]],
    *,
    reason: str = "",
) -> TaskForce:
    """Form a task force; ``members`` are (district, account); who forms it is a member too.

    Raises:
        Refused: the actor does not work for ``district``, or the installation itself asks.
    """
    may_issue_for(actor, district).require()
    if actor.id is None:
        raise Refused(_("专班由具名的人组建。"))
    listed = list(members)
    return TaskForce.objects.create(
        district=district,
        head_id=actor.id,
        people=list(dict.fromkeys([actor.id, *(person for _place, person in listed)])),
        parties=list(dict.fromkeys([district.pk, *(place.pk for place, _person in listed)])),
        **values,
    )


@action("work.call_meeting", pgettext_lazy("历史", "召集会议"))
def call_meeting(
    actor: Actor,
    district: District,
    values: Mapping[str, Any],
    *,
    invited: Iterable[District] = (),
    agenda: Sequence[tuple[str, str]] = (),
    telling: bool = True,
    reason: str = "",
) -> Meeting:
    """Call a meeting; ``agenda`` are (topic, presenter) in order.

    Who is asked to come is told, but not of one that is over and only entered: ``telling`` says so.

    Raises:
        Refused: the actor does not work for ``district``.
        ValidationError: a value is missing or out of range.
    """
    may_issue_for(actor, district).require()
    meeting = Meeting(district=district, **values)
    force = meeting.force
    parties = [*force.parties] if force else [each.pk for each in invited]
    meeting.parties = list(dict.fromkeys([district.pk, *parties]))
    meeting.full_clean()
    meeting.save()
    AgendaItem.objects.bulk_create(
        AgendaItem(
            district=district, meeting=meeting, position=at, topic=topic, presenter=presenter
        )
        for at, (topic, presenter) in enumerate(agenda, 1)
    )
    if telling:
        _tell_of(actor, meeting)
    return meeting


def _tell_of(actor: Actor, meeting: Meeting) -> None:
    when = f"{timezone.localtime(meeting.starts_at):%Y-%m-%d %H:%M}"
    inputs = {"who": actor.name, "title": meeting.title, "when": when}
    tell(actor, CALLED, meeting.parties, inputs, meeting.get_absolute_url(), meeting.force)


@action("work.record", pgettext_lazy("历史", "记录会议"))
def record(
    actor: Actor,
    meeting: Meeting,
    values: Mapping[str, Any],
    said: Mapping[Any, str],
    *,
    reason: str = "",
) -> Meeting:
    """Write down how a meeting went; ``said`` maps keys of its agenda to what was said.

    Raises:
        Refused: another district called it.
    """
    may_issue_for(actor, meeting.district).require()
    for name, value in values.items():
        setattr(meeting, name, value)
    meeting.held, meeting.recorded_at = True, timezone.now()
    meeting.full_clean()
    meeting.save()
    for item in meeting.agenda.all():
        if item.pk in said and item.said != said[item.pk]:
            item.said = said[item.pk]
            item.save(update_fields=["said"])
    return meeting


@action("work.decide", gettext_lazy("议定"))
def decide(
    actor: Actor, meeting: Meeting, values: Mapping[str, Any], *, reason: str = ""
) -> Decision:
    """Write down one decision: its ``text``, ``owner`` and ``deadline``.

    Raises:
        Refused: another district called the meeting.
        ValidationError: a value is missing.
    """
    may_issue_for(actor, meeting.district).require()
    decision = Decision(district=meeting.district, meeting=meeting, **values)
    decision.full_clean()
    decision.save()
    return decision


@action("work.hand_on", gettext_lazy("议定事项转为任务"))
def hand_on(actor: Actor, decision: Decision, *, reason: str = "") -> Task:
    """Make a decision a task of its owner, once.

    Raises:
        Refused: another district called the meeting, or it is a task already.
    """
    may_issue_for(actor, decision.district).require()
    held = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    if held.task_id is not None:
        raise Refused(_("这一项已经转为任务。"))
    meeting = held.meeting
    values = {
        "kind": Task.Kind.DECISION,
        "title": held.text,
        "owner": held.owner,
        "deadline": held.deadline,
        "force": meeting.force,
        "subject_label": meeting.title,
        "subject_address": meeting.get_absolute_url(),
        "status": meeting.status,
    }
    held.task = issue(actor, meeting.district, values)
    held.save(update_fields=["task"])
    return held.task
