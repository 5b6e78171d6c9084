"""Projects: file, revise, move on, disclose, estimate."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Schema
from pydantic import Field

from shigu.api.answers import answer
from shigu.api.bodies import Body, Reasoned, body, row, values
from shigu.api.kinds import Reason, Short
from shigu.api.pipeline import PROJECT_YEARS, PROJECTS, router
from shigu.api.problems import allowed
from shigu.api.resources import rows_told, told
from shigu.api.verbs.verb import the, verb
from shigu.districts.middleware import actor_of
from shigu.districts.models import District
from shigu.projects import actions
from shigu.projects.models import Project, ProjectYear
from shigu.projects.policies import may_file_in, may_revise
from shigu.projects.stages import Stage

ROW: Any = PROJECTS.row_schema()
YEAR_ROW: Any = PROJECT_YEARS.row_schema()
FIELDS = (
    *("name", "name_en", "organisation", "link", "status", "source", "note", "invest_wan"),
    *("fixed_invest_wan", "land_mu", "floor_area_m2", "height_m", "load_t_m2", "power_kva"),
    *("water_t_day", "drainage_t_day", "needs_exhaust", "clean_class", "energy_tce", "emission_t"),
    *("hazard_class", "gbt4754", "earliest", "latest", "success_probability", "together_with"),
    *("apart_from", "origin_district", "origin_tax_wan", "districts_allowed"),
    *("districts_excluded", "veto", "phase_of", "phase_near", "preferences"),
)
YEAR = ("year", "tax_local_wan", "output_wan", "value_added_wan", "jobs", "public_cost_wan")


class _Owned(Reasoned):
    district: Annotated[Short, Field(description="首报单位 · district that reports it first")]
    code: Annotated[Short | None, Field(description="编号，不填则生成 · id, made if left out")] = (
        None
    )


FiledProject: Any = body(
    "FiledProject",
    Project,
    "projects",
    (*FIELDS, "stage"),
    required=("name", "stage", "status"),
    base=_Owned,
)
RevisedProject: Any = body("RevisedProject", Project, "projects", FIELDS)
YearOfProject: Any = body(
    "YearOfProject", ProjectYear, "project_years", YEAR, required=("year",), base=Body
)


class MovedProject(Reasoned):
    """The step that a project takes: to which stage, on which day, on what evidence."""

    stage: Stage
    on: Annotated[date | None, Field(description="发生日期 · day; today if left out")] = None
    evidence: Annotated[
        dict[Short, Short],
        Field(description="按转换表的证据 · by id, docs/reference/stages.md", max_length=20),
    ] = {}


class EstimatedProject(Body):
    """All yearly estimates of a project, instead of those before."""

    years: Annotated[list[YearOfProject], Field(max_length=100)]
    reason: Reason


class Years(Schema):
    """The yearly estimates of a project."""

    items: list[YEAR_ROW]


@verb(router, "POST", "/projects", "登记线索 · file a project", ROW, tag="projects", status=201)
def file_project(request: HttpRequest, given: FiledProject) -> HttpResponse:
    """在首报单位名下登记；性质为事实的须写明来源。

    Registers a project that the district reports first; a fact names its source.
    """
    actor = actor_of(request)
    district = row(actor, District, given.district, "body.district")
    with allowed(may_file_in(actor, district)):
        wanted = values(actor, Project, given, "district")
        made = actions.file(actor, district, wanted, reason=given.reason)
    return answer(told(request, PROJECTS, made.pk), 201)


@verb(router, "PATCH", "/projects/{key}", "修改项目 · revise a project", ROW, tag="projects")
def revise_project(request: HttpRequest, key: UUID, given: RevisedProject) -> HttpResponse:
    """只改送来的字段；阶段与公开另有动作。

    Changes the members that are sent; stage and openness have verbs of their own.
    """
    actor, project = actor_of(request), _project(request, key)
    with allowed(may_revise(actor, project)):
        actions.revise(actor, project, values(actor, Project, given), reason=given.reason)
    return answer(told(request, PROJECTS, key))


@verb(router, "POST", "/projects/{key}/stage", "推进阶段 · move on", ROW, tag="projects")
def move_project_on(request: HttpRequest, key: UUID, given: MovedProject) -> HttpResponse:
    """按转换表推进或退回一步，证据不全则拒绝并说明还缺什么。

    Takes a step of the transition table, ahead or back; refused with what is missing.
    """
    actor, project = actor_of(request), _project(request, key)
    with allowed(may_revise(actor, project)):
        actions.move_on(
            actor,
            project,
            given.stage,
            reason=given.reason,
            on=given.on,
            evidence=given.evidence,
        )
    return answer(told(request, PROJECTS, key))


@verb(router, "POST", "/projects/{key}/disclose", "公开 · disclose", ROW, tag="projects")
def disclose_project(request: HttpRequest, key: UUID, given: Reasoned) -> HttpResponse:
    """把写明来源的事实向全体成员公开。

    Opens a fact with its source to all members of the cluster.
    """
    actor, project = actor_of(request), _project(request, key)
    with allowed(may_revise(actor, project)):
        actions.disclose(actor, project, reason=given.reason)
    return answer(told(request, PROJECTS, key))


@verb(router, "PUT", "/projects/{key}/years", "分年估算 · estimate", Years, tag="projects")
def estimate_project(request: HttpRequest, key: UUID, given: EstimatedProject) -> HttpResponse:
    """送来的各年替换原有各年。

    The years that are sent replace those before.
    """
    actor, project = actor_of(request), _project(request, key)
    with allowed(may_revise(actor, project)):
        years = [year.model_dump(exclude_unset=True) for year in given.years]
        made = actions.estimate(actor, project, years, reason=given.reason)
    return answer({"items": rows_told(request, PROJECT_YEARS, [year.pk for year in made])})


def _project(request: HttpRequest, key: UUID) -> Project:
    rows = Project.objects.visible_to(actor_of(request)).select_related("district")
    found: Project = the(request, rows, pk=key)
    return found
