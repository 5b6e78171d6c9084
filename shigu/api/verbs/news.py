"""The desk: have articles read, accept, reject, take back, accept together."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from pydantic import Field

from shigu.api.answers import answer
from shigu.api.bodies import Body, Reasoned
from shigu.api.kinds import Count, Number, Short, Text
from shigu.api.news import JUDGEMENTS, PROPOSALS, router
from shigu.api.problems import allowed
from shigu.api.resources import rows_told, told
from shigu.api.verbs.verb import the, verb
from shigu.districts.middleware import actor_of
from shigu.review import actions, policies
from shigu.review.models import Kind, NewsProposal
from shigu.review.queries import LEAST_SURE, MOST_TOGETHER, Rule, last_verdict

VERDICT: Any = JUDGEMENTS.row_schema()
TAG = PROPOSALS.name
Amount = Annotated[Number, Field(ge=0)]


class Values(Body):
    """All values as the person has them; those of the kind of the proposal are taken."""

    name_zh: Short | None = None
    short_name: Short | None = None
    name: Short | None = None
    kind: Short | None = None
    district: Short | None = None
    zone: Short | None = None
    capital_wan: Amount | None = None
    staff: Count | None = None
    invest_wan: Amount | None = None
    land_mu: Amount | None = None
    floor_area_m2: Amount | None = None
    area_m2: Amount | None = None
    organisation: Short | None = None
    link: Short | None = None
    share: Annotated[float, Field(ge=0.001, le=1)] | None = None
    parties: Annotated[list[Short], Field(max_length=20)] | None = None
    subject: Short | None = None
    on: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")] | None = None
    evidence: Annotated[dict[Short, Short], Field(max_length=20)] | None = None
    since: Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")] | None = None


class Accepted(Body):
    """Nothing, or what is written instead of what is proposed, and why."""

    values: Values | None = None
    reason: Text = ""


class Together(Reasoned):
    """The rule, and the proposals that were looked over."""

    least: Annotated[float, Field(ge=LEAST_SURE, le=1)] = LEAST_SURE
    kind: Kind | None = None
    looked_over: Annotated[list[UUID], Field(max_length=MOST_TOGETHER)]


class ReadIn(Body):
    """How many articles were asked."""

    articles: int


@verb(router, "POST", "/news_readings", "送研判 · read in", ReadIn, tag=TAG)
def read_in_news(request: HttpRequest) -> HttpResponse:
    """让新文章提出提议；每篇只问一次。

    Asks new articles for proposals, each once.
    """
    actor = actor_of(request)
    with allowed(policies.may_read_in(actor)):
        asked = actions.read_in(actor)
    return answer({"articles": asked})


@verb(router, "POST", "/news_proposals/{key}/accept", "采纳 · accept", VERDICT, tag=TAG)
def accept_news(request: HttpRequest, key: UUID, given: Accepted) -> HttpResponse:
    """按提议或按改后的内容写入，来源是那篇文章。

    Writes what is proposed, or what is told instead, with the article as source.
    """
    actor, proposal = actor_of(request), _proposal(request, key)
    values = None if given.values is None else given.values.model_dump(exclude_none=True)
    with allowed(policies.may_write_kind(actor, proposal)):
        made = actions.accept(actor, proposal, values, reason=given.reason)
    return answer(told(request, JUDGEMENTS, made.pk))


@verb(router, "POST", "/news_proposals/{key}/reject", "否定 · reject", VERDICT, tag=TAG)
def reject_news(request: HttpRequest, key: UUID, given: Reasoned) -> HttpResponse:
    """什么也不写入；同样的话不再提。

    Writes nothing; the same words are not asked again.
    """
    actor, proposal = actor_of(request), _proposal(request, key)
    with allowed(policies.may_write_kind(actor, proposal)):
        made = actions.reject(actor, proposal, reason=given.reason)
    return answer(told(request, JUDGEMENTS, made.pk))


@verb(router, "POST", "/news_proposals/{key}/undo", "撤销 · take back", VERDICT, tag=TAG)
def undo_news(request: HttpRequest, key: UUID, given: Reasoned) -> HttpResponse:
    """写入的记录没人改过、也没人用到时可以撤销。

    While the row is as it was written and nothing leans on it.
    """
    actor, proposal = actor_of(request), _proposal(request, key)
    with allowed(policies.may_undo(actor, proposal, last_verdict(actor, proposal))):
        made = actions.undo(actor, proposal, reason=given.reason)
    return answer(told(request, JUDGEMENTS, made.pk))


@verb(
    router,
    "POST",
    "/news_acceptances",
    "成批采纳 · accept together",
    list[VERDICT],
    tag=TAG,
)
def accept_news_together(request: HttpRequest, given: Together) -> HttpResponse:
    """名单须与规则现在给出的一致，否则一条也不采纳。

    The list must be what the rule offers now; else nothing is accepted.
    """
    actor = actor_of(request)
    rule = Rule(given.least, given.kind or "")
    with allowed(policies.may_read_in(actor)):
        made = actions.accept_together(actor, rule, given.looked_over, reason=given.reason)
    return answer(rows_told(request, JUDGEMENTS, [each.pk for each in made]))


def _proposal(request: HttpRequest, key: UUID) -> NewsProposal:
    rows = NewsProposal.objects.visible_to(actor_of(request)).select_related("document")
    found: NewsProposal = the(request, rows, pk=key)
    return found
