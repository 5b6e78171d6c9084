"""The news: bring a page, look at what was found of it, have it stored."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query
from pydantic import Field

from shigu.api.answers import answer
from shigu.api.articles import RUNS, router
from shigu.api.bodies import Body, Reasoned
from shigu.api.kinds import Day, Key, Short
from shigu.api.problems import Invalid, allowed, declared
from shigu.api.resources import told
from shigu.api.verbs.verb import BYTES, PROBLEMS, the, verb
from shigu.districts.middleware import actor_of
from shigu.engine.text.page.limits import MOST_BYTES
from shigu.ingest import actions
from shigu.ingest.actions.bringing import MOST_PAGES
from shigu.ingest.models import Run
from shigu.ingest.policies import may_bring, may_confirm

ROW: Any = RUNS.row_schema()


class Chosen(Body):
    """A page to store, with title and day where it tells none."""

    page: Key
    title: Short | None = None
    published: Day | None = None


class Confirmed(Reasoned):
    """The pages to store, by their numbers in ``news_brought``."""

    pages: Annotated[list[Chosen], Field(min_length=1, max_length=MOST_PAGES)]


@router.post(
    "/news_runs",
    response={202: ROW},
    operation_id="bring_news_page",
    summary="带来网页 · bring a page",
    tags=["news_runs"],
    openapi_extra=declared(*PROBLEMS) | BYTES,
)
def bring_news_page(
    request: HttpRequest,
    filename: Annotated[Short, Query(..., description="文件名，看扩展名 · name of the file")],
    url: Annotated[Short | None, Query(description="网址 · where it stands on the web")] = None,
    title: Annotated[Short | None, Query(description="标题 · instead of the page's own")] = None,
    published: Annotated[Day | None, Query(description="发布日期 · instead of its own")] = None,
) -> HttpResponse:
    """网页或纯文本的原始字节；在后台核对，状态 ready 后看 news_brought，再用 confirm 存入。

    The bytes of a page or plain text. It is looked over in the background: once the state is
    ready, news_brought tells what was found, and confirm has it stored.
    """
    actor = actor_of(request)
    content = request.read(MOST_BYTES + 1)
    if not content:
        raise Invalid("body", "empty")
    day = f"{published:%Y-%m-%d}" if published else ""
    page = actions.Brought(filename, content, url or "", filename, title or "", day)
    with allowed(may_bring(actor)):
        run = actions.bring(actor, [page])
    return answer(told(request, RUNS, run.pk), 202)


@verb(router, "POST", "/news_runs/{key}/confirm", "确认存入 · confirm", ROW, tag="news_runs")
def confirm_news_pages(request: HttpRequest, key: UUID, given: Confirmed) -> HttpResponse:
    """由带来的人确认；选中的全部存入或全部不存。

    By the one who brought them: all that are chosen are stored, or none.
    """
    actor = actor_of(request)
    run: Run = the(request, Run.objects.visible_to(actor), pk=key)
    chosen = {
        one.page: {
            "title": one.title or "",
            "published": f"{one.published:%Y-%m-%d}" if one.published else "",
        }
        for one in given.pages
    }
    with allowed(may_confirm(actor, run)):
        actions.confirm_pages(actor, run, chosen, reason=given.reason)
    return answer(told(request, RUNS, key))
