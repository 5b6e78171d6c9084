"""Spreadsheets of promises, known again by project, indicator and day."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from shigu.commitments import actions
from shigu.commitments.models import Commitment
from shigu.commitments.vocabulary import Basis
from shigu.districts.actors import Actor
from shigu.districts.models import District, Status
from shigu.districts.vocabulary import DataClass
from shigu.districts.working import Cells, Enums, Misplaced, Working, filled, picked, values_of
from shigu.engine.pack.schema import EnumValue
from shigu.engine.pack.schema.load import tables_of
from shigu.engine.promises.indicators import indicators
from shigu.projects.naming import PROJECT

TABLE = tables_of(__package__)["commitments"]
OWN = tuple(name for name in TABLE.names if name not in {"id", "district", "project"})


def _find(actor: Actor, district: District, cells: Cells) -> Commitment | None:
    found: Commitment | None = (
        _rows(actor, district).filter(**picked(cells, TABLE.unique)).order_by("pk").first()
    )
    return found


def _rows(actor: Actor, district: District) -> Any:
    rows = Commitment.objects.visible_to(actor).filter(district=district)
    return rows.select_related("project", "district")


def _make(actor: Actor, _district: District, cells: Cells, reason: str) -> Commitment:
    values = filled(picked(cells, OWN))
    _founded(values.get("status", Status.FACT), values.get("paper"))
    values.setdefault("status", Status.FACT)
    return actions.promise(actor, cells["project"], values, reason=reason)


def _change(actor: Actor, row: Commitment, cells: Cells, reason: str) -> Commitment:
    paper = cells.get("paper", row.paper) or row.source_id
    _founded(cells.get("status", row.status), paper)
    return actions.revise(actor, row, cells, reason=reason)


def _founded(status: str, paper: Any) -> None:
    """As the form asks."""
    if status == Status.FACT and not paper:
        raise Misplaced(
            "paper", _("事实须写明来源或文件编号。"), _("补上文件编号；没有的把性质填“示例”")
        )


def _standing(_actor: Actor, row: Commitment, _cells: Cells) -> Cells:
    return {name: getattr(row, name) for name in (*OWN, "project")}


def _enums() -> Enums:
    told = tuple(EnumValue(each.code, "", each.zh, each.en) for each in indicators().values())
    return {"indicator": told, "basis": values_of(Basis)}


COMMITMENTS = Working(
    table=TABLE,
    model=Commitment,
    data_class=DataClass.PROJECTS,
    find=_find,
    make=_make,
    standing=_standing,
    rows=_rows,
    change=_change,
    references={"project": PROJECT},
    enums=_enums,
)
SHEETS = (COMMITMENTS,)
"""The working tables of this app."""
