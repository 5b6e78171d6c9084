"""How a verb stands in the API: its address, its answer, and every problem it can meet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import Http404, HttpRequest
from ninja import Router

from shigu.api.problems import declared
from shigu.districts.actors import Actor

View = TypeVar("View", bound=Callable[..., Any])
PROBLEMS = (400, 403, 404, 409, 415)


def verb(
    router: Router,
    method: str,
    path: str,
    about: str,
    response: Any,
    *,
    tag: str,
    status: int = 200,
) -> Callable[[View], View]:
    """Register a view as the verb named like it; ``about`` says zh · en what it does."""

    def register(view: View) -> View:
        router.api_operation(
            [method],
            path,
            response={status: response},
            operation_id=view.__name__,
            summary=about,
            description=(view.__doc__ or "").strip(),
            tags=[tag],
            openapi_extra=declared(*PROBLEMS),
        )(view)
        return view

    return register


def actor_of(request: HttpRequest) -> Actor:
    """Who asks."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def the(rows: Any, **key: Any) -> Any:
    """The one row of ``rows`` that ``key`` names.

    Raises:
        Http404: there is none.
    """
    found = rows.filter(**key).first()
    if found is None:
        raise Http404
    return found
