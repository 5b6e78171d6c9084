"""Questions over many partnerships."""

from __future__ import annotations

from django.db.models import QuerySet

from shigu.cooperation.models import Partnership
from shigu.districts.actors import Actor
from shigu.registry.models import Organisation


def listed(actor: Actor) -> QuerySet[Partnership]:
    """Partnerships with their parties, as lists show them."""
    rows = Partnership.objects.visible_to(actor).select_related("source")
    return rows.prefetch_related("parties__organisation__district")


def of_organisation(actor: Actor, row: Organisation) -> QuerySet[Partnership]:
    """The partnerships of one organisation, the latest first."""
    return listed(actor).filter(parties__organisation=row)
