"""Notices: mark as read."""

from __future__ import annotations

from typing import Annotated
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

    notices: Annotated[list[UUID], Field(max_length=1_000, description="通知 · notices")]


class Marked(Schema):
    """How many were unread before."""

    marked: int


@verb(router, "PATCH", "/notices", "标为已读 · mark as read", Marked, tag="notices")
def read_notices(request: HttpRequest, given: ReadNotices) -> HttpResponse:
    """把本人的这些通知标为已读。

    Marks these notices of one's own as read.
    """
    actor = actor_of(request)
    rows = own_notices(actor).filter(pk__in=given.notices)
    return answer({"marked": actions.mark_read(actor, rows)})
