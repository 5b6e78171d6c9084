"""Rows as they were known on a day, as events of the engine.

``as_of`` is the last day whose records are read: steps, facts and events recorded later, and
what a project became later, are not there yet. So a table of an earlier day comes out again.
Only what touches the year that is asked for is read, and what counts alike is summed up first
(:mod:`shigu.counting.signings`).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from shigu.counting.models import CapitalEvent, CountingFacts
from shigu.counting.signings import (
    Window,
    alike,
    capital,
    facts,
    odd,
    plain,
    steps,
    told_facts,
)
from shigu.districts.models import District
from shigu.engine.counting.load import FACTS
from shigu.engine.counting.values import Event, Fact, Kind
from shigu.projects.models import Project
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
    """What was known on a day of a year: events, the projects in them, the day of each step.

    A key of ``projects`` may stand for many that count alike; its event says how many.
    """

    events: tuple[Event, ...]
    projects: Mapping[str, Known]
    reached: Mapping[str, Mapping[str, datetime.date]]


def book(asked: Window, *, apart: bool = False, came: bool = False) -> Book:
    """What the actor may read of what was known; ``apart``: no two projects in one event.

    ``came``: with ``reached``, which stays empty for plain projects otherwise.
    """
    keys = odd(asked)
    told = _events(asked, keys)
    taken = _steps(asked, keys)
    known = _known(keys, asked)
    told_of = _facts(asked, keys)
    events = [*_signings(taken, known, told_of), *_capital(told, known, told_of)]
    projects = {str(key): row for key, row in known.items()}
    reached = _reached(taken, asked.as_of)
    for event, row, days in _one_by_one(asked) if apart else _summed(asked, came=came):
        events.append(event)
        projects[event.project] = row
        reached[event.project] = days
    return Book(tuple(events), projects, reached)


Plain = tuple[Event, Known, dict[str, datetime.date]]


def _summed(asked: Window, *, came: bool) -> Iterator[Plain]:
    """Plain signings that count alike, each sort as one event under a key of its own."""
    codes = _codes()
    for number, row in enumerate(alike(asked, came=came)):
        event = Event(
            f"alike-{number}",
            codes[row["known_district"]],
            Kind.SIGNING,
            row["day"],
            row["amount"],
            told_facts(row["facts"]),
            row["dated"],
            row["times"],
        )
        known = Known("", "", event.district, event.amount_wan)
        yield event, known, dict.fromkeys(_steps_to(row["furthest"]), asked.as_of)


def _codes() -> dict[int, str]:
    return dict(District.objects.order_by().values_list("pk", "code"))


def _one_by_one(asked: Window) -> Iterator[Plain]:
    codes = _codes()
    names = ("known_name", "known_name_en", "known_district", "known_invest")
    rows = plain(asked).annotate(facts=facts(asked))
    for key, before, day, told, name, name_en, place, invest in rows.values_list(
        "project_id", "from_stage", "on", "facts", *names
    ):
        known = Known(name, name_en, codes[place], invest)
        event = Event(
            str(key),
            known.district,
            Kind.SIGNING,
            day,
            known.invest_wan,
            told_facts(told),
            bool(before),
        )
        yield event, known, {}


def _steps_to(furthest: int | None) -> list[str]:
    """The steps that lie at or before a place in the order of stages."""
    return [name for name, stage in STEPS.items() if (furthest or -1) >= ORDER[stage]]


def _steps(asked: Window, keys: Iterable[Any]) -> list[Any]:
    rows = steps(asked).filter(project__in=keys).order_by("project_id", "place")
    return list(rows.values_list("project_id", "from_stage", "to_stage", "on"))


def _known(keys: Iterable[Any], asked: Window) -> dict[Any, Known]:
    """Projects by key, each as it was known: as it stands, or as its history told it."""
    if not asked.is_past:
        rows = Project.objects.visible_to(asked.actor).filter(pk__in=keys)
        listed = rows.values_list("pk", "name", "name_en", "district__code", "invest_wan")
        return {key: Known(*of_it) for key, *of_it in listed}
    model: Any = Project
    history = model.events.rel.related_model._default_manager
    found = (
        history.filter(pgh_obj_id__in=list(keys), pgh_created_at__lt=asked.end)
        .order_by("pgh_obj_id", "-pgh_created_at")
        .distinct("pgh_obj_id")
        .values_list("pgh_obj_id", "name", "name_en", "district__code", "invest_wan")
    )
    return {key: Known(*of_it) for key, *of_it in found}


def _facts(asked: Window, keys: Iterable[Any]) -> dict[Any, dict[str, Fact]]:
    rows = (
        CountingFacts.objects.visible_to(asked.actor)
        .filter(at__lt=asked.end, project__in=keys)
        .order_by("project_id", "-at")
        .distinct("project_id")
        .values("project_id", *FACTS)
    )
    return {
        row.pop("project_id"): {name: value for name, value in row.items() if value is not None}
        for row in rows
    }


def _events(asked: Window, keys: Iterable[Any]) -> list[CapitalEvent]:
    rows = list(capital(asked).filter(project__in=keys))
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


def _reached(steps: Iterable[Any], as_of: datetime.date) -> dict[str, dict[str, datetime.date]]:
    """The first day on which each project stood at each step or past it, up to ``as_of``."""
    found: dict[str, dict[str, datetime.date]] = {}
    for key, _before, after, day in steps:
        came = None if after == Stage.REMEDY or day > as_of else ORDER[Stage(after)]
        for name in _steps_to(came):
            days = found.setdefault(str(key), {})
            days[name] = min(day, days.get(name, day))
    return found
