"""Spreadsheets of the registers: an entry a row, known again by its name (and list, and year)."""

from __future__ import annotations

from functools import partial
from typing import Any

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.models.recorded import fenced
from shigu.districts.vocabulary import DataClass
from shigu.districts.working import Cells, Enums, Working, filled, picked, values_of
from shigu.engine.pack.schema import Table
from shigu.engine.pack.schema.load import tables_of
from shigu.work import actions
from shigu.work.models import (
    Entry,
    KeyProject,
    ProsperityReading,
    ReformItem,
    TitleApplication,
)

DESCRIBED = tables_of(__package__)
APART = {"id", "district"}


def _find(
    model: type[Entry], keys: tuple[str, ...], actor: Actor, district: District, cells: Cells
) -> Any:
    rows = fenced(model).visible_to(actor).filter(district=district, **picked(cells, keys))
    return rows.select_related("district").order_by("pk").first()


def _make(model: type[Entry], actor: Actor, district: District, cells: Cells, reason: str) -> Entry:
    return actions.register(actor, model, district, _values(filled(cells)), reason=reason)


def _change(actor: Actor, entry: Entry, cells: Cells, reason: str) -> Entry:
    return actions.revise(actor, entry, _values(cells), reason=reason)


def _values(cells: Cells) -> dict[str, Any]:
    """Criteria stand in one cell, a line each."""
    values = dict(cells)
    if "criteria" in values:
        lines = str(values["criteria"]).splitlines()
        values["criteria"] = [line.strip() for line in lines if line.strip()]
    return values


def _standing(names: tuple[str, ...], _actor: Actor, entry: Any, _cells: Cells) -> Cells:
    values = {name: getattr(entry, name) for name in names}
    if "criteria" in values:
        values["criteria"] = "\n".join(values["criteria"])
    return values


def _rows(model: type[Entry], actor: Actor, district: District) -> Any:
    return fenced(model).visible_to(actor).filter(district=district)


def _enums() -> Enums:
    return {"reform_state": values_of(ReformItem.State), "key_state": values_of(KeyProject.State)}


def _register(table: Table, model: type[Entry]) -> Working:
    names = tuple(name for name in table.names if name not in APART)
    return Working(
        table=table,
        model=model,
        data_class=DataClass.WORK,
        find=partial(_find, model, table.unique),
        make=partial(_make, model),
        standing=partial(_standing, names),
        rows=partial(_rows, model),
        change=_change,
        enums=_enums,
    )


MODELS: dict[str, type[Any]] = {
    "reform_items": ReformItem,
    "prosperity_readings": ProsperityReading,
    "key_projects": KeyProject,
    "title_applications": TitleApplication,
}
REGISTERS = tuple(_register(DESCRIBED[name], model) for name, model in MODELS.items())
