"""Questions about notices, robots and their messages."""

from __future__ import annotations

from shigu.districts.actors import Actor
from shigu.districts.models.recorded import FencedQuerySet
from shigu.work.models import Delivery, Notice, NoticePreference, Robot


def of_reader(actor: Actor) -> FencedQuerySet[Notice]:
    """One's own notices, the newest first."""
    rows = Notice.objects.filter(person=actor.id).select_related("district")
    return rows.order_by("-created_at", "id")


def unread(actor: Actor) -> int:
    """How many of one's notices are unread."""
    return Notice.objects.filter(person=actor.id, read_at__isnull=True).count()


def preference(actor: Actor) -> NoticePreference:
    """How one is told; the usual way where one has not chosen."""
    chosen = NoticePreference.objects.filter(person=actor.id).first()
    return chosen or NoticePreference(person_id=actor.id or 0)


def robots(actor: Actor) -> FencedQuerySet[Robot]:
    """Robots of the districts whose people the actor changes."""
    return Robot.objects.visible_to(actor).select_related("district")


def deliveries(actor: Actor) -> FencedQuerySet[Delivery]:
    """What became of their messages, the last first."""
    rows = Delivery.objects.visible_to(actor).select_related("robot", "district")
    return rows.order_by("-at", "id")
