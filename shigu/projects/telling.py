"""Notices of hand-overs: to the side that is to act, or whose offer was answered."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.scope import at_work, reads
from shigu.districts.vocabulary import DataClass
from shigu.projects.models import HandOver
from shigu.work.actions.notices import notify
from shigu.work.kinds import Kind, in_both, kind
from shigu.work.policies import may_notify

PROJECTS = DataClass.PROJECTS
OFFERED = kind(
    "projects.offered", _("流转"), _("%(giver)s把“%(name)s”流转给%(taker)s，请答复"), PROJECTS
)
ORDERED = kind(
    "projects.ordered", _("流转"), _("专班调度“%(name)s”流转给%(taker)s，请转入流转阶段"), PROJECTS
)
ACCEPTED = kind("projects.accepted", _("流转"), _("%(taker)s已接收“%(name)s”"), PROJECTS)
DECLINED = kind("projects.declined", _("流转"), _("%(taker)s没有接收“%(name)s”"), PROJECTS)
TAKEN_BACK = kind("projects.taken_back", _("流转"), _("“%(name)s”的流转已撤回"), PROJECTS)


def receiver(actor: Actor, offered: HandOver, what: Kind) -> None:
    """Tell who answers for the district that it goes to."""
    _tell(actor, offered, what, offered.to_district, at_work(offered.to_district_id))


def giver(actor: Actor, offered: HandOver, what: Kind) -> None:
    """Tell who answers for the district that it comes from, and who ordered it."""
    _tell(actor, offered, what, offered.from_district, at_work(offered.from_district_id))
    if offered.district_id != offered.from_district_id:
        _tell(actor, offered, what, offered.district, [offered.proposed_by_id])


def _tell(
    actor: Actor, offered: HandOver, what: Kind, place: District, people: Iterable[int]
) -> None:
    if not may_notify(actor):
        return
    told = {
        "name": offered.name,
        **in_both("giver", lambda: offered.from_district.name),
        **in_both("taker", lambda: offered.to_district.name),
    }
    listed = [one for one in people if reads(one, what.data_class, place.pk)]
    address = reverse("projects:hand_over", args=[offered.pk])
    notify(actor, listed, what, place, told, address=address)
