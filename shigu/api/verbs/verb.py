"""How a verb stands in the API: its address, its answer, and every problem it can meet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from inspect import cleandoc
from typing import Any, TypeVar

from django.db.models import Model
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Router
from ninja.constants import NOT_SET

from shigu.api.problems import Overtaken, declared
from shigu.api.tokens import READS, DistrictToken
from shigu.districts.versions import since

View = TypeVar("View", bound=Callable[..., Any])
PROBLEMS = (400, 403, 404, 409, 412, 413, 415)
READING = (403, 404, 409)
ANY = "*"
BYTES = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}
"""An operation that takes the bytes of a file."""
IF_MATCH = {
    "parameters": [
        {
            "name": "If-Match",
            "in": "header",
            "required": False,
            "schema": {"type": "string"},
            "description": "读到的 ETag；别人改过则拒绝 · refused if changed since",
        }
    ]
}


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
            openapi_extra=_described(method, path),
            auth=NOT_SET if changes else DistrictToken(changes=False),
        )(view)
        return view

    return register


def _described(method: str, path: str) -> dict[str, Any]:
    if method == "GET":
        return declared(*READING)
    return declared(*PROBLEMS) | (IF_MATCH if "{key}" in path else {})


def the(request: HttpRequest, rows: Any, **key: Any) -> Any:
    """The one row of ``rows`` that ``key`` names, of the version that ``If-Match`` asks for.

    Raises:
        Http404: there is none.
        Overtaken: somebody has changed it since.
    """
    found = rows.filter(**key).first()
    if found is None:
        raise Http404
    wanted = request.headers.get("If-Match", ANY)
    if request.method not in READS and wanted != ANY and hasattr(found, "events"):
        _still_as_read(found, [tag.strip().strip('"') for tag in wanted.split(",")])
    return found


def _still_as_read(row: Model, versions: Sequence[str]) -> None:
    later = [since(row, version) for version in versions]
    if all(later):
        last = min(later, key=len)[0]
        raise Overtaken(
            _("%(who)s于 %(at)s：%(verb)s。请重新读取后再改。")
            % {"who": last.actor, "at": f"{last.at:%Y-%m-%d %H:%M:%S}", "verb": last.verb}
        )
