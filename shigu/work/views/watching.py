"""Supervision and calendar: who is late with what, and what falls on which day."""

from __future__ import annotations

import calendar as months
import datetime
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from shigu.districts.middleware import ActorRequest
from shigu.face.pieces import Empty, Words
from shigu.work.queries import tasks as queries
from shigu.work.views.frame import tabs
from shigu.work.views.tasks import TaskList


class Supervision(TaskList):
    """Overdue and escalated tasks, with the ranking of who owes them."""

    template_name = "work/supervision.html"
    title = gettext_lazy("督办")
    export_name = "supervision"
    hidden_columns = ("chosen", "issued_at", "status")
    empty = Empty(gettext_lazy("没有逾期的任务"), gettext_lazy("到期前一直是空的。"))

    def get_queryset(self) -> Any:
        escalated = queries.is_open() & Q(escalated_to__isnull=False)
        return super().get_queryset().filter(queries.is_overdue() | escalated)

    def get_answer(self, rows: Any) -> Words:
        del rows
        worst = next(iter(self._ranking()), None)
        if worst is None or not worst["overdue"]:
            return _("没有逾期的任务。")
        told = {"place": worst["place"], "count": worst["overdue"], "days": worst["days"]}
        return (
            ngettext(
                "%(place)s逾期最多：%(count)s 件，共 %(days)s 天。",
                "%(place)s逾期最多：%(count)s 件，共 %(days)s 天。",
                worst["overdue"],
            )
            % told
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(ranking=self._ranking(), **kwargs)

    def _ranking(self) -> list[dict[str, Any]]:
        if not hasattr(self, "_ranked"):
            self._ranked = queries.ranking(self.request.actor)
        return self._ranked


def calendar(request: ActorRequest) -> HttpResponse:
    """One month: meetings and deadlines by day, from Monday to Sunday."""
    today = timezone.localdate()
    first = _month(request.GET.get("month", ""), today)
    weeks = months.Calendar().monthdatescalendar(first.year, first.month)
    found = queries.month(request.actor, weeks[0][0], weeks[-1][-1])
    context = {
        "first": first,
        "before": f"{first - datetime.timedelta(days=1):%Y-%m}",
        "after": f"{first + datetime.timedelta(days=31):%Y-%m}",
        "weeks": [[(day, found[day]) for day in week] for week in weeks],
        "today": today,
        "tabs_row": tabs(request),
        "answer": _("%(month)s：%(count)s 项。")
        % {
            "month": f"{first:%Y-%m}",
            "count": sum(at.count for day, at in found.items() if day.month == first.month),
        },
    }
    return render(request, "work/calendar.html", context)


def _month(asked: str, today: datetime.date) -> datetime.date:
    """The first day of the month that is asked for; this month where that is none."""
    try:
        return datetime.datetime.strptime(asked, "%Y-%m").replace(tzinfo=datetime.UTC).date()
    except ValueError:
        return today.replace(day=1)
