"""Who holds spaces, and whether there is room: answers with their reasons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from shigu.districts.actors import Actor
from shigu.districts.policies import Answer, allow, deny, may_write
from shigu.districts.vocabulary import DataClass
from shigu.face.units import trimmed
from shigu.territory.models import Occupancy, Space
from shigu.territory.queries import Wish, first_fit, fits, free_area, in_the_way

NAMED = 3


def may_keep(actor: Actor, space: Space) -> Answer:
    """Whether ``actor`` changes the space and who holds it."""
    return may_write(actor, DataClass.TERRITORY, space.district)


def is_offered(space: Space, wish: Wish) -> Answer:
    """Whether the space is on offer on the first day of the wish."""
    if wish.start < space.available_from:
        return deny(_("这处空间 %s 起可用。") % space.available_from)
    if space.available_to is not None and wish.start >= space.available_to:
        return deny(_("这处空间须在 %s 之前入驻。") % space.available_to)
    return allow()


def has_size(space: Space, wish: Wish) -> Answer:
    """Whether the wish says how much it wants where that must be said."""
    if wish.end is not None and wish.end <= wish.start:
        return deny(_("结束日须晚于起始日。"))
    if not space.divisible:
        return allow()
    if wish.area_m2 is None or wish.area_m2 <= 0:
        return deny(_("这处空间可分割，请写明占用面积。"))
    return allow()


def has_room(space: Space, held: Sequence[Occupancy], wish: Wish) -> Answer:
    """Whether the wish fits beside what is held; else who is in the way, and until when."""
    if fits(space, held, wish):
        return allow()
    if not space.divisible:
        return deny(f"{_told(in_the_way(held, wish))}{_next(space, held, wish)}")
    return deny(f"{_left(space, held, wish)}{_next(space, held, wish)}")


def is_let_itself(space: Space) -> Answer:
    """Whether a space is let as such: a set of units is held unit by unit."""
    if space.units:
        return deny(_("成套单元不单独登记，请逐个登记：%s。") % _("、").join(space.units))
    return allow()


def still_holds(space: Space, held: Sequence[Occupancy]) -> Answer:
    """Whether a space, as it would become, still holds those who have it."""
    for one in held:
        others = [other for other in held if other.pk != one.pk]
        wish = Wish(one.period.lower, one.period.upper, one.area_m2)
        if not fits(space, others, wish):
            return deny(_("改后容不下已有的占用：%s。") % holder_and_time(one))
    return allow()


def _left(space: Space, held: Sequence[Occupancy], wish: Wish) -> str:
    numbers = {
        "wanted": trimmed(wish.area_m2),
        "free": trimmed(free_area(space, held, wish)),
        "all": trimmed(space.capacity_m2),
    }
    said = _("要 %(wanted)s ㎡，这段时间只余 %(free)s ㎡（共 %(all)s ㎡）。") % numbers
    return f"{said}{_told(in_the_way(held, wish))}"


def _told(others: Sequence[Occupancy]) -> str:
    """Who, how and when, the first few of them."""
    if not others:
        return ""
    told = _("；").join(holder_and_time(one) for one in others[:NAMED])
    if len(others) > NAMED:
        told += _("等 %d 家") % len(others)
    return _("%s。") % told


def holder_and_time(one: Occupancy) -> str:
    """「欧诺光电 2027-01-01 至 2028-01-01 占用」."""
    named = {
        "who": str(one.organisation) if one.organisation else _("未公开的一方"),
        "start": one.period.lower,
        "end": one.period.upper,
        "state": one.get_state_display(),
    }
    if one.period.upper is None:
        return _("%(who)s自 %(start)s 起%(state)s，无期限") % named
    return _("%(who)s自 %(start)s 至 %(end)s %(state)s") % named


def _next(space: Space, held: Sequence[Occupancy], wish: Wish) -> str:
    day: date | None = first_fit(space, held, wish)
    if day is None:
        return _("没有能空出来的日子。")
    return _("最早 %s 起可用。") % day
