"""Rows whose model tells the units of its columns: as a page says them, as a form asks for them.

A model has ``units``, the unit of a number by the name of its column.
"""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shigu.face import units
from shigu.face.forms import DateInput, Measured, Quantity

Fact = tuple[str, str]


def facts(row: Any, without: Collection[str]) -> list[Fact]:
    """What is known of a row, ``without`` some columns: each column's words and its value."""
    columns = [each for each in row._meta.concrete_fields if each.name not in without]
    values = ((column, getattr(row, column.name)) for column in columns)
    return [
        (str(column.verbose_name), said(row, column, value))
        for column, value in values
        if value not in (None, "")
    ]


def said(row: Any, column: Any, value: Any) -> str:
    """A value as a page says it: a choice by its words, a number with its unit."""
    if column.choices:
        return str(dict(column.flatchoices)[value])
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, Decimal | int):
        unit = row.units.get(column.name, "")
        return units.measured(value, unit, get_language() or "zh-hans")
    return str(value)


def field(column: Any, *, long: Collection[str] = (), **given: Any) -> Any:
    """The form field of a column, its unit inside; texts of ``long`` have two lines."""
    told = column.model.units
    if column.name in told:
        given["widget"] = Measured(told[column.name])
    elif isinstance(column, models.DateField):
        given["widget"] = DateInput
    elif isinstance(column, models.DecimalField):
        given["widget"] = Quantity
    elif isinstance(column, models.TextField) and not column.choices:
        given["widget"] = forms.Textarea({"rows": 2}) if column.name in long else forms.TextInput
    return column.formfield(**given)
