"""Spreadsheets of meetings: a row calls one and, where it says how it went, records it.

Meetings of task forces are read by their people alone, and so an import is by who brings it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.vocabulary import DataClass
from shigu.districts.working import Cells, Misplaced, Working, filled, moment, picked
from shigu.engine.pack.schema.load import tables_of
from shigu.work import actions
from shigu.work.models import Meeting
from shigu.work.naming import DISTRICT
from shigu.work.sheets.agenda import Item, items_of, line_of, lines_of
from shigu.work.sheets.tasks import FORCE

TABLE = tables_of(__package__)["meetings"]
CALLED = ("title", "place", "chair", "force", "status")
RECORDED = ("attendees", "minutes")
CHANGEABLE = {"chair", "agenda", *RECORDED}


def _find(actor: Actor, district: District, cells: Cells) -> Meeting | None:
    rows = _rows(actor, district).filter(title=cells["title"], starts_at=moment(cells))
    found: Meeting | None = rows.order_by("pk").first()
    return found


def _rows(actor: Actor, district: District) -> Any:
    rows = Meeting.objects.visible_to(actor).filter(district=district)
    return rows.select_related("district", "force").prefetch_related("agenda")


def _make(actor: Actor, district: District, cells: Cells, reason: str) -> Meeting:
    invited = cells.get("invited") or ()
    if cells.get("force") and invited:
        raise Misplaced("invited", _("专班的会议由专班各单位参加。"), _("清空这一格，或清空专班"))
    at = moment(cells)
    items = items_of(cells.get("agenda") or "")
    if any(not item.topic for item in items):
        raise Misplaced("agenda", _("议程里有一行没有议题。"), _("一行一项，议题写在最前"))
    how = filled(picked(cells, (*RECORDED, "agenda")))
    held = bool(how.get("attendees") or how.get("minutes") or any(item.said for item in items))
    meeting = actions.call_meeting(
        *(actor, district, filled(picked(cells, CALLED)) | {"starts_at": at}),
        invited=invited,
        agenda=[(item.topic, item.presenter) for item in items],
        telling=not held and timezone.localdate(at) >= timezone.localdate(),
        reason=reason,
    )
    if held:
        _change(actor, meeting, how, reason)
    return meeting


def _change(actor: Actor, meeting: Meeting, cells: Cells, reason: str) -> Meeting:
    """Write down how it went; as what it was called stays."""
    fixed = next((name for name in cells if name not in CHANGEABLE), None)
    if fixed is not None:
        raise _called(fixed)
    if not meeting.held and set(cells) == {"chair"}:
        raise Misplaced(
            "chair",
            _("这次会议还没有召开；主持随会议情况一起记录。"),
            _("改成与库里一致，或填上会议情况"),
        )
    values = picked(cells, ("chair", "minutes"))
    if "attendees" in cells:
        values["attendees"] = lines_of(cells["attendees"])
    return actions.record(actor, meeting, values, _said(meeting, cells), reason=reason)


def _said(meeting: Meeting, cells: Cells) -> dict[Any, str]:
    """What was said on the items of which the cell tells something else.

    Raises:
        Misplaced: it has other items.
    """
    if "agenda" not in cells:
        return {}
    kept, told = list(meeting.agenda.all()), items_of(cells["agenda"])
    before = items_of(_agenda(meeting))
    apart = [item[:2] for item in told] != [item[:2] for item in before]
    if apart or len(kept) != len(told):
        raise _called("agenda")
    pairs = zip(kept, told, before, strict=True)
    return {row.pk: item.said for row, item, old in pairs if item.said != old.said}


def _called(column: str) -> Misplaced:
    return Misplaced(
        column, _("这次会议已经召集，这一列不由表格改写。"), _("改成与库里一致，或删去这一列")
    )


def _standing(_actor: Actor, meeting: Meeting, cells: Cells) -> Cells:
    values = {name: getattr(meeting, name) for name in (*CALLED, "minutes")}
    at = timezone.localtime(meeting.starts_at)
    values |= {"day": at.date(), "time": f"{at:%H:%M}", "invited": _invited(meeting, cells)}
    values["agenda"] = _as_given(cells, "agenda", _agenda(meeting), items_of)
    return values | {
        "attendees": _as_given(cells, "attendees", "\n".join(meeting.attendees), lines_of)
    }


def _agenda(meeting: Meeting) -> str:
    return "\n".join(
        line_of(Item(row.topic, row.presenter, row.said)) for row in meeting.agenda.all()
    )


def _invited(meeting: Meeting, cells: Cells) -> list[District]:
    """Who was asked besides, in the order of the cell where it names the same."""
    if meeting.force_id:
        return []
    others = [place for place in meeting.parties if place != meeting.district_id]
    invited = list(District.objects.filter(pk__in=others).order_by("code"))
    given: list[District] = cells.get("invited") or []
    return given if {each.pk for each in given} - {meeting.district_id} == set(others) else invited


def _as_given(cells: Cells, name: str, standing: str, read: Callable[[str], object]) -> str:
    """The words of the cell where they say what stands, however they are spaced."""
    given = cells.get(name)
    return given if given and read(given) == read(standing) else standing


MEETINGS = Working(
    table=TABLE,
    model=Meeting,
    data_class=DataClass.WORK,
    find=_find,
    make=_make,
    standing=_standing,
    rows=_rows,
    change=_change,
    references={"force": FORCE, "invited": DISTRICT},
    own=True,
)
