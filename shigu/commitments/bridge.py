"""Rows of promises as values of the engine, and what the engine says back on the row."""

from __future__ import annotations

from shigu.commitments.models import Commitment, Evidence, RemedyStep
from shigu.engine.promises.remedy import Step, Taken
from shigu.engine.promises.standing import Observation, Promise, Reached, reached


def promise_of(row: Commitment) -> Promise:
    """The promise with the deadline that binds."""
    return Promise(row.due, row.amount, row.warn_days)


def found_of(row: Commitment) -> Reached:
    """What the evidence adds up to, as the row keeps it."""
    return Reached(row.reached, row.reached_on, row.met_on)


def taken_of(row: Commitment) -> list[Taken]:
    """The steps of the remedy in the order they were taken."""
    steps = RemedyStep.objects.filter(commitment=row).order_by("added_at", "id")
    return [Taken(Step(each.step), each.day, each.until) for each in steps]


def refresh(row: Commitment) -> Commitment:
    """Count the evidence of a locked row anew and keep the row."""
    valid = Evidence.objects.filter(commitment=row, withdrawn_at__isnull=True)
    found = reached(row.amount, [Observation(each.day, each.figure) for each in valid])
    row.reached, row.reached_on, row.met_on = found.figure, found.figure_on, found.met_on
    row.save()
    return row
