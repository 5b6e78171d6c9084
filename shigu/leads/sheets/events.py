"""Spreadsheets of promotion events and, apart, of their guests: a row announces or notes one.

Guests are lent by no grant, so that an import of them is read by who brings it alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, TextField, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.naming import the_only
from shigu.districts.vocabulary import DataClass
from shigu.districts.working import Cells, Enums, Reference, Working, filled, picked, values_of
from shigu.engine.pack.schema.load import tables_of
from shigu.leads.actions import events as verbs
from shigu.leads.models import Guest, PromotionEvent
from shigu.work.naming import DISTRICT

TABLES = tables_of(__package__)
OF_EVENT = ("name", "kind", "on", "place", "note")
OF_GUEST = ("firm_name", "person", "phone", "interest")


def _find(actor: Actor, district: District, cells: Cells) -> PromotionEvent | None:
    found: PromotionEvent | None = (
        _rows(actor, district)
        .filter(**picked(cells, TABLES["promotion_events"].unique))
        .order_by("pk")
        .first()
    )
    return found


def _rows(actor: Actor, district: District) -> Any:
    return PromotionEvent.objects.visible_to(actor).filter(district=district)


def _make(actor: Actor, district: District, cells: Cells, reason: str) -> PromotionEvent:
    values = filled(picked(cells, OF_EVENT))
    values["hosts"] = [place.code for place in cells.get("hosts") or ()]
    return verbs.announce(actor, district, values, reason=reason)


def _standing(_actor: Actor, event: PromotionEvent, _cells: Cells) -> Cells:
    places = {place.code: place for place in District.objects.filter(code__in=event.hosts)}
    values = {name: getattr(event, name) for name in OF_EVENT}
    return values | {"hosts": [places[code] for code in event.hosts if code in places]}


def _enums() -> Enums:
    return {"event_kind": values_of(PromotionEvent.Kind)}


EVENTS = Working(
    table=TABLES["promotion_events"],
    model=PromotionEvent,
    data_class=DataClass.PROJECTS,
    find=_find,
    make=_make,
    standing=_standing,
    rows=_rows,
    fixed=gettext_lazy("这场活动已经登记，内容不同；活动不由表格改写。"),
    references={"hosts": DISTRICT},
    enums=_enums,
)


def event_named(actor: Actor, _district: District, text: str) -> PromotionEvent:
    """An event by its name, by day and name, or as a blank form lists it.

    Raises:
        Unfound: none, or several.
    """
    rows = _dated(actor)
    found = rows.filter(name=text) or rows.filter(dated=text) or rows.filter(listed=text)
    named: list[PromotionEvent] = list(found)
    return the_only(named, text, lambda: rows.values_list("name", flat=True))


def _dated(actor: Actor) -> Any:
    text = TextField()
    dated = Concat(Cast("on", text), Value(" "), "name", output_field=text)
    listed = Concat("dated", Value("（"), "district__name_zh", Value("）"), output_field=text)
    return PromotionEvent.objects.visible_to(actor).annotate(dated=dated).annotate(listed=listed)


def _said(event: PromotionEvent) -> str:
    return f"{event.on} {event.name}（{event.district.name_zh}）"


def _listed(actor: Actor, _district: District) -> Iterable[str]:
    names: Iterable[str] = _dated(actor).order_by("-on", "pk").values_list("listed", flat=True)
    return names


def _find_guest(actor: Actor, district: District, cells: Cells) -> Guest | None:
    rows = _guests(actor, district).filter(**picked(cells, TABLES["guests"].unique))
    found: Guest | None = rows.order_by("pk").first()
    return found


def _guests(actor: Actor, district: District) -> Any:
    events = Prefetch("event", PromotionEvent.objects.select_related("district"))
    return Guest.objects.visible_to(actor).filter(district=district).prefetch_related(events)


def _note(actor: Actor, district: District, cells: Cells, reason: str) -> Guest:
    values = filled(picked(cells, OF_GUEST))
    return verbs.note_guest(actor, cells["event"], district, values, reason=reason)


def _standing_guest(_actor: Actor, guest: Guest, _cells: Cells) -> Cells:
    return {name: getattr(guest, name) for name in ("event", *OF_GUEST)}


GUESTS = Working(
    table=TABLES["guests"],
    model=Guest,
    data_class=DataClass.PROJECTS,
    find=_find_guest,
    make=_note,
    standing=_standing_guest,
    rows=_guests,
    fixed=gettext_lazy("这位来宾已经登记，内容不同；来宾不由表格改写。"),
    references={"event": Reference(event_named, _said, _listed)},
    private=frozenset({"person", "phone"}),
    own=True,
)
