"""Runs of sources: asked for, taken up, told, kept or ended with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy
from procrastinate.contrib.django import app

from shigu.districts.actors import Actor
from shigu.districts.verbs import action
from shigu.ingest.actions.storing import store
from shigu.ingest.bridge import Page
from shigu.ingest.models import FetchedPage, Run, Source, State
from shigu.ingest.policies import may_ask_for, may_cancel
from shigu.sources.checks import Problem


@action("ingest.ask_for_run", gettext_lazy("读取来源"))
def ask_for_run(actor: Actor, source: Source, *, reason: str = "") -> Run:
    """Have a source read in the background; the job is enqueued in this transaction.

    Raises:
        Refused: the actor keeps no register, the source has no address or is being read.
    """
    may_ask_for(actor, source).require()
    source = Source.objects.select_for_update().get(pk=source.pk)
    may_ask_for(actor, source).require()
    run = Run.objects.create(source=source, asked_by_id=actor.id)
    source.last_run = run
    source.save()
    app.configure_task("ingest.run").defer(run=str(run.pk), user=actor.id)
    return run


@action("ingest.cancel_run", gettext_lazy("停止读取"))
def cancel_run(actor: Actor, run: Run, *, reason: str = "") -> Run:
    """Stop a run: at once while it waits, before the next page while it reads.

    Raises:
        Refused: the actor keeps no register, or the run is over.
    """
    may_cancel(actor, run).require()
    run = Run.objects.select_for_update().get(pk=run.pk)
    may_cancel(actor, run).require()
    run.cancel_asked_at = timezone.now()
    if run.state in (State.QUEUED, State.READY):
        _end(run, State.CANCELLED, ())
    run.save()
    return run


def ask_for_what_is_due(actor: Actor) -> list[Run]:
    """Ask for a run of every active source whose rhythm has come round."""
    now = timezone.now()
    active = Source.objects.filter(active=True).select_related("last_run")
    return [
        ask_for_run(actor, source, reason="schedule")
        for source in active
        if _is_due(source, now) and may_ask_for(actor, source)
    ]


def _is_due(source: Source, now: datetime) -> bool:
    last = source.last_run
    return last is None or last.asked_at + timedelta(hours=source.hours) <= now


def begin(run_id: UUID) -> tuple[Run, UUID] | None:
    """Take up a run that waits or that another worker left; ``None`` if it is settled."""
    run = Run.objects.select_for_update().select_related("source").get(pk=run_id)
    if not run.open:
        return None
    if run.cancel_asked_at is not None:
        _end(run, State.CANCELLED, ())
        return None
    run.attempt, run.state = uuid4(), State.RUNNING
    run.began_at = run.began_at or timezone.now()
    run.save()
    return run, run.attempt


def go_on(run_id: UUID, attempt: UUID, **counts: int) -> bool:
    """Write down how far an attempt is; whether it is to go on."""
    mine = Run.objects.filter(pk=run_id, attempt=attempt, cancel_asked_at=None, state=State.RUNNING)
    return bool(mine.update(attempt=F("attempt"), **counts))


@action("ingest.keep_run", gettext_lazy("读完来源"))
def keep(
    actor: Actor, run_id: UUID, attempt: UUID, pages: Iterable[Page], problems: Sequence[Problem]
) -> bool:
    """Store what a run read, once; ``False`` where another attempt or a stop came first."""
    run = Run.objects.select_for_update().select_related("source").get(pk=run_id)
    if run.attempt != attempt or run.state != State.RUNNING or run.cancel_asked_at is not None:
        return False
    stored = store(actor, pages, run=run)
    run.new, run.changed, run.refused = len(stored.new), len(stored.changed), len(problems)
    _end(run, State.DONE, problems)
    return True


def end(run_id: UUID, attempt: UUID | None, problems: Sequence[Problem]) -> None:
    """End an attempt that was cancelled, or that failed for ``problems``; nothing is stored."""
    run = Run.objects.select_for_update().get(pk=run_id)
    if run.open and run.attempt == attempt:
        cancelled = run.cancel_asked_at is not None
        _end(run, State.CANCELLED if cancelled else State.FAILED, problems)


def _end(run: Run, state: State, problems: Sequence[Problem]) -> None:
    run.state, run.ended_at = state, timezone.now()
    run.problems = [asdict(problem) for problem in problems]
    run.save()
    FetchedPage.objects.filter(run=run).delete()
