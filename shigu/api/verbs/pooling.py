"""Pools and who may use how much of them: open, change, close; entitle, end."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Schema
from pydantic import Field

from shigu.api.answers import answer
from shigu.api.bodies import Reasoned, row
from shigu.api.kinds import Day, Number, Short, Text
from shigu.api.places import POOL_ENTITLEMENTS, POOLS, router
from shigu.api.problems import allowed
from shigu.api.resources import told
from shigu.api.verbs.verb import the, verb
from shigu.districts.middleware import actor_of
from shigu.districts.models import District, Source, Status, Zone
from shigu.districts.policies import Answer, may_write
from shigu.districts.vocabulary import DataClass
from shigu.territory import actions
from shigu.territory.models import Entitlement, Pool

ROW: Any = POOLS.row_schema()
ENTITLEMENT: Any = POOL_ENTITLEMENTS.row_schema()
Amount = Annotated[Number, Field(ge=0, description="总量，按单位 · amount in its unit")]
Month = Annotated[Day, Field(description="月份，取其首日 · its first day counts")]
EMPTIED = {"month_to", "zone", "source"}
NAMED = {"zone": Zone, "source": Source}


class RevisedPool(Reasoned):
    """What is sent changes; reservations must still fit."""

    amount: Amount | None = None
    unit: Short | None = None
    month_from: Month | None = None
    month_to: Month | None = None
    zone: Annotated[Short | None, Field(description="片区编号 · id of a zone")] = None
    status: Status | None = None
    source: Annotated[Short | None, Field(description="来源编号 · id of a source")] = None
    note: Text | None = None


class OpenedPool(RevisedPool):
    """So much of a resource for the places of a player, from month to month."""

    code: Annotated[Short | None, Field(description="编号，不填自动编 · id")] = None
    district: Annotated[Short, Field(description="区县编号 · code of a district")]
    resource: Pool.Resource
    amount: Amount
    unit: Short
    month_from: Month
    status: Status


class ClosedPool(Reasoned):
    """The last month that it gives."""

    last_month: Month


class EntitledPlayer(Reasoned):
    """A player and its part of one; the part that it has is changed."""

    player: Annotated[Short, Field(description="主体 · player")]
    share: Annotated[Number, Field(ge=0, le=1, description="份额，0–1 · part of one")]


class Ended(Schema):
    """The entitlement that was taken back."""

    id: str


@verb(router, "POST", "/pools", "设立要素池 · open a pool", ROW, tag="pools", status=201)
def open_pool(request: HttpRequest, given: OpenedPool) -> HttpResponse:
    """以区县所属主体的名义设立。

    A pool of the player that the district acts for.
    """
    actor = actor_of(request)
    district = row(actor, District, given.district, "body.district")
    values = _values(request, given)
    with allowed(may_write(actor, DataClass.TERRITORY, district)):
        made = actions.open_pool(actor, district, values, reason=given.reason)
    return answer(told(request, POOLS, made.code), 201)


@verb(router, "PATCH", "/pools/{key}", "修改要素池 · change a pool", ROW, tag="pools")
def change_pool(request: HttpRequest, key: Short, given: RevisedPool) -> HttpResponse:
    """总量或月份改小后须仍容得下已有的预留。

    What is kept of it must still fit.
    """
    actor, pool = actor_of(request), _pool(request, key)
    with allowed(_may_keep(request, pool)):
        actions.change_pool(actor, pool, _values(request, given), reason=given.reason)
    return answer(told(request, POOLS, key))


@verb(router, "POST", "/pools/{key}/close", "关闭要素池 · close a pool", ROW, tag="pools")
def close_pool(request: HttpRequest, key: Short, given: ClosedPool) -> HttpResponse:
    """到该月为止；之后还有预留的不能关。

    It ends with that month; not while something is kept beyond.
    """
    actor, pool = actor_of(request), _pool(request, key)
    with allowed(_may_keep(request, pool)):
        actions.close_pool(actor, pool, last_month=given.last_month, reason=given.reason)
    return answer(told(request, POOLS, key))


@verb(
    *(router, "POST", "/pools/{key}/entitlements", "定份额 · entitle", ENTITLEMENT),
    tag="pool_entitlements",
)
def entitle_to_pool(request: HttpRequest, key: Short, given: EntitledPlayer) -> HttpResponse:
    """合计不超过 1，其余归所有主体；已有的份额改为这次的。

    All parts together are at most one, the owner keeps the rest.
    """
    actor, pool = actor_of(request), _pool(request, key)
    share = float(given.share)
    with allowed(_may_keep(request, pool)):
        made = actions.entitle(actor, pool, given.player, share, reason=given.reason)
    return answer(told(request, POOL_ENTITLEMENTS, made.code))


@verb(
    *(router, "POST", "/pool_entitlements/{key}/end", "收回份额 · end", Ended),
    tag="pool_entitlements",
)
def end_entitlement(request: HttpRequest, key: Short, given: Reasoned) -> HttpResponse:
    """份额回到所有主体，历史保留。

    The part goes back to the owner; history keeps it.
    """
    actor = actor_of(request)
    rows = Entitlement.objects.visible_to(actor).select_related("district")
    held: Entitlement = the(request, rows, code=key)
    with allowed(may_write(actor, DataClass.TERRITORY, held.district)):
        actions.end_entitlement(actor, held, reason=given.reason)
    return answer({"id": key})


def _values(request: HttpRequest, given: RevisedPool) -> dict[str, Any]:
    """The members that were sent, rows by their codes, months by their first days."""
    values: dict[str, Any] = given.model_dump(exclude_unset=True, exclude={"reason", "district"})
    for name, model in NAMED.items():
        if values.get(name):
            values[name] = row(actor_of(request), model, values[name], f"body.{name}")
    for name in {"month_from", "month_to"} & {key for key, day in values.items() if day}:
        values[name] = values[name].replace(day=1)
    if "amount" in values:
        values["amount"] = float(values["amount"])
    return {name: value for name, value in values.items() if value is not None or name in EMPTIED}


def _may_keep(request: HttpRequest, pool: Pool) -> Answer:
    return may_write(actor_of(request), DataClass.TERRITORY, pool.district)


def _pool(request: HttpRequest, code: str) -> Pool:
    rows = Pool.objects.visible_to(actor_of(request)).select_related("district", "zone")
    found: Pool = the(request, rows, code=code)
    return found
