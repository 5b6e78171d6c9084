"""Reminders: a lead that is to be followed, by its rhythm; a protection that ends soon."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shigu.districts.actors import Actor
from shigu.districts.models import Membership
from shigu.districts.queries import standing
from shigu.districts.scope import reads
from shigu.districts.vocabulary import Role
from shigu.leads.models import Claim, Lead
from shigu.leads.models.claims import STANDING
from shigu.leads.models.leads import Rhythm
from shigu.leads.queries.leads import followed
from shigu.leads.said import SOON
from shigu.leads.telling import PROJECTS, tell, tell_filer
from shigu.work.kinds import kind
from shigu.work.models import Notice

DUE = kind("leads.due", _("线索到期"), _("“%(lead)s”该跟踪了，应于 %(day)s 前。"), PROJECTS)
ENDING = kind(
    "leads.ending",
    _("首报将到期"),
    _("“%(firm)s”的首报保护到 %(day)s；要延期请写明进展。"),
    PROJECTS,
)


def of_due(system: Actor) -> int:
    """Tell who follows a lead that it is due by today, again each time its rhythm has passed.

    Of what nobody follows, the directors of its district are told. How many leads.
    """
    today, told_on, count = timezone.localdate(), _last_reminders(), 0
    rows = Lead.objects.filter(followed(), next_due__lte=today)
    for lead in rows.select_related("project", "district"):
        address = lead.get_absolute_url()
        before = told_on.get(address, date.min)
        if before >= lead.next_due and (today - before).days < lead.rhythm:
            continue
        told = {"lead": lead.project.name, "day": f"{lead.next_due:%Y-%m-%d}"}
        for person in _who_follows(lead):
            tell(system, person, DUE, lead.district, told, address)
        count += 1
    return count


def _last_reminders() -> dict[str, date]:
    since = timezone.now() - timedelta(days=max(Rhythm.values) + 1)
    told = Notice.objects.filter(kind=DUE.name, created_at__gte=since).order_by("created_at")
    return {
        address: timezone.localtime(at).date()
        for address, at in told.values_list("address", "created_at")
    }


def of_ending(system: Actor) -> None:
    """Tell who filed, some days ahead and once, that the protection ends."""
    today = timezone.localdate()
    coming = (today, today + timedelta(days=SOON))
    rows = Claim.objects.filter(state__in=STANDING, protected_until__range=coming)
    known = set(Notice.objects.filter(kind=ENDING.name).values_list("address", "inputs__day"))
    for claim in rows.select_related("district", "filed_by"):
        day, address = f"{claim.protected_until:%Y-%m-%d}", claim.get_absolute_url()
        if (address, day) not in known:
            tell_filer(system, claim, ENDING, {"firm": claim.firm_name, "day": day})


def _who_follows(lead: Lead) -> list[int]:
    person = lead.project.responsible_id
    if person is not None and reads(person, PROJECTS, lead.district_id):
        return [person]
    seats = Membership.objects.filter(standing(), district=lead.district_id, role=Role.DIRECTOR)
    return list(seats.order_by("user").values_list("user", flat=True).distinct())
