"""A resource is a table as the API shows it: which columns, which filters, in which order.

Two endpoints come from it: a page of the list and one row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from ninja.errors import HttpError
from pydantic import Field, create_model

from shigu.api.answers import answer
from shigu.api.columns import column_type
from shigu.districts.actors import Actor
from shigu.face.counting import CAP, counted

LARGEST_PAGE = 200
DEEPEST = 10_000
FROM_ADDRESS: Any = Query(...)  # type: ignore[type-arg]
Rows = Callable[[Actor], QuerySet[Any]]


@dataclass(frozen=True, slots=True)
class Filter:
    """``?name=value`` asks for rows where ``lookup`` holds; ``kind`` is the type of the value.

    A lookup is an ORM path, or a function of the rows and the value.
    """

    lookup: str | Callable[[QuerySet[Any], Any], QuerySet[Any]]
    kind: Any = str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Resource:
    """``columns`` maps public names to ORM paths; ``key`` is the column that names one row."""

    name: str
    one: str
    model: type[Model]
    rows: Rows
    columns: Mapping[str, str]
    filters: Mapping[str, Filter] = field(default_factory=dict)
    key: str = "id"
    order: tuple[str, ...] = ("id",)
    about: str = ""
    types: Mapping[str, Any] = field(default_factory=dict)

    def type_of(self, name: str) -> Any:
        """The type of a column: told by ``types``, else by the model."""
        return self.types.get(name) or column_type(self.model, self.columns[name])

    def row_schema(self) -> type[Schema]:
        types: dict[str, Any] = {name: (self.type_of(name), ...) for name in self.columns}
        return create_model(self.one, __base__=Schema, **types)

    def query_schema(self) -> type[Schema]:
        orders = tuple(sign + name for name in self.order for sign in ("", "-"))
        types: dict[str, Any] = {
            name: (each.kind | None, Field(None, description=each.about))
            for name, each in self.filters.items()
        }
        types["sort"] = (Literal[orders], self.order[0])
        types["limit"] = (Annotated[int, Field(ge=1, le=LARGEST_PAGE)], 50)
        types["offset"] = (Annotated[int, Field(ge=0, le=DEEPEST)], 0)
        types["count"] = (
            bool,
            Field(default=False, description="也数总数（至多 10,000）· count too"),
        )
        return create_model(f"{self.one}Query", __base__=Schema, **types)


def add(router: Router, resource: Resource) -> None:
    """Both endpoints of ``resource``."""
    row, asked = resource.row_schema(), resource.query_schema()
    page = create_model(
        f"{resource.one}Page",
        __base__=Schema,
        items=(list[row], ...),  # type: ignore[valid-type]
        next=(str | None, Field(..., description="下一页 · next page")),
        total=(int | None, Field(..., description="总数，至多 10,000 · capped")),
    )

    def listed(request: HttpRequest, query: Any = FROM_ADDRESS) -> HttpResponse:
        _refuse_unknown(request, asked)
        return answer(_page(request, resource, query))

    def one(request: HttpRequest, key: Any) -> HttpResponse:
        return answer(_one(request, resource, key))

    listed.__annotations__["query"] = asked
    one.__annotations__["key"] = resource.type_of(resource.key)
    router.get(
        f"/{resource.name}",
        response=page,
        operation_id=f"list_{resource.name}",
        summary=resource.about,
        tags=[resource.name],
    )(listed)
    router.get(
        f"/{resource.name}/{{key}}",
        response=row,
        operation_id=f"get_{resource.one.lower()}",
        summary=resource.about,
        tags=[resource.name],
    )(one)


def _refuse_unknown(request: HttpRequest, asked: type[Schema]) -> None:
    """A parameter that is not known is refused: ignored, it would answer another question."""
    if unknown := sorted(set(request.GET) - set(asked.model_fields)):
        known = ", ".join(asked.model_fields)
        raise HttpError(422, f"没有参数 / unknown: {', '.join(unknown)}；可用 / known: {known}")


def _page(request: HttpRequest, resource: Resource, query: Any) -> dict[str, Any]:
    asked = query.model_dump(exclude_none=True)
    limit, offset = asked["limit"], asked["offset"]
    rows = _visible(request, resource)
    for name, each in resource.filters.items():
        if name in asked:
            rows = _narrowed(rows, each.lookup, asked[name])
    sign = "-" if asked["sort"].startswith("-") else ""
    path = resource.columns[asked["sort"].lstrip("-")]
    ordered = rows.order_by(f"{sign}{path}", f"{sign}pk")
    found = list(ordered.values_list(*resource.columns.values())[offset : offset + limit + 1])
    more = len(found) > limit and offset + limit <= DEEPEST
    return {
        "items": [dict(zip(resource.columns, row, strict=True)) for row in found[:limit]],
        "next": _next(request, offset + limit) if more else None,
        "total": min(counted(rows, CAP), CAP) if asked["count"] else None,
    }


def _narrowed(rows: QuerySet[Any], lookup: Any, value: Any) -> QuerySet[Any]:
    narrowed: QuerySet[Any] = (
        rows.filter(**{lookup: value}) if isinstance(lookup, str) else lookup(rows, value)
    )
    return narrowed


def _next(request: HttpRequest, offset: int) -> str:
    return f"{request.path}?{urlencode(request.GET.dict() | {'offset': str(offset)})}"


def _one(request: HttpRequest, resource: Resource, key: Any) -> dict[str, Any]:
    path = resource.columns[resource.key]
    found = _visible(request, resource).filter(**{path: key})
    row = found.values_list(*resource.columns.values()).first()
    if row is None:
        raise Http404
    return dict(zip(resource.columns, row, strict=True))


def _visible(request: HttpRequest, resource: Resource) -> QuerySet[Any]:
    return resource.rows(request.actor)  # type: ignore[attr-defined]
