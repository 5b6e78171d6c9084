"""In the name of which district a spreadsheet is brought."""

from __future__ import annotations

from typing import Any

from shigu.districts.actors import Actor
from shigu.districts.models import District, Membership
from shigu.districts.queries import standing
from shigu.districts.vocabulary import DataClass


def own_districts(actor: Actor, data_class: DataClass) -> Any:
    """The districts whose rows of that class ``actor`` writes."""
    return District.objects.filter(pk__in=actor.writable.get(data_class, frozenset()))


def seat_of(actor: Actor, data_class: DataClass) -> District:
    """The district in which the actor sits and writes that class."""
    writable = actor.writable.get(data_class, frozenset())
    seats = Membership.objects.filter(standing(), user=actor.id, district__in=writable)
    seat = seats.select_related("district").order_by("pk").first()
    return seat.district if seat else own_districts(actor, data_class).order_by("pk")[0]
