"""Giving tasks and what their parties do with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.db.models import F, Value
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.policies import Refused, say_why
from shigu.districts.verbs import action
from shigu.work.hearing import ESCALATED, ISSUED, MOVED, REMINDED, REPLIED, tell_of_task
from shigu.work.models import Task, TaskStep
from shigu.work.moves import CLOSED, MOVES
from shigu.work.policies import may_escalate, may_issue_for, may_move, may_reply, speaking_for


@action("work.issue", pgettext_lazy("历史", "交办"))
def issue(
    actor: Actor,
    district: District,
    values: Mapping[str, Any],
    *,
    with_them: Iterable[District] = (),
    reason: str = "",
) -> Task:
    """Give a task in the name of ``district``; ``with_them`` own it together with the owner.

    Raises:
        Refused: the actor gives no tasks there, or the subject is no page of this site.
        ValidationError: a value is missing or out of range.
    """
    may_issue_for(actor, district).require()
    about = values.get("subject_address", "")
    if about and not url_has_allowed_host_and_scheme(about, allowed_hosts=None):
        raise Refused(_("通知只能链接到本站的页面。"))
    task = Task(district=district, issued_by_id=actor.id, **values)
    others = (each.pk for each in with_them)
    task.parties = list(dict.fromkeys([district.pk, task.owner_id, *others]))
    task.full_clean()
    task.save()
    tell_of_task(actor, task, ISSUED, task.parties)
    return task


@action("work.move", gettext_lazy("办理任务"))
def move(actor: Actor, task: Task, verb: str, text: str = "", *, reason: str = "") -> Task:
    """Take a task along one row of ``moves.csv``.

    Raises:
        Refused: no such row starts at its state, it is the other side's, or nothing is said
            where something has to be.
    """
    may_move(actor, task, verb).require()
    locked = held(task)
    may_move(actor, locked, verb).require()
    row = next(each for each in MOVES if each.verb == verb and each.before == locked.state)
    if row.says and not text.strip():
        raise Refused(_("请写明办理情况或理由。"))
    locked.state = row.after
    locked.save(update_fields=["state"])
    own, other = locked.district_id, locked.owner_id
    write_step(actor, locked, verb, text, own if row.side == "issuer" else other)
    tell_of_task(actor, locked, MOVED, locked.parties, row.label)
    return locked


@action("work.reply", pgettext_lazy("历史", "答复"))
def reply(actor: Actor, task: Task, text: str, *, reason: str = "") -> TaskStep:
    """Write what all parties of a task read.

    Raises:
        Refused: the actor sits with no party, or nothing is said.
    """
    may_reply(actor, task).require()
    if not text.strip():
        raise Refused(_("请写明办理情况或理由。"))
    step = write_step(actor, task, "reply", text)
    tell_of_task(actor, task, REPLIED, task.parties)
    return step


@action("work.remind", pgettext_lazy("历史", "催办"))
def remind(actor: Actor, task: Task, text: str = "", *, reason: str = "") -> TaskStep:
    """Remind the owners of an open task.

    Raises:
        Refused: the actor sits with no party, or it is closed.
    """
    may_reply(actor, task).require()
    _still_open(task)
    step = write_step(actor, task, "remind", text)
    tell_of_task(actor, task, REMINDED, {*task.parties} - {task.district_id})
    return step


@action("work.escalate", pgettext_lazy("历史", "上报督办"))
def escalate(actor: Actor, task: Task, *, reason: str) -> Task:
    """Let the level above the issuer, or above who was told last, read and follow a task.

    Raises:
        Refused: the actor stands on no side, no reason is given, it is closed or belongs to a
            task force, or there is no level above.
    """
    may_escalate(actor, task).require()
    say_why(reason)
    locked = held(task)
    _still_open(locked)
    if locked.force_id is not None:
        raise Refused(_("专班的任务在专班内督办。"))
    above = (locked.escalated_to or locked.district).parent
    if above is None:
        raise Refused(_("上面没有可以上报的单位。"))
    locked.escalated_to, locked.escalated_at = above, timezone.now()
    locked.parties = list(dict.fromkeys([*locked.parties, above.pk]))
    locked.save(update_fields=["escalated_to", "escalated_at", "parties"])
    write_step(actor, locked, "escalate", reason)
    tell_of_task(actor, locked, ESCALATED, [above.pk, locked.owner_id])
    return locked


def escalate_overdue(actor: Actor) -> int:
    """Escalate every task that is overdue by as many days as it says; how many were.

    Each is told to one level above, once; by hand it may go further.
    """
    late = Task.objects.exclude(state__in=CLOSED).filter(
        force__isnull=True,
        escalated_to__isnull=True,
        district__parent__isnull=False,
        escalates_after__isnull=False,
        deadline__lt=Value(timezone.localdate()) - Value(timedelta(days=1)) * F("escalates_after"),
    )
    rows = list(late)
    for task in rows:
        escalate(actor, task, reason=_("逾期 %s 天，按规则上报。") % task.days_overdue)
    return len(rows)


def held(task: Task) -> Task:
    """The task as it is now; nobody else changes it before this transaction ends."""
    rows = Task.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("district", "owner", "escalated_to").get(pk=task.pk)


def _still_open(task: Task) -> None:
    if task.state in CLOSED:
        raise Refused(_("任务已经办结。"))


def write_step(
    actor: Actor, task: Task, verb: str, text: str, place: int | None = None
) -> TaskStep:
    """Write down one thing that was done with a task, in the name of ``place``."""
    return TaskStep.objects.create(
        task=task,
        district_id=place or speaking_for(actor, task) or task.district_id,
        user_id=actor.id,
        verb=verb,
        state=task.state,
        text=text,
    )
