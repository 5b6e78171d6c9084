"""Statements that the server plans once a connection: the same question with other values.

The ORM writes the statement, with a slot wherever a value of the request belongs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from django.db import connection
from django.db.models import QuerySet, Value


class Slot(Value):
    """A place for the value called ``name``, used like a value in filters."""

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:  # noqa: ARG002
        return "%s", (self,)

    @property
    def name(self) -> str:
        """Which value belongs here."""
        return str(self.value)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A statement, its parameters with slots among them, and what Django does to its columns."""

    statement: str
    parameters: Sequence[Any]
    compiler: Any
    converters: Mapping[int, Any]

    def rows(self, **values: Any) -> list[Sequence[Any]]:
        """The rows with ``values`` in the slots, in the transaction that is open."""
        filled = [values[p.name] if isinstance(p, Slot) else p for p in self.parameters]
        with connection.wrap_database_errors:
            cursor = psycopg.Cursor(connection.connection)
            found: Any = cursor.execute(self.statement, filled, prepare=True).fetchall()
        if self.converters:
            found = self.compiler.apply_converters(found, self.converters)
        return list(found)


def prepared(rows: QuerySet[Any], columns: Sequence[str], tail: str, *slots: Slot) -> Prepared:
    """The statement for ``columns`` of ``rows``; ``tail`` with its ``slots`` ends it."""
    query = rows.values_list(*columns).query
    compiler = query.get_compiler(connection=connection)
    statement, parameters = compiler.as_sql()
    converters = compiler.get_converters([each for each, _sql, _alias in compiler.select])
    return Prepared(f"{statement} {tail}", (*parameters, *slots), compiler, converters)
