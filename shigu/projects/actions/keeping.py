"""Keeping a space and amounts of pools for a project."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

from django.utils.translation import gettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.verbs import action
from shigu.projects.models import KeptFor, Project
from shigu.territory.actions import reserve
from shigu.territory.models import Reservation, Space


@dataclass(frozen=True, slots=True)
class Whom:
    """The project that something is kept for, as far as its host knows it."""

    project: UUID
    district: int
    name: str

    @classmethod
    def of(cls, project: Project) -> Self:
        return cls(project.pk, project.district_id, project.name)


@action("projects.keep", gettext_lazy("为项目登记了预留"))
def keep_for(
    actor: Actor, /, whom: Whom, space: Space | None, *, reason: str, **terms: Any
) -> Reservation:
    """Reserve for a project; ``terms`` are those of ``territory.actions.reserve``.

    The database refuses a project that is not of its district.

    Raises:
        Refused: as ``reserve`` does.
    """
    made = reserve(actor, space, reason=reason, **terms)
    KeptFor.objects.create(
        reservation=made,
        host=made.district,
        district_id=whom.district,
        project_id=whom.project,
        name=whom.name,
    )
    return made
