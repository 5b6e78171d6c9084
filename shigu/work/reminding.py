"""Reminders of deadlines: the owner of a task is told the day before, once for a deadline."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from shigu.districts.actors import Actor
from shigu.work.hearing import DUE, tell_of_task
from shigu.work.models import Notice, Task
from shigu.work.moves import State

AHEAD = timedelta(days=1)
LOOKS_BACK = timedelta(days=7)
"""A reminder whose morning was missed is made up for so long."""


def of_deadlines(system: Actor) -> int:
    """Tell owners of what they have not finished and what is due by tomorrow; how many tasks."""
    today = timezone.localdate()
    rows = Task.objects.filter(
        state__in=(State.ISSUED, State.ACCEPTED),
        deadline__range=(today - LOOKS_BACK, today + AHEAD),
    ).select_related("owner", "force")
    told = Notice.objects.filter(kind=DUE.name)
    known = set(told.values_list("address", "inputs__deadline", "district"))
    fresh = [
        row
        for row in rows
        if (row.get_absolute_url(), f"{row.deadline:%Y-%m-%d}", row.owner_id) not in known
    ]
    for row in fresh:
        tell_of_task(system, row, DUE, [row.owner_id])
    return len(fresh)
