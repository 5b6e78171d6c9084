"""Notices: mark as read; how one is told by mail."""

from __future__ import annotations

from datetime import time
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Schema
from pydantic import Field

from shigu.api.answers import answer
from shigu.api.bodies import Body
from shigu.api.verbs.verb import verb
from shigu.api.working import own_notices, router
from shigu.districts.middleware import actor_of
from shigu.work import actions


class ReadNotices(Body):
    """Notices of one's own; of others' nothing happens."""

    notices: Annotated[list[UUID], Field(max_length=1_000, description="通知 · notices")] = []
    all: Annotated[bool, Field(description="全部 · all of them")] = False


class ChosenRhythm(Body):
    """When, in which language and outside which hours one gets mail; all of it."""

    rhythm: Literal["never", "now", "daily", "weekly"]
    hour: Annotated[int, Field(ge=0, le=23, description="汇总的钟点 · hour of digests")] = 8
    weekday: Annotated[int, Field(ge=0, le=6, description="周一为 0 · Monday is 0")] = 0
    quiet_from: Annotated[time | None, Field(description="免打扰从 · quiet from")] = None
    quiet_to: Annotated[time | None, Field(description="免打扰到 · quiet to")] = None
    language: Literal["zh-hans", "en"] = "zh-hans"


class MailRhythm(Schema):
    """How one is told by mail."""

    rhythm: str
    hour: int
    weekday: int
    quiet_from: time | None
    quiet_to: time | None
    language: str


class Marked(Schema):
    """How many were unread before."""

    marked: int


@verb(router, "PATCH", "/notices", "标为已读 · mark as read", Marked, tag="notices")
def read_notices(request: HttpRequest, given: ReadNotices) -> HttpResponse:
    """把本人的这些通知标为已读。

    Marks these notices of one's own as read.
    """
    actor = actor_of(request)
    if given.all:
        return answer({"marked": actions.mark_all_read(actor)})
    rows = own_notices(actor).filter(pk__in=given.notices)
    return answer({"marked": actions.mark_read(actor, rows)})


@verb(
    *(router, "PUT", "/notice_rhythm", "选择通知方式 · choose how to be told", MailRhythm),
    tag="notices",
)
def choose_notice_rhythm(request: HttpRequest, given: ChosenRhythm) -> HttpResponse:
    """邮件的节奏、免打扰时段和语言；免打扰可跨过零时。

    The rhythm, quiet hours and language of mail; quiet hours may pass midnight.
    """
    values = given.model_dump()
    chosen = actions.choose_rhythm(actor_of(request), values)
    return answer({name: getattr(chosen, name) for name in values})
