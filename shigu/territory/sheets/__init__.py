"""Spreadsheets of the terms on which spaces are given, known again by the space."""

from __future__ import annotations

from functools import partial
from typing import Any

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.models.recorded import fenced
from shigu.districts.naming import the_only
from shigu.districts.vocabulary import DataClass
from shigu.districts.working import Cells, Enums, Reference, Working, filled, values_of
from shigu.engine.pack.schema import Table
from shigu.engine.pack.schema.load import tables_of
from shigu.territory import actions
from shigu.territory.models import Letting, Lot, Space, Terms

APART = {"id", "district"}


def space_named(actor: Actor, district: District, text: str) -> Space:
    """A space of the district by its code or name.

    Raises:
        Unfound: none, or several.
    """
    rows = Space.objects.visible_to(actor).filter(district=district).select_related("district")
    found = rows.filter(code=text) or rows.filter(name=text)
    return the_only(list(found), text, lambda: rows.values_list("name", flat=True))


SPACE = Reference(space_named, lambda row: row.code)


def _rows(model: type[Terms], actor: Actor, district: District) -> Any:
    rows = fenced(model).visible_to(actor).filter(space__district=district)
    return rows.select_related("space", "space__district").order_by("space__code")


def _find(model: type[Terms], actor: Actor, district: District, cells: Cells) -> Any:
    return _rows(model, actor, district).filter(space=cells["space"]).first()


def _make(model: type[Terms], actor: Actor, _district: District, cells: Cells, why: str) -> Terms:
    values = {name: value for name, value in filled(cells).items() if name != "space"}
    return actions.set_terms(actor, cells["space"], model, values, reason=why)


def _change(actor: Actor, row: Terms, cells: Cells, why: str) -> Terms:
    return actions.set_terms(actor, row.space, type(row), cells, reason=why)


def _standing(names: tuple[str, ...], _actor: Actor, row: Terms, _cells: Cells) -> Cells:
    return {name: getattr(row, name) for name in names}


def _enums() -> Enums:
    return {"granting": values_of(Lot.Granting)}


def _terms(table: Table, model: type[Terms]) -> Working:
    return Working(
        table=table,
        model=model,
        data_class=DataClass.TERRITORY,
        find=partial(_find, model),
        make=partial(_make, model),
        standing=partial(_standing, tuple(name for name in table.names if name not in APART)),
        rows=partial(_rows, model),
        change=_change,
        references={"space": SPACE},
        enums=_enums,
    )


MODELS: dict[str, type[Terms]] = {"lots": Lot, "lettings": Letting}
SHEETS = tuple(_terms(table, MODELS[name]) for name, table in tables_of(__package__).items())
"""The working tables of this app."""
