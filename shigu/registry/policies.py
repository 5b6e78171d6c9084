"""Who may keep the register."""

from __future__ import annotations

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.policies import Answer, may_write, may_write_somewhere
from shigu.districts.vocabulary import DataClass


def may_write_in(actor: Actor, district: District | None) -> Answer:
    """Whether ``actor`` makes or changes organisations there; ``None`` is nowhere known."""
    if district is None:
        return may_write_somewhere(actor, DataClass.REGISTRY)
    return may_write(actor, DataClass.REGISTRY, district)
