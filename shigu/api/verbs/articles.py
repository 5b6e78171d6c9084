"""The news: have a source read or an article by a second reader; stop either."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from shigu.api.answers import answer
from shigu.api.articles import RUNS, SECOND_READINGS, router
from shigu.api.bodies import Reasoned
from shigu.api.kinds import Key
from shigu.api.problems import allowed
from shigu.api.resources import told
from shigu.api.verbs.verb import the, verb
from shigu.districts.middleware import actor_of
from shigu.ingest import actions
from shigu.ingest.models import Document, Run, SecondReading, Source
from shigu.ingest.policies import (
    may_ask_for,
    may_ask_second_reader,
    may_cancel,
    may_stop_second_reader,
)

ROW: Any = RUNS.row_schema()
READING: Any = SECOND_READINGS.row_schema()


@verb(
    router,
    "POST",
    "/news_sources/{key}/read",
    "读取来源 · read",
    ROW,
    tag="news_sources",
    status=201,
)
def read_news_source(request: HttpRequest, key: Key, given: Reasoned) -> HttpResponse:
    """在后台读取一个来源；进度看 news_runs。

    Reads a source in the background; ``news_runs`` tells how far it is.
    """
    actor = actor_of(request)
    source: Source = the(request, Source.objects.visible_to(actor), pk=key)
    with allowed(may_ask_for(actor, source)):
        run = actions.ask_for_run(actor, source, reason=given.reason)
    return answer(told(request, RUNS, run.pk), 201)


@verb(router, "POST", "/news_runs/{key}/cancel", "停止读取 · cancel", ROW, tag="news_runs")
def cancel_news_run(request: HttpRequest, key: UUID, given: Reasoned) -> HttpResponse:
    """停止一次读取；什么也不存。

    Stops a run; nothing of it is stored.
    """
    actor = actor_of(request)
    run: Run = the(request, Run.objects.visible_to(actor), pk=key)
    with allowed(may_cancel(actor, run)):
        actions.cancel_run(actor, run, reason=given.reason)
    return answer(told(request, RUNS, key))


@verb(
    router,
    "POST",
    "/documents/{key}/second_reading",
    "请第二读者读 · ask the second reader",
    READING,
    tag=SECOND_READINGS.name,
    status=201,
)
def ask_second_reader(request: HttpRequest, key: Key, given: Reasoned) -> HttpResponse:
    """在后台请设好的第二读者再读一遍；进度看 news_second_readings。

    Asks the second reader of the settings in the background; off unless one is set.
    """
    actor = actor_of(request)
    document: Document = the(request, Document.objects.visible_to(actor), pk=key)
    with allowed(may_ask_second_reader(actor, document)):
        reading = actions.ask_second_reader(actor, document, reason=given.reason)
    return answer(told(request, SECOND_READINGS, reading.pk), 201)


@verb(
    router,
    "POST",
    "/news_second_readings/{key}/cancel",
    "停止第二读者 · stop",
    READING,
    tag=SECOND_READINGS.name,
)
def stop_second_reader(request: HttpRequest, key: UUID, given: Reasoned) -> HttpResponse:
    """在下一段之前停止；什么也不存。

    Stops it before the next part; nothing is kept.
    """
    actor = actor_of(request)
    reading: SecondReading = the(request, SecondReading.objects.visible_to(actor), pk=key)
    with allowed(may_stop_second_reader(actor, reading)):
        actions.stop_second_reader(actor, reading, reason=given.reason)
    return answer(told(request, SECOND_READINGS, key))
