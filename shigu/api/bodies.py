"""Typed bodies of requests, made from the models whose rows they make or change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from django.db.models import NOT_PROVIDED, ForeignKey, Model
from django.db.models import Field as Column
from django.utils.translation import gettext as _
from pydantic import Base64Bytes, BaseModel, ConfigDict, Field, create_model

from shigu.api.kinds import Reason, Short, asked
from shigu.api.problems import Invalid
from shigu.districts.actors import Actor
from shigu.engine.pack.schema import schema

LONGEST_FILE = 30_000_000
OF_THE_ADDRESS = frozenset({"id", "district", "project", "space"})


class Body(BaseModel):
    """The base of bodies: a member that is not known is refused, not ignored."""

    model_config = ConfigDict(extra="forbid")


class Reasoned(Body):
    """A body that says why and nothing else."""

    reason: Reason


class KeptFile(Reasoned):
    """A document, its bytes in Base64."""

    name: Short
    content: Annotated[Base64Bytes, Field(max_length=LONGEST_FILE, description="Base64")]


def body(
    name: str,
    model: type[Model],
    table: str,
    columns: Iterable[str],
    *,
    required: Iterable[str] = (),
    base: type[Body] = Reasoned,
) -> type[Any]:
    """A body with ``columns`` of ``model``, described as ``table`` of packs describes them."""
    needed = frozenset(required)
    members: dict[str, Any] = {
        column: _member(model, table, column, needed=column in needed) for column in columns
    }
    return create_model(name, __base__=base, **members)


def of_columns(model: type[Model], name: str, *, whole: bool, place: bool = False) -> type[Any]:
    """A body of the columns that people fill in; of a ``whole`` one the necessary have to be there.

    Whose row it is stands in the address; ``place`` asks for the code of the district instead.
    """
    members: dict[str, Any] = {}
    for column in model._meta.concrete_fields:
        if not column.editable or column.name in OF_THE_ADDRESS:
            continue
        kind = asked(column)
        if kind is None or column.null:
            kind = kind | None
        about = str(column.verbose_name)
        needed = whole and not column.blank and column.default is NOT_PROVIDED
        default = ... if needed else None
        members[column.name] = (kind, Field(default, description=about))
    if whole and place:
        keeper = Field(description="登记区县编号 · code of the district")
        members["district"] = (Annotated[Short, keeper], ...)
    return create_model(name, __base__=Reasoned, **members)


def _member(model: type[Model], table: str, name: str, *, needed: bool) -> Any:
    column = _column(model, name)
    kind = asked(column) | None if column.null else asked(column)
    about = Field(... if needed else None, description=_about(table, name))
    return (kind, about)


def _about(table: str, name: str) -> str:
    told = {field.name: field for field in schema().tables[table].fields}[name]
    unit = f"（{told.unit}）" if told.unit else ""
    return f"{told.zh}{unit} · {told.description_en or told.name}"


def _column(model: type[Model], name: str) -> Column[Any, Any]:
    column = model._meta.get_field(name)
    assert isinstance(column, Column)
    return column


def values(actor: Actor, model: type[Model], given: BaseModel, *apart: str) -> Mapping[str, Any]:
    """The members that were sent, rows in place of their codes; ``apart`` are left out.

    Raises:
        Invalid: a code names no row that ``actor`` sees.
    """
    sent = given.model_dump(exclude_unset=True, exclude={"reason", *apart})
    return {name: _value(actor, model, name, value) for name, value in sent.items()}


def _value(actor: Actor, model: type[Model], name: str, value: Any) -> Any:
    column = _column(model, name)
    if not isinstance(column, ForeignKey) or value is None:
        return value
    return row(actor, column.related_model, value, f"body.{name}")


def row(actor: Actor, model: Any, code: str, where: str) -> Any:
    """The row that a code in a request names.

    Raises:
        Invalid: there is none that ``actor`` sees.
    """
    found = model.objects.visible_to(actor).filter(code=code).first()
    if found is None:
        raise Invalid(where, _("没有 %s，或您看不到它。") % code)
    return found
