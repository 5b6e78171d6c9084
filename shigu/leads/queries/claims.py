"""Questions about many first reports."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from shigu.districts.actors import Actor
from shigu.leads.models import Claim, Clash
from shigu.leads.models.claims import STANDING
from shigu.leads.said import SOON

UNSETTLED = (Clash.State.CLOSED, Clash.State.ASKED, Clash.State.OPEN)


def claims(actor: Actor) -> QuerySet[Claim]:
    """First reports as a list shows them: with whether a clash of theirs is unsettled."""
    rows = Claim.objects.visible_to(actor).select_related("district", "filed_by")
    return rows.annotate(clashing=unsettled())


def unsettled() -> Exists:
    """Whether a first report has a clash that is neither decided nor over."""
    return Exists(Clash.objects.filter(claim=OuterRef("pk"), state__in=UNSETTLED))


def ending() -> Q:
    """Protected, and not for long."""
    day = timezone.localdate() + timedelta(days=SOON)
    return Q(state__in=STANDING, protected_until__lte=day)


def claim_counts() -> dict[str, Count]:
    """What the sentence above the list of first reports tells."""
    return {
        "standing": Count("pk", filter=Q(state__in=STANDING)),
        "ending": Count("pk", filter=ending()),
        "clashing": Count("pk", filter=unsettled()),
    }


def clashes_of(actor: Actor, claim: Claim) -> list[Clash]:
    """What the actor's district is told of clashes of a claim, the newest first."""
    rows = Clash.objects.visible_to(actor).filter(claim=claim)
    return list(rows.select_related("district", "other_district"))
