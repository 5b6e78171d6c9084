"""Files of projects: write a record, change one, add the paper of one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from shigu.api.answers import answer
from shigu.api.bodies import KeptFile, of_columns, values
from shigu.api.dossiers import AUTHORISATIONS, CLEARANCES, RECORDS, router
from shigu.api.problems import allowed
from shigu.api.resources import Resource, told
from shigu.api.verbs.verb import the, verb
from shigu.districts.middleware import actor_of
from shigu.dossier import actions
from shigu.projects.models import Project
from shigu.projects.policies import may_revise


def _write(resource: Resource, shape: Any) -> Any:
    def write(request: HttpRequest, key: UUID, given: Any) -> HttpResponse:
        """登记到项目的档案；同一项已有的请修改。

        Put into the file of the project; what is there already is changed instead.
        """
        actor = actor_of(request)
        rows = Project.objects.visible_to(actor).select_related("district")
        project = the(request, rows, pk=key)
        model: Any = resource.model
        sent = values(actor, model, given)
        with allowed(may_revise(actor, project)):
            made = actions.write(actor, project, model, sent, reason=given.reason)
        return answer(told(request, resource, made.pk), 201)

    write.__annotations__["given"] = shape
    return write


def _revise(resource: Resource, shape: Any) -> Any:
    def revise(request: HttpRequest, key: UUID, given: Any) -> HttpResponse:
        """只改送来的项；历史里留着原来的。

        Only what is sent changes; history keeps what it was.
        """
        actor = actor_of(request)
        rows: Any = resource.rows(actor).select_related("project__district")
        row = the(request, rows, pk=key)
        sent = values(actor, resource.model, given)
        with allowed(may_revise(actor, row.project)):
            actions.revise(actor, row, sent, reason=given.reason)
        return answer(told(request, resource, key))

    revise.__annotations__["given"] = shape
    return revise


def _attach(resource: Resource) -> None:
    """Let a paper be added to the rows of a resource."""

    def attach(request: HttpRequest, key: UUID, given: KeptFile) -> HttpResponse:
        """原样保存；再传一份则替换。

        Kept byte for byte; another takes its place.
        """
        actor = actor_of(request)
        rows: Any = resource.rows(actor).select_related("project__district")
        row = the(request, rows, pk=key)
        with allowed(may_revise(actor, row.project)):
            actions.attach(actor, row, given.name, given.content, reason=given.reason)
        return answer(told(request, resource, key))

    row: Any = resource.row_schema()
    attach.__name__ = f"attach_{resource.name.removesuffix('s')}"
    path = f"/{resource.name}/{{key}}/file"
    verb(router, "POST", path, "加入批文 · add the paper", row, tag=resource.name)(attach)


def _add(resource: Resource) -> None:
    model: Any = resource.model
    one, about = resource.name.removesuffix("s"), resource.about
    ways = (
        ("POST", f"/projects/{{key}}/{resource.name}", "write", _write, "登记", 201),
        ("PATCH", f"/{resource.name}/{{key}}", "revise", _revise, "修改", 200),
    )
    for method, path, name, make, words, status in ways:
        whole = method == "POST"
        shape = of_columns(model, f"{name.title()}{resource.one}", whole=whole)
        view = make(resource, shape)
        view.__name__ = f"{name}_{one}"
        row: Any = resource.row_schema()
        register = verb(
            router, method, path, f"{words}{about}", row, tag=resource.name, status=status
        )
        register(view)


for each in RECORDS:
    _add(each)
for each in (CLEARANCES, AUTHORISATIONS):
    _attach(each)
