"""The API as a whole: who may ask, what goes wrong, which resources and verbs there are."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.security import HttpBearer

from shigu import __version__
from shigu.api.answers import problem
from shigu.api.industry import router as industry
from shigu.api.limits import Limiter
from shigu.api.pipeline import router as pipeline
from shigu.api.places import router as places
from shigu.districts.actors import NOBODY

limiter = Limiter(settings.ENVIRONMENT.api_per_minute)


class TooMany(Exception):
    """The token asked too often."""

    def __init__(self, wait: float) -> None:
        super().__init__(wait)
        self.wait = wait


class DistrictToken(HttpBearer):
    """``Authorization: Bearer shigu_…``, made on the page of settings, for one district."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:  # noqa: ARG002
        """The scope was opened by the middleware; here it is only asked for.

        Raises:
            TooMany: more requests a minute than are allowed.
        """
        actor = getattr(request, "actor", NOBODY)
        if not actor.member:
            return None
        if wait := limiter.wait(request.token_id):  # type: ignore[attr-defined]
            raise TooMany(wait)
        return actor


api = NinjaAPI(
    title="视谷 Shigu API",
    version=__version__,
    description=(
        "与网页同一套事实与动作；令牌在“设置”页创建，只限一个区县。"
        "\n\nThe same facts and verbs as the pages; tokens are made under Settings."
    ),
    auth=DistrictToken(),
    docs_url=None,
    urls_namespace="api",
)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:  # noqa: ARG001
    errors = [
        {"where": ".".join(map(str, each["loc"])), "what": each["msg"]} for each in error.errors
    ]
    return problem(422, "参数不合要求 / Invalid parameters", errors=errors)


@api.exception_handler(TooMany)
def _too_many(request: HttpRequest, error: TooMany) -> HttpResponse:  # noqa: ARG001
    response = problem(429, "请求过多 / Too many requests", "稍后再试 / Try again later")
    response["Retry-After"] = str(int(error.wait) + 1)
    return response


@api.exception_handler(Http404)
def _missing(request: HttpRequest, error: Http404) -> HttpResponse:  # noqa: ARG001
    return problem(404, "没有这一项，或您看不到它 / Not found, or not for you to see")


@api.exception_handler(PermissionDenied)
def _refused(request: HttpRequest, error: PermissionDenied) -> HttpResponse:  # noqa: ARG001
    return problem(403, "不允许 / Refused", str(error))


@api.exception_handler(HttpError)
def _failed(request: HttpRequest, error: HttpError) -> HttpResponse:  # noqa: ARG001
    if error.status_code == 401:
        response = problem(401, "令牌无效或已过期 / The token is missing, unknown or expired")
        response["WWW-Authenticate"] = "Bearer"
        return response
    return problem(error.status_code, str(error))


for router in (places, industry, pipeline):
    api.add_router("/v1", router)
