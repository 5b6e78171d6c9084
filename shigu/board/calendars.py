"""The calendar of projects: a month as a table, as a list on a phone, as a file."""

from __future__ import annotations

import calendar as months
import datetime
from collections import defaultdict

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shigu.board.ics import ics
from shigu.board.queries import days
from shigu.board.queries.days import Entry
from shigu.districts.middleware import ActorRequest
from shigu.face.pieces import links
from shigu.projects.tabs import tabs

NAMED = 8
"""Entries of one day that a month names; it links to all of them."""


@login_required
def calendar(request: ActorRequest) -> HttpResponse:
    """One month, from Monday to Sunday, or all of one ``?day=``.

    ``?kind=`` narrows it, ``?export=ics`` is the file.
    """
    today = timezone.localdate()
    first = month(request.GET.get("month", ""), today)
    kinds = days.kinds()
    kind = request.GET.get("kind", "") if request.GET.get("kind", "") in kinds else ""
    weeks = months.Calendar().monthdatescalendar(first.year, first.month)
    found = days.entries(request.actor, weeks[0][0], weeks[-1][-1], kind)
    if request.GET.get("export") == "ics":
        return _file(request, found, first)
    of_day: defaultdict[datetime.date, list[Entry]] = defaultdict(list)
    for entry in found:
        of_day[entry.day].append(entry)
    alone = day(request.GET.get("day", ""))
    inside = [entry for entry in found if entry.day.month == first.month]
    context = {
        "first": first,
        "before": days.address(first - datetime.timedelta(days=1), kind),
        "now": days.address(today, kind),
        "after": days.address(first + datetime.timedelta(days=31), kind),
        "file": f"{days.address(first, kind)}&export=ics",
        "alone": alone,
        "weeks": [[_named(each, of_day.get(each, []), kind) for each in week] for week in weeks],
        "listed": [
            (alone, of_day.get(alone, []), 0, "") if alone == each else _named(each, rows, kind)
            for each, rows in sorted(of_day.items())
            if (each == alone if alone else each.month == first.month)
        ],
        "today": today,
        "kinds": [("", _("全部"), not kind, days.address(first))]
        + [(name, words, name == kind, days.address(first, name)) for name, words in kinds.items()],
        "words": kinds,
        "tabs": tabs("board:calendar"),
        "answer": _("%(month)s 有 %(count)s 项，今天起 7 天内 %(soon)s 项。")
        % {
            "month": f"{first:%Y-%m}",
            "count": len(inside),
            "soon": sum(0 <= (entry.day - today).days <= 7 for entry in found),
        },
        "breadcrumbs": links([(_("项目"), reverse("projects:list")), (_("日历"), "")]),
    }
    return render(request, "board/calendar.html", context)


Named = tuple[datetime.date, list[Entry], int, str]
"""A day, the entries that are named, how many more there are and where."""


def _named(each: datetime.date, rows: list[Entry], kind: str) -> Named:
    return each, rows[:NAMED], max(0, len(rows) - NAMED), days.address(each, kind, each)


def day(asked: str) -> datetime.date | None:
    """The day that is asked for."""
    try:
        return datetime.date.fromisoformat(asked)
    except ValueError:
        return None


def month(asked: str, today: datetime.date) -> datetime.date:
    """The first day of the month that is asked for; this month where that is none."""
    try:
        return datetime.date.fromisoformat(f"{asked}-01")
    except ValueError:
        return today.replace(day=1)


def _file(request: ActorRequest, found: list[Entry], first: datetime.date) -> HttpResponse:
    site = request.build_absolute_uri("/").rstrip("/")
    body = ics(found, site, timezone.now())
    name = f"shigu-{first:%Y-%m}.ics"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)
