"""History that can be asked what changed since a moment without reading all of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pghistory
from django.db import models

M = TypeVar("M", bound=models.Model)


def tracked(name: str, *, but: tuple[str, ...] = ()) -> Callable[[type[M]], type[M]]:
    """Keep every change of a model, and find the latest one by an index called ``name``.

    ``but`` names columns of which history keeps nothing.
    """
    index = models.Index(fields=["-pgh_created_at"], name=name)
    track: Callable[[type[M]], type[M]] = pghistory.track(
        exclude=list(but) or None, meta={"indexes": [index]}
    )
    return track
