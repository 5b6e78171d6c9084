"""Questions about many tasks."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import (
    Count,
    DurationField,
    ExpressionWrapper,
    F,
    Prefetch,
    Q,
    QuerySet,
    Sum,
    Value,
    Window,
)
from django.db.models.functions import RowNumber
from django.utils import timezone

from shigu.districts.actors import Actor
from shigu.districts.models import District, FencedQuerySet
from shigu.districts.vocabulary import DataClass
from shigu.work.models import Meeting, Task, TaskForce, TaskStep
from shigu.work.moves import CLOSED, State

NAMED = 8
"""Deadlines of one day that a calendar names; it links to the others."""


def taking_part(actor: Actor, also: Iterable[int] = ()) -> FencedQuerySet[District]:
    """Who may be asked: the members of the cluster, its offices, the level above each; by code."""
    seen = District.objects.visible_to(actor)
    members = ~Q(player="")
    above = seen.filter(members).order_by().values("parent")
    asked = members | Q(level=District.Level.OFFICE) | Q(pk__in=above) | Q(pk__in=list(also))
    return seen.filter(asked).order_by("code")


def listed(actor: Actor) -> QuerySet[Task]:
    """Tasks as a list shows them, the most urgent first; a district is read once for all."""
    places = District.objects.defer("boundary")
    names = ("district", "owner", "escalated_to")
    rows = Task.objects.visible_to(actor).order_by("deadline", "id")
    return rows.prefetch_related(*(Prefetch(name, places) for name in names))


def is_open() -> Q:
    """Tasks that are neither confirmed nor withdrawn."""
    return ~Q(state__in=CLOSED)


def is_overdue() -> Q:
    """Open tasks whose deadline has passed."""
    return is_open() & Q(deadline__lt=timezone.localdate())


def waits_for(actor: Actor) -> Q:
    """Tasks whose next move is one of the actor's districts' to take."""
    own = actor.writable.get(DataClass.WORK, frozenset())
    owner = Q(owner__in=own, state__in=(State.ISSUED, State.ACCEPTED))
    return owner | Q(district__in=own, state__in=(State.RETURNED, State.DONE))


COUNTS = {"open": Count("pk", filter=is_open())}


def counts() -> dict[str, Count]:
    """How many are open, and how many of these overdue, today."""
    return COUNTS | {"overdue": Count("pk", filter=is_overdue())}


def ranking(actor: Actor) -> list[dict[str, Any]]:
    """Per owner: open and overdue tasks, days overdue in all, escalated ones; the worst first."""
    late = ExpressionWrapper(
        Value(timezone.localdate()) - F("deadline"), output_field=DurationField()
    )
    rows = (
        Task.objects.visible_to(actor)
        .filter(is_open())
        .order_by()
        .values("owner")
        .annotate(
            open=Count("pk"),
            overdue=Count("pk", filter=is_overdue()),
            days=Sum(late, filter=is_overdue()),
            escalated=Count("escalated_to"),
        )
    )
    places = District.objects.defer("boundary").in_bulk([row["owner"] for row in rows])
    told = [
        row | {"place": places[row["owner"]], "days": row["days"].days if row["days"] else 0}
        for row in rows
    ]
    return sorted(told, key=lambda row: (-row["overdue"], -row["days"], row["place"].code))


def steps(task: Task) -> QuerySet[TaskStep]:
    """What was done with a task, in order."""
    return TaskStep.objects.filter(task=task).select_related("district", "user")


@dataclass(slots=True)
class Day:
    """What falls on a day: its meetings, and its first deadlines of ``due`` in all."""

    meetings: list[Meeting] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    due: int = 0

    @property
    def more(self) -> int:
        """Deadlines that are not named."""
        return self.due - len(self.tasks)

    @property
    def count(self) -> int:
        return len(self.meetings) + self.due


def month(
    actor: Actor, first: datetime.date, last: datetime.date
) -> defaultdict[datetime.date, Day]:
    """Meetings and deadlines of open tasks by day, from ``first`` to ``last``."""
    days: defaultdict[datetime.date, Day] = defaultdict(Day)
    meetings = Meeting.objects.visible_to(actor).filter(
        starts_at__date__gte=first, starts_at__date__lte=last
    )
    for meeting in meetings.order_by("starts_at"):
        days[timezone.localdate(meeting.starts_at)].meetings.append(meeting)
    open_ones = Task.objects.visible_to(actor).filter(is_open(), deadline__range=(first, last))
    counted = open_ones.order_by().values_list("deadline").annotate(due=Count("pk"))
    for day, due in counted:
        days[day].due = due
    place = Window(RowNumber(), partition_by="deadline", order_by="id")
    named = open_ones.annotate(place=place).filter(place__lte=NAMED)
    for task in named.order_by("deadline", "id"):
        days[task.deadline].tasks.append(task)
    return days


def forces(actor: Actor) -> QuerySet[TaskForce]:
    """Task forces as a list shows them."""
    rows = TaskForce.objects.visible_to(actor).select_related("district", "head")
    return rows.annotate(open=Count("tasks", filter=~Q(tasks__state__in=CLOSED))).order_by(
        "name", "id"
    )


def meetings(actor: Actor) -> QuerySet[Meeting]:
    """Meetings as a list shows them, the last first."""
    rows = Meeting.objects.visible_to(actor).select_related("district", "force")
    return rows.order_by("-starts_at", "id")


def named(ids: Iterable[int]) -> list[District]:
    """Districts by key, in the order of the keys."""
    keys = list(ids)
    found = District.objects.in_bulk(keys)
    return [found[key] for key in keys if key in found]
