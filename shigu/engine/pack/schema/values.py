"""The schema of a pack as frozen values; read from the CSV files beside this module."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

FieldType = Literal[
    "text", "number", "integer", "date", "first_day", "partial_date", "month", "boolean", "list"
]
Presence = Literal["value", "column", "optional"]


@dataclass(frozen=True, slots=True)
class Field:
    """A column. ``presence``: every row has a value, or only the column, or neither is required.

    ``pattern`` (for lists: of each item) is a regular expression; ``reference`` is a
    ``table.field`` in which the value, or each item, must be found. ``example`` is what the blank
    form shows in its row of examples.
    """

    name: str
    type: FieldType
    unit: str
    zh: str
    presence: Presence
    minimum: float | None
    maximum: float | None
    pattern: str
    enum: str
    reference: str
    description_zh: str
    description_en: str
    example: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table. ``unique`` are columns that together occur once, ``tree`` is a column that
    names the parent row, and the sum of ``sum_of`` over equal ``sum_over`` is at most 1."""

    name: str
    required: bool
    unique: tuple[str, ...]
    tree: str
    sum_over: str
    sum_of: str
    title_zh: str
    title_en: str
    description_zh: str
    description_en: str
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)


@dataclass(frozen=True, slots=True)
class EnumValue:
    """An admitted value; ``of`` is the value of another column that it belongs to."""

    value: str
    of: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Order:
    """``low`` comes before ``high``: strictly where ``strict``, else they may be equal."""

    table: str
    low: str
    high: str
    strict: bool
    code: str


@dataclass(frozen=True, slots=True)
class Overlap:
    """Periods of rows with the same ``by`` must not overlap; ``inclusive`` = the end counts."""

    table: str
    start: str
    end: str
    inclusive: bool
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plausible:
    """``field`` (divided by ``per``, where given) lies within ``low``…``high`` in ``unit``.

    Holds where the column ``when`` equals ``equals``, or for every row if ``when`` is empty.
    """

    table: str
    field: str
    per: str
    when: str
    equals: str
    low: float | None
    high: float | None
    code: str
    unit: str


@dataclass(frozen=True, slots=True)
class Message:
    """The words of a problem, with ``{placeholders}``."""

    code: str
    message_zh: str
    message_en: str
    cure_zh: str
    cure_en: str


@dataclass(frozen=True, slots=True)
class Schema:
    tables: Mapping[str, Table]
    enums: Mapping[str, tuple[EnumValue, ...]]
    orders: tuple[Order, ...]
    overlaps: tuple[Overlap, ...]
    plausible: tuple[Plausible, ...]
    messages: Mapping[str, Message]
