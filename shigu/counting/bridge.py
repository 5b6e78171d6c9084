"""Rows as they were known on a day, as events of the engine.

``as_of`` is the last day whose records are read: steps, facts and events recorded later, and
what a project became later, are not there yet. So a table of an earlier day comes out again.
Only what touches the year that is asked for is read, and what counts alike is summed up first
(:mod:`shigu.counting.signings`).
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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
    facts,
    furthest,
    odd,
    plain,
    steps,
    told_facts,
)
from shigu.districts.models import District
from shigu.engine.counting.values import Event, Fact, Kind
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


class Signed(NamedTuple):
    """One plain signing: the key of its project, its day, what was known of the project."""

    project: str
    day: datetime.date
    name: str
    name_en: str
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

    A key of ``projects`` may stand for many that count alike; its event says how many, and
    ``apart`` names them where that was wanted.
    """

    events: tuple[Event, ...]
    projects: Mapping[str, Known]
    reached: Mapping[str, Mapping[str, datetime.date]]
    apart: Mapping[str, Sequence[Signed]]


def book(asked: Window, *, apart: bool = False, came: bool = False) -> Book:
    """What the actor may read of what was known.

    ``apart``: with the signings that count alike one by one; ``came``: with ``reached``, which
    stays empty otherwise.
    """
    keys = odd(asked)
    known, told_of = _known(keys, asked), _facts(asked, keys)
    events = [
        *_signings(_signed(asked, keys), known, told_of),
        *_capital(_events(asked, keys), known, told_of),
    ]
    projects = dict(known)
    reached = _reached(asked, keys) if came else {}
    named: dict[str, Sequence[Signed]] = {}
    for number, sort in enumerate(
        _one_by_one(asked, keys) if apart else _summed(asked, keys, came=came)
    ):
        event = replace(sort.event, project=f"alike-{number}")
        events.append(event)
        projects[event.project] = Known("", "", event.district, event.amount_wan)
        named[event.project] = sort.signed
        reached[event.project] = dict.fromkeys(_steps_to(sort.furthest), asked.as_of)
    return Book(tuple(events), projects, reached, named)


@dataclass(frozen=True, slots=True)
class Sort:
    """Plain signings that count alike, as one event; ``signed`` one by one where wanted."""

    event: Event
    furthest: int | None = None
    signed: Sequence[Signed] = ()


def _summed(asked: Window, keys: Iterable[str], *, came: bool) -> Iterator[Sort]:
    """Sorts as the database sums them up."""
    codes = _codes()
    for row in alike(asked, keys, came=came):
        if row["known_district"] is None:
            continue
        event = Event(
            "",
            codes[row["known_district"]],
            Kind.SIGNING,
            row["day"],
            row["amount"],
            told_facts(row["facts"]),
            row["dated"],
            row["times"],
        )
        yield Sort(event, row["furthest"])


def _codes() -> dict[int, str]:
    return dict(District.objects.order_by().values_list("pk", "code"))


def _one_by_one(asked: Window, keys: Iterable[str]) -> Iterator[Sort]:
    """The same sorts from their rows."""
    rows: Any = plain(asked, keys).annotate(key=Cast("project_id", TextField()), facts=facts(asked))
    names = ("key", "on", "known_name", "known_name_en", "known_invest")
    sorts: defaultdict[Any, list[Signed]] = defaultdict(list)
    for *of_it, before, place, told in rows.values_list(
        *names, "from_stage", "known_district", "facts"
    ):
        if place is not None:
            signed = Signed(*of_it)
            sorts[signed.day.month, place, bool(before), told].append(signed)
    codes = _codes()
    for (_month, place, dated, told), own in sorts.items():
        amounts = [row.invest_wan for row in own if row.invest_wan is not None]
        event = Event(
            "",
            codes[place],
            Kind.SIGNING,
            min(row.day for row in own),
            sum(amounts, Decimal(0)) if amounts else None,
            told_facts(told),
            dated,
            len(own),
        )
        yield Sort(event, signed=own)


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
    return Event(key, known[key].district, kind, day, amount, facts.get(key, {}), dated)


def _reached(asked: Window, keys: Iterable[str]) -> dict[str, dict[str, datetime.date]]:
    """The steps that each project has reached by ``as_of``."""
    far = furthest(asked).filter(project__in=among(keys)).values_list(_text("project"), "most")
    return {key: dict.fromkeys(_steps_to(most), asked.as_of) for key, most in far}
