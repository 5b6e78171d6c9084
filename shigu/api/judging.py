"""Evaluation meetings as the API tells them: sheets, meetings, projects judged, points."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from ninja import Router

from shigu.admission.models import Ballot, Evaluation, Panel, Proviso, Score, ScoreSheet
from shigu.api.endpoints import add
from shigu.api.ledgers import same
from shigu.api.resources import Filter, Resource
from shigu.districts.models import Status

router = Router()
OF_EVALUATION = Filter("evaluation", UUID, "项目评审编号 · id of the evaluation")


def _waiting(rows: QuerySet[Any], wanted: bool) -> QuerySet[Any]:  # noqa: FBT001
    return rows.filter(decision="") if wanted else rows.exclude(decision="")


SHEETS = Resource(
    "score_sheets",
    "ScoreSheet",
    ScoreSheet,
    ScoreSheet.objects.visible_to,
    {
        "id": "id",
        "district": "district__code",
        **same("code", "version", "title", "title_en", "content", "reason"),
        **same("adopted_by", "adopted_at", "status"),
    },
    {
        "district": Filter("district__code"),
        "code": Filter("code"),
        "status": Filter("status", Status),
    },
    order=("adopted_at", "id"),
    about="评分表各版 · versions of score sheets",
)
PANELS = Resource(
    "evaluation_meetings",
    "EvaluationMeeting",
    Panel,
    Panel.objects.visible_to,
    {
        "id": "id",
        "district": "district__code",
        "meeting": "meeting__id",
        "sheet": "sheet__id",
        "title": "meeting__title",
        "place": "meeting__place",
        "starts_at": "meeting__starts_at",
        "chair": "meeting__chair",
        "held": "meeting__held",
    },
    {"district": Filter("district__code"), "held": Filter("meeting__held", bool, "已召开 · held")},
    order=("starts_at", "id"),
    about="评审会 · evaluation meetings",
)
EVALUATIONS = Resource(
    "evaluations",
    "Evaluation",
    Evaluation,
    Evaluation.objects.visible_to,
    {
        "id": "id",
        "district": "district__code",
        "project": "project_id",
        "meeting": "meeting_id",
        **same("put_up_at", "decision", "decided_on", "said"),
    },
    {
        "district": Filter("district__code"),
        "project": Filter("project", UUID, "项目编号 · id of the project"),
        "meeting": Filter("meeting", UUID, "会议编号 · id of the meeting"),
        "decision": Filter("decision", Evaluation.Decision),
        "waiting": Filter(_waiting, bool, "还没有结论 · not concluded yet"),
    },
    order=("put_up_at", "id"),
    about="项目评审 · projects at evaluation meetings",
)
BALLOTS = Resource(
    "ballots",
    "Ballot",
    Ballot,
    Ballot.objects.visible_to,
    {
        "id": "id",
        "evaluation": "evaluation_id",
        "person": "person__full_name",
        **same("handed_in_at"),
    },
    {"evaluation": OF_EVALUATION},
    order=("handed_in_at", "id"),
    about="谁已交表 · who has handed in",
)
SCORES = Resource(
    "scores",
    "Score",
    Score,
    Score.objects.visible_to,
    {
        "id": "id",
        "evaluation": "evaluation_id",
        "person": "person__full_name",
        **same("points", "total", "vetoes", "remark"),
    },
    {"evaluation": OF_EVALUATION},
    order=("evaluation", "id"),
    about="评分，交表后才看得到别人的 · points, the others' once handed in",
)
PROVISOS = Resource(
    "provisos",
    "Proviso",
    Proviso,
    Proviso.objects.visible_to,
    {
        "id": "id",
        "evaluation": "evaluation_id",
        **same("position", "text", "deadline"),
        "owner": "owner__code",
        "task": "task__id",
    },
    {"evaluation": OF_EVALUATION},
    order=("deadline", "id"),
    about="准入条件 · conditions of admissions",
)
RESOURCES = (SHEETS, PANELS, EVALUATIONS, BALLOTS, SCORES, PROVISOS)
for each in RESOURCES:
    add(router, each)
