"""Working tables as spreadsheets: described like tables of packs, written by an app's own verbs.

A table of a pack is the state of its rows, and one put makes it so. What officers do (leads, talks,
tasks …) is written by verbs that ask, tell and remember; a spreadsheet of it is many such acts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from typing import Any

from django.db.models import NOT_PROVIDED, Model, TextField
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import override

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.vocabulary import DataClass
from shigu.engine.pack.schema import EnumValue, Schema, Table, schema

Cells = Mapping[str, Any]
"""Values by column; a column that the spreadsheet lacks is not among them."""
Enums = Mapping[str, tuple[EnumValue, ...]]


class Misplaced(Exception):
    """A cell cannot be taken: its column, why, and what to do. Words are in the reader's language.

    ``column`` is empty where the whole row is meant.
    """

    def __init__(self, column: str, said: str, cure: str) -> None:
        self.column = column
        self.said = said
        self.cure = cure
        super().__init__(said)


@dataclass(frozen=True, slots=True)
class Reference:
    """A column whose cells name another row, among those that the actor sees.

    ``find`` raises :class:`Unfound`; ``cell`` is what a spreadsheet says of a row; ``offered`` are
    the names that a blank form lists.
    """

    find: Callable[[Actor, District, str], Any]
    cell: Callable[[Any], str]
    offered: Callable[[Actor, District], Iterable[str]] | None = None


class Unfound(LookupError):
    """No row, or ``several``, of that name; ``near`` are names that may be meant."""

    def __init__(self, name: str, near: Iterable[str] = (), *, several: bool = False) -> None:
        self.name = name
        self.near = tuple(near)
        self.several = several
        super().__init__(name)


def _nothing(_actor: Actor, _district: District) -> Callable[[Cells], str]:
    return lambda _cells: ""


@dataclass(frozen=True, slots=True)
class Working:
    """One kind of spreadsheet of work that is done in the name of one district.

    ``find`` looks for the row that the table's ``unique`` columns name, ``standing`` tells its
    values, ``make`` and ``change`` write by verbs; where there is no ``change`` a row that differs
    is refused for ``fixed``. ``rows`` are those that an officer may take out and bring again.
    Columns are those of ``model`` and ``also`` where they have their names. ``private`` columns are
    shown in no preview, problem or log. ``near`` names for a new
    row what is there of the same firm, among what every reader of the import sees. Of an ``own``
    table only who brings it sees the import: its rows have fewer readers than their class.
    """

    table: Table
    model: type[Model]
    data_class: DataClass
    find: Callable[[Actor, District, Cells], Any]
    make: Callable[[Actor, District, Cells, str], Any]
    standing: Callable[[Actor, Any, Cells], Cells]
    rows: Callable[[Actor, District], Iterable[Any]]
    also: tuple[type[Model], ...] = ()
    change: Callable[[Actor, Any, Cells, str], Any] | None = None
    fixed: str | Promise = ""
    references: Mapping[str, Reference] = field(default_factory=dict)
    enums: Callable[[], Enums] = dict
    private: frozenset[str] = frozenset()
    near: Callable[[Actor, District], Callable[[Cells], str]] = _nothing
    own: bool = False

    by_sheet = True

    @property
    def rules(self) -> Schema:
        """The rules of packs with the values of this table's columns."""
        return replace(schema(), enums={**schema().enums, **self.enums()})

    def column(self, name: str) -> Any:
        """The column of a model that has this name; none where verbs take it apart."""
        for model in (self.model, *self.also):
            for column in model._meta.concrete_fields:
                if column.name == name:
                    return column
        return None

    @property
    def tells_near(self) -> bool:
        """Whether a preview tells what is there of the same firm."""
        return self.near is not _nothing

    def emptied(self, name: str) -> Any:
        """What an empty cell means: the column's default, no text, or nothing said."""
        column = self.column(name)
        if column is None or column.null:
            return None
        if column.default is not NOT_PROVIDED and not callable(column.default):
            return column.default
        return "" if isinstance(column, TextField) else None

    def says(self, name: str, value: Any) -> bool:
        """Whether a cell says something: an empty one does where the column may be empty."""
        if value is not None:
            return True
        column = self.column(name)
        return column is not None and bool(column.null)


def filled(cells: Cells) -> dict[str, Any]:
    """The cells that hold something."""
    return {name: value for name, value in cells.items() if value is not None}


def picked(cells: Cells, names: Iterable[str]) -> dict[str, Any]:
    """Those of the cells."""
    return {name: cells[name] for name in names if name in cells}


def moment(cells: Cells) -> datetime:
    """``day`` and ``time`` of the place; without a time the day's beginning."""
    hour, minute, *_seconds = (cells.get("time") or "0:0").split(":")
    naive = datetime.combine(cells["day"], time(int(hour), int(minute)))
    return timezone.make_aware(naive)


def values_of(choices: Any) -> tuple[EnumValue, ...]:
    """The choices of a model's column as values of a table, in both languages."""
    told = []
    for language in ("zh-hans", "en"):
        with override(language):
            told.append([str(label) for _value, label in choices.choices])
    values = [str(value) for value, _label in choices.choices]
    return tuple(EnumValue(value, "", zh, en) for value, zh, en in zip(values, *told, strict=True))
