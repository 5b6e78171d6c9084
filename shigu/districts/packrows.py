"""Rows of data packages ↔ rows of the database, for every table whose model mirrors it.

A model mirrors a table when its fields have the columns' names; a reference column holds the
``code`` of a row of the other model. Actions write through ``put_rows``, bridges read through
``frame``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import polars as pl
from django.contrib.postgres.fields import ArrayField
from django.db.models import DecimalField, Field, ForeignKey, JSONField, Model, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from shigu.districts.policies import Refused
from shigu.engine.pack.convert import dtype
from shigu.engine.pack.schema import schema

Row = Mapping[str, Any]
BATCH = 2_000


class UnknownReference(ValueError):
    """A row names another row that is not there."""


@dataclass(slots=True)
class Outcome:
    """What a put did: codes of rows made, changed and left as they were."""

    created: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)


def put_rows(
    model: type[Model],
    table: str,
    rows: Iterable[Row],
    *,
    within: QuerySet[Any] | None = None,
    references: Mapping[str, Mapping[str, Any]] | None = None,
    **given: Any,
) -> Outcome:
    """Make or change the rows of ``table`` by their ``id``; columns of the model only.

    ``within`` are the rows among which an ``id`` is unique, all of them unless told;
    ``references`` holds the key by code for columns where codes alone do not tell; ``given`` are
    further field values of every row. The caller has asked for permission; the database asks
    again.

    Raises:
        UnknownReference: a reference names no visible row.
        Refused: a row that is there belongs to a district that the actor does not change.
    """
    outcome = Outcome()
    columns = _columns(model, table)
    parents = [name for name, column in columns.items() if column.related_model is model]
    for generation in _generations(list(rows), parents):
        _put(model, table, generation, columns, within, references or {}, given, outcome)
    return outcome


def _generations(rows: list[Row], parents: list[str]) -> Iterator[list[Row]]:
    """Rows whose parents are not among the rows, then their children, and so on."""
    while rows and parents:
        waiting = {row["id"] for row in rows}
        ready = [row for row in rows if waiting.isdisjoint(row.get(name) for name in parents)]
        if not ready:
            break
        yield ready
        settled = {row["id"] for row in ready}
        rows = [row for row in rows if row["id"] not in settled]
    yield rows


def _put(
    model: type[Model],
    table: str,
    listed: list[Row],
    columns: dict[str, Field[Any, Any]],
    within: QuerySet[Any] | None,
    references: Mapping[str, Mapping[str, Any]],
    given: Mapping[str, Any],
    outcome: Outcome,
) -> None:
    lookups = {
        name: references.get(name) or _codes(column, listed) for name, column in columns.items()
    }
    among: QuerySet[Any] = model._default_manager.all() if within is None else within
    known = {row.code: row for row in among.filter(code__in=[row["id"] for row in listed])}
    fresh: list[Model] = []
    moved: list[Any] = []
    for row in listed:
        values = {
            column.attname: _value(table, row, name, column, lookups[name])
            for name, column in columns.items()
            if name in row
        } | dict(given)
        _sort(model, row["id"], known.get(row["id"]), values, outcome, fresh, moved)
    model._default_manager.bulk_create(fresh, batch_size=BATCH)
    if moved:
        names = [column.attname for column in columns.values()] + list(given)
        fields = [f.name for f in model._meta.concrete_fields if f.attname in names]
        reached = model._default_manager.bulk_update(moved, fields, batch_size=BATCH)
        if reached < len(moved):
            codes = "、".join(row.code for row in moved[:5])
            raise Refused(
                _("%(rows)s等行中有别的区县的，什么也没有改动。") % {"rows": f"{table} {codes}"}
            )


def _sort(
    model: type[Model],
    code: str,
    row: Model | None,
    values: dict[str, Any],
    outcome: Outcome,
    fresh: list[Model],
    moved: list[Model],
) -> None:
    if row is None:
        outcome.created.append(code)
        fresh.append(model(code=code, **values))
        return
    changes = {name: value for name, value in values.items() if getattr(row, name) != value}
    if not changes:
        outcome.same.append(code)
        return
    for name, value in changes.items():
        setattr(row, name, value)
    outcome.changed.append(code)
    moved.append(row)


def _columns(model: type[Model], table: str) -> dict[str, Field[Any, Any]]:
    fields = {field.name: field for field in model._meta.concrete_fields}
    return {
        name: fields[name]
        for name in schema().tables[table].names
        if name != "id" and name in fields
    }


def _codes(column: Field[Any, Any], rows: list[Row]) -> Mapping[str, Any]:
    if not isinstance(column, ForeignKey):
        return {}
    wanted = {row[column.name] for row in rows if row.get(column.name)}
    found = column.related_model._default_manager.filter(code__in=wanted)
    stand_in = getattr(column.related_model, "stand_in", "")
    return dict(found.values_list("code", Coalesce(stand_in, "pk") if stand_in else "pk"))


def _value(
    table: str, row: Row, name: str, column: Field[Any, Any], lookup: Mapping[str, Any]
) -> Any:
    value = row[name]
    if isinstance(column, ForeignKey):
        if value in (None, ""):
            return None
        if value not in lookup:
            raise UnknownReference(f"{table} {row['id']}: {name} = {value}")
        return lookup[value]
    if isinstance(column, ArrayField):
        return list(value or [])
    if value is None:
        return None if column.null else ""
    if isinstance(column, DecimalField) and isinstance(value, float):
        return _exact(value, column.decimal_places)
    return column.to_python(value)


def _exact(value: float, places: int) -> Decimal:
    """The decimal number that was written, as the column keeps it."""
    return round(Decimal(repr(value)), places)


def paths(model: type[Model], table: str) -> dict[str, str]:
    """Where the model keeps each column of a pack's table, as ORM paths; ``id`` is the code.

    A boundary is no cell of a table: what is kept as JSON is not among them.
    """
    return {"id": "code"} | {
        name: f"{name}__code" if isinstance(column, ForeignKey) else name
        for name, column in _columns(model, table).items()
        if not isinstance(column, JSONField)
    }


def frame(queryset: QuerySet[Any], table: str) -> pl.DataFrame:
    """The rows as the table of a pack, columns and types as the schema has them."""
    shape = {field.name: dtype(field) for field in schema().tables[table].fields}
    kept = paths(queryset.model, table)
    rows = list(_standing(queryset, table).order_by("code", "pk").values_list(*kept.values()))
    return pl.DataFrame(
        {
            name: pl.Series(name, [_cell(row[i]) for row in rows], dtype=shape[name], strict=False)
            for i, name in enumerate(kept)
        }
        | {
            name: pl.Series(name, [None] * len(rows), dtype=kind)
            for name, kind in shape.items()
            if name not in kept
        }
    ).select(list(shape))


def _standing(queryset: QuerySet[Any], table: str) -> QuerySet[Any]:
    """Without rows that lean on a row for which another stands in: they double one of it."""
    for name, column in _columns(queryset.model, table).items():
        stand_in = getattr(column.related_model, "stand_in", "")
        if isinstance(column, ForeignKey) and stand_in:
            queryset = queryset.filter(**{f"{name}__{stand_in}": None})
    return queryset


def _cell(value: Any) -> Any:
    """Empty text and empty lists are empty cells; exact decimals become the numbers of a pack."""
    if value in ("", []):
        return None
    return float(value) if hasattr(value, "as_tuple") else value
