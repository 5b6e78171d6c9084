"""Where projects stay long: days by stage, who is over time, how many go on."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Aggregate, Count, F, FloatField, Q

from shigu.districts.actors import Actor
from shigu.projects.clocks import overdue
from shigu.projects.models import Project, StageChange
from shigu.projects.procedure.table import limits, transitions
from shigu.projects.stages import Stage

WINDOW = datetime.timedelta(days=365)


class Percentile(Aggregate):
    """``percentile_cont`` of PostgreSQL: interpolated between the two nearest rows."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(%(fraction)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()

    def __init__(self, expression: str, fraction: float) -> None:
        super().__init__(expression, fraction=fraction)


@dataclass(frozen=True, slots=True)
class AtStage:
    """One stage, of one district or of all: who stands there, how long others stood.

    ``left`` projects left it within the window, ``went_on`` of them ahead and not to an end;
    ``median`` and ``p90`` are days of those stays, ``None`` where nobody left.
    """

    stage: Stage
    district: str
    standing: int
    late: int
    limit: int | None
    left: int
    went_on: int
    median: float | None
    p90: float | None

    @property
    def conversion(self) -> float | None:
        """The part of those who left that went on."""
        return self.went_on / self.left if self.left else None


def by_stage(actor: Actor, today: datetime.date, *, apart: bool = False) -> list[AtStage]:
    """Every stage that somebody stands in or left within a year; ``apart``: by district."""
    place = ("district__name_zh",) if apart else ()
    standing = _standing(actor, today, place)
    stays = _stays(actor, today, place)
    keys = sorted(standing.keys() | stays.keys(), key=lambda k: (list(Stage).index(k[0]), k[1:]))
    return [_at(key, standing.get(key, {}), stays.get(key, {})) for key in keys]


def _at(key: tuple[Any, ...], now: Mapping[str, Any], then: Mapping[str, Any]) -> AtStage:
    stage = key[0]
    limit = limits().get(stage)
    return AtStage(
        stage=stage,
        district=key[1] if len(key) > 1 else "",
        standing=now.get("standing", 0),
        late=now.get("late", 0),
        limit=limit.days if limit else None,
        left=then.get("left", 0),
        went_on=then.get("went_on", 0),
        median=then.get("median"),
        p90=then.get("p90"),
    )


def _standing(actor: Actor, today: datetime.date, place: tuple[str, ...]) -> dict[Any, Any]:
    rows = (
        Project.objects.visible_to(actor)
        .order_by()
        .values("stage", *place)
        .annotate(standing=Count("pk"), late=Count("pk", filter=overdue(today)))
    )
    return {(Stage(row["stage"]), *(row[name] for name in place)): row for row in rows}


def _stays(actor: Actor, today: datetime.date, place: tuple[str, ...]) -> dict[Any, Any]:
    on = Q(pk__in=())
    for step in transitions().values():
        if not step.back and step.target != Stage.REMEDY:
            on |= Q(from_stage=step.origin, to_stage=step.target)
    rows = (
        StageChange.objects.visible_to(actor)
        .filter(on__gte=today - WINDOW, days__isnull=False)
        .order_by()
        .values("from_stage", *place)
        .annotate(
            left=Count("pk"),
            went_on=Count("pk", filter=on),
            median=Percentile("days", 0.5),
            p90=Percentile("days", 0.9),
        )
    )
    return {(Stage(row["from_stage"]), *(row[name] for name in place)): row for row in rows}


def longest_over(actor: Actor, today: datetime.date, most: int) -> list[Project]:
    """Projects over the limit of their stage, those that came to it first at the head."""
    rows = Project.objects.visible_to(actor).filter(overdue(today))
    return list(
        rows.select_related("district", "responsible").order_by(F("stage_since").asc(), "pk")[:most]
    )
