"""How a promise stands on a day: on track, due soon, met, late, partly met or missed."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

Day = datetime.date


class State(StrEnum):
    """The six ways a promise can stand; ``late`` is met after its deadline."""

    ON_TRACK = "on_track"
    DUE_SOON = "due_soon"
    MET = "met"
    LATE = "late"
    PARTLY = "partly"
    MISSED = "missed"


BROKEN = frozenset({State.PARTLY, State.MISSED})
"""The deadline is over and the promise is not kept."""


@dataclass(frozen=True, slots=True)
class Promise:
    """What was promised: an ``amount``, or none where the thing is that it happens; by ``due``."""

    due: Day
    amount: Decimal | None
    warn_days: int


@dataclass(frozen=True, slots=True)
class Observation:
    """What a piece of evidence says: ``figure`` is all that was reached as of ``day``.

    For a promise of a day ``figure`` is none, and ``day`` is when it happened.
    """

    day: Day
    figure: Decimal | None


@dataclass(frozen=True, slots=True)
class Reached:
    """What the evidence adds up to: the latest figure and its day, and since when it is met."""

    figure: Decimal | None = None
    figure_on: Day | None = None
    met_on: Day | None = None


def reached(amount: Decimal | None, observations: Iterable[Observation]) -> Reached:
    """The latest figure, and the first day on which ``amount`` was reached (or it happened).

    Figures are totals as of their day, so they are compared and never added. Of several figures
    of one day the largest holds.
    """
    seen = sorted(observations, key=lambda each: (each.day, each.figure or Decimal(0)))
    if not seen:
        return Reached()
    enough = [each for each in seen if amount is None or (each.figure or Decimal(0)) >= amount]
    met_on = enough[0].day if enough else None
    if amount is None:
        return Reached(met_on=met_on)
    return Reached(seen[-1].figure, seen[-1].day, met_on)


def state(promise: Promise, found: Reached, today: Day) -> State:
    """How the promise stands on ``today``; the day of the deadline itself is still in time."""
    if found.met_on is not None:
        return State.MET if found.met_on <= promise.due else State.LATE
    if today > promise.due:
        return State.PARTLY if found.figure else State.MISSED
    return State.DUE_SOON if today >= warns_on(promise) else State.ON_TRACK


def warns_on(promise: Promise) -> Day:
    """The day of the early warning."""
    return promise.due - datetime.timedelta(days=promise.warn_days)


def part(promise: Promise, found: Reached) -> Fraction | None:
    """The part of the amount that was reached, of one; none for a promise of a day."""
    if not promise.amount:
        return None
    return Fraction(found.figure or 0) / Fraction(promise.amount)
