"""Tasks: give, move, reassign, reply, remind, escalate."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from pydantic import Field

from shigu.api.answers import answer
from shigu.api.bodies import Body, KeptFile, Reasoned, row
from shigu.api.kinds import Day, Short, Small, Text
from shigu.api.problems import allowed
from shigu.api.resources import told
from shigu.api.verbs.verb import the, verb
from shigu.api.working import TASK_FILES, TASKS, router
from shigu.districts.middleware import actor_of
from shigu.districts.models import District, Status
from shigu.work import actions
from shigu.work.models import Task
from shigu.work.policies import may_escalate, may_issue_for, may_reply

ROW: Any = TASKS.row_schema()
FILE: Any = TASK_FILES.row_schema()
Verb = Literal["accept", "decline", "finish", "send_back", "confirm", "reissue", "withdraw"]
Code = Annotated[Short, Field(description="区县编号 · code of a district")]


class GivenTask(Reasoned):
    """A task: who gives it, who owns it, until when."""

    district: Code
    owner: Code
    with_them: Annotated[list[Code], Field(max_length=50, description="协办单位 · co-owners")] = []
    kind: Task.Kind = Task.Kind.TASK
    title: Short
    body: Text = ""
    deadline: Day
    escalates_after: Small | None = 7
    status: Status = Status.FACT


class MovedTask(Body):
    """One row of the table of moves, and what is said with it."""

    verb: Verb
    text: Text = ""


class Said(Body):
    """What all parties of the task read."""

    text: Short


class Reminded(Body):
    """What is said with a reminder."""

    text: Text = ""


class ReassignedTask(Reasoned):
    """Who owns the task from now on; co-owners are those that are sent."""

    owner: Code
    with_them: Annotated[list[Code], Field(max_length=50, description="协办单位 · co-owners")] = []


@verb(router, "POST", "/tasks", "交办 · give a task", ROW, tag="tasks", status=201)
def give_task(request: HttpRequest, given: GivenTask) -> HttpResponse:
    """以交办单位名义交给主办单位；各相关单位都收到通知。

    Given in the name of the district; every party is told.
    """
    actor = actor_of(request)
    district = row(actor, District, given.district, "body.district")
    values = given.model_dump(exclude={"district", "owner", "with_them", "reason"})
    values["owner"] = row(actor, District, given.owner, "body.owner")
    others = [row(actor, District, code, "body.with_them") for code in given.with_them]
    with allowed(may_issue_for(actor, district)):
        made = actions.issue(actor, district, values, with_them=others, reason=given.reason)
    return answer(told(request, TASKS, made.pk), 201)


@verb(router, "POST", "/tasks/{key}/move", "办理任务 · move a task", ROW, tag="tasks")
def move_task(request: HttpRequest, key: UUID, given: MovedTask) -> HttpResponse:
    """签收、退回、报办结、退回重办、销号、再次下达、撤回。

    Along one row of the table of moves.
    """
    actor, task = actor_of(request), _task(request, key)
    with allowed(may_reply(actor, task)):
        actions.move(actor, task, given.verb, given.text)
    return answer(told(request, TASKS, key))


@verb(router, "POST", "/tasks/{key}/reply", "答复 · reply", ROW, tag="tasks")
def reply_to_task(request: HttpRequest, key: UUID, given: Said) -> HttpResponse:
    """相关单位都读得到。

    Read by every party.
    """
    actor, task = actor_of(request), _task(request, key)
    with allowed(may_reply(actor, task)):
        actions.reply(actor, task, given.text)
    return answer(told(request, TASKS, key))


@verb(
    *(router, "POST", "/tasks/{key}/files", "加附件 · add a document", FILE),
    tag="task_files",
    status=201,
)
def add_task_file(request: HttpRequest, key: UUID, given: KeptFile) -> HttpResponse:
    """原样保存，相关单位都收到通知；种类和大小与网页相同。

    Kept byte for byte and every party is told; kinds and sizes are those of the pages.
    """
    actor, task = actor_of(request), _task(request, key)
    with allowed(may_reply(actor, task)):
        made = actions.attach(actor, task, given.name, given.content, reason=given.reason)
    return answer(told(request, TASK_FILES, made.pk), 201)


@verb(router, "POST", "/tasks/{key}/remind", "催办 · remind", ROW, tag="tasks")
def remind_of_task(request: HttpRequest, key: UUID, given: Reminded) -> HttpResponse:
    """通知主办和协办单位。

    Tells the owners.
    """
    actor, task = actor_of(request), _task(request, key)
    with allowed(may_reply(actor, task)):
        actions.remind(actor, task, given.text)
    return answer(told(request, TASKS, key))


@verb(router, "POST", "/tasks/{key}/escalate", "上报督办 · escalate", ROW, tag="tasks")
def escalate_task(request: HttpRequest, key: UUID, given: Reasoned) -> HttpResponse:
    """让上一级看到并督办。

    Lets the level above read and follow it.
    """
    actor, task = actor_of(request), _task(request, key)
    with allowed(may_escalate(actor, task)):
        actions.escalate(actor, task, reason=given.reason)
    return answer(told(request, TASKS, key))


@verb(router, "POST", "/tasks/{key}/reassign", "改派 · reassign", ROW, tag="tasks")
def reassign_task(request: HttpRequest, key: UUID, given: ReassignedTask) -> HttpResponse:
    """主办单位在办理时先由它退回；不再相关的单位即刻看不到。

    While its owner is at work it has to be returned first; who is no party stops reading it.
    """
    actor, task = actor_of(request), _task(request, key)
    owner = row(actor, District, given.owner, "body.owner")
    others = [row(actor, District, code, "body.with_them") for code in given.with_them]
    with allowed(may_issue_for(actor, task.district)):
        actions.reassign(actor, task, owner, others, reason=given.reason)
    return answer(told(request, TASKS, key))


def _task(request: HttpRequest, key: UUID) -> Task:
    rows = Task.objects.visible_to(actor_of(request)).select_related("district", "owner")
    found: Task = the(request, rows, pk=key)
    return found
