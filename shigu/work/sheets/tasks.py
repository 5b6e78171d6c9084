"""Spreadsheets of tasks, apart those of task forces: importing a row gives the task.

What belongs to a task force is read by its people alone, and so is an import of it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.naming import the_only
from shigu.districts.vocabulary import DataClass
from shigu.districts.working import (
    Cells,
    Enums,
    Reference,
    Working,
    filled,
    picked,
    values_of,
)
from shigu.engine.pack.schema.load import tables_of
from shigu.work import actions
from shigu.work.models import Task, TaskForce
from shigu.work.naming import DISTRICT
from shigu.work.queries.tasks import forces

OWN = ("kind", "title", "body", "owner", "deadline", "escalates_after")
TABLES = tables_of(__package__)


def _find(actor: Actor, district: District, cells: Cells) -> Task | None:
    """The same task of the district outside task forces, whose tasks not all may read."""
    return _same(_rows(actor, district), picked(cells, TABLES["tasks"].unique))


def _find_in_force(actor: Actor, district: District, cells: Cells) -> Task | None:
    return _same(_rows_of_forces(actor, district), picked(cells, TABLES["force_tasks"].unique))


def _same(rows: Any, named: Cells) -> Task | None:
    found: Task | None = rows.filter(**named).order_by("issued_at", "pk").first()
    return found


def _rows(actor: Actor, district: District) -> Any:
    rows = Task.objects.visible_to(actor).filter(district=district, force=None)
    return rows.select_related("owner", "district")


def _rows_of_forces(actor: Actor, district: District) -> Any:
    rows = Task.objects.visible_to(actor).filter(district=district).exclude(force=None)
    return rows.select_related("owner", "district", "force")


def force_named(actor: Actor, _district: District, text: str) -> TaskForce:
    """A task force that runs and that the actor reads, by its name.

    Raises:
        Unfound: none, or several.
    """
    rows = _running(actor)
    named: list[TaskForce] = list(rows.filter(name=text))
    return the_only(named, text, lambda: rows.values_list("name", flat=True))


def _running(actor: Actor) -> Any:
    return forces(actor).filter(is_active=True)


FORCE = Reference(
    force_named,
    lambda row: row.name,
    lambda actor, _district: _running(actor).values_list("name", flat=True),
)


def _make(actor: Actor, district: District, cells: Cells, reason: str) -> Task:
    values = filled(picked(cells, (*OWN, "force")))
    values.setdefault("escalates_after", None)
    others = cells.get("with_them") or ()
    return actions.issue(actor, district, values, with_them=others, reason=reason)


def _standing(_actor: Actor, task: Task, _cells: Cells) -> Cells:
    own = {task.district_id, task.owner_id, task.escalated_to_id}
    others = [place for place in task.parties if place not in own]
    values = {name: getattr(task, name) for name in (*OWN, "force")}
    return values | {"with_them": list(District.objects.filter(pk__in=others).order_by("code"))}


def _enums() -> Enums:
    return {"task_kind": values_of(Task.Kind)}


TASKS = Working(
    table=TABLES["tasks"],
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
FORCE_TASKS = replace(
    TASKS,
    table=TABLES["force_tasks"],
    find=_find_in_force,
    rows=_rows_of_forces,
    references={"force": FORCE, **TASKS.references},
    own=True,
)
