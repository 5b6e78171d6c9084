"""Keeping a space and amounts of pools for somebody until a day: reserve, extend, place, free."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from django.conf import settings
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.policies import Refused, may_write
from shigu.districts.verbs import action
from shigu.districts.vocabulary import DataClass
from shigu.registry.models import Organisation
from shigu.territory import draws
from shigu.territory.actions.holding import granted, hold, lapse_among
from shigu.territory.drawing import has_left
from shigu.territory.models import Draw, Occupancy, Reservation, Space
from shigu.territory.policies import is_offered
from shigu.territory.queries import Wish


@action("territory.reserve", gettext_lazy("登记了预留"))
def reserve(
    actor: Actor,
    space: Space | None,
    *,
    start: date,
    end: date | None = None,
    area_m2: Decimal | None = None,
    organisation: Organisation | None = None,
    basis: str,
    expires_on: date | None = None,
    asks: Sequence[draws.Ask] = (),
    district: District | None = None,
    reason: str,
) -> Reservation:
    """Keep a space, amounts of pools or both for someone, all or nothing.

    It lapses after ``expires_on``: ``RESERVATION_DAYS`` from today unless told, and no later.
    Without a space, ``district`` says whose reservation it is.

    Raises:
        Refused: as for ``occupy``; or the space is not on offer on that day, a pool does not give
            that much, or the days are none or too many.
    """
    wish = Wish(start, end, area_m2)
    last = _last(timezone.localdate(), expires_on)
    home = _home(space, district, asks)
    may_write(actor, DataClass.TERRITORY, home).require()
    if not reason.strip():
        raise Refused(_("请写明事由。"))
    if space is not None:
        is_offered(space, wish).require()
        space = granted(actor, space, wish, reason)
    elif end is not None and end <= start:
        raise Refused(_("结束日须晚于起始日。"))
    _granted_pools(actor, home, asks)
    made = Reservation.objects.create(
        district=home,
        space=space,
        organisation=organisation,
        period=DateRange(start, end),
        area_m2=None if space is None else _area(space, area_m2),
        basis=basis,
        expires_on=last,
    )
    if space is not None:
        hold(space, wish, organisation, basis, made)
    for ask in asks:
        Draw.objects.create(
            district=home,
            reservation=made,
            pool=ask.pool,
            amount=ask.amount,
            month_from=ask.month_from,
            month_to=ask.month_to,
        )
    return made


@action("territory.extend", gettext_lazy("延长了预留"))
def extend(actor: Actor, reservation: Reservation, *, until: date, reason: str) -> Reservation:
    """Keep it longer, once: to a day at most ``RESERVATION_DAYS`` after it would have lapsed.

    Raises:
        Refused: another district's, no reason, extended before, over already, or for too long.
    """
    kept = _kept(actor, reservation, reason)
    if kept.extended_on is not None:
        raise Refused(_("已在 %s 延过一次；到期后请重新登记。") % kept.extended_on)
    most = kept.expires_on + timedelta(days=settings.RESERVATION_DAYS)
    if not kept.expires_on < until <= most:
        raise Refused(
            _("延期须晚于 %(from)s，不晚于 %(most)s。") % {"from": kept.expires_on, "most": most}
        )
    kept.expires_on, kept.extended_on = until, timezone.localdate()
    kept.extended_because = reason.strip()
    kept.save()
    return kept


@action("territory.confirm", gettext_lazy("把预留转为占用"))
def confirm(actor: Actor, reservation: Reservation, *, basis: str, reason: str) -> Reservation:
    """Turn a reservation into an occupation, now that it rests on a contract.

    Raises:
        Refused: another district's, no reason, or it lapsed or was released.
    """
    kept = _kept(actor, reservation, reason)
    held = Occupancy.objects.select_for_update(no_key=True).filter(reservation=kept).first()
    if held is not None:
        held.state, held.basis, held.expires_on = Occupancy.State.OCCUPIED, basis, None
        held.save()
    kept.basis = basis
    return _ended(kept, Reservation.Stage.PLACED)


@action("territory.free", gettext_lazy("释放了预留"))
def free(actor: Actor, reservation: Reservation, *, reason: str) -> Reservation:
    """Let go of what is kept: the space and the pools are free at once.

    Raises:
        Refused: another district's, no reason, or it lapsed or was released already.
    """
    kept = _kept(actor, reservation, reason)
    Occupancy.objects.filter(reservation=kept).delete()
    return _ended(kept, Reservation.Stage.RELEASED)


@action("territory.lapse", gettext_lazy("预留到期"))
def lapse(actor: Actor, *, reason: str = "预留到期") -> int:
    """Take every holding off whose reservation has expired; how many there were.

    They hold nothing since that day anyway; this only tidies up.
    """
    return lapse_among(Occupancy.objects.all())


def _last(today: date, asked: date | None) -> date:
    longest = today + timedelta(days=settings.RESERVATION_DAYS)
    if asked is None:
        return longest
    if asked < today:
        raise Refused(_("预留到期日须在今天或以后。"))
    if asked > longest:
        raise Refused(_("预留最长 %(days)d 天，到 %(day)s 为止。") % {
            "days": settings.RESERVATION_DAYS, "day": longest,
        })  # fmt: skip
    return asked


def _home(space: Space | None, district: District | None, asks: Sequence[draws.Ask]) -> District:
    """Whose reservation it is."""
    if space is not None:
        return space.district
    if district is None or not asks:
        raise Refused(_("请选一处空间，或写明要素池和数量。"))
    return district


def _granted_pools(actor: Actor, home: District, asks: Sequence[draws.Ask]) -> None:
    """Every ask has room; the pools are locked in one order until the end of the transaction."""
    if len({ask.pool.pk for ask in asks}) < len(asks):
        raise Refused(_("同一个要素池只写一行。"))
    for ask in sorted(asks, key=lambda one: one.pool.pk):
        draws.lock(ask.pool)
        held = draws.drawn(actor, [ask.pool], timezone.localdate())
        has_left(ask, home, held).require()


def _area(space: Space, area_m2: Decimal | None) -> Decimal | None:
    return area_m2 if space.divisible else space.capacity_m2


def _kept(actor: Actor, reservation: Reservation, reason: str) -> Reservation:
    """The reservation, locked, while it still holds."""
    may_write(actor, DataClass.TERRITORY, reservation.district).require()
    if not reason.strip():
        raise Refused(_("请写明事由。"))
    rows = Reservation.objects.select_for_update(no_key=True).filter(
        stage=Reservation.Stage.KEPT, expires_on__gte=timezone.localdate()
    )
    kept = rows.filter(pk=reservation.pk).first()
    if kept is None:
        raise Refused(_("这项预留已到期或已办结；请重新登记。"))
    return kept


def _ended(kept: Reservation, stage: str) -> Reservation:
    kept.stage, kept.ended_on = stage, timezone.localdate()
    kept.save()
    return kept
