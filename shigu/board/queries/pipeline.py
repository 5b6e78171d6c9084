"""Projects by stage, counted among those that the actor may see and no others."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Sum

from shigu.districts.actors import Actor
from shigu.projects.models import Project
from shigu.projects.stages import ORDER, TO_BE_PLACED, Stage


@dataclass(frozen=True, slots=True)
class AtStage:
    """How many projects are at a stage, and their investment in 万元."""

    stage: Stage
    count: int
    invest_wan: Decimal


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Every stage in order, empty ones too."""

    stages: tuple[AtStage, ...]

    @property
    def count(self) -> int:
        return sum(at.count for at in self.stages)

    @property
    def waiting(self) -> int:
        """Projects that have no land or plant yet."""
        return sum(at.count for at in self.stages if at.stage in TO_BE_PLACED)

    @property
    def invest_wan(self) -> Decimal:
        return sum((at.invest_wan for at in self.stages), Decimal(0))

    @property
    def most(self) -> int:
        """The longest bar."""
        return max((at.count for at in self.stages), default=0)


def pipeline(actor: Actor) -> Pipeline:
    """Projects by stage."""
    rows = (
        Project.objects.visible_to(actor)
        .order_by()
        .values_list("stage")
        .annotate(count=Count("pk"), invest=Sum("invest_wan", default=Decimal(0)))
    )
    found = {stage: (count, invest) for stage, count, invest in rows}
    return Pipeline(
        tuple(
            AtStage(stage, *found.get(stage, (0, Decimal(0))))
            for stage in sorted(Stage, key=ORDER.__getitem__)
        )
    )
