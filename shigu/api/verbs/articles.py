"""The news: have a source read, stop a run."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from shigu.api.answers import answer
from shigu.api.articles import RUNS, router
from shigu.api.bodies import Reasoned
from shigu.api.kinds import Key
from shigu.api.problems import allowed
from shigu.api.resources import told
from shigu.api.verbs.verb import the, verb
from shigu.districts.middleware import actor_of
from shigu.ingest import actions
from shigu.ingest.models import Run, Source
from shigu.ingest.policies import may_ask_for, may_cancel

ROW: Any = RUNS.row_schema()


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
