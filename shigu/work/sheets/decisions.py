"""Spreadsheets of decisions: a row writes one down for a meeting that the district called."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import F, TextField, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.naming import the_only
from shigu.districts.vocabulary import DataClass
from shigu.districts.working import Cells, Reference, Working, filled, picked
from shigu.engine.pack.schema.load import tables_of
from shigu.work import actions
from shigu.work.models import Decision, Meeting
from shigu.work.naming import DISTRICT

TABLE = tables_of(__package__)["decisions"]
OWN = ("text", "owner", "deadline")


def meeting_named(actor: Actor, district: District, text: str) -> Meeting:
    """A meeting that the district called, by title, day and title, or day, time and title.

    Raises:
        Unfound: none, or several; hints tell of the district's own alone.
    """
    rows = _called(actor, district)
    ending = rows.alias(told=Value(text, TextField())).filter(told__endswith=F("title"))
    named: list[Meeting] = [row for row in ending if text in _names(row)]
    return the_only(named, text, lambda: rows.values_list("title", flat=True))


def _called(actor: Actor, district: District) -> Any:
    rows = Meeting.objects.visible_to(actor).filter(district=district)
    return rows.select_related("district").order_by("-starts_at", "pk")


def _names(meeting: Meeting) -> tuple[str, ...]:
    day = f"{timezone.localtime(meeting.starts_at):%Y-%m-%d}"
    return meeting.title, f"{day} {meeting.title}", _name(meeting)


def _name(meeting: Meeting) -> str:
    return f"{timezone.localtime(meeting.starts_at):%Y-%m-%d %H:%M} {meeting.title}"


def _listed(actor: Actor, district: District) -> Iterable[str]:
    return map(_name, _called(actor, district))


def _find(actor: Actor, district: District, cells: Cells) -> Decision | None:
    found: Decision | None = (
        _rows(actor, district).filter(**picked(cells, TABLE.unique)).order_by("pk").first()
    )
    return found


def _rows(actor: Actor, district: District) -> Any:
    rows = Decision.objects.visible_to(actor).filter(district=district)
    return rows.select_related("meeting", "owner")


def _make(actor: Actor, _district: District, cells: Cells, reason: str) -> Decision:
    values = filled(picked(cells, OWN))
    return actions.decide(actor, cells["meeting"], values, reason=reason)


def _standing(_actor: Actor, decision: Decision, _cells: Cells) -> Cells:
    return {name: getattr(decision, name) for name in (*OWN, "meeting")}


DECISIONS = Working(
    table=TABLE,
    model=Decision,
    data_class=DataClass.WORK,
    find=_find,
    make=_make,
    standing=_standing,
    rows=_rows,
    fixed=gettext_lazy("这一项已经议定，内容不同；议定事项不由表格改写。"),
    references={"meeting": Reference(meeting_named, _name, _listed), "owner": DISTRICT},
    own=True,
)
