"""A resource is a table as the API shows it: which columns, which filters, in which order.

Three endpoints come from it: a page of the list, one row, and the history of one row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import GenericAlias
from typing import Annotated, Any, Literal
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.db.models import Choices, Model, OuterRef, QuerySet, Subquery, UUIDField, Value
from django.http import Http404, HttpRequest
from django.utils.translation import override
from ninja import Schema
from ninja.errors import HttpError
from pydantic import BaseModel, Field, create_model

from shigu.api.answers import Told
from shigu.api.columns import column_type, field_at
from shigu.api.kinds import Key, Short
from shigu.api.prepared import Prepared, Slot, prepared
from shigu.districts.actors import Actor
from shigu.districts.fences import fence_of
from shigu.districts.middleware import actor_of
from shigu.districts.noticing import look, notices
from shigu.districts.timeline import timeline
from shigu.face.counting import CAP, counted
from shigu.face.pieces import Event

LARGEST_PAGE = 200
DEEPEST = 10_000
LIMIT, OFFSET, KEY = "limit", "offset", "key"
VERSION = "last_event"
Rows = Callable[[Actor], QuerySet[Any]]
MEMBER = Actor(member=True)


@dataclass(frozen=True, slots=True)
class Filter:
    """``?name=value`` asks for rows where ``lookup`` holds; ``kind`` is the type of the value.

    A lookup is an ORM path, or a function of the rows and the value.
    """

    lookup: str | Callable[[QuerySet[Any], Any], QuerySet[Any]]
    kind: Any = Short
    about: str = ""

    @property
    def type(self) -> Any:
        """The type of the value; choices stand in the document where they are used."""
        chosen = isinstance(self.kind, type) and issubclass(self.kind, Choices)
        return Literal[tuple(filter(None, self.kind.values))] if chosen else self.kind


@dataclass(frozen=True, slots=True)
class Resource:
    """``columns`` maps public names to ORM paths; ``key`` is the column that names one row;
    ``story`` tells the history of a row."""

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
    story: Callable[[Any], Iterable[Event]] = timeline
    statements: dict[Any, Prepared] = field(default_factory=dict)

    def type_of(self, name: str) -> Any:
        """The type of a column: told by ``types``, else by the model."""
        return self.types.get(name) or column_type(self.model, self.columns[name])

    def key_type(self) -> Any:
        """The type of the key in addresses."""
        kind = self.type_of(self.key)
        return Key if kind is int else UUID if kind is UUID else Short

    def row_schema(self) -> type[Schema]:
        types: dict[str, Any] = {name: (self.type_of(name), ...) for name in self.columns}
        return create_model(self.one, __base__=Schema, **types)

    def page_schema(self) -> type[Schema]:
        rows: Any = GenericAlias(list, self.row_schema())
        return create_model(
            f"{self.one}Page",
            __base__=Schema,
            items=(rows, ...),
            next=(str | None, Field(..., description="下一页 · next page")),
            total=(int | None, Field(..., description="总数，至多 10,000 · capped")),
        )

    def query_schema(self) -> type[BaseModel]:
        orders = tuple(sign + name for name in self.order for sign in ("", "-"))
        types: dict[str, Any] = {
            name: (each.type | None, Field(None, description=self._about(name, each)))
            for name, each in self.filters.items()
        }
        types["sort"] = (Literal[orders], Field(self.order[0], description="排序 · order"))
        types[LIMIT] = (
            Annotated[int, Field(ge=1, le=LARGEST_PAGE, description="每页行数 · rows a page")],
            50,
        )
        types[OFFSET] = (
            Annotated[int, Field(ge=0, le=DEEPEST, description="跳过行数 · rows to skip")],
            0,
        )
        types["count"] = (
            bool,
            Field(default=False, description="也数总数（至多 10,000）· count too"),
        )
        return create_model(f"{self.one}Query", **types)

    def _about(self, name: str, each: Filter) -> str:
        if each.about or not isinstance(each.lookup, str):
            return each.about
        with override(settings.LANGUAGE_CODE):
            column = field_at(self.model, each.lookup.removesuffix("__code"))
            return f"{column.verbose_name} · {name.replace('_', ' ')}"

    @property
    def alike(self) -> bool:
        """Whether every member asks for the same rows, so that one statement serves all."""
        fence = fence_of(self.model)
        return fence is not None and fence.reading == "members" and not fence.or_read


def page(request: HttpRequest, resource: Resource, query: BaseModel) -> dict[str, Any]:
    """One page of the list, what comes next, and the total where it was asked for."""
    asked = query.model_dump(exclude_none=True)
    limit, offset = asked[LIMIT], asked[OFFSET]
    found = _found(request, resource, asked, limit + 1)
    more = len(found) > limit and offset + limit <= DEEPEST
    return {
        "items": [dict(zip(resource.columns, row, strict=True)) for row in found[:limit]],
        "next": next_page(request, offset + limit) if more else None,
        "total": _total(request, resource, asked) if asked["count"] else None,
    }


def told(request: HttpRequest, resource: Resource, key: Any) -> Told:
    """One row, told as the resource tells it, with its version.

    Raises:
        Http404: there is none, or the actor does not see it.
    """
    if not resource.alike or not actor_of(request).member:
        rows = _dated(_visible(request, resource).filter(**{_path(resource): key}))
        found = list(rows.values_list(*resource.columns.values(), VERSION)[:1])
    else:
        found = _one_statement(resource).rows(key=key)
    if not found:
        raise Http404
    if notices(resource.model):
        look(resource.model, _visible(request, resource).filter(**{_path(resource): key})[:1])
    *values, version = found[0]
    return Told(zip(resource.columns, values, strict=True), version=version)


def _dated(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Rows with the version that each has; null where the table is not tracked."""
    history: Any = getattr(rows.model, "events", None)
    if history is None:
        none: QuerySet[Any] = rows.annotate(**{VERSION: Value(None, output_field=UUIDField())})
        return none
    last = history.rel.related_model._default_manager.filter(pgh_obj=OuterRef("pk"))
    newest = last.order_by("-pgh_created_at").values("pgh_id")[:1]
    dated: QuerySet[Any] = rows.annotate(**{VERSION: Subquery(newest)})
    return dated


def rows_told(request: HttpRequest, resource: Resource, keys: Iterable[Any]) -> list[Any]:
    """Some rows by primary key, told as the resource tells them."""
    rows = _visible(request, resource).filter(pk__in=list(keys))
    if notices(resource.model):
        look(resource.model, rows)
    listed = rows.values_list(*resource.columns.values())
    return [dict(zip(resource.columns, row, strict=True)) for row in listed]


def the_row(request: HttpRequest, resource: Resource, key: Any) -> Model:
    """The row itself.

    Raises:
        Http404: there is none, or the actor does not see it.
    """
    row: Model | None = _visible(request, resource).filter(**{_path(resource): key}).first()
    if row is None:
        raise Http404
    return row


def refuse_unknown(request: HttpRequest, known: Iterable[str]) -> None:
    """A parameter that is not known is refused: ignored, it would answer another question.

    Raises:
        HttpError: there is one.
    """
    if unknown := sorted(set(request.GET) - set(known)):
        told_known = ", ".join(known)
        raise HttpError(
            422, f"没有参数 / unknown: {', '.join(unknown)}；可用 / known: {told_known}"
        )


def _found(
    request: HttpRequest, resource: Resource, asked: Mapping[str, Any], rows: int
) -> Sequence[Any]:
    named = [name for name in resource.filters if name in asked]
    plain = all(isinstance(resource.filters[name].lookup, str) for name in named)
    if plain and resource.alike and actor_of(request).member:
        statement = _list_statement(resource, asked["sort"], tuple(named))
        return statement.rows(**{**asked, LIMIT: rows})
    narrowed = _narrowed(resource, _visible(request, resource), asked)
    ordered = _ordered(resource, narrowed, asked["sort"])
    start = asked[OFFSET]
    if notices(resource.model):
        look(resource.model, ordered[start : start + asked[LIMIT]])
    return list(ordered.values_list(*resource.columns.values())[start : start + rows])


def _list_statement(resource: Resource, sort: str, named: tuple[str, ...]) -> Prepared:
    if (kept := resource.statements.get((sort, named))) is None:
        slots = {name: Slot(name) for name in named}
        rows = _ordered(resource, _narrowed(resource, resource.rows(MEMBER), slots), sort)
        tail = (Slot(LIMIT), Slot(OFFSET))
        kept = prepared(rows, [*resource.columns.values()], "LIMIT %s OFFSET %s", *tail)
        resource.statements[sort, named] = kept
    return kept


def _one_statement(resource: Resource) -> Prepared:
    if (kept := resource.statements.get(KEY)) is None:
        rows = _dated(resource.rows(MEMBER).filter(**{_path(resource): Slot(KEY)}).order_by())
        kept = prepared(rows, [*resource.columns.values(), VERSION], "LIMIT 1")
        resource.statements[KEY] = kept
    return kept


def _total(request: HttpRequest, resource: Resource, asked: Mapping[str, Any]) -> int:
    return min(counted(_narrowed(resource, _visible(request, resource), asked), CAP), CAP)


def _narrowed(resource: Resource, rows: QuerySet[Any], asked: Mapping[str, Any]) -> QuerySet[Any]:
    for name, each in resource.filters.items():
        if name in asked:
            lookup, value = each.lookup, asked[name]
            rows = (
                rows.filter(**{lookup: value}) if isinstance(lookup, str) else lookup(rows, value)
            )
    return rows


def _ordered(resource: Resource, rows: QuerySet[Any], sort: str) -> QuerySet[Any]:
    sign = "-" if sort.startswith("-") else ""
    return rows.order_by(f"{sign}{resource.columns[sort.lstrip('-')]}", f"{sign}pk")


def next_page(request: HttpRequest, offset: int) -> str:
    """The address of the page that begins at ``offset``."""
    return f"{request.path}?{urlencode(request.GET.dict() | {'offset': str(offset)})}"


def _path(resource: Resource) -> str:
    return resource.columns[resource.key]


def _visible(request: HttpRequest, resource: Resource) -> QuerySet[Any]:
    return resource.rows(actor_of(request))
