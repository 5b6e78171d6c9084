"""How a verb stands in the API: its address, its answer, and every problem it can meet."""

from __future__ import annotations

from collections.abc import Callable
from inspect import cleandoc
from typing import Any, TypeVar

from django.http import Http404, HttpRequest
from ninja import Router
from ninja.constants import NOT_SET

from shigu.api.problems import declared
from shigu.api.tokens import DistrictToken
from shigu.districts.actors import Actor

View = TypeVar("View", bound=Callable[..., Any])
PROBLEMS = (400, 403, 404, 409, 413, 415)
READING = (403, 404, 409)


def verb(
    router: Router,
    method: str,
    path: str,
    about: str,
    response: Any,
    *,
    tag: str,
    status: int = 200,
    changes: bool = True,
) -> Callable[[View], View]:
    """Register a view as the verb named like it; ``about`` says zh · en what it does.

    What computes and ``changes`` nothing is open to tokens that only read.
    """

    def register(view: View) -> View:
        router.api_operation(
            [method],
            path,
            response={status: response},
            operation_id=view.__name__,
            summary=about,
            description=cleandoc(view.__doc__ or ""),
            tags=[tag],
            openapi_extra=declared(*(PROBLEMS if method != "GET" else READING)),
            auth=NOT_SET if changes else DistrictToken(changes=False),
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
