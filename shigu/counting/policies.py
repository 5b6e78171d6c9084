"""Who tells what statistics need of a project."""

from __future__ import annotations

from shigu.districts.actors import Actor
from shigu.districts.policies import Answer, may_write
from shigu.districts.vocabulary import DataClass
from shigu.projects.models import Project


def may_tell(actor: Actor, project: Project) -> Answer:
    """Whether ``actor`` records facts and events of this project."""
    return may_write(actor, DataClass.PROJECTS, project.district)
