"""What of a pool is taken already, told from who holds which space."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, FloatField, Q, Sum
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.face import units
from shigu.face.pieces import Input, Why
from shigu.territory.models import Entitlement, Pool
from shigu.territory.models.spaces import capacity
from shigu.territory.queries import taken

FLOAT: FloatField[Any, Any] = FloatField()
OFFERED = {Pool.Resource.POWER: "power_kva", Pool.Resource.WASTE_WATER: "drainage"}


@dataclass(frozen=True, slots=True)
class Use:
    """What the spaces held in a pool's places take of it on a day."""

    pool: Pool
    day: date
    taken: float

    @property
    def why(self) -> Why:
        """The rule, and what went into it."""
        if self.pool.resource == Pool.Resource.LAND:
            sentence = _("该日占用中的土地，按面积折亩相加。")
        else:
            sentence = _("该日占用中的空间，按所占面积的比例计其登记容量，再相加。")
        return Why(
            sentence=sentence,
            formula=_("余量 = 总量 − 已占用"),
            inputs=(
                Input(_("总量"), f"{units.trimmed(self.pool.amount)} {self.pool.unit_words}"),
                Input(_("已占用"), f"{units.trimmed(self.taken)} {self.pool.unit_words}"),
            ),
            as_of=self.day,
        )


def uses(actor: Actor, pools: Sequence[Pool], today: date) -> dict[int, Use]:
    """Uses by id of the pool, today or on its first day; energy and emissions have none.

    A firm's energy and emissions do not follow from the space that it holds.
    """
    days = {
        pool.pk: max(today, pool.month_from)
        for pool in pools
        if pool.resource == Pool.Resource.LAND or pool.resource in OFFERED
    }
    told = [pool for pool in pools if pool.pk in days]
    held = _held(actor, told, sorted(set(days.values())), today) if told else {}
    return {pool.pk: Use(pool, days[pool.pk], _within(pool, held[days[pool.pk]])) for pool in told}


def shares(pools: Iterable[Pool]) -> dict[int, str]:
    """Who is entitled to which part, in words, the rest being the owner's."""
    listed = list(pools)
    names = names_of_players()
    parts: defaultdict[int, list[Entitlement]] = defaultdict(list)
    for row in Entitlement.objects.filter(pool__in=[pool.pk for pool in listed]):
        parts[row.pool_id].append(row)
    return {pool.pk: _shares(pool, parts[pool.pk], names) for pool in listed}


def _shares(pool: Pool, parts: list[Entitlement], names: Mapping[str, str]) -> str:
    told = [f"{names.get(row.player, row.player)} {units.percent(row.share, 0)}" for row in parts]
    rest = 1 - sum(row.share for row in parts if row.player != pool.owner)
    mine = (
        []
        if any(row.player == pool.owner for row in parts)
        else [f"{names.get(pool.owner, pool.owner)} {units.percent(rest, 0)}"]
    )
    return " · ".join([*told, *mine])


def names_of_players() -> dict[str, str]:
    """Names of players by their code, in the language of the reader."""
    members = District.objects.exclude(player="").defer("boundary")
    return {district.code: district.name for district in members}


def _held(
    actor: Actor, pools: Sequence[Pool], days: Sequence[date], today: date
) -> dict[date, list[dict[str, Any]]]:
    """By day, sums by zone and kind of space of what is held in the places of the pools."""
    part = Cast(F("part"), FLOAT) / Cast(capacity("space__"), FLOAT)
    sums = {}
    for number, day in enumerate(days):
        then = Q(period__contains=day)
        sums[f"m2_{number}"] = Sum("part", filter=then)
        for name in OFFERED.values():
            amount = F(f"space__{name}") * part
            sums[f"{name}_{number}"] = Sum(amount, filter=then, output_field=FLOAT)
    zones = [pool.zone_id for pool in pools if pool.zone_id]
    owners = [pool.owner for pool in pools if not pool.zone_id]
    places = Q(space__zone__in=zones) | Q(district__player__in=owners)
    by = ("space__zone", "space__kind", "district__player")
    rows = list(taken(actor, today).filter(places).values(*by).annotate(**sums))
    names = ("m2", *OFFERED.values())
    return {
        day: [
            {key: row[key] for key in by} | {name: row[f"{name}_{number}"] for name in names}
            for row in rows
        ]
        for number, day in enumerate(days)
    }


def _within(pool: Pool, held: list[dict[str, Any]]) -> float:
    mine = [
        row
        for row in held
        if (row["space__zone"] == pool.zone_id if pool.zone_id else _of_owner(row, pool))
    ]
    if pool.resource == Pool.Resource.LAND:
        return float(
            sum(units.m2_to_mu(row["m2"] or 0) for row in mine if row["space__kind"] == "land")
        )
    return sum(row[OFFERED[Pool.Resource(pool.resource)]] or 0.0 for row in mine)


def _of_owner(row: Mapping[str, Any], pool: Pool) -> bool:
    return bool(row["district__player"] == pool.owner)
