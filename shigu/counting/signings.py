"""Signings of a year as the database sums them up: many projects that count alike are one row.

A project is *plain* where its only event is one step into signing. Plain projects that share
month, district, facts and how far they came count alike, so that one stands for all of them;
every other project is counted from all of its own events.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Count,
    ExpressionWrapper,
    F,
    IntegerField,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    TextField,
    Value,
    When,
)
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, ExtractMonth, JSONObject
from django.utils import timezone

from shigu.counting.models import CapitalEvent, CountingFacts
from shigu.districts.actors import Actor
from shigu.engine.counting.load import FACTS
from shigu.projects.models import Project, StageChange
from shigu.projects.models.log import INTO_SIGNING
from shigu.projects.stages import ORDER, SIGNED_OR_PAST, Stage

MILESTONES = (Stage.PRODUCING, Stage.STARTED, Stage.LAND)
"""What rates tell of a signed project, the furthest first."""


@dataclass(frozen=True, slots=True)
class Window:
    """Whose rows, of which year, as known at the end of ``as_of``."""

    actor: Actor
    year: int
    as_of: datetime.date

    @property
    def end(self) -> datetime.datetime:
        """The first moment that is not known yet."""
        after = self.as_of + datetime.timedelta(days=1)
        return timezone.make_aware(datetime.datetime.combine(after, datetime.time()))

    @property
    def is_past(self) -> bool:
        """Whether projects are read from their history: they may have changed since."""
        return self.as_of < timezone.localdate()


def steps(asked: Window) -> QuerySet[StageChange]:
    """Steps that were recorded by then."""
    return StageChange.objects.visible_to(asked.actor).filter(at__lt=asked.end)


def capital(asked: Window) -> QuerySet[CapitalEvent]:
    """Events beside the stages that were recorded by then."""
    return CapitalEvent.objects.visible_to(asked.actor).filter(at__lt=asked.end)


def plain(asked: Window, odd_ones: Iterable[str]) -> QuerySet[Any]:
    """The signings of the year of plain projects, each with what was known of its project.

    ``odd_ones`` are the keys that are not plain; ``known_district`` is empty where nothing of the
    project was known.
    """
    rows = steps(asked).filter(INTO_SIGNING, on__year=asked.year)
    return _known(asked, rows.exclude(project__in=among(odd_ones))).order_by()


def odd(asked: Window) -> list[str]:
    """Keys, as text, of projects with an event in the year that are not plain."""
    told = capital(asked)
    signed = steps(asked).filter(INTO_SIGNING, on__year=asked.year)
    several, late, other = (
        rows.order_by().values_list(Cast("project", TextField()))
        for rows in (
            _several(asked),
            told.filter(day__year=asked.year),
            signed.filter(project__in=told.order_by().values("project")),
        )
    )
    return [key for (key,) in several.union(late, other)]


def among(keys: Iterable[str]) -> RawSQL:
    """Keys as one value of a statement, for ``__in``: a thousand are no thousand parameters."""
    return RawSQL("SELECT unnest(%s::uuid[])", [f"{{{','.join(keys)}}}"])


def _several(asked: Window) -> QuerySet[Any]:
    """Projects that were signed more than once, in the year too."""
    signed: Any = steps(asked).filter(INTO_SIGNING).order_by().values("project")
    times = signed.annotate(times=Count("*"), own=Count("on", filter=Q(on__year=asked.year)))
    found: QuerySet[Any] = times.filter(times__gt=1, own__gt=0)
    return found


def by_told(asked: Window, odd_ones: Iterable[str]) -> tuple[Any, Any]:
    """Plain signings of projects of which nothing was told, and those of all others.

    Each has ``told``: what was told of its project last, as text.
    """
    rows, told = plain(asked, odd_ones), _told(asked).values("project")
    nothing = ExpressionWrapper(Value(None), output_field=TextField())
    return (
        rows.exclude(project__in=told).annotate(told=nothing),
        rows.filter(project__in=told).annotate(told=_last_told(asked)),
    )


def alike(asked: Window, odd_ones: Iterable[str], *, came: bool) -> QuerySet[Any]:
    """Plain signings summed up: ``times`` of them, ``amount`` in 万元, with what they share.

    ``came`` asks how far they came by ``as_of``, too; those signed later came nowhere.
    """
    told = When(project__in=_told(asked).values("project"), then=_last_told(asked))
    own = furthest(asked).filter(project=OuterRef("project")).values("most")
    far = Case(When(on__lte=asked.as_of, then=Subquery(own))) if came else Value(None)
    rows: Any = plain(asked, odd_ones).annotate(
        month=ExtractMonth("on"),
        dated=Case(When(from_stage="", then=False), default=True, output_field=BooleanField()),
        furthest=ExpressionWrapper(far, output_field=IntegerField()),
        told=Case(told, output_field=TextField()),
    )
    sorts: Any = rows.values("month", "known_district", "dated", "furthest", "told")
    summed: QuerySet[Any] = sorts.annotate(
        times=Count("*"), day=Min("on"), amount=Sum("known_invest")
    )
    return summed


def furthest(asked: Window) -> QuerySet[Any]:
    """``project`` and the last of MILESTONES that it had come to by then (``most``, its place).

    A remedy is no progress.
    """
    known = [stage for stage in SIGNED_OR_PAST if stage is not Stage.REMEDY]
    past = {mark: [each for each in known if ORDER[each] >= ORDER[mark]] for mark in MILESTONES}
    rows: Any = steps(asked).filter(to_stage__in=past[MILESTONES[-1]], on__lte=asked.as_of)
    places = Case(
        *(When(to_stage__in=past[mark], then=Value(ORDER[mark])) for mark in MILESTONES),
        output_field=IntegerField(),
    )
    far: QuerySet[Any] = rows.order_by().values("project").annotate(most=Max(places))
    return far


def _told(asked: Window) -> QuerySet[CountingFacts]:
    return CountingFacts.objects.visible_to(asked.actor).filter(at__lt=asked.end).order_by()


def _last_told(asked: Window) -> Subquery:
    """What was told of the project of a row last, as text."""
    own = _told(asked).filter(project=OuterRef("project")).order_by("-at")
    return Subquery(own.values(text=as_text())[:1])


def as_text() -> Cast:
    """All facts of a row as one text: those that say the same are read once."""
    return Cast(JSONObject(**{name: name for name in FACTS}), TextField())


@lru_cache(maxsize=4096)
def told_facts(text: str | None) -> Mapping[str, bool | Decimal]:
    """Facts from their JSON, one value for every text; what is not told is left out."""
    found = json.loads(text, parse_float=str, parse_int=str) if text else {}
    return MappingProxyType(
        {
            name: FACTS[name](value) if FACTS[name] is Decimal else value
            for name, value in found.items()
            if value is not None
        }
    )


def histories(keys: Any, end: datetime.datetime) -> QuerySet[Any]:
    """What the history of projects told before a moment, the newest first."""
    model: Any = Project
    history = model.events.rel.related_model
    rows: QuerySet[Any] = history._default_manager.filter(pgh_obj_id=keys, pgh_created_at__lt=end)
    return rows.order_by("-pgh_created_at")


def _known(asked: Window, rows: QuerySet[Any]) -> QuerySet[Any]:
    """With the names, keeper and investment of the project as they were known."""
    known: QuerySet[Any]
    if not asked.is_past:
        known = rows.annotate(
            known_name=F("project__name"),
            known_name_en=F("project__name_en"),
            known_district=F("project__district_id"),
            known_invest=F("project__invest_wan"),
        )
        return known
    told = histories(OuterRef("project_id"), asked.end)
    known = rows.annotate(
        known_name=Subquery(told.values("name")[:1]),
        known_name_en=Subquery(told.values("name_en")[:1]),
        known_district=Subquery(told.values("district_id")[:1]),
        known_invest=Subquery(told.values("invest_wan")[:1]),
    )
    return known
