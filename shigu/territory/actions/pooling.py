"""Pools of a player and who may use how much of them: opened, changed, closed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.policies import Refused, may_write, say_why
from shigu.districts.verbs import action
from shigu.districts.vocabulary import DataClass
from shigu.territory.draws import drawn, lock
from shigu.territory.models import Draw, Entitlement, Pool

TOLERANCE = 1e-9
GIVES_NO_MORE = "a_pool_gives_no_more_than_it_has"
IN_THE_WAY = gettext_lazy("已有预留超出改后的总量或月份；请先释放预留。")


@action("territory.open_pool", gettext_lazy("设立了要素池"))
def open_pool(actor: Actor, district: District, values: Mapping[str, Any], *, reason: str) -> Pool:
    """Open a pool of the player that ``district`` acts for; ``values`` are its columns.

    Raises:
        Refused: another district's, no reason, or the code is taken.
        ValidationError: a value is missing or out of range.
    """
    may_write(actor, DataClass.TERRITORY, district).require()
    say_why(reason)
    code = values.get("code") or f"pool-{uuid4().hex[:8]}"
    if Pool.objects.filter(code=code).exists():
        raise Refused(_("编号 %s 已被占用。") % code)
    owner = district.player or district.code
    return _saved(Pool(district=district, owner=owner, **{**values, "code": code}))


@action("territory.change_pool", gettext_lazy("修改了要素池"))
def change_pool(actor: Actor, pool: Pool, values: Mapping[str, Any], *, reason: str) -> Pool:
    """Change a pool; what is drawn of it has to fit.

    Raises:
        Refused: another district's, no reason, or reservations need more than it would have.
        ValidationError: a value is out of range.
    """
    may_write(actor, DataClass.TERRITORY, pool.district).require()
    say_why(reason)
    lock(pool)
    locked = Pool.objects.select_for_update(of=("self",)).get(pk=pool.pk)
    for name, value in values.items():
        setattr(locked, name, value)
    if any(not _within(locked, each) for each in drawn(actor, [pool], timezone.localdate())):
        raise Refused(IN_THE_WAY)
    return _saved(locked)


def _within(pool: Pool, draw: Draw) -> bool:
    """Whether a draw lies in the months of the pool; without an end it lasts as long as that."""
    if pool.month_to is None:
        return draw.month_from >= pool.month_from
    last = draw.month_to or draw.month_from
    return pool.month_from <= draw.month_from and last <= pool.month_to


@action("territory.close_pool", gettext_lazy("关闭了要素池"))
def close_pool(actor: Actor, pool: Pool, *, last_month: date, reason: str) -> Pool:
    """Let a pool end with a month; reservations beyond it stop that.

    Raises:
        Refused: another district's, no reason, before it began, or something is kept beyond.
    """
    if last_month < pool.month_from:
        raise Refused(_("截止月早于起始月；没有用过的要素池请改总量为 0。"))
    return change_pool(actor, pool, {"month_to": last_month.replace(day=1)}, reason=reason)


@action("territory.entitle", gettext_lazy("定了要素份额"))
def entitle(
    actor: Actor, pool: Pool, player: str, share: float, *, status: str = "", reason: str
) -> Entitlement:
    """Give a player a part of a pool, or change the part it has; the owner keeps the rest.

    Raises:
        Refused: another district's, no reason, the owner itself, nobody of that name, or all parts
            together are more than the whole.
        ValidationError: the share is no part of one.
    """
    may_write(actor, DataClass.TERRITORY, pool.district).require()
    say_why(reason)
    Pool.objects.select_for_update(of=("self",)).get(pk=pool.pk)
    _can_be_entitled(pool, player)
    rows = Entitlement.objects.filter(pool=pool)
    others = sum(rows.exclude(player=player).values_list("share", flat=True))
    if others + share > 1 + TOLERANCE:
        raise Refused(_("各方份额合计不能超过 1；其余各方已有 %s。") % round(others, 6))
    row = rows.filter(player=player).first() or Entitlement(
        code=f"ent-{uuid4().hex[:8]}",
        pool=pool,
        player=player,
        district_id=pool.district_id,
        status=status or pool.status,
        source_id=pool.source_id,
    )
    row.share = share
    row.full_clean(exclude=["pool", "district"])
    row.save()
    return row


@action("territory.end_entitlement", gettext_lazy("收回了要素份额"))
def end_entitlement(actor: Actor, entitlement: Entitlement, *, reason: str) -> None:
    """Give a part back to the owner of the pool; history keeps it.

    Raises:
        Refused: another district's, or no reason.
    """
    may_write(actor, DataClass.TERRITORY, entitlement.district).require()
    say_why(reason)
    entitlement.delete()


def _can_be_entitled(pool: Pool, player: str) -> None:
    if player == pool.owner:
        raise Refused(_("其余归所有主体，不必另定它的份额。"))
    if not District.objects.filter(player=player).exists():
        raise Refused(_("没有参与合作的主体 %s。") % player)


def _saved(pool: Pool) -> Pool:
    pool.full_clean(exclude=["district"])
    with _room_for_reservations():
        pool.save()
    return pool


@contextmanager
def _room_for_reservations() -> Iterator[None]:
    """The database adds up what is drawn by month; its answer as a reason.

    Raises:
        Refused: reservations need more.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        told = getattr(error.__cause__, "diag", None)
        if told is None or told.constraint_name != GIVES_NO_MORE:
            raise
        raise Refused(IN_THE_WAY) from error
