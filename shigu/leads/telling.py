"""Notices of first reports: what became of a claim to who filed it, an appeal to its arbiter."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.queries import seats_now
from shigu.districts.scope import at_work, reads
from shigu.districts.vocabulary import DataClass
from shigu.leads.models import Appeal, Claim, ClaimEvent, Clash
from shigu.work.actions.notices import notify
from shigu.work.kinds import Kind, kind
from shigu.work.models import Notice

PROJECTS = DataClass.PROJECTS
FOUND = kind(
    "leads.clash",
    _("撞单"),
    _("“%(firm)s”有撞单：另有一个区县也报了这家企业。"),
    PROJECTS,
)
OPENED = kind("leads.opened", _("撞单公开"), _("“%(firm)s”的撞单已经双方公开。"), PROJECTS)
APPEALED = kind(
    "leads.appealed", _("提请裁定"), _("有一起撞单提请裁定，请在“裁定”页处理。"), DataClass.PLANS
)
KINDS = ClaimEvent.Kind
OF_THE_LOG = {
    KINDS.OPENING_ASKED.value: kind(
        "leads.asked",
        _("撞单公开"),
        _("“%(firm)s”的撞单，对方同意公开；请决定本方是否同意。"),
        PROJECTS,
    ),
    KINDS.STANDS.value: kind(
        "leads.stands", _("撞单裁定"), _("“%(firm)s”的撞单已裁定：本方成立。"), PROJECTS
    ),
    KINDS.YIELDS.value: kind(
        "leads.yields", _("撞单裁定"), _("“%(firm)s”的撞单已裁定：本方让出。"), PROJECTS
    ),
    KINDS.LAPSED.value: kind(
        "leads.lapsed", _("首报失效"), _("“%(firm)s”的首报保护期满，已失效。"), PROJECTS
    ),
}
"""What others, or time, did to a claim: who filed it is told."""
LOOKS_BACK = timedelta(days=1)
TELLING = 0x5368_6967_750D
"""The advisory lock under which the log is told, by one after the other: each line once."""


def of_clashes(system: Actor, keys: Iterable[UUID]) -> None:
    """Tell who filed of clashes that came or were opened: of the own claim and nothing else."""
    rows = Clash.objects.filter(pk__in=list(keys)).select_related(
        "claim__filed_by", "claim__district"
    )
    for row in rows:
        what = OPENED if row.state == Clash.State.OPEN else FOUND
        told = {"firm": row.claim.firm_name}
        tell_filer(system, row.claim, what, told, row.get_absolute_url())


def of_the_log(system: Actor) -> None:
    """Tell who filed what became of the own claim, and the joint office of appeals; each once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TELLING])
    since = timezone.now() - LOOKS_BACK
    lines = ClaimEvent.objects.filter(at__gte=since, kind__in=OF_THE_LOG, by__isnull=True)
    known = _told_since(since)
    for line in lines.select_related("claim__filed_by", "claim__district"):
        if str(line.pk) not in known:
            told = {"firm": line.claim.firm_name, "line": str(line.pk)}
            tell_filer(system, line.claim, OF_THE_LOG[line.kind], told)
    cases = Appeal.objects.filter(state=Appeal.State.OPEN, asked_at__gte=since)
    for case in cases.select_related("district"):
        if str(case.pk) not in known:
            for person in at_work(case.district_id):
                told = {"line": str(case.pk)}
                tell(system, person, APPEALED, case.district, told, reverse("leads:cases"))


def _told_since(since: datetime) -> set[str]:
    kinds = [APPEALED.name, *(each.name for each in OF_THE_LOG.values())]
    told = Notice.objects.filter(kind__in=kinds, created_at__gte=since)
    return set(told.values_list("inputs__line", flat=True))


def tell(
    system: Actor,
    person: int | None,
    what: Kind,
    district: District,
    told: dict[str, str],
    address: str,
) -> None:
    """Tell one person who still reads the district's rows of the kind's class."""
    if person is not None and reads(person, what.data_class, district.pk):
        notify(system, [person], what, district, told, address=address)


def tell_filer(
    system: Actor, claim: Claim, what: Kind, told: dict[str, str], address: str = ""
) -> None:
    """Tell who filed a claim, while a seat of the own district stands: no grant reads claims."""
    filer = claim.filed_by
    if filer is not None and seats_now(filer, claim.district).exists():
        tell(system, filer.pk, what, claim.district, told, address or claim.get_absolute_url())
