"""What falls on which day: gates, protection, talks, visits, promises, reservations, meetings."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db.models import (
    Case,
    Count,
    DateField,
    DurationField,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Value,
    When,
    Window,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, RowNumber, TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shigu.admission.models import Evaluation
from shigu.commitments.models import Commitment
from shigu.districts.actors import Actor
from shigu.districts.vocabulary import DataClass
from shigu.leads.models import Claim, Lead, Talk
from shigu.leads.models.claims import STANDING
from shigu.leads.queries.leads import followed
from shigu.projects.models import KeptFor, Project, StageChange
from shigu.projects.procedure.table import limits, transitions
from shigu.projects.stages import Stage
from shigu.work.models import Meeting

MOST = 500
"""Rows of one kind that a day shows at most."""
VISIT_ON = "visit_on"
BEFORE_VISIT = tuple(
    origin
    for (origin, target), step in transitions().items()
    if target == Stage.VISIT and VISIT_ON in {each.id for each in step.evidence}
)


NAMES = ("name", "name_en", "stage_since", "district", "introducer", "disclosed")
"""What names a project, and whose it is: what is read of another's is noticed by that."""
PROJECT = Prefetch("project", Project.objects.only(*NAMES))
"""Read for the rows that are shown only: a month may have thousands."""


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


Dated = Iterator[tuple[Entry, int]]
"""Entries, each with how many of its kind its day has."""


@dataclass(frozen=True, slots=True)
class Room:
    """How many rows of a kind a day takes; of days that are ``full`` one is read, for the count."""

    few: int
    full: frozenset[datetime.date] = frozenset()


Source = Callable[[Actor, datetime.date, datetime.date, Room], Dated]


def kinds() -> dict[str, str]:
    """The kinds of entries in words."""
    return {
        "gate": _("阶段时限"),
        "protection": _("首报保护到期"),
        "talk": pgettext("日历", "下次跟踪"),
        "visit": _("考察与来访"),
        "promise": _("承诺到期"),
        "reservation": pgettext("日历", "预留到期"),
        "meeting": _("会议"),
        "evaluation": _("会商评审"),
    }


@dataclass(frozen=True, slots=True)
class Found:
    """Entries of some days in their order, and how many there are on each day in all."""

    entries: list[Entry]
    of_day: Counter[datetime.date]


def entries(actor: Actor, first: datetime.date, last: datetime.date, kind: str = "") -> list[Entry]:
    """What falls on the days from ``first`` to ``last``, of one ``kind`` or of all."""
    return found(actor, first, last, kind).entries


def found(
    actor: Actor,
    first: datetime.date,
    last: datetime.date,
    kind: str = "",
    shown: int | None = None,
) -> Found:
    """Entries in their order, and how many each day has; of each kind and day ``MOST``.

    Where only the first ``shown`` of a day are wanted, the others may be missing: kinds follow
    each other within a day, so what comes after a full day is not read.
    """
    listed: list[Entry] = []
    of_day: Counter[datetime.date] = Counter()
    for name in sorted(TOLD):
        room = Room(MOST) if shown is None else Room(shown, _full(listed, shown))
        for told in TOLD[name] if kind in ("", name) else ():
            own = list(told(actor, first, last, room))
            listed += [entry for entry, _of_day in own]
            of_day.update({entry.day: count for entry, count in own})
    return Found(sorted(listed), of_day)


def _full(listed: list[Entry], shown: int) -> frozenset[datetime.date]:
    read = Counter(entry.day for entry in listed)
    return frozenset(day for day, count in read.items() if count >= shown)


def _few(rows: QuerySet[Any], day: Any, room: Room, *order: str) -> QuerySet[Any]:
    """The first rows of each day by ``order``: ``falls_on``, and ``of_day`` in all."""
    of_a_day: Any = {"partition_by": [F("falls_on")]}
    numbered = rows.annotate(falls_on=day).annotate(
        nth=Window(RowNumber(), order_by=order, **of_a_day),
        of_day=Window(Count("*"), **of_a_day),
    )
    few = Q(nth__lte=room.few)
    if room.full:
        few &= Q(nth=1) | ~Q(falls_on__in=room.full)
    first: QuerySet[Any] = numbered.filter(few).order_by("falls_on", "nth")
    return first


def _gates(actor: Actor, first: datetime.date, last: datetime.date, room: Room) -> Dated:
    """The day by which a project is to leave its stage; of districts whose projects one reads."""
    readable = actor.readable.get(DataClass.PROJECTS, frozenset())
    rows = Project.objects.visible_to(actor).only(*NAMES, "stage")
    if not actor.everything:
        rows = rows.filter(district__in=readable)
    standing, lasts = Q(pk__in=()), []
    for stage, limit in limits().items():
        days = datetime.timedelta(limit.days or 0)
        standing |= Q(stage=stage, stage_since__range=(first - days, last - days))
        lasts.append(When(stage=stage, then=Value(days)))
    day = Cast(F("stage_since") + Case(*lasts, output_field=DurationField()), DateField())
    for row in _few(rows.filter(standing), day, room, "pk"):
        told = {"project": row, "stage": Stage(row.stage).label}
        what = _("%(project)s 应走完“%(stage)s”") % told
        yield Entry(row.falls_on, "gate", what, row, str(row.pk)), row.of_day


def _protection(actor: Actor, first: datetime.date, last: datetime.date, room: Room) -> Dated:
    rows = Claim.objects.visible_to(actor).filter(
        state__in=STANDING, protected_until__range=(first, last)
    )
    for row in _few(rows, F("protected_until"), room, "firm_name", "pk"):
        what = _("%s 首报保护到期") % row.firm_name
        yield Entry(row.falls_on, "protection", what, row, str(row.pk)), row.of_day


def _talks(actor: Actor, first: datetime.date, last: datetime.date, room: Room) -> Dated:
    rows = Lead.objects.visible_to(actor).filter(followed(), next_due__range=(first, last))
    rows = rows.prefetch_related(PROJECT).only("district", "next_due", "project")
    for row in _few(rows, F("next_due"), room, "pk"):
        what = _("%s 下次跟踪") % row.project
        yield Entry(row.falls_on, "talk", what, row, str(row.pk)), row.of_day


def _promises(actor: Actor, first: datetime.date, last: datetime.date, room: Room) -> Dated:
    rows = Commitment.objects.visible_to(actor).filter(
        met_on__isnull=True, due__range=(first, last)
    )
    rows = rows.prefetch_related(PROJECT).only("district", "indicator", "due", "project")
    for row in _few(rows, F("due"), room, "pk"):
        what = _("%(project)s 承诺的%(what)s到期") % {
            "project": row.project, "what": row.indicator_name,
        }  # fmt: skip
        yield Entry(row.falls_on, "promise", what, row, str(row.pk)), row.of_day


def _reservations(actor: Actor, first: datetime.date, last: datetime.date, room: Room) -> Dated:
    rows = KeptFor.objects.visible_to(actor).filter(
        reservation__stage="kept", reservation__expires_on__range=(first, last)
    )
    rows = rows.select_related("reservation__space")
    for row in _few(rows, F("reservation__expires_on"), room, "name", "pk"):
        kept = row.reservation
        what = _("为%(project)s预留的%(space)s到期") % {"project": row.name, "space": kept}
        yield Entry(row.falls_on, "reservation", what, kept, str(row.pk)), row.of_day


def _meetings(actor: Actor, first: datetime.date, last: datetime.date, room: Room) -> Dated:
    rows = Meeting.objects.visible_to(actor).filter(
        starts_at__date__gte=first, starts_at__date__lte=last
    )
    for row in _few(rows, TruncDate("starts_at"), room, "starts_at", "pk"):
        at = timezone.localtime(row.starts_at)
        yield Entry(row.falls_on, "meeting", row.title, row, str(row.pk), at), row.of_day


def _visits(actor: Actor, first: datetime.date, last: datetime.date, room: Room) -> Dated:
    """Visits one by one as they were held or agreed on in talks."""
    rows = Talk.objects.visible_to(actor).filter(
        kind__in=(Talk.Kind.VISIT, Talk.Kind.RECEPTION),
        at__date__gte=first,
        at__date__lte=last,
    )
    for row in _few(rows.prefetch_related(PROJECT), TruncDate("at"), room, "at", "pk"):
        told = {"project": row.project, "kind": row.get_kind_display()}
        what = _("%(project)s %(kind)s") % told
        at = timezone.localtime(row.at)
        yield Entry(row.falls_on, "visit", what, row.project, str(row.pk), at), row.of_day


def _planned(actor: Actor, first: datetime.date, last: datetime.date, room: Room) -> Dated:
    """The visits that steps to stage 4 name; of each project the one that was planned last."""
    named = {f"evidence__{VISIT_ON}__gte": first.isoformat()}
    named |= {f"evidence__{VISIT_ON}__lte": last.isoformat()}
    later = StageChange.objects.filter(
        project=OuterRef("project"), to_stage=Stage.VISIT, place__gt=OuterRef("place")
    )
    rows = StageChange.objects.visible_to(actor).filter(
        ~Exists(later), from_stage__in=BEFORE_VISIT, to_stage=Stage.VISIT, **named
    )
    day = Cast(KeyTextTransform(VISIT_ON, "evidence"), DateField())
    for row in _few(rows.prefetch_related(PROJECT), day, room, "project__name", "place"):
        what = _("%s 考察") % row.project
        yield Entry(row.falls_on, "visit", what, row.project, str(row.pk)), row.of_day


def _evaluations(actor: Actor, first: datetime.date, last: datetime.date, room: Room) -> Dated:
    rows = Evaluation.objects.visible_to(actor).filter(
        meeting__starts_at__date__gte=first, meeting__starts_at__date__lte=last
    )
    rows = rows.select_related("meeting").prefetch_related(PROJECT)
    day = TruncDate("meeting__starts_at")
    for row in _few(rows, day, room, "meeting__starts_at", "pk"):
        at = timezone.localtime(row.meeting.starts_at)
        what = _("%s 上会评审") % row.project
        yield Entry(row.falls_on, "evaluation", what, row, str(row.pk), at), row.of_day


TOLD: dict[str, tuple[Source, ...]] = {
    "gate": (_gates,),
    "protection": (_protection,),
    "talk": (_talks,),
    "visit": (_visits, _planned),
    "promise": (_promises,),
    "reservation": (_reservations,),
    "meeting": (_meetings,),
    "evaluation": (_evaluations,),
}


def address(first: datetime.date, kind: str = "", day: datetime.date | None = None) -> str:
    """The calendar of a month, or of a day of it."""
    asked = f"&kind={kind}" if kind else ""
    asked += f"&day={day}" if day else ""
    return f"{reverse('board:calendar')}?month={first:%Y-%m}{asked}"
