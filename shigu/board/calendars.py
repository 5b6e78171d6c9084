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
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
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
    ends = (weeks[0][0], weeks[-1][-1])
    if request.GET.get("export") == "ics":
        return _file(request, days.entries(request.actor, *ends, kind), first)
    alone = day(request.GET.get("day", ""))
    found = days.found(request.actor, *ends, kind, NAMED)
    of_day: defaultdict[datetime.date, list[Entry]] = defaultdict(list)
    for entry in found.entries:
        of_day[entry.day].append(entry)
    named = {
        each: _named(each, rows[:NAMED], found.of_day[each], kind) for each, rows in of_day.items()
    }
    if alone and (rows := days.entries(request.actor, alone, alone, kind)):
        named[alone] = _named(alone, rows, len(rows), kind)
    context = {
        "first": first,
        "before": days.address(first - datetime.timedelta(days=1), kind),
        "now": days.address(today, kind),
        "after": days.address(first + datetime.timedelta(days=31), kind),
        "file": f"{days.address(first, kind)}&export=ics",
        "alone": alone,
        "weeks": [[named.get(each, (each, "", 0, "")) for each in week] for week in weeks],
        "listed": [
            each
            for each in sorted(named.values())
            if (each[0] == alone if alone else each[0].month == first.month)
        ],
        "today": today,
        "kinds": [("", _("全部"), not kind, days.address(first))]
        + [(name, words, name == kind, days.address(first, name)) for name, words in kinds.items()],
        "words": kinds,
        "tabs": tabs("board:calendar"),
        "answer": _("%(month)s 有 %(count)s 项，今天起 7 天内 %(soon)s 项。")
        % {
            "month": f"{first:%Y-%m}",
            "count": sum(n for each, n in found.of_day.items() if each.month == first.month),
            "soon": sum(n for each, n in found.of_day.items() if 0 <= (each - today).days <= 7),
        },
        "breadcrumbs": links([(_("项目"), reverse("projects:list")), (_("日历"), "")]),
    }
    return render(request, "board/calendar.html", context)


Named = tuple[datetime.date, str, int, str]
"""A day, its lines, how many more there are and where."""


def _named(each: datetime.date, rows: list[Entry], of_day: int, kind: str) -> Named:
    return each, _lines(rows), max(0, of_day - len(rows)), days.address(each, kind, each)


def _lines(rows: list[Entry]) -> SafeString:
    """Written once: the table of the month and the list of a phone show the same."""
    told = ((row.url, f"{row.at:%H:%M} " if row.at else "", row.what) for row in rows)
    return format_html_join("", '<li><a href="{}">{}{}</a></li>', told)


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
