"""On which terms spaces are given: lots of land, units to let."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from shigu.api.answers import answer
from shigu.api.bodies import of_columns, values
from shigu.api.dossiers import LETTINGS, LOTS, router
from shigu.api.kinds import Short
from shigu.api.problems import allowed
from shigu.api.resources import Resource, told
from shigu.api.verbs.territory import space_of
from shigu.api.verbs.verb import verb
from shigu.districts.middleware import actor_of
from shigu.territory import actions
from shigu.territory.models import Letting, Lot
from shigu.territory.policies import may_keep

LOT: Any = LOTS.row_schema()
LETTING: Any = LETTINGS.row_schema()
GivenLot: Any = of_columns(Lot, "GivenLot", whole=False)
GivenLetting: Any = of_columns(Letting, "GivenLetting", whole=False)


@verb(router, "POST", "/spaces/{key}/lot", "登记出让条件 · set the terms of a lot", LOT, tag="lots")
def set_lot(request: HttpRequest, key: Short, given: GivenLot) -> HttpResponse:
    """只改送来的项；只有土地有。

    Only what is sent changes; of land alone.
    """
    return _set(request, key, LOTS, given)


@verb(
    *(router, "POST", "/spaces/{key}/letting", "登记出租条件 · set the terms of a unit", LETTING),
    tag="lettings",
)
def set_letting(request: HttpRequest, key: Short, given: GivenLetting) -> HttpResponse:
    """只改送来的项；土地以外的空间才有。

    Only what is sent changes; of all but land.
    """
    return _set(request, key, LETTINGS, given)


def _set(request: HttpRequest, key: str, resource: Resource, given: Any) -> HttpResponse:
    actor, space = actor_of(request), space_of(request, key)
    model: Any = resource.model
    sent = values(actor, model, given)
    with allowed(may_keep(actor, space)):
        made = actions.set_terms(actor, space, model, sent, reason=given.reason)
    return answer(told(request, resource, made.pk))
