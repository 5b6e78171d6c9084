"""Where projects stay long: days by stage, who is over time, how many go on."""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import accumulate, groupby
from math import ceil, floor
from operator import itemgetter
from typing import Any

from django.db.models import Count, F

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.projects.clocks import overdue
from shigu.projects.models import Project, StageChange
from shigu.projects.procedure.table import limits, transitions
from shigu.projects.stages import ORDER, Stage

WINDOW = datetime.timedelta(days=365)
EVERYWHERE = 0
"""No district has this key."""
Stays = tuple[str, str, int, int, int]
"""From which stage, to which, of which district, days, how many stays."""


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


def by_stage_and_district(
    actor: Actor, today: datetime.date
) -> tuple[list[AtStage], list[AtStage]]:
    """Every stage that somebody stands in or left within a year: over all districts, and
    district by district, from one reading of the log."""
    apart = _sums(_standing(actor, today), _stays(actor, today))
    together: dict[tuple[Stage, int], Sum] = defaultdict(Sum)
    for (stage, _place), own in apart.items():
        together[stage, EVERYWHERE].add(own)
    places = {row.pk: row.name for row in District.objects.order_by().for_choices()}
    return _told(together, {}), _told(apart, places)


@dataclass(slots=True)
class Sum:
    """What adds up at one stage; ``days`` counts stays by their length."""

    standing: int = 0
    late: int = 0
    went_on: int = 0
    days: Counter[int] = field(default_factory=Counter)

    def add(self, other: Sum) -> None:
        self.standing += other.standing
        self.late += other.late
        self.went_on += other.went_on
        self.days.update(other.days)

    def at(self, stage: Stage, district: str) -> AtStage:
        limit = limits().get(stage)
        return AtStage(
            stage=stage,
            district=district,
            standing=self.standing,
            late=self.late,
            limit=limit.days if limit else None,
            left=self.days.total(),
            went_on=self.went_on,
            median=quantile(self.days, 0.5),
            p90=quantile(self.days, 0.9),
        )


def quantile(counted: Mapping[int, int], part: float) -> float | None:
    """The value below which ``part`` (of one) of the counted values lie, interpolated between
    the two nearest as ``percentile_cont`` of SQL does; none of nothing."""
    values = sorted(counted)
    ends = list(accumulate(counted[value] for value in values))
    if not ends:
        return None
    place = part * (ends[-1] - 1)
    low, high = (values[bisect_right(ends, at)] for at in (floor(place), ceil(place)))
    return low + (high - low) * (place - floor(place))


def _sums(
    stand: Iterable[Mapping[str, Any]], stays: Iterable[Stays]
) -> dict[tuple[Stage, int], Sum]:
    """Sums by stage and district."""
    found: dict[tuple[Stage, int], Sum] = defaultdict(Sum)
    for row in stand:
        at = found[Stage(row["stage"]), row["district"]]
        at.standing += row["standing"]
        at.late += row["late"]
    for (origin, target, district), lengths in groupby(stays, key=itemgetter(0, 1, 2)):
        days = {days: left for *_whose, days, left in lengths}
        at, stage = found[Stage(origin), district], Stage(origin)
        at.days.update(days)
        at.went_on += sum(days.values()) if goes_on(stage, Stage(target)) else 0
    return found


def _told(found: Mapping[tuple[Stage, int], Sum], places: Mapping[int, str]) -> list[AtStage]:
    """The sums in the order of stages and of the names of districts."""
    named = [(ORDER[stage], places.get(key, ""), stage, own) for (stage, key), own in found.items()]
    named.sort(key=itemgetter(0, 1))
    return [own.at(stage, place) for _order, place, stage, own in named]


def _standing(actor: Actor, today: datetime.date) -> list[Any]:
    rows = Project.objects.visible_to(actor).order_by().values("stage", "district")
    return list(rows.annotate(standing=Count("pk"), late=Count("pk", filter=overdue(today))))


def _stays(actor: Actor, today: datetime.date) -> list[Stays]:
    """Stays that ended within the window, summed up by where from, where to, district, length."""
    rows: Any = StageChange.objects.visible_to(actor)
    rows = rows.filter(on__gte=today - WINDOW, days__isnull=False).order_by()
    sorts = rows.values_list("from_stage", "to_stage", "district", "days")
    return sorted(sorts.annotate(left=Count("*")))


def goes_on(origin: Stage, target: Stage) -> bool:
    """Whether a step leads ahead and not to an end."""
    step = transitions().get((origin, target))
    return step is not None and not step.back and step.target != Stage.REMEDY


def longest_over(actor: Actor, today: datetime.date, most: int) -> list[Project]:
    """Projects over the limit of their stage, those that came to it first at the head."""
    rows = Project.objects.visible_to(actor).filter(overdue(today))
    told = rows.select_related("district", "responsible").defer("district__boundary")
    return list(told.order_by(F("stage_since").asc(), "pk")[:most])
