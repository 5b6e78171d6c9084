"""Projects and their yearly estimates: those that the token's district may see."""

from __future__ import annotations

from ninja import Router

from shigu.api.endpoints import add
from shigu.api.kinds import Number
from shigu.api.resources import Filter, Resource
from shigu.districts.packrows import paths
from shigu.projects.models import Project, ProjectYear

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
RESOURCES = (
    PROJECTS,
    PROJECT_YEARS,
)
for each in RESOURCES:
    add(router, each)
