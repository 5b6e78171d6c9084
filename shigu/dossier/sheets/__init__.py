"""Spreadsheets of files of projects: a record a row, known again by its project and key."""

from __future__ import annotations

from functools import partial
from typing import Any

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.models.recorded import fenced
from shigu.districts.naming import ZONE
from shigu.districts.vocabulary import DataClass
from shigu.districts.working import Cells, Enums, Working, filled, picked, values_of
from shigu.dossier import actions
from shigu.dossier.models import (
    Authorisation,
    Clearance,
    PastEvaluation,
    Profile,
    Record,
    YearPlan,
)
from shigu.engine.pack.schema import Table
from shigu.engine.pack.schema.load import tables_of
from shigu.projects.naming import PROJECT

APART = {"id", "district"}


def _find(
    model: type[Record], keys: tuple[str, ...], actor: Actor, district: District, cells: Cells
) -> Any:
    return _rows(model, actor, district).filter(**picked(cells, keys)).first()


def _rows(model: type[Record], actor: Actor, district: District) -> Any:
    rows = fenced(model).visible_to(actor).filter(district=district)
    return rows.select_related("project", "project__district").order_by("project__code", "pk")


def _make(
    model: type[Record], actor: Actor, _district: District, cells: Cells, reason: str
) -> Record:
    values = {name: value for name, value in filled(cells).items() if name != "project"}
    return actions.write(actor, cells["project"], model, values, reason=reason)


def _change(actor: Actor, row: Record, cells: Cells, reason: str) -> Record:
    return actions.revise(actor, row, cells, reason=reason)


def _standing(names: tuple[str, ...], _actor: Actor, row: Record, _cells: Cells) -> Cells:
    return {name: getattr(row, name) for name in names}


def _enums() -> Enums:
    return {
        "funding": values_of(Profile.Funding),
        "platform": values_of(Profile.Platform),
        "ground": values_of(Profile.Ground),
        "clearance": values_of(Clearance.Kind),
        "decision": values_of(PastEvaluation.Decision),
    }


def _records(table: Table, model: type[Record]) -> Working:
    return Working(
        table=table,
        model=model,
        data_class=DataClass.PROJECTS,
        find=partial(_find, model, table.unique),
        make=partial(_make, model),
        standing=partial(_standing, tuple(name for name in table.names if name not in APART)),
        rows=partial(_rows, model),
        change=_change,
        references={"project": PROJECT, "zone": ZONE},
        enums=_enums,
    )


MODELS: dict[str, type[Record]] = {
    "profiles": Profile,
    "year_plans": YearPlan,
    "clearances": Clearance,
    "authorisations": Authorisation,
    "past_evaluations": PastEvaluation,
}
SHEETS = tuple(_records(table, MODELS[name]) for name, table in tables_of(__package__).items())
"""The working tables of this app."""
