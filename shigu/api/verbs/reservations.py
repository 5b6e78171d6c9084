"""Reservations: keep a space and amounts of pools, longer, placed, freed."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from pydantic import Field

from shigu.api.answers import answer
from shigu.api.bodies import Body, Reasoned, row
from shigu.api.kinds import Day, Number, Short
from shigu.api.places import RESERVATIONS, router
from shigu.api.problems import allowed
from shigu.api.resources import told
from shigu.api.verbs.territory import HeldSpace, space_of, terms_of
from shigu.api.verbs.verb import the, verb
from shigu.districts.middleware import actor_of
from shigu.districts.models import District
from shigu.districts.policies import may_write
from shigu.districts.vocabulary import DataClass
from shigu.projects.actions import Whom, keep_for
from shigu.projects.models import Project
from shigu.territory import actions
from shigu.territory.draws import Ask, ask, month_of
from shigu.territory.models import Pool, Reservation
from shigu.territory.models.reservations import Basis
from shigu.territory.policies import may_keep

ROW: Any = RESERVATIONS.row_schema()
TAG = "reservations"
Amount = Annotated[Number, Field(gt=0, description="数量，按要素池单位 · amount in its unit")]
Month = Annotated[Day | None, Field(description="月份，取其首日 · its first day counts")]


class DrawnPool(Body):
    """An amount of a pool by month; without months: those of the reservation in the pool's."""

    pool: Annotated[Short, Field(description="要素池编号 · id of the pool")]
    amount: Amount
    month_from: Month = None
    month_to: Month = None


class KeptSpace(HeldSpace):
    """What is kept for whom; it lapses after ``expires_on``, at the longest term unless told."""

    expires_on: Annotated[Day | None, Field(description="预留到期日 · lapses after")] = None
    draws: Annotated[list[DrawnPool], Field(max_length=50)] = []
    project: Annotated[UUID | None, Field(description="为哪个项目 · for which project")] = None


class KeptPools(KeptSpace):
    """Amounts of pools without a space."""

    district: Annotated[Short, Field(description="哪个区县的预留 · whose reservation")]


class Extended(Reasoned):
    """Until when longer."""

    until: Annotated[Day, Field(description="延到 · until")]


class Placed(Reasoned):
    """What it rests on now that it becomes an occupation."""

    basis: Annotated[Basis, Field(description="依据 · what it rests on")]


@verb(router, "POST", "/spaces/{key}/reserve", "登记预留 · reserve", ROW, tag=TAG, status=201)
def reserve_space(request: HttpRequest, key: Short, given: KeptSpace) -> HttpResponse:
    """空间与要素池一并预留，要么都成、要么都不成；到期未转占用的自行失效。

    Space and pools are kept together or not at all; what is not placed lapses by itself.
    """
    space = space_of(request, key)
    with allowed(may_keep(actor_of(request), space)):
        made = _keep(request, space, given)
    return answer(told(request, RESERVATIONS, made.pk), 201)


@verb(router, "POST", "/reservations", "预留要素 · reserve of pools", ROW, tag=TAG, status=201)
def reserve_pools(request: HttpRequest, given: KeptPools) -> HttpResponse:
    """只预留要素池，不占空间。

    Keeps amounts of pools and no space.
    """
    actor = actor_of(request)
    home = row(actor, District, given.district, "body.district")
    with allowed(may_write(actor, DataClass.TERRITORY, home)):
        made = _keep(request, None, given, district=home)
    return answer(told(request, RESERVATIONS, made.pk), 201)


@verb(router, "POST", "/reservations/{key}/extend", "延长预留 · extend", ROW, tag=TAG)
def extend_reservation(request: HttpRequest, key: UUID, given: Extended) -> HttpResponse:
    """只能延长一次，须写明事由。

    Once, with a reason.
    """
    kept = _kept(request, key)
    with allowed(may_write(actor_of(request), DataClass.TERRITORY, kept.district)):
        actions.extend(actor_of(request), kept, until=given.until, reason=given.reason)
    return answer(told(request, RESERVATIONS, key))


@verb(router, "POST", "/reservations/{key}/confirm", "预留转占用 · confirm", ROW, tag=TAG)
def confirm_reservation(request: HttpRequest, key: UUID, given: Placed) -> HttpResponse:
    """有了合同的预留转为占用。

    Turns a reservation that rests on a contract into an occupation.
    """
    kept = _kept(request, key)
    with allowed(may_write(actor_of(request), DataClass.TERRITORY, kept.district)):
        actions.confirm(actor_of(request), kept, basis=given.basis, reason=given.reason)
    return answer(told(request, RESERVATIONS, key))


@verb(router, "POST", "/reservations/{key}/free", "释放预留 · free", ROW, tag=TAG)
def free_reservation(request: HttpRequest, key: UUID, given: Reasoned) -> HttpResponse:
    """空间与要素池立即空出。

    Space and pools are free at once.
    """
    kept = _kept(request, key)
    with allowed(may_write(actor_of(request), DataClass.TERRITORY, kept.district)):
        actions.free(actor_of(request), kept, reason=given.reason)
    return answer(told(request, RESERVATIONS, key))


def _keep(request: HttpRequest, space: Any, given: KeptSpace, **more: Any) -> Reservation:
    actor = actor_of(request)
    wanted = terms_of(request, given) | {"expires_on": given.expires_on, **more}
    wanted["asks"] = [_ask(request, given, each) for each in given.draws]
    if given.project is None:
        return actions.reserve(actor, space, **wanted)
    project = the(request, Project.objects.visible_to(actor), pk=given.project)
    return keep_for(actor, Whom.of(project), space, **wanted)


def _ask(request: HttpRequest, given: KeptSpace, each: DrawnPool) -> Ask:
    pool: Pool = row(actor_of(request), Pool, each.pool, "body.draws.pool")
    amount = Decimal(str(each.amount))
    asked = ask(pool, amount, given.start, given.end)
    first = each.month_from or (asked.month_from if asked else given.start)
    last = each.month_to or (asked.month_to if asked else given.start)
    return Ask(pool, amount, month_of(first), last and month_of(last))


def _kept(request: HttpRequest, key: UUID) -> Reservation:
    rows = Reservation.objects.visible_to(actor_of(request)).select_related("district")
    found: Reservation = the(request, rows, pk=key)
    return found
