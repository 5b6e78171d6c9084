"""Types of values in requests and answers: nothing that the database cannot keep gets in."""

from __future__ import annotations

import datetime
import uuid
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.contrib.postgres.fields import ArrayField
from django.db import models
from pydantic import Field, PlainSerializer, StringConstraints, WithJsonSchema

MOST = 1e15
LONGEST = 20_000
PRINTABLE = r"^[^\u0000]*$"
"""PostgreSQL keeps every character but NUL."""

Text = Annotated[str, StringConstraints(max_length=LONGEST, pattern=PRINTABLE)]
Short = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=PRINTABLE)]
Reason = Annotated[
    str,
    StringConstraints(min_length=1, max_length=2_000, pattern=r"^[^\u0000]*[^\s\u0000][^\u0000]*$"),
    Field(description="事由，留在历史里 · why; history keeps it"),
]
Number = Annotated[float, Field(ge=-MOST, le=MOST, allow_inf_nan=False)]
Count = Annotated[int, Field(ge=0, le=2**31 - 1)]
Small = Annotated[int, Field(ge=0, le=2**15 - 1)]
Key = Annotated[int, Field(ge=1, le=2**63 - 1)]
Day = Annotated[datetime.date, Field(ge=datetime.date(1900, 1, 1), le=datetime.date(2199, 12, 31))]
Exact = Annotated[Decimal, PlainSerializer(float), WithJsonSchema({"type": "number"})]
"""A decimal in an answer: written digit by digit."""

TOLD: tuple[tuple[type[models.Field[Any, Any]], Any], ...] = (
    (models.UUIDField, uuid.UUID),
    (models.BooleanField, bool),
    (models.IntegerField, int),
    (models.FloatField, float),
    (models.DecimalField, Exact),
    (models.DateTimeField, datetime.datetime),
    (models.DateField, datetime.date),
    (models.JSONField, Any),
)
ASKED: tuple[tuple[type[models.Field[Any, Any]], Any], ...] = (
    (models.BooleanField, bool),
    (models.PositiveSmallIntegerField, Small),
    (models.PositiveIntegerField, Count),
    (models.IntegerField, int),
    (models.FloatField, Number),
    (models.DateField, Day),
)


def told(column: models.Field[Any, Any]) -> Any:
    """The type of a column in an answer."""
    if isinstance(column, ArrayField):
        return list[str]
    return next((kind for field, kind in TOLD if isinstance(column, field)), str)


def asked(column: models.Field[Any, Any]) -> Any:
    """The type of a column in a request, as narrow as the column itself."""
    if isinstance(column, ArrayField):
        return Annotated[list[Short], Field(max_length=1_000)]
    if isinstance(column, models.DecimalField):
        return _exactly(column)
    if column.choices:
        return Literal[tuple(value for value, _label in column.flatchoices if value)]
    if isinstance(column, models.ForeignKey):
        return Short
    return next((kind for field, kind in ASKED if isinstance(column, field)), Text)


def _exactly(column: models.DecimalField[Any, Any]) -> Any:
    largest = 10 ** (column.max_digits - column.decimal_places) - 1
    return Annotated[
        Decimal,
        Field(max_digits=column.max_digits, decimal_places=column.decimal_places),
        Field(ge=-largest, le=largest, allow_inf_nan=False),
        WithJsonSchema({"type": "number", "minimum": -largest, "maximum": largest}),
    ]
