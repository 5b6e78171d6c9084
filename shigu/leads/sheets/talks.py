"""Spreadsheets of talks and visits, known again by project, day and time."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.vocabulary import DataClass
from shigu.districts.working import Cells, Enums, Working, filled, moment, picked, values_of
from shigu.engine.pack.schema.load import tables_of
from shigu.leads.actions import registering
from shigu.leads.models import Talk
from shigu.projects.naming import PROJECT

TABLE = tables_of(__package__)["talks"]
WHEN = {"day", "time"}
OWN = tuple(name for name in TABLE.names if name not in {"id", "district", "project", *WHEN})


def _find(actor: Actor, district: District, cells: Cells) -> Talk | None:
    rows = _rows(actor, district).filter(project=cells["project"], at=moment(cells))
    found: Talk | None = rows.order_by("round").first()
    return found


def _rows(actor: Actor, district: District) -> Any:
    rows = Talk.objects.visible_to(actor).filter(district=district)
    return rows.select_related("project").order_by("project__code", "round")


def _make(actor: Actor, _district: District, cells: Cells, reason: str) -> Talk:
    values = filled(picked(cells, OWN)) | {"at": moment(cells)}
    return registering.talk(actor, cells["project"], values, reason=reason)


def _standing(_actor: Actor, talk: Talk, _cells: Cells) -> Cells:
    at = timezone.localtime(talk.at)
    values = {name: getattr(talk, name) for name in (*OWN, "project")}
    return values | {"day": at.date(), "time": f"{at:%H:%M}"}


def _enums() -> Enums:
    return {"talk_kind": values_of(Talk.Kind)}


TALKS = Working(
    table=TABLE,
    model=Talk,
    data_class=DataClass.PROJECTS,
    find=_find,
    make=_make,
    standing=_standing,
    rows=_rows,
    fixed=gettext_lazy("这一轮洽谈已经登记，内容不同；洽谈记录不由表格改写。"),
    references={"project": PROJECT},
    enums=_enums,
)
