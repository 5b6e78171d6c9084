"""Rows as they were known on a day, as events of the engine.

``as_of`` is the last day whose records are read: steps, facts and events recorded later, and
what a project became later, are not there yet. So a table of an earlier day comes out again.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone

from shigu.counting.models import CapitalEvent, CountingFacts
from shigu.districts.actors import Actor
from shigu.engine.counting.load import FACTS
from shigu.engine.counting.values import Event, Fact, Kind
from shigu.projects.models import Project, StageChange
from shigu.projects.stages import ORDER, Stage

STEPS = {"landed": Stage.LAND, "started": Stage.STARTED, "producing": Stage.PRODUCING}


@dataclass(frozen=True, slots=True)
class Known:
    """A project as it was known: its names, its keeper, its investment."""

    name: str
    name_en: str
    district: str
    invest_wan: Decimal | None


@dataclass(frozen=True, slots=True)
class Book:
    """All that was known on a day: events, the projects in them, the first day of each step."""

    events: tuple[Event, ...]
    projects: Mapping[str, Known]
    reached: Mapping[str, Mapping[str, datetime.date]]


def book(actor: Actor, as_of: datetime.date) -> Book:
    """What ``actor`` may read of what was known at the end of ``as_of``."""
    end = _end_of(as_of)
    steps = list(
        StageChange.objects.visible_to(actor)
        .filter(at__lt=end)
        .order_by("project_id", "place")
        .values_list("project_id", "from_stage", "to_stage", "on")
    )
    told = _events(actor, end)
    keys = {key for key, *_rest in steps} | {row.project_id for row in told}
    known = _known(keys, end)
    facts = _facts(actor, end)
    found = [*_signings(steps, known, facts), *_capital(told, known, facts)]
    return Book(tuple(found), {str(key): each for key, each in known.items()}, _reached(steps))


def _end_of(day: datetime.date) -> datetime.datetime:
    after = datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time())
    return timezone.make_aware(after)


def _known(keys: Iterable[Any], end: datetime.datetime) -> dict[Any, Known]:
    """Projects by key, each as its history tells it before ``end``."""
    model: Any = Project
    history = model.events.rel.related_model
    rows = (
        history._default_manager.filter(pgh_obj_id__in=list(keys), pgh_created_at__lt=end)
        .order_by("pgh_obj_id", "-pgh_created_at")
        .distinct("pgh_obj_id")
        .values_list("pgh_obj_id", "name", "name_en", "district__code", "invest_wan", "pgh_label")
    )
    return {
        key: Known(name, name_en, district, invest)
        for key, name, name_en, district, invest, label in rows
        if label != "delete"
    }


def _facts(actor: Actor, end: datetime.datetime) -> dict[Any, dict[str, Fact]]:
    rows = (
        CountingFacts.objects.visible_to(actor)
        .filter(at__lt=end)
        .order_by("project_id", "-at")
        .distinct("project_id")
        .values("project_id", *FACTS)
    )
    return {
        row.pop("project_id"): {name: value for name, value in row.items() if value is not None}
        for row in rows
    }


def _events(actor: Actor, end: datetime.datetime) -> list[CapitalEvent]:
    rows = list(CapitalEvent.objects.visible_to(actor).filter(at__lt=end))
    gone = {row.cancels for row in rows if row.cancels}
    return [row for row in rows if not row.cancels and row.pk not in gone]


def _signings(
    steps: Iterable[Any], known: Mapping[Any, Known], facts: Mapping[Any, Any]
) -> Iterator[Event]:
    """Steps into signing or past it from before it; those that began there have no known day."""
    signed = ORDER[Stage.SIGNED]
    for key, before, after, day in steps:
        passes = ORDER[Stage(after)] >= signed and (not before or ORDER[Stage(before)] < signed)
        if passes and key in known:
            amount = known[key].invest_wan
            yield _event(key, Kind.SIGNING, day, amount, known, facts, dated=bool(before))


def _capital(
    rows: Iterable[CapitalEvent], known: Mapping[Any, Known], facts: Mapping[Any, Any]
) -> Iterator[Event]:
    for row in rows:
        if row.project_id in known:
            amount = row.amount_wan
            if amount is None and row.kind == Kind.SIGNING:
                amount = known[row.project_id].invest_wan
            yield _event(row.project_id, Kind(row.kind), row.day, amount, known, facts)


def _event(
    key: Any,
    kind: Kind,
    day: datetime.date,
    amount: Decimal | None,
    known: Mapping[Any, Known],
    facts: Mapping[Any, Any],
    *,
    dated: bool = True,
) -> Event:
    return Event(str(key), known[key].district, kind, day, amount, facts.get(key, {}), dated)


def _reached(steps: Iterable[Any]) -> dict[str, dict[str, datetime.date]]:
    """The first day on which each project stood at each step or past it."""
    found: dict[str, dict[str, datetime.date]] = {}
    for key, _before, after, day in steps:
        if after == Stage.REMEDY:
            continue
        for name, stage in STEPS.items():
            if ORDER[Stage(after)] >= ORDER[stage]:
                found.setdefault(str(key), {}).setdefault(name, day)
    return found
