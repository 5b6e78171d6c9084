"""What can go wrong, each with its status, told in problem details (RFC 9457)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DataError, Error, IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError
from ninja.errors import ValidationError as InvalidRequest

from shigu.api.answers import PROBLEM, problem
from shigu.districts.packrows import UnknownReference
from shigu.districts.policies import Answer, Refused
from shigu.registry.firms.asking import TooSlow

TITLES = {
    400: "读不懂的请求 / Unreadable request",
    401: "令牌无效或已过期 / The token is missing, unknown or expired",
    403: "不允许 / Refused",
    404: "没有这一项，或您看不到它 / Not found, or not for you to see",
    405: "这个地址没有这个方法 / No such method here",
    409: "与现状冲突 / In conflict with how things stand",
    412: "您读到以后别人改过它 / Changed by somebody since you read it",
    413: "请求太大 / Request too large",
    415: "内容类型不对 / Another content type is wanted",
    422: "参数不合要求 / Invalid parameters",
    429: "请求过多 / Too many requests",
    500: "出错了，已记入日志 / Something failed and was logged",
}
ANYWHERE = (401, 422, 429)
INSUFFICIENT_PRIVILEGE = "42501"
SCHEMA = {
    "type": "object",
    "title": "Problem",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "缘由与解法 · why, and the cure"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["where", "what"],
                "properties": {
                    "where": {"type": "string", "description": "位置 · the place"},
                    "what": {"type": "string"},
                },
            },
        },
    },
}


class Conflict(Exception):
    """Allowed, but how things stand forbids it; the message says what would have to change."""


class Invalid(Exception):
    """A value of the request cannot be used; ``where`` is its place."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(what)
        self.where = where


class Overtaken(Exception):
    """The row is not of the version that ``If-Match`` names; the message says who changed it."""


@contextmanager
def allowed(answer: Answer) -> Iterator[None]:
    """Go on if the policy allows it (403 else); what is then refused is a conflict (409).

    Raises:
        Conflict: the action refused.
    """
    answer.require()
    try:
        yield
    except Refused as refusal:
        raise Conflict(str(refusal)) from refusal


def declared(*statuses: int) -> dict[str, Any]:
    """The problems of an operation as its part of the OpenAPI document."""
    return {
        "responses": {
            status: {"$ref": f"#/components/responses/{status}"}
            for status in sorted({*statuses, *ANYWHERE})
        }
    }


def components() -> dict[str, Any]:
    """Every problem as a response of the OpenAPI document."""
    content = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    after = {
        "Retry-After": {
            "description": "秒 · seconds until the next request",
            "schema": {"type": "integer"},
        }
    }
    return {
        "schemas": {"Problem": SCHEMA},
        "responses": {
            str(status): {"description": title, "content": content}
            | ({"headers": after} if status == 429 else {})
            for status, title in TITLES.items()
        },
    }


def install(api: NinjaAPI) -> None:
    """Every error of an operation becomes a problem."""
    for kind, handler in HANDLERS.items():
        api.add_exception_handler(kind, handler)


def plain(status: int, detail: str = "") -> HttpResponse:
    """The problem of a status without more to say."""
    return problem(status, TITLES[status], detail)


def _invalid(request: HttpRequest, error: InvalidRequest) -> HttpResponse:  # noqa: ARG001
    errors = [
        {"where": ".".join(map(str, each["loc"])), "what": each["msg"]} for each in error.errors
    ]
    return problem(422, TITLES[422], errors=errors)


def _unusable(request: HttpRequest, error: Invalid) -> HttpResponse:  # noqa: ARG001
    return problem(422, TITLES[422], errors=[{"where": error.where, "what": str(error)}])


def _too_slow(request: HttpRequest, error: TooSlow) -> HttpResponse:  # noqa: ARG001
    what = _("这样问太慢，已停下；先选区县、环节，或写得更具体。")
    return problem(422, TITLES[422], errors=[{"where": "query", "what": f"{what} ({error})"}])


def _unfit(request: HttpRequest, error: ValidationError) -> HttpResponse:  # noqa: ARG001
    told = error.message_dict if hasattr(error, "error_dict") else {"__all__": error.messages}
    errors = [
        {"where": "body" if name == "__all__" else f"body.{name}", "what": said}
        for name, words in told.items()
        for said in words
    ]
    return problem(422, TITLES[422], errors=errors)


def too_many(wait: float) -> HttpResponse:
    """The token asked too often; after ``wait`` seconds it may again."""
    response = plain(429, _("请稍后再试。"))
    response["Retry-After"] = str(int(wait) + 1)
    return response


def _missing(request: HttpRequest, error: Http404) -> HttpResponse:  # noqa: ARG001
    return plain(404)


def _refused(request: HttpRequest, error: PermissionDenied) -> HttpResponse:  # noqa: ARG001
    return plain(403, str(error))


def _overtaken(request: HttpRequest, error: Overtaken) -> HttpResponse:  # noqa: ARG001
    return plain(412, str(error))


def _conflict(request: HttpRequest, error: Exception) -> HttpResponse:  # noqa: ARG001
    return plain(409, str(error))


def _kept_out(request: HttpRequest, error: Error) -> HttpResponse:  # noqa: ARG001
    """What the database refused: a fence, a constraint, a trigger, a value out of range.

    Raises:
        Error: it was none of these.
    """
    cause: Any = error.__cause__
    if getattr(cause, "sqlstate", "") == INSUFFICIENT_PRIVILEGE:
        return plain(403, _("数据库不允许这个令牌修改它。"))
    if isinstance(error, IntegrityError):
        return plain(409, _violated(cause))
    if isinstance(error, DataError):
        return plain(422, str(cause).splitlines()[0])
    raise error


def _violated(cause: Any) -> str:
    told = cause.diag
    return _("数据库的约束 %(name)s 不允许：%(said)s") % {
        "name": told.constraint_name or told.table_name,
        "said": told.message_primary,
    }


def _failed(request: HttpRequest, error: HttpError) -> HttpResponse:  # noqa: ARG001
    if error.status_code == 401:
        response = plain(401)
        response["WWW-Authenticate"] = "Bearer"
        return response
    return plain(error.status_code, str(error))


HANDLERS: Mapping[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
    InvalidRequest: _invalid,
    Invalid: _unusable,
    TooSlow: _too_slow,
    ValidationError: _unfit,
    Http404: _missing,
    PermissionDenied: _refused,
    Conflict: _conflict,
    Overtaken: _overtaken,
    UnknownReference: _conflict,
    Error: _kept_out,
    HttpError: _failed,
}
