"""Notices by mail: at once, daily or weekly as each person chose, and never in quiet hours."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from shigu.districts.scope import acting_as_system
from shigu.work.models import Notice, NoticePreference
from shigu.work.models.notices import NoticePreference as Preference

log = logging.getLogger(__name__)
LONGEST_PAUSE = timedelta(hours=6)
SHOWN = 50
DAYS = {Preference.Rhythm.DAILY: 1, Preference.Rhythm.WEEKLY: 7}


def look_round(now: datetime | None = None) -> int:
    """Send each person whose time has come one mail with what is new; how many went out.

    A failure is kept with the person and tried again after a pause that doubles.
    """
    now = now or timezone.now()
    with acting_as_system():
        waiting = NoticePreference.objects.exclude(rhythm=Preference.Rhythm.NEVER)
        people = list(waiting.filter(person__is_active=True).exclude(person__email=""))
    return sum(_mailed(each, now) for each in people if is_due(each, now))


def is_due(chosen: NoticePreference, now: datetime) -> bool:
    """Whether a mail may go to this person now; whether there is anything to say is apart."""
    local = timezone.localtime(now)
    if _quiet(chosen, local.time()) or _pausing(chosen, now):
        return False
    if chosen.rhythm == Preference.Rhythm.NOW:
        return True
    return chosen.mailed_at is None or chosen.mailed_at < _last_slot(chosen, local)


def _last_slot(chosen: NoticePreference, local: datetime) -> datetime:
    """When the last mail of a rhythm was due at the latest."""
    slot = local.replace(hour=chosen.hour, minute=0, second=0, microsecond=0)
    if chosen.rhythm == Preference.Rhythm.WEEKLY:
        slot -= timedelta(days=(local.weekday() - chosen.weekday) % 7)
    if slot > local:
        slot -= timedelta(days=DAYS[Preference.Rhythm(chosen.rhythm)])
    return slot


def _quiet(chosen: NoticePreference, at: time) -> bool:
    begin, end = chosen.quiet_from, chosen.quiet_to
    if begin is None or end is None:
        return False
    return begin <= at < end if begin <= end else at >= begin or at < end


def _pausing(chosen: NoticePreference, now: datetime) -> bool:
    if chosen.failed_at is None:
        return False
    pause = timedelta(minutes=2 ** min(chosen.failures, 10))
    return now < chosen.failed_at + min(pause, LONGEST_PAUSE)


def _mailed(chosen: NoticePreference, now: datetime) -> bool:
    """Send what is new in one mail; notices count as mailed only once the server took it."""
    try:
        with acting_as_system():
            new = Notice.objects.filter(
                person=chosen.person_id, read_at__isnull=True, mailed_at__isnull=True
            )
            rows = list(new.select_for_update(skip_locked=True).order_by("-created_at"))
            if rows or chosen.rhythm != Preference.Rhythm.NOW:
                _keep(chosen, mailed_at=now, failures=0, failed_at=None, failure="")
            if rows:
                Notice.objects.filter(pk__in=[row.pk for row in rows]).update(mailed_at=now)
                _send(chosen, rows)
    except (SMTPException, OSError) as error:
        log.warning("mail to account %s failed: %s", chosen.person_id, type(error).__name__)
        with acting_as_system():
            told = f"{type(error).__name__}: {error}"[:500]
            _keep(chosen, failures=chosen.failures + 1, failed_at=now, failure=told)
        return False
    return bool(rows)


def _keep(chosen: NoticePreference, **values: object) -> None:
    NoticePreference.objects.filter(pk=chosen.pk).update(**values)


def _send(chosen: NoticePreference, rows: Sequence[Notice]) -> None:
    with override(chosen.language):
        count = len(rows)
        subject = ngettext("视谷：%s 条新通知", "视谷：%s 条新通知", count) % count
        send_mail(subject, letter(rows), None, [chosen.person.email])


def letter(rows: Sequence[Notice]) -> str:
    """The text of a mail: the sentences with their pages, the newest first."""
    lines = []
    for row in rows[:SHOWN]:
        lines.append(f"{timezone.localtime(row.created_at):%m-%d %H:%M}  {row}")
        if row.address:
            lines.append(f"    {settings.ENVIRONMENT.site_url.rstrip('/')}{row.address}")
    if len(rows) > SHOWN:
        lines.append(_("另有 %s 条，见通知页。") % (len(rows) - SHOWN))
    lines += ["", _("在“通知方式”里可改为汇总、设免打扰或不再收邮件。")]
    return "\n".join(lines)
