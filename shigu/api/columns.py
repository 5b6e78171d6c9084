"""The type of a column of an answer, told from the model's field."""

from __future__ import annotations

from typing import Any

from django.db import models

from shigu.api.kinds import told


def field_at(model: type[models.Model], path: str) -> models.Field[Any, Any]:
    """The field that an ORM path such as ``zone__district__code`` ends in."""
    *steps, last = path.split("__")
    for step in steps:
        related = model._meta.get_field(step).related_model
        assert isinstance(related, type)
        model = related
    found = model._meta.get_field(last)
    assert isinstance(found, models.Field)
    return found


def may_be_null(model: type[models.Model], path: str) -> bool:
    """Whether any step of the path, or the field itself, may be absent."""
    steps = path.split("__")
    return any(field_at(model, "__".join(steps[: i + 1])).null for i in range(len(steps)))


def column_type(model: type[models.Model], path: str) -> Any:
    """The Python type of a column, ``| None`` where it may be empty."""
    kind = told(field_at(model, path))
    return kind | None if may_be_null(model, path) and kind is not Any else kind
