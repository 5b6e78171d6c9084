"""A row as a form or a program tells it, checked by the rules that spreadsheets are checked by."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language

from shigu.engine.pack.problems import Problem
from shigu.engine.pack.row import check_row
from shigu.engine.pack.schema import Table

NEW = "new"


def checked(
    table: Table, told: Mapping[str, Any], code: str = ""
) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """The row for ``put`` and every fault of it; rows that it refers to exist."""
    cells = {name: cell(value) for name, value in told.items()}
    cells["id"] = code or NEW
    targets = {field.reference: {cell(told.get(field.name))} for field in table.fields}
    return check_row(table, cells, {name: one for name, one in targets.items() if name})


def cell(value: Any) -> str:
    """A value as a spreadsheet has it."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ";".join(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(getattr(value, "code", value))


def words(fault: Problem) -> str:
    """What is wrong and what mends it, in the reader's language."""
    if get_language() == "en":
        return f"{fault.message_en}. {fault.cure_en}."
    return f"{fault.message_zh}。{fault.cure_zh}。"
