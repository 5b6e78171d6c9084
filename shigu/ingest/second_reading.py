"""The runner of a second reading: every part is asked outside any transaction, then all is kept."""

from __future__ import annotations

from contextlib import AbstractContextManager
from uuid import UUID

from shigu.districts.actors import Actor
from shigu.districts.failures import telling
from shigu.districts.scope import acting_as, acting_as_system
from shigu.engine.text.second.opinion import questions, second_opinion
from shigu.engine.text.second.request import Messages
from shigu.ingest.actions import second_reading as steps
from shigu.ingest.bridge import view_of
from shigu.ingest.models import SecondReading
from shigu.ingest.second_reader import reader_set
from shigu.sources.refusals import FetchRefused
from shigu.sources.second_reader import SecondReader


class _StoppedError(Exception):
    """Somebody stopped the reading, or another worker took it over."""


def run(key: str, user: int | None) -> None:
    """Ask the second reader of the settings; a refusal of its endpoint ends it in words.

    Raises:
        Exception: whatever was not foreseen, after the reading was marked as failed.
    """
    reading_id, attempt = UUID(key), None
    with telling(lambda told: _end(reading_id, attempt, ("unforeseen", told, told))):
        try:
            reader = reader_set()
            with acting_as_system():
                begun = steps.begin(reading_id, reader.model)
            if begun is None:
                return
            attempt = begun.attempt
            _carry_out(begun, reader, user)
        except FetchRefused as refusal:
            _end(reading_id, attempt, (refusal.code, refusal.zh, refusal.en))
        except _StoppedError:
            _end(reading_id, attempt, None)


def _carry_out(reading: SecondReading, reader: SecondReader, user: int | None) -> None:
    document, answered = reading.document, 0
    view = view_of(document)
    _go_on(reading, parts=len(questions(view)), answered=0)

    def ask(messages: Messages) -> str:
        nonlocal answered
        _go_on(reading, answered=answered)
        answer = reader.ask(messages)
        answered += 1
        return answer

    opinion = second_opinion(document.sha256, view, document.published, ask)
    _go_on(reading, answered=answered)
    with _as(user) as actor:
        kept = steps.keep(actor, reading, opinion)
    if not kept:
        raise _StoppedError


def _go_on(reading: SecondReading, **counts: int) -> None:
    with acting_as_system():
        if not steps.go_on(reading, **counts):
            raise _StoppedError


def _as(user: int | None) -> AbstractContextManager[Actor]:
    return acting_as_system() if user is None else acting_as(user)


def _end(key: UUID, attempt: UUID | None, told: tuple[str, str, str] | None) -> None:
    problem = dict(zip(("code", "zh", "en"), told, strict=True)) if told else {}
    with acting_as_system():
        steps.end(key, attempt, problem)
