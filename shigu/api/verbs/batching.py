"""Projects: several at once, all of them or none; one taken out that was filed by mistake."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import Field

from shigu.api.answers import answer
from shigu.api.bodies import Reasoned
from shigu.api.kinds import Short
from shigu.api.pipeline import PROJECTS, router
from shigu.api.problems import Invalid, allowed
from shigu.api.verbs.verb import the, verb
from shigu.districts.actors import Actor
from shigu.districts.middleware import actor_of
from shigu.districts.models import User
from shigu.projects import actions
from shigu.projects.models import Project
from shigu.projects.policies import may_revise
from shigu.projects.stages import Stage

MOST = 200
Keys = Annotated[list[UUID], Field(min_length=1, max_length=MOST, description="项目 · projects")]


class MovedTogether(Reasoned):
    """A step that asks for no evidence, for several projects."""

    projects: Keys
    stage: Stage


class AssignedTogether(Reasoned):
    """Who follows them; nobody where it is left out."""

    projects: Keys
    person: Annotated[Short | None, Field(description="账号 · account")] = None


class Done(Schema):
    """How many projects it was done to: all that were sent."""

    done: int


@verb(
    *(router, "POST", "/project_batches/stage", "成批改阶段 · move together", Done),
    tag=PROJECTS.name,
)
def move_projects_together(request: HttpRequest, given: MovedTogether) -> HttpResponse:
    """要证据的步骤不能成批；有一个不行，都不改。

    Steps that ask for evidence are taken one by one; if one cannot, none does.
    """
    actor = actor_of(request)
    rows = _listed(actor, given.projects)
    with allowed(may_revise(actor, rows[0])):
        done = actions.move_together(actor, rows, given.stage, reason=given.reason)
    return answer({"done": len(done)})


@verb(
    *(router, "POST", "/project_batches/responsible", "指定跟踪负责人 · assign together", Done),
    tag=PROJECTS.name,
)
def assign_projects_together(request: HttpRequest, given: AssignedTogether) -> HttpResponse:
    """负责人须在项目的区县有席位。

    The person has a seat in the district of each project.
    """
    actor = actor_of(request)
    rows = _listed(actor, given.projects)
    person = User.objects.filter(username=given.person).first() if given.person else None
    if given.person and person is None:
        raise Invalid("body.person", _("没有 %s，或您看不到它。") % given.person)
    with allowed(may_revise(actor, rows[0])):
        done = actions.assign(actor, rows, person, reason=given.reason)
    return answer({"done": len(done)})


@verb(router, "POST", "/projects/{key}/unfile", "撤回登记 · unfile", Done, tag=PROJECTS.name)
def unfile_project(request: HttpRequest, key: UUID, given: Reasoned) -> HttpResponse:
    """只撤误登、还没有进展的项目；历史仍在。

    Only what was filed by mistake and has not moved on; history keeps it.
    """
    actor = actor_of(request)
    rows = Project.objects.visible_to(actor).select_related("district")
    project: Project = the(request, rows, pk=key)
    with allowed(may_revise(actor, project)):
        actions.unfile(actor, project, reason=given.reason)
    return answer({"done": 1})


def _listed(actor: Actor, keys: list[UUID]) -> list[Any]:
    """The projects that were sent, each once.

    Raises:
        Invalid: one is not there, or not to be seen.
    """
    rows = list(Project.objects.visible_to(actor).filter(pk__in=keys).select_related("district"))
    if missing := {*keys} - {row.pk for row in rows}:
        raise Invalid("body.projects", _("没有 %s，或您看不到它。") % sorted(missing)[0])
    return rows
