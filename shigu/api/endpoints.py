"""The endpoints of a resource: a page of the list, one row, the history of one row."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from ninja.params import functions

from shigu.api.answers import answer
from shigu.api.problems import declared
from shigu.api.resources import Resource, page, refuse_unknown, told
from shigu.api.stories import story
from shigu.face.pieces import Event

FROM_ADDRESS = functions.Query(...)


class Changed(Schema):
    """A field before and after."""

    field: str
    before: str
    after: str


class Happened(Schema):
    """Who did what with a row, when and why, and what it changed."""

    verb: str
    at: datetime.datetime
    actor: str
    reason: str
    changes: list[Changed]


class History(Schema):
    """The last events of a row, the newest first."""

    items: list[Happened]


def add(router: Router, resource: Resource) -> None:
    """Every endpoint of ``resource``."""
    _add_list(router, resource)
    _add_one(router, resource)
    if hasattr(resource.model, "events"):
        _add_history(router, resource)


def _add_list(router: Router, resource: Resource) -> None:
    asked = resource.query_schema()

    def listed(request: HttpRequest, query: Any = FROM_ADDRESS) -> HttpResponse:
        refuse_unknown(request, asked.model_fields)
        return answer(page(request, resource, query))

    listed.__annotations__["query"] = asked
    _register(router, resource, "", f"list_{resource.name}", resource.page_schema(), listed)


def _add_one(router: Router, resource: Resource) -> None:
    def one(request: HttpRequest, key: Any) -> HttpResponse:
        return answer(told(request, resource, key))

    one.__annotations__["key"] = resource.key_type()
    name = f"get_{resource.one.lower()}"
    _register(router, resource, "/{key}", name, resource.row_schema(), one)


def _add_history(router: Router, resource: Resource) -> None:
    def history(request: HttpRequest, key: Any) -> HttpResponse:
        return answer({"items": _events(story(request, resource, key))})

    history.__annotations__["key"] = resource.key_type()
    name = f"get_{resource.one.lower()}_history"
    _register(router, resource, "/{key}/history", name, History, history)


def _register(
    router: Router, resource: Resource, path: str, name: str, response: Any, view: Any
) -> None:
    history = "的历史 · history of " if path.endswith("history") else ""
    router.get(
        f"/{resource.name}{path}",
        response=response,
        operation_id=name,
        summary=f"{history}{resource.about}" if history else resource.about,
        tags=[resource.name],
        openapi_extra=declared(*((404,) if path else ())),
    )(view)


def _events(events: Iterable[Event]) -> list[dict[str, Any]]:
    return [
        {
            "verb": str(event.verb),
            "at": event.at,
            "actor": event.actor,
            "reason": event.reason,
            "changes": [
                {"field": str(each.name), "before": str(each.before), "after": str(each.after)}
                for each in event.changes
            ],
        }
        for event in events
    ]
