"""Entries of the registers: put one in, change one; the same two verbs for each register."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from shigu.api.answers import answer
from shigu.api.bodies import of_columns, row
from shigu.api.problems import allowed
from shigu.api.registers import KEY_PROJECTS, PROSPERITY, REFORMS, TITLES, router
from shigu.api.resources import Resource, told
from shigu.api.verbs.verb import the, verb
from shigu.districts.middleware import actor_of
from shigu.districts.models import District
from shigu.work import actions
from shigu.work.models import Entry
from shigu.work.policies import may_issue_for

APART = {"reason", "district"}
WORDS = {
    REFORMS.name: ("reform_item", "改革事项 · a reform"),
    PROSPERITY.name: ("prosperity_reading", "共富指标 · a reading of prosperity"),
    KEY_PROJECTS.name: ("key_project", "重点项目 · a key project"),
    TITLES.name: ("title_application", "称号申报 · an application for a title"),
}


def _put_in(resource: Resource, model: type[Entry], shape: Any) -> Any:
    def put_in(request: HttpRequest, given: Any) -> HttpResponse:
        """以登记区县的名义登记。

        Put in by the district that keeps it.
        """
        actor = actor_of(request)
        district = row(actor, District, given.district, "body.district")
        values = given.model_dump(exclude_unset=True, exclude=APART)
        with allowed(may_issue_for(actor, district)):
            made = actions.register(actor, model, district, values, reason=given.reason)
        return answer(told(request, resource, made.pk), 201)

    put_in.__annotations__["given"] = shape
    return put_in


def _change(resource: Resource, shape: Any) -> Any:
    def change(request: HttpRequest, key: UUID, given: Any) -> HttpResponse:
        """只改送来的项；历史里留着原来的。

        Only what is sent changes; history keeps what it was.
        """
        actor = actor_of(request)
        rows: Any = resource.rows(actor).select_related("district")
        entry = the(request, rows, pk=key)
        values = given.model_dump(exclude_unset=True, exclude=APART)
        with allowed(may_issue_for(actor, entry.district)):
            actions.revise(actor, entry, values, reason=given.reason)
        return answer(told(request, resource, key))

    change.__annotations__["given"] = shape
    return change


def _add(resource: Resource) -> None:
    model: Any = resource.model
    name, about = WORDS[resource.name]
    made, changed = (
        of_columns(model, f"{kind}{resource.one}", whole=kind == "Registered", place=True)
        for kind in ("Registered", "Revised")
    )
    answered: Any = resource.row_schema()
    ways = (
        ("POST", f"/{resource.name}", "register", _put_in(resource, model, made), "登记", 201),
        (
            "PATCH",
            f"/{resource.name}/{{key}}",
            "revise",
            _change(resource, changed),
            "修改",
            200,
        ),
    )
    for method, path, verb_name, view, words, status in ways:
        view.__name__ = f"{verb_name}_{name}"
        register = verb(
            *(router, method, path, f"{words}{about}", answered), tag=resource.name, status=status
        )
        register(view)


for each in (REFORMS, PROSPERITY, KEY_PROJECTS, TITLES):
    _add(each)
