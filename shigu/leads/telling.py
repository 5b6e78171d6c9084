"""Notices of leads: a clash to who filed, what is due to who follows."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.scope import reads
from shigu.districts.vocabulary import DataClass
from shigu.leads.models import Clash, Lead
from shigu.work.actions.notices import notify
from shigu.work.kinds import Kind, kind

FOUND = kind(
    "leads.clash",
    _("撞单"),
    _("“%(firm)s”有撞单：另有一个区县也报了这家企业。"),
    DataClass.PROJECTS,
)
OPENED = kind(
    "leads.opened",
    _("撞单公开"),
    _("“%(firm)s”的撞单已经双方公开。"),
    DataClass.PROJECTS,
)
DUE = kind(
    "leads.due",
    _("线索到期"),
    _("“%(lead)s”该跟踪了，应于 %(day)s 前。"),
    DataClass.PROJECTS,
)


def of_clashes(system: Actor, keys: Iterable[UUID]) -> None:
    """Tell who filed of clashes that came or were opened: of the own claim and nothing else."""
    rows = Clash.objects.filter(pk__in=list(keys)).select_related("claim", "district")
    for row in rows:
        what = OPENED if row.state == Clash.State.OPEN else FOUND
        told = {"firm": row.claim.firm_name}
        tell(system, row.claim.filed_by_id, what, row.district, told, row.get_absolute_url())


def of_due(system: Actor) -> None:
    """Tell who follows a lead that it is due by today."""
    rows = Lead.objects.filter(next_due__lte=timezone.localdate())
    for lead in rows.select_related("project", "district"):
        told = {"lead": lead.project.name, "day": f"{lead.next_due:%Y-%m-%d}"}
        address = lead.get_absolute_url()
        tell(system, lead.project.responsible_id, DUE, lead.district, told, address)


def tell(
    system: Actor,
    person: int | None,
    what: Kind,
    district: District,
    told: dict[str, str],
    address: str,
) -> None:
    """Tell one person who still reads the district's projects."""
    if person is not None and reads(person, what.data_class, district.pk):
        notify(system, [person], what, district, told, address=address)
