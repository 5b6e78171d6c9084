"""What falls on which day: gates, protection, talks, promises, reservations, meetings."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shigu.commitments.models import Commitment
from shigu.districts.actors import Actor
from shigu.districts.vocabulary import DataClass
from shigu.leads.models import Claim, Lead
from shigu.leads.models.claims import STANDING
from shigu.projects.models import KeptFor, Project
from shigu.projects.procedure.table import limits
from shigu.work.models import Meeting

MOST = 500
"""Rows of one kind that a month shows at most."""


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One thing on one day: of which kind, what, and where it stands. ``at`` has a time of day."""

    day: datetime.date
    kind: str
    what: str
    url: str
    key: str
    at: datetime.datetime | None = None


def kinds() -> dict[str, str]:
    """The kinds of entries in words."""
    return {
        "gate": _("阶段时限"),
        "protection": _("首报保护到期"),
        "talk": _("洽谈与考察"),
        "promise": _("承诺到期"),
        "reservation": _("预留到期"),
        "meeting": _("会议"),
    }


def entries(actor: Actor, first: datetime.date, last: datetime.date, kind: str = "") -> list[Entry]:
    """What falls on the days from ``first`` to ``last``, of one ``kind`` or of all."""
    found = (
        entry
        for name, told in TOLD.items()
        if kind in ("", name)
        for entry in told(actor, first, last)
    )
    return sorted(found)


def _gates(actor: Actor, first: datetime.date, last: datetime.date) -> Iterator[Entry]:
    """The day by which a project is to leave its stage; of districts whose projects one reads."""
    readable = actor.readable.get(DataClass.PROJECTS, frozenset())
    rows = Project.objects.visible_to(actor)
    if not actor.everything:
        rows = rows.filter(district__in=readable)
    for stage, limit in limits().items():
        days = datetime.timedelta(limit.days or 0)
        standing = rows.filter(stage=stage, stage_since__range=(first - days, last - days))
        for row in standing.order_by("stage_since", "pk")[:MOST]:
            what = _("%(project)s 应走完“%(stage)s”") % {
                "project": row.name, "stage": stage.label,
            }  # fmt: skip
            yield Entry(row.stage_since + days, "gate", what, row.get_absolute_url(), str(row.pk))


def _protection(actor: Actor, first: datetime.date, last: datetime.date) -> Iterator[Entry]:
    rows = Claim.objects.visible_to(actor).filter(
        state__in=STANDING, protected_until__range=(first, last)
    )
    for row in rows.order_by("protected_until", "pk")[:MOST]:
        what = _("%s 首报保护到期") % row.firm_name
        yield Entry(row.protected_until, "protection", what, row.get_absolute_url(), str(row.pk))


def _talks(actor: Actor, first: datetime.date, last: datetime.date) -> Iterator[Entry]:
    rows = Lead.objects.visible_to(actor).filter(next_due__range=(first, last))
    for row in rows.select_related("project").order_by("next_due", "pk")[:MOST]:
        what = _("%s 下次跟踪") % row.project.name
        yield Entry(row.next_due, "talk", what, row.get_absolute_url(), str(row.pk))


def _promises(actor: Actor, first: datetime.date, last: datetime.date) -> Iterator[Entry]:
    rows = Commitment.objects.visible_to(actor).filter(
        met_on__isnull=True, due__range=(first, last)
    )
    for row in rows.select_related("project").order_by("due", "pk")[:MOST]:
        what = _("%(project)s 承诺的%(what)s到期") % {
            "project": row.project.name, "what": row.indicator_name,
        }  # fmt: skip
        yield Entry(row.due, "promise", what, row.get_absolute_url(), str(row.pk))


def _reservations(actor: Actor, first: datetime.date, last: datetime.date) -> Iterator[Entry]:
    rows = KeptFor.objects.visible_to(actor).filter(
        reservation__stage="kept", reservation__expires_on__range=(first, last)
    )
    for row in rows.select_related("reservation__space").order_by("pk")[:MOST]:
        kept = row.reservation
        what = _("为%(project)s预留的%(space)s到期") % {"project": row.name, "space": kept}
        yield Entry(kept.expires_on, "reservation", what, kept.get_absolute_url(), str(row.pk))


def _meetings(actor: Actor, first: datetime.date, last: datetime.date) -> Iterator[Entry]:
    rows = Meeting.objects.visible_to(actor).filter(
        starts_at__date__gte=first, starts_at__date__lte=last
    )
    for row in rows.order_by("starts_at", "pk")[:MOST]:
        at = timezone.localtime(row.starts_at)
        yield Entry(at.date(), "meeting", row.title, row.get_absolute_url(), str(row.pk), at)


TOLD = {
    "gate": _gates,
    "protection": _protection,
    "talk": _talks,
    "promise": _promises,
    "reservation": _reservations,
    "meeting": _meetings,
}


def address(first: datetime.date, kind: str = "") -> str:
    """The calendar of a month."""
    asked = f"&kind={kind}" if kind else ""
    return f"{reverse('board:calendar')}?month={first:%Y-%m}{asked}"
