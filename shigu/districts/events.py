"""The base of history tables: random keys, so that no gap tells how much others changed."""

from __future__ import annotations

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from pghistory.models import Event


class KeptEvent(Event):
    """One change of one row, kept for ever."""

    pgh_id = models.UUIDField(primary_key=True, db_default=RandomUUID(), editable=False)  # type: ignore[assignment]

    class Meta:
        abstract = True
