"""What falls on which day: gates, protection, talks, visits, promises, reservations, meetings."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shigu.admission.models import Evaluation
from shigu.commitments.models import Commitment
from shigu.districts.actors import Actor
from shigu.districts.vocabulary import DataClass
from shigu.leads.models import Claim, Lead, Talk
from shigu.leads.models.claims import STANDING
from shigu.projects.models import KeptFor, Project, StageChange
from shigu.projects.procedure.table import limits, transitions
from shigu.projects.stages import Stage
from shigu.work.models import Meeting

MOST = 500
"""Rows of one kind that a month shows at most."""
VISIT_ON = "visit_on"
BEFORE_VISIT = tuple(
    origin
    for (origin, target), step in transitions().items()
    if target == Stage.VISIT and VISIT_ON in {each.id for each in step.evidence}
)


class Paged(Protocol):
    """A row with a page."""

    def get_absolute_url(self) -> str:
        """Where it is."""


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One thing on one day: of which kind, what, of which row. ``at`` has a time of day."""

    day: datetime.date
    kind: str
    what: str
    row: Paged = field(compare=False)
    key: str
    at: datetime.datetime | None = None

    @property
    def url(self) -> str:
        """Where it stands."""
        return self.row.get_absolute_url()


def kinds() -> dict[str, str]:
    """The kinds of entries in words."""
    return {
        "gate": _("阶段时限"),
        "protection": _("首报保护到期"),
        "talk": _("下次跟踪"),
        "visit": _("考察与来访"),
        "promise": _("承诺到期"),
        "reservation": _("预留到期"),
        "meeting": _("会议"),
        "evaluation": _("会商评审"),
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
                "project": row, "stage": stage.label,
            }  # fmt: skip
            yield Entry(row.stage_since + days, "gate", what, row, str(row.pk))


def _protection(actor: Actor, first: datetime.date, last: datetime.date) -> Iterator[Entry]:
    rows = Claim.objects.visible_to(actor).filter(
        state__in=STANDING, protected_until__range=(first, last)
    )
    for row in rows.order_by("protected_until", "pk")[:MOST]:
        what = _("%s 首报保护到期") % row.firm_name
        yield Entry(row.protected_until, "protection", what, row, str(row.pk))


def _talks(actor: Actor, first: datetime.date, last: datetime.date) -> Iterator[Entry]:
    rows = Lead.objects.visible_to(actor).filter(next_due__range=(first, last))
    for row in rows.select_related("project").order_by("next_due", "pk")[:MOST]:
        what = _("%s 下次跟踪") % row.project
        yield Entry(row.next_due, "talk", what, row, str(row.pk))


def _promises(actor: Actor, first: datetime.date, last: datetime.date) -> Iterator[Entry]:
    rows = Commitment.objects.visible_to(actor).filter(
        met_on__isnull=True, due__range=(first, last)
    )
    for row in rows.select_related("project").order_by("due", "pk")[:MOST]:
        what = _("%(project)s 承诺的%(what)s到期") % {
            "project": row.project, "what": row.indicator_name,
        }  # fmt: skip
        yield Entry(row.due, "promise", what, row, str(row.pk))


def _reservations(actor: Actor, first: datetime.date, last: datetime.date) -> Iterator[Entry]:
    rows = KeptFor.objects.visible_to(actor).filter(
        reservation__stage="kept", reservation__expires_on__range=(first, last)
    )
    for row in rows.select_related("reservation__space").order_by("pk")[:MOST]:
        kept = row.reservation
        what = _("为%(project)s预留的%(space)s到期") % {"project": row.name, "space": kept}
        yield Entry(kept.expires_on, "reservation", what, kept, str(row.pk))


def _meetings(actor: Actor, first: datetime.date, last: datetime.date) -> Iterator[Entry]:
    rows = Meeting.objects.visible_to(actor).filter(
        starts_at__date__gte=first, starts_at__date__lte=last
    )
    for row in rows.order_by("starts_at", "pk")[:MOST]:
        at = timezone.localtime(row.starts_at)
        yield Entry(at.date(), "meeting", row.title, row, str(row.pk), at)


def _visits(actor: Actor, first: datetime.date, last: datetime.date) -> Iterator[Entry]:
    """Visits one by one: those that were held or agreed on in talks, and those of stage 4."""
    rows = Talk.objects.visible_to(actor).filter(
        kind__in=(Talk.Kind.VISIT, Talk.Kind.RECEPTION),
        at__date__gte=first,
        at__date__lte=last,
    )
    for row in rows.select_related("project").order_by("at", "pk")[:MOST]:
        at = timezone.localtime(row.at)
        what = _("%(project)s %(kind)s") % {
            "project": row.project, "kind": row.get_kind_display(),
        }  # fmt: skip
        yield Entry(at.date(), "visit", what, row.project, str(row.pk), at)
    yield from _planned(actor, first, last)


def _planned(actor: Actor, first: datetime.date, last: datetime.date) -> Iterator[Entry]:
    """The visits that steps to stage 4 name; of each project the one that was planned last."""
    named = {f"evidence__{VISIT_ON}__gte": first.isoformat()}
    named |= {f"evidence__{VISIT_ON}__lte": last.isoformat()}
    later = StageChange.objects.filter(
        project=OuterRef("project"), to_stage=Stage.VISIT, place__gt=OuterRef("place")
    )
    rows = StageChange.objects.visible_to(actor).filter(
        ~Exists(later), from_stage__in=BEFORE_VISIT, to_stage=Stage.VISIT, **named
    )
    for row in rows.select_related("project").order_by("project", "place")[:MOST]:
        day = datetime.date.fromisoformat(row.evidence[VISIT_ON])
        what = _("%s 考察") % row.project
        yield Entry(day, "visit", what, row.project, str(row.pk))


def _evaluations(actor: Actor, first: datetime.date, last: datetime.date) -> Iterator[Entry]:
    rows = Evaluation.objects.visible_to(actor).filter(
        meeting__starts_at__date__gte=first, meeting__starts_at__date__lte=last
    )
    for row in rows.select_related("meeting", "project").order_by("meeting__starts_at", "pk")[
        :MOST
    ]:
        at = timezone.localtime(row.meeting.starts_at)
        what = _("%s 上会评审") % row.project
        yield Entry(at.date(), "evaluation", what, row, str(row.pk), at)


TOLD = {
    "gate": _gates,
    "protection": _protection,
    "talk": _talks,
    "visit": _visits,
    "promise": _promises,
    "reservation": _reservations,
    "meeting": _meetings,
    "evaluation": _evaluations,
}


def address(first: datetime.date, kind: str = "", day: datetime.date | None = None) -> str:
    """The calendar of a month, or of a day of it."""
    asked = f"&kind={kind}" if kind else ""
    asked += f"&day={day}" if day else ""
    return f"{reverse('board:calendar')}?month={first:%Y-%m}{asked}"
