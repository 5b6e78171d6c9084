"""Meetings: call, record, decide, hand on."""

from __future__ import annotations

import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from pydantic import Field

from shigu.api.answers import answer
from shigu.api.bodies import Body, Reasoned, row
from shigu.api.kinds import Day, Short, Text
from shigu.api.problems import allowed
from shigu.api.resources import told
from shigu.api.verbs.verb import the, verb
from shigu.api.working import DECISIONS, MEETINGS, TASKS, router
from shigu.districts.middleware import actor_of
from shigu.districts.models import District, Status
from shigu.work import actions
from shigu.work.models import Decision, Meeting
from shigu.work.policies import may_issue_for

ROW: Any = MEETINGS.row_schema()
DECISION_ROW: Any = DECISIONS.row_schema()
TASK_ROW: Any = TASKS.row_schema()
Moment = Annotated[
    datetime.datetime,
    Field(ge=datetime.datetime(1900, 1, 1, tzinfo=datetime.UTC)),
    Field(le=datetime.datetime(2199, 12, 31, tzinfo=datetime.UTC)),
]


class Topic(Body):
    """One item of the agenda."""

    topic: Short
    presenter: Text = ""


class CalledMeeting(Reasoned):
    """A meeting: who calls it, who comes, what is talked about."""

    district: Short
    invited: Annotated[list[Short], Field(max_length=50)] = []
    title: Short
    place: Text = ""
    starts_at: Moment
    agenda: Annotated[list[Topic], Field(max_length=100)] = []
    status: Status = Status.FACT


class Minutes(Body):
    """How it went."""

    chair: Text = ""
    attendees: Annotated[list[Short], Field(max_length=500)] = []
    minutes: Text = ""


class MadeDecision(Body):
    """What was decided, who does it, by when."""

    text: Short
    owner: Short
    deadline: Day


@verb(router, "POST", "/meetings", "召集会议 · call a meeting", ROW, tag="meetings", status=201)
def call_meeting(request: HttpRequest, given: CalledMeeting) -> HttpResponse:
    """参会单位都收到通知。

    Every district that is asked to come is told.
    """
    actor = actor_of(request)
    district = row(actor, District, given.district, "body.district")
    invited = [row(actor, District, code, "body.invited") for code in given.invited]
    values = given.model_dump(exclude={"district", "invited", "agenda", "reason"})
    agenda = [(each.topic, each.presenter) for each in given.agenda]
    with allowed(may_issue_for(actor, district)):
        made = actions.call_meeting(actor, district, values, invited=invited, agenda=agenda)
    return answer(told(request, MEETINGS, made.pk), 201)


@verb(router, "PUT", "/meetings/{key}/minutes", "记录会议 · record", ROW, tag="meetings")
def record_meeting(request: HttpRequest, key: UUID, given: Minutes) -> HttpResponse:
    """由召集单位记录。

    By the district that called it.
    """
    actor, meeting = actor_of(request), _meeting(request, key)
    with allowed(may_issue_for(actor, meeting.district)):
        actions.record(actor, meeting, given.model_dump(), {})
    return answer(told(request, MEETINGS, key))


@verb(
    router,
    "POST",
    "/meetings/{key}/decisions",
    "议定 · decide",
    DECISION_ROW,
    tag="meetings",
    status=201,
)
def decide_at_meeting(request: HttpRequest, key: UUID, given: MadeDecision) -> HttpResponse:
    """写下议定事项。

    Writes down a decision.
    """
    actor, meeting = actor_of(request), _meeting(request, key)
    owner = row(actor, District, given.owner, "body.owner")
    with allowed(may_issue_for(actor, meeting.district)):
        values = given.model_dump(exclude={"owner"}) | {"owner": owner}
        made = actions.decide(actor, meeting, values)
    return answer(told(request, DECISIONS, made.pk), 201)


@verb(
    router,
    "POST",
    "/decisions/{key}/task",
    "转为任务 · hand on",
    TASK_ROW,
    tag="meetings",
    status=201,
)
def hand_on_decision(request: HttpRequest, key: UUID) -> HttpResponse:
    """一步转为主办单位的任务，只转一次。

    Makes it a task of its owner, once.
    """
    actor = actor_of(request)
    rows = Decision.objects.visible_to(actor).select_related("district", "owner")
    decision: Decision = the(request, rows, pk=key)
    with allowed(may_issue_for(actor, decision.district)):
        made = actions.hand_on(actor, decision)
    return answer(told(request, TASKS, made.pk), 201)


def _meeting(request: HttpRequest, key: UUID) -> Meeting:
    rows = Meeting.objects.visible_to(actor_of(request)).select_related("district")
    found: Meeting = the(request, rows, pk=key)
    return found
