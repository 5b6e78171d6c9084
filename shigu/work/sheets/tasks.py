"""Spreadsheets of tasks: importing a row gives the task, as the form does."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.naming import DISTRICT
from shigu.districts.vocabulary import DataClass
from shigu.districts.working import Cells, Enums, Working, filled, picked, values_of
from shigu.engine.pack.schema.load import tables_of
from shigu.work import actions
from shigu.work.models import Task

OWN = ("kind", "title", "body", "owner", "deadline", "escalates_after")


def _find(actor: Actor, district: District, cells: Cells) -> Task | None:
    """The same task of the district outside task forces, whose tasks not all may read."""
    named = picked(cells, ("owner", "title", "deadline"))
    found: Task | None = _rows(actor, district).filter(**named).order_by("issued_at", "pk").first()
    return found


def _rows(actor: Actor, district: District) -> Any:
    rows = Task.objects.visible_to(actor).filter(district=district, force=None)
    return rows.select_related("owner", "district")


def _make(actor: Actor, district: District, cells: Cells, reason: str) -> Task:
    values = filled(picked(cells, OWN))
    values.setdefault("escalates_after", None)
    others = cells.get("with_them") or ()
    return actions.issue(actor, district, values, with_them=others, reason=reason)


def _standing(_actor: Actor, task: Task, _cells: Cells) -> Cells:
    own = {task.district_id, task.owner_id, task.escalated_to_id}
    others = [place for place in task.parties if place not in own]
    values = {name: getattr(task, name) for name in OWN}
    return values | {"with_them": list(District.objects.filter(pk__in=others).order_by("code"))}


def _enums() -> Enums:
    return {"task_kind": values_of(Task.Kind)}


TASKS = Working(
    table=tables_of(__package__)["tasks"],
    model=Task,
    data_class=DataClass.WORK,
    find=_find,
    make=_make,
    standing=_standing,
    rows=_rows,
    fixed=gettext_lazy("这项任务已经交办，内容不同；改派或撤回请到任务页办理。"),
    references={"owner": DISTRICT, "with_them": DISTRICT},
    enums=_enums,
)
