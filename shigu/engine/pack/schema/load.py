"""Read the schema's own CSV files, which belong to the package."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import cast

from shigu.engine.pack.schema.values import (
    EnumValue,
    Field,
    FieldType,
    Message,
    Order,
    Overlap,
    Plausible,
    Presence,
    Schema,
    Table,
)

Row = dict[str, str]
EVERY_TABLE = "*"


@cache
def schema() -> Schema:
    """The schema of packs; always the same value."""
    return Schema(
        tables=tables_of("shigu.engine.pack.schema"),
        enums=_enums(_rows("enums.csv")),
        orders=tuple(_order(row) for row in _rows("orders.csv")),
        overlaps=tuple(_overlap(row) for row in _rows("overlaps.csv")),
        plausible=tuple(_plausible(row) for row in _rows("plausible.csv")),
        messages={row["code"]: Message(**row) for row in _rows("messages.csv")},
    )


def tables_of(package: str) -> dict[str, Table]:
    """The tables that ``tables.csv`` and ``fields.csv`` of a package describe."""
    fields = _rows("fields.csv", package)
    return {row["table"]: _table(row, fields) for row in _rows("tables.csv", package)}


def _rows(name: str, package: str = "shigu.engine.pack.schema") -> list[Row]:
    text = files(package).joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _table(row: Row, fields: list[Row]) -> Table:
    name = row["table"]
    own = {field["field"]: _field(field) for field in fields if field["table"] == name}
    every = [_field(field) for field in fields if field["table"] == EVERY_TABLE]
    given = [field for field in every if field.name not in own]
    return Table(
        name=name,
        required=row["required"] == "true",
        unique=_split(row["unique"]),
        tree=row["tree"],
        sum_over=row["sum_over"],
        sum_of=row["sum_of"],
        title_zh=row["title_zh"],
        title_en=row["title_en"],
        description_zh=row["description_zh"],
        description_en=row["description_en"],
        fields=(*given[:1], *own.values(), *given[1:]),
    )


def _field(row: Row) -> Field:
    return Field(
        name=row["field"],
        type=cast("FieldType", row["type"]),
        unit=row["unit"],
        zh=row["zh"],
        presence=cast("Presence", row["presence"]),
        minimum=_number(row["minimum"]),
        maximum=_number(row["maximum"]),
        pattern=row["pattern"],
        enum=row["enum"],
        reference=row["reference"],
        description_zh=row["description_zh"],
        description_en=row["description_en"],
        example=row.get("example", ""),
    )


def _enums(rows: list[Row]) -> dict[str, tuple[EnumValue, ...]]:
    names = dict.fromkeys(row["enum"] for row in rows)
    return {
        name: tuple(
            EnumValue(row["value"], row["of"], row["zh"], row["en"])
            for row in rows
            if row["enum"] == name
        )
        for name in names
    }


def _order(row: Row) -> Order:
    return Order(row["table"], row["low"], row["high"], row["strict"] == "true", row["code"])


def _overlap(row: Row) -> Overlap:
    inclusive = row["inclusive"] == "true"
    return Overlap(row["table"], row["from"], row["to"], inclusive, _split(row["by"]))


def _plausible(row: Row) -> Plausible:
    return Plausible(
        table=row["table"],
        field=row["field"],
        per=row["per"],
        when=row["when"],
        equals=row["equals"],
        low=_number(row["low"]),
        high=_number(row["high"]),
        code=row["code"],
        unit=row["unit"],
    )


def _split(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(";")) if cell else ()


def _number(cell: str) -> float | None:
    return float(cell) if cell else None
