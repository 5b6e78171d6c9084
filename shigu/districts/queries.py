"""Questions about people: who sits where today."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from shigu.districts.models import District, Membership, User
from shigu.districts.models.recorded import FencedQuerySet


def standing(at: str = "") -> Q:
    """The condition of a seat (reached by the path ``at``) that holds today."""
    today = timezone.localdate()
    return Q(**{f"{at}valid_from__lte": today}) & (
        Q(**{f"{at}valid_to__isnull": True}) | Q(**{f"{at}valid_to__gt": today})
    )


def seats_now(user: User, district: District) -> FencedQuerySet[Membership]:
    """The seats of ``user`` that count for ``district``: there, or at the player it belongs to."""
    return Membership.objects.filter(
        standing(),
        Q(district=district) | Q(district__code=district.player) & ~Q(district__code=""),
        user=user,
    )
