"""Projects and their yearly estimates: those that the token's district may see."""

from __future__ import annotations

from uuid import UUID

from ninja import Router

from shigu.api.endpoints import add
from shigu.api.kinds import Number
from shigu.api.resources import Filter, Resource
from shigu.districts.packrows import paths
from shigu.projects.models import HandOver, Project, ProjectYear, StageChange

router = Router()
PROJECTS = Resource(
    "projects",
    "Project",
    Project,
    Project.objects.visible_to,
    {
        **paths(Project, "projects"),
        "id": "id",
        "code": "code",
        "district": "district__code",
        "disclosed": "disclosed",
    },
    {
        "district": Filter("district__code"),
        "code": Filter("code"),
        "stage": Filter("stage"),
        "link": Filter("link__code"),
        "disclosed": Filter("disclosed", bool),
        "invest_wan_min": Filter("invest_wan__gte", Number, "总投资至少（万元）· at least"),
    },
    order=("code", "invest_wan"),
    about="项目 · projects",
)
PROJECT_YEARS = Resource(
    "project_years",
    "ProjectYear",
    ProjectYear,
    ProjectYear.objects.visible_to,
    {**paths(ProjectYear, "project_years"), "id": "id", "project": "project__id"},
    {"project": Filter("project__code")},
    order=("year",),
    about="项目分年估计 · yearly estimates",
)
STEPS = Resource(
    "stage_changes",
    "StageChange",
    StageChange,
    StageChange.objects.visible_to,
    {
        "id": "id",
        "project": "project_id",
        "district": "district__code",
        "by": "by_name",
        **{name: name for name in ("place", "from_stage", "to_stage", "on", "at")},
        **{name: name for name in ("reason", "evidence", "days")},
    },
    {
        "project": Filter("project", UUID, "项目 · id of the project"),
        "district": Filter("district__code"),
        "to_stage": Filter("to_stage"),
    },
    order=("at", "on", "place"),
    about="项目阶段记录 · steps of projects",
)
HAND_OVERS = Resource(
    "hand_overs",
    "HandOver",
    HandOver,
    HandOver.objects.visible_to,
    {
        "id": "id",
        "project": "project_id",
        "district": "district__code",
        "from_district": "from_district__code",
        "to_district": "to_district__code",
        "clause": "terms__clause",
        "settled_under": "terms__agreement_id",
        **{name: name for name in ("name", "summary", "invest_wan", "reason", "agreement")},
        **{name: name for name in ("credit_from", "credit_to", "state", "proposed_at")},
        **{name: name for name in ("answer", "answered_at")},
    },
    {
        "state": Filter("state", HandOver.State),
        "project": Filter("project", UUID, "项目 · id of the project"),
        "from_district": Filter("from_district__code"),
        "to_district": Filter("to_district__code"),
    },
    order=("proposed_at", "name"),
    about="流转 · hand-overs",
    types={"clause": str | None, "settled_under": UUID | None},
)
RESOURCES = (
    PROJECTS,
    PROJECT_YEARS,
    STEPS,
    HAND_OVERS,
)
for each in RESOURCES:
    add(router, each)
