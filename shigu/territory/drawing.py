"""Whether a pool still gives what is asked: answers with their reasons."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from shigu.districts.models import District
from shigu.districts.policies import Answer, allow, deny
from shigu.face.units import trimmed
from shigu.territory.draws import Ask, Room, part, room, total
from shigu.territory.models import Draw
from shigu.territory.policies import NAMED


def has_left(ask: Ask, district: District, held: Sequence[Draw]) -> Answer:
    """Whether the pool gives the ask to a district beside what is drawn; else who has it."""
    pool = ask.pool
    if ask.amount <= 0:
        return deny(_("%s：请写明要多少。") % pool)
    if ask.month_from < pool.month_from or _beyond(ask):
        return deny(_("%s：所选月份超出这个要素池的期间。") % pool)
    found = room(total(pool), held, ask.month_from, ask.month_to)
    if ask.amount > found.left:
        return deny(f"{_short(ask, found, trimmed(total(pool)))}{_drawn(held)}")
    return _within_its_part(ask, district, held)


def _beyond(ask: Ask) -> bool:
    end = ask.pool.month_to
    return end is not None and (ask.month_to or end) > end


def _within_its_part(ask: Ask, district: District, held: Sequence[Draw]) -> Answer:
    """A player draws no more than its share; the rest is the owner's."""
    player = district.player or district.code
    mine = part(ask.pool, player)
    own = [one for one in held if (one.district.player or one.district.code) == player]
    found = room(mine, own, ask.month_from, ask.month_to)
    if ask.amount <= found.left:
        return allow()
    if not mine:
        return deny(_("%(pool)s：%(who)s没有份额，请与所有主体商定。") % {
            "pool": ask.pool, "who": district.name,
        })  # fmt: skip
    told = _(
        "%(pool)s：%(who)s的份额是 %(part)s %(unit)s，%(month)s 只余 %(left)s，要 %(wanted)s。"
    )
    return deny(told % (_figures(ask, found) | {"who": district.name, "part": trimmed(mine)}))


def _short(ask: Ask, found: Room, everything: str) -> str:
    return _("%(pool)s：要 %(wanted)s %(unit)s，%(month)s 只余 %(left)s（共 %(all)s）。") % (
        _figures(ask, found) | {"all": everything}
    )


def _figures(ask: Ask, found: Room) -> dict[str, object]:
    return {
        "pool": ask.pool,
        "wanted": trimmed(ask.amount),
        "unit": ask.pool.unit_words,
        "month": f"{found.month:%Y-%m}",
        "left": trimmed(found.left),
    }


def _drawn(held: Sequence[Draw]) -> str:
    """Who has it, the first few of them."""
    told = _("；").join(_holder(one) for one in held[:NAMED])
    if len(held) > NAMED:
        told += _("等 %d 家") % len(held)
    return _("%s。") % told if told else ""


def _holder(one: Draw) -> str:
    named = one.reservation.organisation
    words = {
        "who": str(named) if named else _("未公开的一方"),
        "amount": trimmed(one.amount),
        "unit": one.pool.unit_words,
        "state": one.reservation.get_stage_display(),
    }
    return _("%(who)s %(state)s %(amount)s %(unit)s") % words
