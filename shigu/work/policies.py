"""Who may give tasks, tell people, and let groups be told."""

from __future__ import annotations

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.policies import Answer, may_write, may_write_somewhere
from shigu.districts.vocabulary import DataClass


def may_notify(actor: Actor) -> Answer:
    """Whether ``actor`` tells anybody anything."""
    return may_write_somewhere(actor, DataClass.WORK)


def may_keep_robots(actor: Actor, district: District) -> Answer:
    """Whether ``actor`` lets chat groups be told of ``district``."""
    return may_write(actor, DataClass.PEOPLE, district)
