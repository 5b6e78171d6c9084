"""The chain: ask for an assessment, confirm and reject who stands where."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from pydantic import Field

from shigu.api.answers import answer
from shigu.api.bodies import Reasoned
from shigu.api.industry import ASSESSMENTS, POSITIONS, router
from shigu.api.kinds import Short
from shigu.api.problems import allowed
from shigu.api.resources import told
from shigu.api.verbs.verb import the, verb
from shigu.chain import actions
from shigu.chain.models import Chain, Position
from shigu.districts.middleware import actor_of
from shigu.districts.policies import may_write_somewhere
from shigu.districts.vocabulary import DataClass

RUN: Any = ASSESSMENTS.row_schema()
ROW: Any = POSITIONS.row_schema()


class ConfirmedPosition(Reasoned):
    """Which part of the business stands at the link, and how sure that is."""

    share: Annotated[float, Field(ge=0.01, le=1, description="业务占比 · part of the business")]
    confidence: Annotated[float, Field(ge=0, le=1, description="置信度 · how sure")]


@verb(router, "POST", "/chains/{key}/assess", "评估 · assess", RUN, tag="assessments", status=202)
def assess_chain(request: HttpRequest, key: Short, given: Reasoned) -> HttpResponse:
    """在后台评估；用 assessments 查询进度。

    Computed in the background: follow it under assessments.
    """
    actor = actor_of(request)
    chain: Chain = the(request, Chain.objects.visible_to(actor), code=key)
    with allowed(may_write_somewhere(actor, DataClass.CHAIN)):
        asked = actions.ask(actor, chain, reason=given.reason)
    return answer(told(request, ASSESSMENTS, asked.pk), 202)


@verb(router, "POST", "/positions/{key}/confirm", "确认归属 · confirm", ROW, tag="positions")
def confirm_position(request: HttpRequest, key: Short, given: ConfirmedPosition) -> HttpResponse:
    """确认企业在这一环节；各环节占比之和不超过全部业务。

    Confirms who stands at a link; shares never exceed the whole business.
    """
    actor, position = actor_of(request), _position(request, key)
    with allowed(may_write_somewhere(actor, DataClass.CHAIN)):
        actions.confirm_position(
            actor,
            position,
            share=given.share,
            confidence=given.confidence,
            reason=given.reason,
        )
    return answer(told(request, POSITIONS, key))


@verb(router, "POST", "/positions/{key}/reject", "否定归属 · reject", ROW, tag="positions")
def reject_position(request: HttpRequest, key: Short, given: Reasoned) -> HttpResponse:
    """否定的归属仍可见，但不计入任何结果。

    A rejected position stays in sight and counts nowhere.
    """
    actor, position = actor_of(request), _position(request, key)
    with allowed(may_write_somewhere(actor, DataClass.CHAIN)):
        actions.reject_position(actor, position, reason=given.reason)
    return answer(told(request, POSITIONS, key))


def _position(request: HttpRequest, code: str) -> Position:
    rows = Position.objects.visible_to(actor_of(request)).select_related("link", "organisation")
    found: Position = the(request, rows, code=code)
    return found
