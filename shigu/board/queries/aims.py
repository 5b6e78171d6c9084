"""Targets against actual figures; one aim with two official deadlines shows both."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from shigu.districts.actors import Actor
from shigu.districts.models import District, Source, Target


@dataclass(frozen=True, slots=True)
class Deadline:
    """A value that is aimed at by a day, and the document that says so."""

    value: float
    start: datetime.date | None
    end: datetime.date | None
    source: Source | None
    note: str

    def days_left(self, today: datetime.date) -> int | None:
        """Days until the end of the period; negative when it is over."""
        return None if self.end is None else (self.end - today).days


@dataclass(frozen=True, slots=True)
class Aim:
    """An indicator of one place with every deadline it has, and the actual figure if known."""

    indicator: str
    place: str
    unit: str
    status: str
    deadlines: tuple[Deadline, ...]
    actual: float | None
    actual_date: str

    def part(self, deadline: Deadline) -> float | None:
        """The actual figure as a part of what is aimed at."""
        if self.actual is None or not deadline.value:
            return None
        return self.actual / deadline.value


@dataclass(frozen=True, slots=True)
class Known:
    """A published figure without an aim: a base or a step on the way."""

    indicator: str
    place: str
    unit: str
    value: float
    date: str
    source: Source | None
    note: str


def aims(actor: Actor) -> tuple[list[Aim], list[Known]]:
    """Aims, the ones with most deadlines first, and figures that stand by themselves."""
    rows = sorted(
        Target.objects.visible_to(actor).select_related("source"),
        key=lambda row: (row.indicator, row.scope, row.unit, row.period_to),
    )
    places = {d.code: d.name for d in District.objects.filter(code__in={r.scope for r in rows})}
    found: list[Aim] = []
    known: list[Known] = []
    for (_indicator, scope, unit), group in groupby(
        rows, key=lambda row: (row.indicator, row.scope, row.unit)
    ):
        members = list(group)
        place = places.get(scope, scope)
        aimed = [row for row in members if row.value is not None]
        if aimed:
            found.append(_aim(place, unit, aimed, members))
        else:
            known.extend(_known(place, unit, members))
    found.sort(key=lambda aim: -len(aim.deadlines))
    return found, sorted(known, key=lambda one: one.date, reverse=True)


def _aim(place: str, unit: str, aimed: list[Target], rows: list[Target]) -> Aim:
    measured = [row for row in rows if row.actual is not None]
    latest = max(measured, key=lambda row: row.actual_date, default=None)
    return Aim(
        indicator=aimed[0].name,
        place=place,
        unit=unit,
        status=aimed[0].status,
        deadlines=tuple(map(_deadline, aimed)),
        actual=latest.actual if latest else None,
        actual_date=latest.actual_date if latest else "",
    )


def _deadline(row: Target) -> Deadline:
    start, end = day(row.period_from), day(row.period_to)
    return Deadline(row.value or 0.0, start, end, row.source, row.note)


def _known(place: str, unit: str, rows: list[Target]) -> Iterable[Known]:
    for row in rows:
        if row.actual is not None:
            yield Known(row.name, place, unit, row.actual, row.actual_date, row.source, row.note)


def day(written: str) -> datetime.date | None:
    """A day as the pack writes it; a year alone, or nothing, is no day."""
    parts = written.split("-")
    return datetime.date(*map(int, parts)) if len(parts) == 3 else None
