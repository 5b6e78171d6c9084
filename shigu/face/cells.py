"""Cells of a table: what is alike in every row of a column is looked up once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django_tables2.utils import signature


class Cells:
    """The cells of one column, as ``django_tables2`` renders them one by one.

    Fields with choices are told by their words, which a value has alike in all rows.
    """

    def __init__(self, column: Any) -> None:
        self.column, self.accessor = column, column.accessor
        self.words: dict[Any, str] = {}
        taken, rest = signature(column.render)
        self.taken: tuple[str, ...] | None = None if rest else taken

    def of(self, row: Any) -> Any:
        """The cell in a row, linked where the column links."""
        value = self._told(row.record)
        if value in self.column.column.empty_values:
            return self.column.default
        given = {
            "value": value,
            "record": row.record,
            "column": self.column.column,
            "bound_column": self.column,
            "bound_row": row,
            "table": row.table,
        }
        taken = given if self.taken is None else {name: given[name] for name in self.taken}
        content = self.column.render(**taken)
        return self.column.link(content, **given) if self.column.link else content

    def _told(self, record: Any) -> Any:
        owner, name = self.accessor.penultimate(record)
        if isinstance(owner, Model) and (say := getattr(owner, f"get_{name}_display", None)):
            return self._in_words(owner, name, say)
        return self.accessor.resolve(record, quiet=True)

    def _in_words(self, owner: Model, name: str, say: Any) -> Any:
        value = getattr(owner, name)
        if value not in self.words:
            self.words[value] = say() if _has_choices(owner, name) else value
        return self.words[value]


def _has_choices(owner: Model, name: str) -> bool:
    try:
        return bool(getattr(owner._meta.get_field(name), "choices", None))
    except FieldDoesNotExist:
        return False


def cells(table: Any) -> Iterator[tuple[Any, list[Any]]]:
    """The rows of the page, each with its cells in the order of the columns."""
    columns = [Cells(column) for column in table.columns]
    for row in table.paginated_rows:
        yield row, [each.of(row) for each in columns]
