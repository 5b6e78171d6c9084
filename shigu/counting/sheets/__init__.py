"""Spreadsheets of capital events, known again by project, kind, day and paper."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.counting import actions
from shigu.counting.models import CapitalEvent
from shigu.counting.vocabulary import Event
from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.vocabulary import DataClass
from shigu.districts.working import Cells, Enums, Misplaced, Working, filled, picked, values_of
from shigu.engine.pack.schema.load import tables_of
from shigu.projects.naming import PROJECT

TABLE = tables_of(__package__)["capital_events"]
OWN = ("kind", "day", "amount_wan", "paper", "reason")


def _find(actor: Actor, district: District, cells: Cells) -> CapitalEvent | None:
    """The event that holds.

    Raises:
        Misplaced: another of that day differs in its paper alone, which one of the two lacks.
    """
    rows = _rows(actor, district).filter(**picked(cells, ("project", "kind", "day")))
    papers = {row.paper: row for row in rows}
    paper = cells.get("paper") or ""
    if paper not in papers and papers and not (paper and all(papers)):
        raise Misplaced(
            "paper",
            _("这一天已登记过同一种事件，其中一笔没有文件编号，分不清是不是同一笔。"),
            _("同一笔：改成与库里一致；另一笔：请到项目页登记"),
        )
    return papers.get(paper)


def _rows(actor: Actor, district: District) -> Any:
    """Events of the district's projects that are not cancelled."""
    rows = _of(actor, district)
    gone = Exists(CapitalEvent.objects.filter(cancels=OuterRef("pk")))
    return rows.filter(~gone, cancels=None).order_by("project__code", "day", "at", "pk")


def _of(actor: Actor, district: District) -> Any:
    rows = CapitalEvent.objects.visible_to(actor).filter(district=district)
    return rows.filter(project__district=district).select_related("project")


def _make(actor: Actor, district: District, cells: Cells, _reason: str) -> CapitalEvent:
    values = filled(picked(cells, OWN))
    same = {name: cells.get(name) for name in ("project", "kind", "day", "amount_wan")}
    if _of(actor, district).exclude(cancels=None).filter(**same).exists():
        raise Misplaced(
            "", _("同样的一笔登记后已冲销。"), _("删去这一行；确要再登记，请到项目页办理")
        )
    return actions.record(actor, cells["project"], values, reason=values.pop("reason"))


def _standing(_actor: Actor, row: CapitalEvent, _cells: Cells) -> Cells:
    return {name: getattr(row, name) for name in (*OWN, "project")}


def _enums() -> Enums:
    return {"capital_event": values_of(Event)}


CAPITAL_EVENTS = Working(
    table=TABLE,
    model=CapitalEvent,
    data_class=DataClass.PROJECTS,
    find=_find,
    make=_make,
    standing=_standing,
    rows=_rows,
    fixed=gettext_lazy("这一笔已经登记，内容不同；资本事件只添不改，写错的到项目页冲销。"),
    references={"project": PROJECT},
    enums=_enums,
)
SHEETS = (CAPITAL_EVENTS,)
"""The working tables of this app."""
