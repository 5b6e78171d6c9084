"""Background work of the registry: doubles are searched for, and wait for a person."""

from __future__ import annotations

from procrastinate.contrib.django import app

from shigu.districts.scope import acting_as
from shigu.registry.resolving import find


@app.task(name="registry.find_doubles", queueing_lock="registry.find_doubles")
def find_doubles(user: int) -> None:
    """Propose the pairs that the engine finds among what the asker sees."""
    with acting_as(user) as actor:
        find(actor)
