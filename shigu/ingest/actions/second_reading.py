"""A second reader at an article: asked for, taken up, told how far, kept or ended."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID, uuid4

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy, pgettext_lazy
from procrastinate.contrib.django import app

from shigu.districts.actors import Actor
from shigu.districts.verbs import action
from shigu.engine.text.second.opinion import Opinion
from shigu.ingest.actions.second import keep_second_opinion
from shigu.ingest.models import Document, SecondReading, State
from shigu.ingest.policies import may_ask_second_reader, may_stop_second_reader
from shigu.ingest.second_reader import model_set

Problem = Mapping[str, str]


@action("ingest.ask_second_reader", pgettext_lazy("历史", "请第二读者读"))
def ask_second_reader(actor: Actor, document: Document, *, reason: str = "") -> SecondReading:
    """Have the second reader of the settings read an article in the background.

    Raises:
        Refused: the actor keeps no register, none is set, it is being read or was by this model.
    """
    may_ask_second_reader(actor, document).require()
    document = Document.objects.select_for_update(no_key=True).get(pk=document.pk)
    may_ask_second_reader(actor, document).require()
    reading = SecondReading.objects.create(
        document=document, model=model_set(), asked_by_id=actor.id
    )
    app.configure_task("ingest.second_reading").defer(reading=str(reading.pk), user=actor.id)
    return reading


@action("ingest.stop_second_reader", gettext_lazy("停止第二读者"))
def stop_second_reader(actor: Actor, reading: SecondReading, *, reason: str = "") -> SecondReading:
    """Stop a reading: at once while it waits, before the next part while it goes on.

    Raises:
        Refused: the actor keeps no register, or it is over.
    """
    may_stop_second_reader(actor, reading).require()
    reading = SecondReading.objects.select_for_update().get(pk=reading.pk)
    may_stop_second_reader(actor, reading).require()
    reading.cancel_asked_at = timezone.now()
    if reading.state == State.QUEUED:
        _end(reading, State.CANCELLED, {})
    reading.save()
    return reading


def begin(key: UUID, model: str) -> SecondReading | None:
    """Take up a reading that waits or that another worker left; ``None`` if it is settled."""
    rows = SecondReading.objects.select_for_update(of=("self",)).select_related("document")
    reading = rows.get(pk=key)
    if not reading.open:
        return None
    if reading.cancel_asked_at is not None:
        _end(reading, State.CANCELLED, {})
        return None
    reading.attempt, reading.state, reading.model = uuid4(), State.RUNNING, model
    reading.began_at = reading.began_at or timezone.now()
    reading.save()
    return reading


def go_on(reading: SecondReading, **counts: int) -> bool:
    """Write down how far an attempt is; whether it is to go on."""
    mine = SecondReading.objects.filter(
        pk=reading.pk, attempt=reading.attempt, cancel_asked_at=None, state=State.RUNNING
    )
    return bool(mine.update(attempt=F("attempt"), **counts))


@action("ingest.keep_second_reading", gettext_lazy("第二读者读完"))
def keep(actor: Actor, of: SecondReading, opinion: Opinion) -> bool:
    """Add what was said, once; ``False`` where another attempt or a stop came first."""
    reading = SecondReading.objects.select_for_update().get(pk=of.pk)
    if (reading.attempt, reading.state) != (of.attempt, State.RUNNING) or reading.cancel_asked_at:
        return False
    kept = keep_second_opinion(actor, of.document, reading.model, opinion)
    reading.kept, reading.dropped = len(kept), dict(opinion.dropped)
    _end(reading, State.DONE, {})
    return True


def end(key: UUID, attempt: UUID | None, problem: Problem) -> None:
    """End an attempt that was stopped, or that failed for ``problem``; nothing is kept."""
    reading = SecondReading.objects.select_for_update().get(pk=key)
    if reading.open and reading.attempt == attempt:
        stopped = reading.cancel_asked_at is not None
        _end(reading, State.CANCELLED if stopped else State.FAILED, problem)


def _end(reading: SecondReading, state: State, problem: Problem) -> None:
    reading.state, reading.ended_at, reading.problem = state, timezone.now(), dict(problem)
    reading.save()
