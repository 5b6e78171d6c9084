"""The runner of settlements: read, settle outside any transaction, keep or post all at once.

A worker that is killed leaves a settlement at the step it was at and not a line of it; whoever
takes the job up again begins anew, and what an older attempt still brings is not kept.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

from django.db import connection
from django.utils.translation import get_language

from shigu.districts.failures import telling
from shigu.districts.models import User
from shigu.districts.policies import Refused
from shigu.districts.scope import acting_as, acting_as_system
from shigu.engine.sharing.rules.load import read_agreement
from shigu.engine.sharing.settlement.faults import SettlementError
from shigu.engine.sharing.settlement.settle import settle
from shigu.sharing import actions
from shigu.sharing.actions.settling import Stopped
from shigu.sharing.book import book_of
from shigu.sharing.models import Run
from shigu.sharing.settled import Settled, settled_of

PHASES = ("reading", "settling", "keeping")


def run(key: str, user: int) -> None:
    """Compute a settlement for whoever asked; one that cannot be made ends with the reason.

    Raises:
        Exception: whatever was not foreseen, after the settlement was marked as failed.
    """
    run_id = UUID(key)
    attempt = None
    with telling(lambda problem: _fail(run_id, attempt, problem)):
        try:
            with acting_as(user, _name(user)) as actor:
                attempt = actions.begin(actor, run_id)
            if attempt is not None:
                _compute(run_id, attempt, user)
        except Stopped:
            with acting_as_system() as system:
                actions.stop(system, run_id)
        except SettlementError as refusal:
            told = refusal.en if get_language() == "en" else refusal.zh
            _fail(run_id, attempt, told)
        except Refused as refusal:
            _fail(run_id, attempt, str(refusal))


def post(key: str, user: int) -> None:
    """Write an agreed settlement into the ledgers; a second run does nothing."""
    with acting_as(user, _name(user)) as actor:
        actions.post(actor, UUID(key))


def _compute(run_id: UUID, attempt: UUID, user: int) -> None:
    settled = settle_run(run_id, lambda phase: _tell(run_id, attempt, user, phase))
    _tell(run_id, attempt, user, "keeping")
    with ThreadPoolExecutor(1, "tell") as aside, acting_as(user, _name(user)) as actor:
        actions.keep(
            actor,
            run_id,
            attempt,
            settled,
            lambda done: aside.submit(_tell_aside, run_id, attempt, user, done),
        )


def settle_run(run_id: UUID, tell: Callable[[str], object] = lambda _phase: None) -> Settled:
    """What a settlement says now; nothing is written.

    Raises:
        SettlementError: the book or the text cannot be settled.
        GrossUnknown: whole taxes are counted that are not known.
    """
    started = time.monotonic()
    tell("reading")
    with acting_as_system() as system:
        row = Run.objects.select_related("agreement", "period", "version").get(pk=run_id)
        year = row.period.year
        terms = read_agreement(row.version.text, name=str(row.version))
        book = book_of(system, row.agreement, terms, year)
    tell("settling")
    found = settle(terms, book, first_year=year, last_year=year)
    return settled_of(found, book, year, time.monotonic() - started)


def _tell(run_id: UUID, attempt: UUID, user: int, phase: str, done: float = 0.0) -> None:
    with acting_as(user):
        goes_on = actions.tell(run_id, attempt, phase, done)
    if not goes_on:
        raise Stopped


def _tell_aside(run_id: UUID, attempt: UUID, user: int, done: float) -> None:
    """Say it on a connection of its own: the one that writes shows nothing before its end."""
    try:
        with acting_as(user):
            actions.tell(run_id, attempt, "keeping", done)
    finally:
        connection.close()


def _fail(run_id: UUID, attempt: UUID | None, problem: str) -> None:
    with acting_as_system() as system:
        actions.fail(system, run_id, attempt, problem)


def _name(user: int) -> str:
    return str(User.objects.get(pk=user))
