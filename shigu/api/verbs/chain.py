"""The chain: ask for an assessment, judge who stands where, bring clusters to compare with."""

from __future__ import annotations

from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from pydantic import Field

from shigu.api.answers import answer
from shigu.api.bodies import Reasoned
from shigu.api.industry import ASSESSMENTS, COMPARED_CLUSTERS, POSITIONS, router
from shigu.api.kinds import Short
from shigu.api.problems import Invalid, allowed, declared
from shigu.api.resources import told
from shigu.api.verbs.verb import BYTES, PROBLEMS, the, verb
from shigu.chain import actions
from shigu.chain.models import Chain, ComparedCluster, Position
from shigu.districts.middleware import actor_of
from shigu.districts.policies import may_write_somewhere
from shigu.districts.vocabulary import DataClass
from shigu.engine.pack.problems import PackError

RUN: Any = ASSESSMENTS.row_schema()
ROW: Any = POSITIONS.row_schema()
CLUSTER: Any = COMPARED_CLUSTERS.row_schema()
SHOWN = 20


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


@router.post(
    "/compared_clusters",
    response={201: CLUSTER},
    operation_id="add_compared_cluster",
    summary="添加对照集群 · add a cluster",
    tags=["compared_clusters"],
    openapi_extra=declared(*PROBLEMS) | BYTES,
)
def add_compared_cluster(request: HttpRequest) -> HttpResponse:
    """数据包 zip 的原始字节；同名的替换，下次评估后并列。

    The bytes of a pack as a zip file. One of the same name is replaced; the next assessment
    compares with it. A pack with problems is refused whole.
    """
    actor = actor_of(request)
    content = request.read(settings.UPLOAD_MAX_BYTES + 1)
    if not content:
        raise Invalid("body", "empty")
    with allowed(may_write_somewhere(actor, DataClass.CHAIN)):
        try:
            kept = actions.add_cluster(actor, content)
        except PackError as error:
            tongue = "en" if get_language() == "en" else "zh"
            lines = [each.line(tongue) for each in error.problems[:SHOWN]]
            raise Invalid("body", "\n".join(lines)) from error
    return answer(told(request, COMPARED_CLUSTERS, kept.code), 201)


@verb(
    router,
    "POST",
    "/compared_clusters/{key}/remove",
    "移除对照集群 · remove a cluster",
    CLUSTER,
    tag="compared_clusters",
)
def remove_compared_cluster(request: HttpRequest, key: Short, given: Reasoned) -> HttpResponse:
    """下次评估起不再并列；答复为移除前的样子。

    The next assessment no longer compares with it; the answer is the row as it was.
    """
    actor = actor_of(request)
    rows = ComparedCluster.objects.visible_to(actor).defer("content")
    cluster: ComparedCluster = the(request, rows, code=key)
    was = told(request, COMPARED_CLUSTERS, key)
    with allowed(may_write_somewhere(actor, DataClass.CHAIN)):
        actions.remove_cluster(actor, cluster, reason=given.reason)
    return answer(was)
