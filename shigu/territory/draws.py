"""What of a pool is drawn in which month, and what a player may still draw."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import connection
from django.db.models import Q

from shigu.districts.actors import Actor
from shigu.territory.models import Draw, Entitlement, Pool, Reservation
from shigu.territory.models.reserving import POOL_LOCK

NONE = Decimal(0)


@dataclass(frozen=True, slots=True)
class Ask:
    """``amount`` of a pool from a month on, to the last month counted in; none: as long as it."""

    pool: Pool
    amount: Decimal
    month_from: date
    month_to: date | None = None


@dataclass(frozen=True, slots=True)
class Room:
    """What is left of a pool in the tightest month of an ask, and in which month that is."""

    left: Decimal
    month: date


def month_of(day: date) -> date:
    """The first day of the month of a day."""
    return day.replace(day=1)


def ask(pool: Pool, amount: Decimal, start: date, end: date | None) -> Ask | None:
    """An ask over the months of a period that lie in the pool's; none where none does.

    ``end`` is the first day that no longer counts.
    """
    first = max(month_of(start), pool.month_from)
    last = None if end is None else month_of(end - timedelta(days=1))
    if pool.month_to is not None:
        last = pool.month_to if last is None else min(last, pool.month_to)
    return None if last is not None and last < first else Ask(pool, amount, first, last)


def holding(today: date, at: str = "") -> Q:
    """Reservations (reached by the path ``at``) that hold something on a day."""
    kept = Q(**{f"{at}stage": Reservation.Stage.KEPT, f"{at}expires_on__gte": today})
    return kept | Q(**{f"{at}stage": Reservation.Stage.PLACED})


def drawn(actor: Actor, pools: Iterable[Pool], today: date) -> list[Draw]:
    """The draws that hold something of these pools, the earliest first."""
    rows = Draw.objects.visible_to(actor).filter(holding(today, "reservation__"), pool__in=pools)
    return list(
        rows.select_related("reservation__organisation", "district").order_by("month_from", "pk")
    )


def lock(pool: Pool) -> None:
    """Nobody else draws on the pool until the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {POOL_LOCK.format(pool='%s::bigint')}", [pool.pk])


def room(amount: Decimal, held: Sequence[Draw], since: date, until: date | None) -> Room:
    """What of ``amount`` is left in the tightest month of a span, beside what is held."""
    starts = {one.month_from for one in held if _within(one.month_from, since, until)}
    months = sorted({since, *starts})
    return min(
        (Room(amount - _on(held, month), month) for month in months),
        key=lambda found: (found.left, found.month),
    )


def left(pool: Pool, held: Sequence[Draw]) -> Decimal:
    """What is left of a pool in its tightest month."""
    return room(total(pool), held, pool.month_from, pool.month_to).left


def part(pool: Pool, player: str) -> Decimal:
    """What of the pool a player may draw: its share, or what the shares leave to the owner."""
    shares = dict(Entitlement.objects.filter(pool=pool).values_list("player", "share"))
    own = Decimal(str(shares.get(player, 0)))
    if player == pool.owner:
        own += 1 - sum((Decimal(str(share)) for share in shares.values()), NONE)
    return (own * total(pool)).quantize(Decimal("0.001"))


def total(pool: Pool) -> Decimal:
    """The amount of a pool as an exact number."""
    return Decimal(str(pool.amount))


def _on(held: Sequence[Draw], month: date) -> Decimal:
    return sum((one.amount for one in held if _within(month, one.month_from, one.month_to)), NONE)


def _within(month: date, first: date, last: date | None) -> bool:
    return first <= month and (last is None or month <= last)
