"""The API as a whole: who may ask, which resources and verbs there are, how they are described."""

from __future__ import annotations

from typing import Any

import orjson
from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.parser import Parser

from shigu import __version__
from shigu.api.problems import components, install
from shigu.api.tokens import DistrictToken
from shigu.api.verbs import (
    articles,
    batching,
    bringing,
    chain,
    counting,
    dossiers,
    doubles,
    firms,
    first_reports,
    forces,
    grading,
    handing,
    hearing,
    imports,
    judging,
    leads,
    meetings,
    naming,
    news,
    notices,
    partnerships,
    plans,
    pooling,
    projects,
    promises,
    questions,
    registers,
    reservations,
    robots,
    searching,
    sharing,
    tasks,
    terms,
    territory,
)


class StrictParser(Parser):
    """Bodies as orjson reads them: no lone surrogates, no NaN, a bound on nesting."""

    def parse_body(self, request: HttpRequest) -> Any:
        return orjson.loads(request.body)


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
PARTS = (
    *(territory, pooling, reservations, searching, chain, projects, handing),
    *(plans, questions, imports, leads, sharing, tasks, meetings, notices, grading, counting),
    *(first_reports, promises, judging, registers, news, articles, bringing),
    *(doubles, naming, firms, hearing, partnerships),
    *(dossiers, terms, forces, robots, batching),
)
for router in dict.fromkeys(part.router for part in PARTS):
    api.add_router("/v1", router)
