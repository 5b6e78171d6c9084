"""The API as a whole: who may ask, which resources and verbs there are, how they are described."""

from __future__ import annotations

from typing import Any

import orjson
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.parser import Parser
from ninja.security import HttpBearer

from shigu import __version__
from shigu.api.door import READS
from shigu.api.limits import Limiter
from shigu.api.problems import TooMany, components, install
from shigu.api.verbs import chain, projects, territory
from shigu.districts.actors import NOBODY
from shigu.districts.policies import Refused

limiter = Limiter(settings.ENVIRONMENT.api_per_minute)


class StrictParser(Parser):
    """Bodies as orjson reads them: no lone surrogates, no NaN, a bound on nesting."""

    def parse_body(self, request: HttpRequest) -> Any:
        return orjson.loads(request.body)


class DistrictToken(HttpBearer):
    """``Authorization: Bearer shigu_…``, made on the page of settings, for one district."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:  # noqa: ARG002
        """The scope was opened at the door; here it is only asked for.

        Raises:
            TooMany: more requests a minute than are allowed.
            Refused: a verb, and the token only reads.
        """
        actor = getattr(request, "actor", NOBODY)
        if not actor.member:
            return None
        if wait := limiter.wait(request.token_id):  # type: ignore[attr-defined]
            raise TooMany(wait)
        if request.method not in READS and not actor.writable:
            raise Refused(_("这个令牌只能读取。请在“设置”页另建可写的令牌。"))
        return actor


class ShiguAPI(NinjaAPI):
    """The API with its problems among the components of the document."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """The OpenAPI document, version 3.1."""
        document = super().get_openapi_schema(**options)
        for kind, named in components().items():
            document["components"].setdefault(kind, {}).update(named)
        return document


api = ShiguAPI(
    title="视谷 Shigu API",
    version=__version__,
    description=(
        "与网页同一套事实与动作；令牌在“设置”页创建，只限一个区县。"
        "\n\nThe same facts and verbs as the pages; tokens are made under Settings."
    ),
    auth=DistrictToken(),
    parser=StrictParser(),
    docs_url=None,
    urls_namespace="api",
)
install(api)
for part in (territory, chain, projects):
    api.add_router("/v1", part.router)
