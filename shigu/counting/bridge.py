"""Rows as they were known on a day, as events of the engine.

``as_of`` is the last day whose records are read: steps, facts and events recorded later, and
what a project became later, are not there yet. So a table of an earlier day comes out again.
Only what touches the year that is asked for is read, and what counts alike is summed up first
(:mod:`shigu.counting.signings`).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import TextField
from django.db.models.functions import Cast

from shigu.counting.models import CountingFacts
from shigu.counting.signings import (
    Window,
    alike,
    among,
    as_text,
    capital,
    furthest,
    odd,
    steps,
    told_facts,
)
from shigu.districts.models import District
from shigu.engine.counting.values import NO_FACTS, Event, Fact, Kind
from shigu.projects.models import Project
from shigu.projects.models.log import INTO_SIGNING
from shigu.projects.stages import ORDER, Stage

STEPS = {"landed": Stage.LAND, "started": Stage.STARTED, "producing": Stage.PRODUCING}


@dataclass(frozen=True, slots=True)
class Known:
    """A project as it was known: its names, its keeper, its investment."""

    name: str
    name_en: str
    district: str
    invest_wan: Decimal | None


class Happened(NamedTuple):
    """An event beside the stages: of which project, what, when, with what amount."""

    project: str
    kind: str
    day: datetime.date
    amount_wan: Decimal | None


@dataclass(frozen=True, slots=True)
class Book:
    """What was known on a day of a year: events, the projects in them, the steps each reached.

    A key of ``projects`` may stand for many that count alike: its event says how many, and
    ``alike`` what was told of each, as text. ``odd`` are the projects counted one by one;
    ``codes`` names districts by their key.
    """

    events: tuple[Event, ...]
    projects: Mapping[str, Known]
    reached: Mapping[str, Mapping[str, datetime.date]]
    alike: Mapping[str, str | None]
    odd: Sequence[str]
    codes: Mapping[int, str]


def book(asked: Window, *, came: bool = False) -> Book:
    """What the actor may read of what was known; ``reached`` stays empty unless ``came``."""
    keys = odd(asked)
    known, told_of = _known(keys, asked), _facts(asked, keys)
    events = [
        *_signings(_signed(asked, keys), known, told_of),
        *_capital(_events(asked, keys), known, told_of),
    ]
    projects = dict(known)
    reached = _reached(asked, keys) if came else {}
    told: dict[str, str | None] = {}
    codes = dict(District.objects.order_by().values_list("pk", "code"))
    for sort in _summed(alike(asked, keys, came=came), codes):
        event = sort.event
        events.append(event)
        projects[event.project] = Known("", "", event.district, event.amount_wan)
        told[event.project] = sort.told
        reached[event.project] = dict.fromkeys(_steps_to(sort.furthest), asked.as_of)
    return Book(tuple(events), projects, reached, told, keys, codes)


class Sort(NamedTuple):
    """Plain signings that count alike, as one event; what was told of each, how far they came."""

    event: Event
    told: str | None
    furthest: int | None


def _summed(rows: Iterable[Any], codes: Mapping[int, str]) -> Iterator[Sort]:
    """Sorts as the database sums them up."""
    for number, row in enumerate(rows):
        if row["known_district"] is None:
            continue
        event = Event(
            f"alike-{number}",
            codes[row["known_district"]],
            Kind.SIGNING,
            row["day"],
            row["amount"],
            told_facts(row["told"]),
            row["dated"],
            row["times"],
        )
        yield Sort(event, row["told"], row["furthest"])


def _steps_to(furthest: int | None) -> list[str]:
    """The steps that lie at or before a place in the order of stages."""
    return [name for name, stage in STEPS.items() if (furthest or -1) >= ORDER[stage]]


def _signed(asked: Window, keys: Iterable[str]) -> list[Any]:
    rows = steps(asked).filter(INTO_SIGNING, project__in=among(keys))
    ordered = rows.order_by("project_id", "place")
    return list(ordered.values_list(_text("project_id"), "from_stage", "on"))


def _known(keys: Iterable[str], asked: Window) -> dict[str, Known]:
    """Projects by key, each as it was known: as it stands, or as its history told it."""
    if not asked.is_past:
        rows = Project.objects.visible_to(asked.actor).filter(pk__in=among(keys))
        listed = rows.order_by().values_list(
            _text("pk"), "name", "name_en", "district__code", "invest_wan"
        )
        return {key: Known(*of_it) for key, *of_it in listed}
    model: Any = Project
    history = model.events.rel.related_model._default_manager
    found = (
        history.filter(pgh_obj_id__in=among(keys), pgh_created_at__lt=asked.end)
        .order_by("pgh_obj_id", "-pgh_created_at")
        .distinct("pgh_obj_id")
        .values_list(_text("pgh_obj_id"), "name", "name_en", "district__code", "invest_wan")
    )
    return {key: Known(*of_it) for key, *of_it in found}


def _facts(asked: Window, keys: Iterable[str]) -> dict[str, Mapping[str, Fact]]:
    rows = (
        CountingFacts.objects.visible_to(asked.actor)
        .filter(at__lt=asked.end, project__in=among(keys))
        .order_by("project_id", "-at")
        .distinct("project_id")
        .values_list(_text("project_id"), as_text())
    )
    return {key: told_facts(text) for key, text in rows}


def _events(asked: Window, keys: Iterable[str]) -> list[Happened]:
    """The events of these projects that stand: no corrections, and not what they correct."""
    rows = capital(asked).filter(project__in=among(keys)).order_by()
    listed = list(
        rows.values_list("pk", "cancels", _text("project_id"), "kind", "day", "amount_wan")
    )
    gone = {cancels for _key, cancels, *_of_it in listed if cancels}
    return [Happened(*of_it) for key, cancels, *of_it in listed if not cancels and key not in gone]


def _text(column: str) -> Cast:
    """A key as text, as the engine names projects."""
    return Cast(column, TextField())


def _signings(
    signed: Iterable[Any], known: Mapping[str, Known], facts: Mapping[Any, Any]
) -> Iterator[Event]:
    """Steps into signing; those of projects that began there have no known day."""
    for key, before, day in signed:
        if key in known:
            amount = known[key].invest_wan
            yield _event(key, Kind.SIGNING, day, amount, known, facts, dated=bool(before))


def _capital(
    rows: Iterable[Happened], known: Mapping[str, Known], facts: Mapping[Any, Any]
) -> Iterator[Event]:
    for row in rows:
        if row.project in known:
            amount = row.amount_wan
            if amount is None and row.kind == Kind.SIGNING:
                amount = known[row.project].invest_wan
            yield _event(row.project, Kind(row.kind), row.day, amount, known, facts)


def _event(
    key: str,
    kind: Kind,
    day: datetime.date,
    amount: Decimal | None,
    known: Mapping[str, Known],
    facts: Mapping[Any, Any],
    *,
    dated: bool = True,
) -> Event:
    return Event(key, known[key].district, kind, day, amount, facts.get(key, NO_FACTS), dated)


def _reached(asked: Window, keys: Iterable[str]) -> dict[str, dict[str, datetime.date]]:
    """The steps that each project has reached by ``as_of``."""
    far = furthest(asked).filter(project__in=among(keys)).values_list(_text("project"), "most")
    return {key: dict.fromkeys(_steps_to(most), asked.as_of) for key, most in far}
