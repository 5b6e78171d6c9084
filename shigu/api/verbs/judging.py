"""Evaluation meetings: adopt a sheet, call, put up, hand in, decide, withdraw, hand on."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from pydantic import Field, WithJsonSchema

from shigu.admission import actions, policies
from shigu.admission.models import Panel, Proviso, ScoreSheet
from shigu.admission.queries import seen
from shigu.api.answers import answer
from shigu.api.bodies import Body, Reasoned, row
from shigu.api.judging import EVALUATIONS, PANELS, SCORES, SHEETS, router
from shigu.api.kinds import Day, Short, Text
from shigu.api.problems import Invalid, allowed
from shigu.api.resources import told
from shigu.api.verbs.meetings import TASK_ROW, Moment
from shigu.api.verbs.verb import the, verb
from shigu.api.working import TASKS
from shigu.districts.middleware import actor_of
from shigu.districts.models import District, Status, User
from shigu.engine.admission.load import SCHEMA, SheetError, read_sheet
from shigu.projects.models import Project
from shigu.work.policies import may_issue_for

SHEET_ROW: Any = SHEETS.row_schema()
PANEL_ROW: Any = PANELS.row_schema()
ROW: Any = EVALUATIONS.row_schema()
SCORE_ROW: Any = SCORES.row_schema()
TAG = "evaluations"
Points = Annotated[
    Decimal,
    Field(ge=0, le=1000, max_digits=6, decimal_places=2),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1000}),
]


class Words(Body):
    """The same in both languages."""

    zh: Text
    en: Text


class Named(Body):
    """An item of a sheet: a code that is a name, and its words."""

    code: Short
    words: Words


class Judged(Named):
    """A criterion with the most points it gives."""

    most: Points
    guidance: Words = Words(zh="", en="")


class AdoptedSheet(Reasoned):
    """A sheet for a district, as a document ``shigu.admission/1`` has it."""

    district: Short
    id: Short
    title: Words
    source: Text = ""
    criteria: Annotated[list[Judged], Field(min_length=1, max_length=100)]
    vetoes: Annotated[list[Named], Field(max_length=100)] = []
    status: Status = Status.FACT


class CalledPanel(Reasoned):
    """An evaluation meeting; ``members`` are account names of the districts asked to come."""

    district: Short
    invited: Annotated[list[Short], Field(max_length=50)] = []
    sheet: UUID
    members: Annotated[list[Short], Field(min_length=1, max_length=100)]
    title: Short
    place: Text = ""
    chair: Text = ""
    starts_at: Moment
    status: Status = Status.FACT


class PutUp(Body):
    """Which project."""

    project: UUID


class HandedIn(Body):
    """One's points by the code of the criterion, items that veto, a remark."""

    points: Annotated[dict[Short, Points], Field(max_length=100)]
    vetoes: Annotated[list[Short], Field(max_length=100)] = []
    remark: Text = ""


class Asked(Body):
    """A condition: what, by whom, by when."""

    text: Short
    owner: Short
    deadline: Day


class Concluded(Body):
    """What the meeting decided of a project, and why."""

    decision: Literal["admitted", "deferred", "refused"]
    said: Short
    conditions: Annotated[list[Asked], Field(max_length=50)] = []


@verb(router, "POST", "/score_sheets", "采用评分表 · adopt", SHEET_ROW, tag=SHEETS.name, status=201)
def adopt_sheet(request: HttpRequest, given: AdoptedSheet) -> HttpResponse:
    """每次采用是一个新版本，旧版不改。

    Each adoption is a new version; the old ones stay.
    """
    actor = actor_of(request)
    district = row(actor, District, given.district, "body.district")
    told_of = given.model_dump(exclude={"district", "reason", "status"})
    try:
        sheet = read_sheet({"schema": SCHEMA} | told_of)
    except SheetError as error:
        raise Invalid("body", str(error)) from error
    with allowed(policies.may_adopt_for(actor, district)):
        made = actions.adopt(actor, district, sheet, reason=given.reason, status=given.status)
    return answer(told(request, SHEETS, made.pk), 201)


@verb(
    router,
    "POST",
    "/evaluation_meetings",
    "召集评审会 · call",
    PANEL_ROW,
    tag=PANELS.name,
    status=201,
)
def call_evaluation_meeting(request: HttpRequest, given: CalledPanel) -> HttpResponse:
    """评委须是参会单位里办理协同事项的人。

    Members are people who deal with tasks in the districts that are asked to come.
    """
    actor = actor_of(request)
    district = row(actor, District, given.district, "body.district")
    invited = [row(actor, District, code, "body.invited") for code in given.invited]
    sheet: ScoreSheet = the(request, ScoreSheet.objects.visible_to(actor), pk=given.sheet)
    members = User.objects.filter(username__in=given.members).values_list("pk", flat=True)
    names = ("title", "place", "chair", "starts_at", "status")
    values = given.model_dump(include=set(names))
    with allowed(may_issue_for(actor, district)):
        made = actions.call(
            actor, district, values, sheet, members, invited=invited, reason=given.reason
        )
    return answer(told(request, PANELS, made.pk), 201)


@verb(
    router,
    "POST",
    "/evaluation_meetings/{key}/projects",
    "提请评审 · put up",
    ROW,
    tag=PANELS.name,
    status=201,
)
def put_up_project(request: HttpRequest, key: UUID, given: PutUp) -> HttpResponse:
    """由项目所在区县列入；看得到项目的评委打分。

    By the project's district; members that read the project score it.
    """
    actor = actor_of(request)
    rows = Panel.objects.visible_to(actor).select_related("meeting")
    panel: Panel = the(request, rows, pk=key)
    projects = Project.objects.visible_to(actor).select_related("district")
    project: Project = the(request, projects, pk=given.project)
    with allowed(policies.may_put_up(actor, project)):
        made = actions.put_up(actor, panel, project)
    return answer(told(request, EVALUATIONS, made.pk), 201)


@verb(router, "POST", "/evaluations/{key}/scores", "交表 · hand in", SCORE_ROW, tag=TAG, status=201)
def hand_in_score(request: HttpRequest, key: UUID, given: HandedIn) -> HttpResponse:
    """只交一次；交表后看得到别人的分数。

    Once; the others' points are open after it.
    """
    actor, evaluation = actor_of(request), the(request, seen(actor_of(request)), pk=key)
    with allowed(policies.may_judge(actor, evaluation)):
        made = actions.hand_in(
            actor, evaluation, given.points, vetoes=given.vetoes, remark=given.remark
        )
    return answer(told(request, SCORES, made.pk), 201)


@verb(router, "POST", "/evaluations/{key}/decision", "评审结论 · conclude", ROW, tag=TAG)
def decide_evaluation(request: HttpRequest, key: UUID, given: Concluded) -> HttpResponse:
    """由召集单位在过半交表后记下，不再改动。

    By who called the meeting, once more than half have handed in; it stands.
    """
    actor, evaluation = actor_of(request), the(request, seen(actor_of(request)), pk=key)
    conditions = [
        {
            "text": each.text,
            "deadline": each.deadline,
            "owner": row(actor, District, each.owner, "body.conditions"),
        }
        for each in given.conditions
    ]
    with allowed(policies.may_decide(actor, evaluation)):
        actions.decide(actor, evaluation, given.decision, said=given.said, conditions=conditions)
    return answer(told(request, EVALUATIONS, key))


@verb(router, "POST", "/evaluations/{key}/withdraw", "撤下议题 · withdraw", ROW, tag=TAG)
def withdraw_evaluation(request: HttpRequest, key: UUID, given: Reasoned) -> HttpResponse:
    """已交的表留着。

    What was handed in stays.
    """
    actor, evaluation = actor_of(request), the(request, seen(actor_of(request)), pk=key)
    with allowed(policies.may_decide(actor, evaluation)):
        actions.withdraw(actor, evaluation, reason=given.reason)
    return answer(told(request, EVALUATIONS, key))


@verb(
    router,
    "POST",
    "/provisos/{key}/task",
    "转为任务 · hand on",
    TASK_ROW,
    tag="provisos",
    status=201,
)
def hand_on_proviso(request: HttpRequest, key: UUID) -> HttpResponse:
    """一步转为主办单位的任务，只转一次。

    Makes it a task of its owner, once.
    """
    actor = actor_of(request)
    rows = Proviso.objects.visible_to(actor).select_related(
        "evaluation__meeting__district", "evaluation__meeting__force", "owner"
    )
    proviso: Proviso = the(request, rows, pk=key)
    with allowed(policies.may_hand_on(actor, proviso.evaluation)):
        made = actions.hand_on(actor, proviso)
    return answer(told(request, TASKS, made.pk), 201)
