"""What people do with spaces: change what is on record, let them, let them go."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.models import FencedQuerySet
from shigu.districts.policies import Refused
from shigu.districts.verbs import action
from shigu.registry.models import Organisation
from shigu.territory.draws import month_of
from shigu.territory.models import Draw, Occupancy, Reservation, Space
from shigu.territory.policies import (
    has_room,
    has_size,
    is_let_itself,
    may_keep,
    still_holds,
)
from shigu.territory.queries import Wish, holdings


@action("territory.change", gettext_lazy("修改了空间"))
def change(actor: Actor, space: Space, values: Mapping[str, Any], *, reason: str) -> Space:
    """Change what is on record of a space.

    Raises:
        Refused: another district's space or zone, no reason, or its tenants would not fit in.
    """
    may_change(actor, space, reason)
    locked = Space.objects.select_for_update(no_key=True).get(pk=space.pk)
    for name, value in values.items():
        setattr(locked, name, value)
    locked.district = locked.zone.district
    may_keep(actor, locked).require()
    still_holds(locked, holdings(actor, locked, timezone.localdate())).require()
    locked.save()
    return locked


@action("territory.occupy", gettext_lazy("登记了占用"))
def occupy(
    actor: Actor,
    space: Space,
    *,
    start: date,
    end: date | None = None,
    area_m2: Decimal | None = None,
    organisation: Organisation | None = None,
    basis: str,
    reason: str,
) -> Occupancy:
    """Let a space, or a part of one that is divided, from ``start`` until the day before ``end``.

    Raises:
        Refused: another district's space, no reason, no size, or someone is there: the message
            says who, when, and which day is free next.
    """
    wish = Wish(start, end, area_m2)
    locked = granted(actor, space, wish, reason)
    return hold(locked, wish, organisation, basis, None)


@action("territory.release", gettext_lazy("结束了占用"))
def release(actor: Actor, held: Occupancy, *, on: date, reason: str) -> Occupancy | None:
    """End an occupancy on a day; what had not begun by then is taken off, and history keeps it.

    Raises:
        Refused: another district's space, no reason, or it ends before that day anyway.
    """
    may_change(actor, held.space, reason)
    kept = Occupancy.objects.select_for_update(no_key=True).filter(pk=held.pk).first()
    if kept is None:
        raise Refused(_("这项占用已经结束。"))
    if kept.state == Occupancy.State.RESERVED:
        raise Refused(_("这是预留，请在预留页上释放。"))
    if kept.period.upper is not None and on >= kept.period.upper:
        raise Refused(_("这项占用到 %s 为止，不必再结束。") % kept.period.upper)
    _draw_until(kept, on)
    if on <= kept.period.lower:
        kept.delete()
        return None
    kept.period = DateRange(kept.period.lower, on)
    kept.save()
    return kept


def _draw_until(held: Occupancy, on: date) -> None:
    """What was drawn from pools for a holding that ends is free from the month after."""
    last = month_of(on - timedelta(days=1))
    draws = Draw.objects.filter(reservation=held.reservation_id)
    draws.filter(month_from__gt=last).delete()
    if on <= held.period.lower:
        draws.delete()
    for one in draws.filter(Q(month_to__isnull=True) | Q(month_to__gt=last)):
        one.month_to = last
        one.save()


def may_change(actor: Actor, space: Space, reason: str) -> None:
    """Whoever keeps the space changes it, with a reason.

    Raises:
        Refused: it is another's, or no reason is told.
    """
    may_keep(actor, space).require()
    if not reason.strip():
        raise Refused(_("请写明事由。"))


def granted(actor: Actor, space: Space, wish: Wish, reason: str) -> Space:
    """The space, locked until the end of the transaction, with room for the wish."""
    may_change(actor, space, reason)
    locked = Space.objects.select_for_update(no_key=True).get(pk=space.pk)
    lapse_among(Occupancy.objects.filter(space=locked))
    is_let_itself(locked).require()
    has_size(locked, wish).require()
    has_room(locked, holdings(actor, locked, timezone.localdate()), wish).require()
    return locked


def hold(
    space: Space,
    wish: Wish,
    organisation: Organisation | None,
    basis: str,
    reservation: Reservation | None,
) -> Occupancy:
    """The row that holds the space, reserved while it is a reservation's."""
    state = Occupancy.State.OCCUPIED if reservation is None else Occupancy.State.RESERVED
    return Occupancy.objects.create(
        district_id=space.district_id,
        space=space,
        organisation=organisation,
        period=DateRange(wish.start, wish.end),
        area_m2=wish.area_m2 if space.divisible else space.capacity_m2,
        state=state,
        basis=basis,
        expires_on=None if reservation is None else reservation.expires_on,
        reservation=reservation,
    )


def lapse_among(among: FencedQuerySet[Occupancy]) -> int:
    """How many reservations among these were over; they are no more."""
    lapsed, _of_models = among.filter(expires_on__lt=timezone.localdate()).delete()
    return lapsed
