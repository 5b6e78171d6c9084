"""Columns that many facts of a project have."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models


def quantity(label: Any, digits: int = 4) -> models.DecimalField[Any, Any]:
    """An amount or a measure that may be unknown."""
    return models.DecimalField(label, max_digits=18, decimal_places=digits, null=True, blank=True)


def codes(label: Any) -> ArrayField[Any, Any]:
    """Codes of other rows, any number of them."""
    return ArrayField(models.TextField(), verbose_name=label, default=list, blank=True)
