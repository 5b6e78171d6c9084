"""The base of history tables: random keys, so that no gap tells how much others changed.

Indexed by time: whether anything changed since a moment is asked on every page that is computed.
"""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from pghistory.models import Event


class KeptEvent(Event):
    """One change of one row, kept for ever."""

    pgh_id: Any = models.UUIDField(primary_key=True, db_default=RandomUUID(), editable=False)
    pgh_created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        abstract = True
