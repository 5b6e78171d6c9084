"""Telling people, and what they do with what they were told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import uuid4

from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.models import District, User
from shigu.districts.policies import Refused
from shigu.districts.scope import reads
from shigu.districts.verbs import action
from shigu.work.kinds import Kind
from shigu.work.models import Notice, NoticePreference
from shigu.work.policies import may_notify


@action("work.notify", pgettext_lazy("历史", "通知"))
def notify(
    actor: Actor,
    people: Iterable[int],
    kind: Kind,
    district: District,
    inputs: Mapping[str, str],
    *,
    address: str = "",
) -> list[Notice]:
    """Tell ``people`` (keys of accounts) one sentence about something of ``district``.

    Nobody is told what one did oneself. The database asks the same again as each row is written.

    Raises:
        Refused: the actor writes no tasks, the address leads elsewhere, or one of the people
            does not read the kind's class of data in ``district``; then nobody is told.
        KeyError: an input of the sentence is missing.
    """
    may_notify(actor).require()
    if address and not url_has_allowed_host_and_scheme(address, allowed_hosts=None):
        raise Refused(_("通知只能链接到本站的页面。"))
    kind.said(inputs)
    told = [person for person in dict.fromkeys(people) if person != actor.id]
    for person in told:
        if not reads(person, kind.data_class, district.pk):
            raise Refused(_not_theirs(person, kind, district))
    batch = uuid4()
    return Notice.objects.bulk_create(
        Notice(
            batch=batch,
            person_id=person,
            district=district,
            data_class=kind.data_class,
            kind=kind.name,
            inputs=dict(inputs),
            address=address,
        )
        for person in told
    )


@action("work.mark_read", gettext_lazy("标为已读"))
def mark_read(actor: Actor, notices: Iterable[Notice]) -> int:
    """Mark some of one's own notices as read; how many were not before.

    Raises:
        Refused: one is another person's.
    """
    rows = list(notices)
    if any(row.person_id != actor.id for row in rows):
        raise Refused(_("只能处理自己的通知。"))
    unread = Notice.objects.filter(pk__in=[row.pk for row in rows], read_at__isnull=True)
    return unread.update(read_at=timezone.now())


@action("work.mark_all_read", pgettext_lazy("历史", "全部标为已读"))
def mark_all_read(actor: Actor) -> int:
    """Mark all of one's notices as read; how many were not before."""
    unread = Notice.objects.filter(person=actor.id, read_at__isnull=True)
    return unread.update(read_at=timezone.now())


@action("work.choose_rhythm", gettext_lazy("选择通知方式"))
def choose_rhythm(actor: Actor, values: Mapping[str, Any]) -> NoticePreference:
    """Say when, in which language and with which quiet hours one is told by mail.

    Raises:
        Refused: the installation itself has no mail.
        ValidationError: a value is out of range.
    """
    if actor.id is None:
        raise Refused(_("通知方式由本人选择。"))
    chosen = NoticePreference.objects.filter(person=actor.id).first()
    chosen = chosen or NoticePreference(person_id=actor.id)
    for name, value in values.items():
        setattr(chosen, name, value)
    chosen.failures, chosen.failed_at, chosen.failure = 0, None, ""
    chosen.full_clean(validate_unique=False)
    chosen.save()
    return chosen


def _not_theirs(person: int, kind: Kind, district: District) -> str:
    name = str(User.objects.filter(pk=person).first() or person)
    told = {"name": name, "district": district.name, "what": kind.data_class.label}
    return _("%(name)s看不到%(district)s的%(what)s，不能写进给他的通知。") % told
