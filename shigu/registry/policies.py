"""Who may keep the register."""

from __future__ import annotations

from django.utils.translation import gettext as _

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.policies import Answer, allow, deny, may_write, may_write_somewhere
from shigu.districts.vocabulary import DataClass
from shigu.registry.models import Merge, Organisation
from shigu.registry.pairs import agreed


def may_write_in(actor: Actor, district: District | None) -> Answer:
    """Whether ``actor`` makes or changes organisations there; ``None`` is nowhere known."""
    if district is None:
        return may_write_somewhere(actor, DataClass.REGISTRY)
    return may_write(actor, DataClass.REGISTRY, district)


def may_merge(actor: Actor, keep: Organisation, drop: Organisation) -> Answer:
    """Whether ``actor`` makes two rows one: it keeps both, or who keeps the other agreed."""
    for row in (keep, drop):
        answer = may_write_in(actor, row.district)
        if not answer and not (row.district and agreed(keep, drop, row.district.pk)):
            return deny(
                _("%(why)s请对方先在“疑似重复”里判断为同一家，您再合并。") % {"why": answer.why}
            )
    return may_write_somewhere(actor, DataClass.REGISTRY)


def may_split(actor: Actor, merged: Merge) -> Answer:
    """Whether ``actor`` undoes a merge: it keeps one of the two, and no later one stands on it."""
    kept, dropped = (may_write_in(actor, row.district) for row in (merged.keep, merged.drop))
    if not (kept or dropped):
        return kept
    if merged.undone_at is not None:
        return deny(_("这次合并已经撤销。"))
    return allow()
