"""Task forces: form one, say anew who belongs to it."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from pydantic import Field

from shigu.api.answers import answer
from shigu.api.bodies import Body, Reasoned, row
from shigu.api.kinds import Short, Text
from shigu.api.problems import Invalid, allowed
from shigu.api.resources import told
from shigu.api.verbs.tasks import Code
from shigu.api.verbs.verb import the, verb
from shigu.api.working import TASK_FORCES, router
from shigu.districts.actors import Actor
from shigu.districts.middleware import actor_of
from shigu.districts.models import District, Status, User
from shigu.districts.scope import at_work
from shigu.work import actions
from shigu.work.models import TaskForce
from shigu.work.policies import may_issue_for, may_lead

ROW: Any = TASK_FORCES.row_schema()


class Member(Body):
    """A person of a district, by the name of the account."""

    district: Code
    person: Annotated[Short, Field(description="账号 · account")]


class FormedForce(Reasoned):
    """A task force; who forms it is its head and a member too."""

    district: Code
    name: Short
    purpose: Text = ""
    open_to: TaskForce.OpenTo = TaskForce.OpenTo.MEMBERS
    members: Annotated[list[Member], Field(max_length=200)] = []
    status: Status = Status.FACT


class ChangedMembers(Reasoned):
    """Everybody who belongs to the task force beside its head."""

    members: Annotated[list[Member], Field(max_length=200)]


@verb(
    *(router, "POST", "/task_forces", "组建专班 · form a task force", ROW),
    tag="task_forces",
    status=201,
)
def form_task_force(request: HttpRequest, given: FormedForce) -> HttpResponse:
    """成员按区县和账号写；谁看得到由 open_to 定。

    Members by district and account; `open_to` says who reads along.
    """
    actor = actor_of(request)
    district = row(actor, District, given.district, "body.district")
    with allowed(may_issue_for(actor, district)):
        members = [_member(actor, each) for each in given.members]
        values = given.model_dump(exclude={"district", "members", "reason"})
        made = actions.convene(actor, district, values, members, reason=given.reason)
    return answer(told(request, TASK_FORCES, made.pk), 201)


@verb(
    *(router, "POST", "/task_forces/{key}/members", "调整专班成员 · change members", ROW),
    tag="task_forces",
)
def change_force_members(request: HttpRequest, key: UUID, given: ChangedMembers) -> HttpResponse:
    """送来的就是全部成员；谁看得到即刻随之改变。

    What is sent is everybody; who may read follows at once.
    """
    actor = actor_of(request)
    rows = TaskForce.objects.visible_to(actor).select_related("district")
    force: TaskForce = the(request, rows, pk=key)
    members = [_member(actor, each) for each in given.members]
    with allowed(may_lead(actor, force)):
        actions.change_members(actor, force, members, reason=given.reason)
    return answer(told(request, TASK_FORCES, key))


def _member(actor: Actor, member: Member) -> tuple[District, int]:
    place = row(actor, District, member.district, "body.members")
    found = User.objects.filter(username=member.person, pk__in=at_work(place.pk)).first()
    if found is None:
        raise Invalid("body.members", _("没有 %s，或您看不到它。") % member.person)
    return place, found.pk
