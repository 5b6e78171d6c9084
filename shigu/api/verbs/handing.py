"""Hand-overs: propose, accept, decline, withdraw."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from pydantic import Field

from shigu.api.answers import answer
from shigu.api.bodies import Reasoned, row
from shigu.api.kinds import Short, Text
from shigu.api.pipeline import HAND_OVERS, router
from shigu.api.problems import allowed
from shigu.api.resources import told
from shigu.api.verbs.verb import the, verb
from shigu.districts.actors import Actor
from shigu.districts.middleware import actor_of
from shigu.districts.models import District
from shigu.projects import actions
from shigu.projects.models import HandOver, Project
from shigu.projects.policies import (
    may_answer,
    may_order,
    may_revise,
    may_withdraw,
    office_that_orders,
)
from shigu.sharing.actions import hand_over_under, order_hand_over_under

ROW: Any = HAND_OVERS.row_schema()
TAG = "hand_overs"


class Offered(Reasoned):
    """To whom, what it is told, and how the credit is parted: by a clause, or by ``credit_to``."""

    to: Annotated[Short, Field(description="流入区县编号 · receiving district")]
    summary: Annotated[Text, Field(description="告知对方的概况 · what the receiver is told")]
    clause: Annotated[
        Short | None, Field(description="协议条款：协议编号:规则 · id of the agreement:rule")
    ] = None
    credit_to: Annotated[
        float, Field(ge=0, le=1, description="流入方计入比例，没有条款时 · credit of the receiver")
    ] = 0.5
    agreement: Annotated[Text, Field(description="另行约定的协议 · another agreement")] = ""


@verb(router, "POST", "/projects/{key}/hand_over", "提出流转 · hand over", ROW, tag=TAG, status=201)
def propose_hand_over(request: HttpRequest, key: UUID, given: Offered) -> HttpResponse:
    """对方接收前只读得到概况；按条款提出的，接收后逐年结算。专班提出的即为调度。

    Until it accepts, the receiver reads the summary only; under a clause every year is settled.
    From the joint office it is an order.
    """
    actor = actor_of(request)
    rows = Project.objects.visible_to(actor).select_related("district")
    project: Project = the(request, rows, pk=key)
    to = row(actor, District, given.to, "body.to")
    office = office_that_orders(actor, project)
    with allowed(may_order(actor, office) if office else may_revise(actor, project)):
        made = _offer(actor, office, project, to, given)
    return answer(told(request, HAND_OVERS, made.pk), 201)


@verb(router, "POST", "/hand_overs/{key}/accept", "接收流转 · accept", ROW, tag=TAG)
def accept_hand_over(request: HttpRequest, key: UUID, given: Reasoned) -> HttpResponse:
    """项目改由对方办理，首报单位不变。

    The project changes district; its introducer stays.
    """
    found = _offered(request, key)
    with allowed(may_answer(actor_of(request), found)):
        actions.accept_hand_over(actor_of(request), found, reason=given.reason)
    return answer(told(request, HAND_OVERS, key))


@verb(router, "POST", "/hand_overs/{key}/decline", "不接收流转 · decline", ROW, tag=TAG)
def decline_hand_over(request: HttpRequest, key: UUID, given: Reasoned) -> HttpResponse:
    """流出方继续洽谈。

    The keeper goes on talking.
    """
    found = _offered(request, key)
    with allowed(may_answer(actor_of(request), found)):
        actions.decline_hand_over(actor_of(request), found, reason=given.reason)
    return answer(told(request, HAND_OVERS, key))


@verb(router, "POST", "/hand_overs/{key}/withdraw", "撤回流转 · withdraw", ROW, tag=TAG)
def withdraw_hand_over(request: HttpRequest, key: UUID, given: Reasoned) -> HttpResponse:
    """答复前可以撤回。

    Taken back while nobody answered.
    """
    found = _offered(request, key)
    with allowed(may_withdraw(actor_of(request), found)):
        actions.withdraw_hand_over(actor_of(request), found, reason=given.reason)
    return answer(told(request, HAND_OVERS, key))


def _offer(
    actor: Actor, office: District | None, project: Project, to: District, given: Offered
) -> HandOver:
    words = {"summary": given.summary, "reason": given.reason}
    if given.clause is not None and office is not None:
        return order_hand_over_under(actor, office, project, to, given.clause, **words)
    if given.clause is not None:
        return hand_over_under(actor, project, to, given.clause, **words)
    credit = Decimal(str(given.credit_to)).quantize(Decimal("0.0001"))
    if office is not None:
        return actions.order_hand_over(
            actor, office, project, to, credit_to=credit, agreement=given.agreement, **words
        )
    return actions.propose_hand_over(
        actor, project, to, credit_to=credit, agreement=given.agreement, **words
    )


def _offered(request: HttpRequest, key: UUID) -> HandOver:
    rows = HandOver.objects.visible_to(actor_of(request)).select_related(
        "from_district", "to_district", "district"
    )
    found: HandOver = the(request, rows, pk=key)
    return found
