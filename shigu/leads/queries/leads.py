"""Questions about many leads."""

from __future__ import annotations

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone

from shigu.districts.actors import Actor
from shigu.districts.models import District, Membership, User
from shigu.districts.queries import standing
from shigu.leads.models import Claim, Lead
from shigu.projects.stages import BEFORE_SIGNING


def people_of(district: District) -> QuerySet[User]:
    """Who has a seat that counts for a district today."""
    seats = Membership.objects.filter(
        standing(), Q(district=district) | Q(district__code=district.player) & ~Q(district__code="")
    )
    return User.objects.filter(pk__in=seats.values("user")).order_by("username")


def leads(actor: Actor) -> QuerySet[Lead]:
    """Leads as a list shows them: with how their newest first report stands."""
    claim = Claim.objects.visible_to(actor).filter(project=OuterRef("project_id"))
    newest = claim.order_by("-filed_at").values("state")[:1]
    rows = Lead.objects.visible_to(actor).prefetch_related(
        "project__link",
        "project__responsible",
        Prefetch("project__district", District.objects.for_choices()),
        Prefetch("district", District.objects.for_choices()),
    )
    return rows.annotate(protection=Subquery(newest))


def followed() -> Q:
    """What is still to be followed: neither signed nor ended."""
    return Q(project__stage__in=BEFORE_SIGNING)


def lead_counts(actor: Actor) -> dict[str, Count]:
    """What the sentence above the list of leads tells."""
    today = timezone.localdate()
    return {
        "found": Count("pk"),
        "overdue": Count("pk", filter=followed() & Q(next_due__lt=today)),
        "today": Count("pk", filter=followed() & Q(next_due=today)),
        "mine": Count("pk", filter=Q(project__responsible=actor.id)),
    }
