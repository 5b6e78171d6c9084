"""Spaces: occupy, release."""

from __future__ import annotations

from typing import Annotated, Any, cast

from django.db.models import Field as Column
from django.http import HttpRequest, HttpResponse
from ninja import Schema
from pydantic import Field

from shigu.api.answers import answer
from shigu.api.bodies import Reasoned, row
from shigu.api.kinds import Day, Key, Short, asked
from shigu.api.places import OCCUPANCIES, router
from shigu.api.problems import allowed
from shigu.api.resources import told
from shigu.api.verbs.verb import the, verb
from shigu.districts.middleware import actor_of
from shigu.registry.models import Organisation
from shigu.territory import actions
from shigu.territory.models import Occupancy, Space
from shigu.territory.models.reservations import Basis
from shigu.territory.policies import may_keep

ROW: Any = OCCUPANCIES.row_schema()
TAG = "occupancies"
Area: Any = asked(cast("Column[Any, Any]", Occupancy._meta.get_field("area_m2")))


class HeldSpace(Reasoned):
    """Who takes a space, or a part of one, from when until when, on what ground."""

    start: Annotated[Day, Field(description="起始日 · first day")]
    end: Annotated[Day | None, Field(description="结束日（不含）；不填为长期 · day after")] = None
    area_m2: Annotated[Area | None, Field(description="面积，可分割时必填（㎡）· area")] = None
    organisation: Annotated[Short | None, Field(description="占用方编号 · who takes it")] = None
    basis: Annotated[Basis, Field(description="依据 · what it rests on")]


class ReleasedSpace(Reasoned):
    """The first day on which the space is free again."""

    on: Annotated[Day, Field(description="自该日起空出 · free from this day on")]


class Released(Schema):
    """What is left of an occupancy; nothing where it had not begun."""

    occupancy: ROW | None


@verb(router, "POST", "/spaces/{key}/occupy", "登记占用 · occupy", ROW, tag=TAG, status=201)
def occupy_space(request: HttpRequest, key: Short, given: HeldSpace) -> HttpResponse:
    """期间已有人时拒绝，并说明是谁、到何时、最早何时可用。

    Refused where someone is there: the answer says who, until when, and which day is free next.
    """
    actor, space = actor_of(request), space_of(request, key)
    with allowed(may_keep(actor, space)):
        held = actions.occupy(actor, space, **terms_of(request, given))
    return answer(told(request, OCCUPANCIES, held.pk), 201)


@verb(router, "POST", "/occupancies/{key}/release", "结束占用 · release", Released, tag=TAG)
def release_space(request: HttpRequest, key: Key, given: ReleasedSpace) -> HttpResponse:
    """尚未开始的占用整项取消，历史保留。

    An occupancy that has not begun is taken off; history keeps it.
    """
    actor, held = actor_of(request), _held(request, key)
    with allowed(may_keep(actor, held.space)):
        left = actions.release(actor, held, on=given.on, reason=given.reason)
    return answer({"occupancy": None if left is None else told(request, OCCUPANCIES, left.pk)})


def space_of(request: HttpRequest, code: str) -> Space:
    """The space of that code.

    Raises:
        Http404: there is none.
    """
    rows = Space.objects.visible_to(actor_of(request)).select_related("district")
    found: Space = the(request, rows, code=code)
    return found


def _held(request: HttpRequest, key: int) -> Occupancy:
    rows = Occupancy.objects.visible_to(actor_of(request)).select_related("space__district")
    found: Occupancy = the(request, rows, pk=key)
    return found


def terms_of(request: HttpRequest, given: HeldSpace) -> dict[str, Any]:
    """The keywords of the verbs that hold a space."""
    named = given.organisation
    return {
        "start": given.start,
        "end": given.end,
        "area_m2": given.area_m2,
        "organisation": named and row(actor_of(request), Organisation, named, "body.organisation"),
        "basis": given.basis,
        "reason": given.reason,
    }
