"""Questions about people: who sits where, who looks in, and what happened to all that."""

from __future__ import annotations

import operator
from collections.abc import Iterable
from functools import reduce
from typing import Literal

from django.db.models import Q
from django.utils import timezone

from shigu.districts.actors import Actor
from shigu.districts.models import (
    ApiToken,
    District,
    Grant,
    Membership,
    Reading,
    StaffAccess,
    User,
)
from shigu.districts.models.recorded import FencedQuerySet
from shigu.districts.timeline import events_of, timeline, told
from shigu.districts.vocabulary import DataClass
from shigu.face.pieces import Event

SHOWN = 200
"""Entries of a timeline; the page says so where there are more."""


def containing(text: str, *columns: str, way: Literal["contains", "startswith"] = "contains") -> Q:
    """``text`` stands in, or begins, one of these columns of text, whatever its case.

    Chinese has none, and then no row is folded: that takes a third of the time.
    """
    lookup = way if text.lower() == text.upper() else f"i{way}"
    return reduce(operator.or_, (Q(**{f"{column}__{lookup}": text}) for column in columns))


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


def seats_of(user: User) -> FencedQuerySet[Membership]:
    """The seats that ``user`` has today."""
    return Membership.objects.filter(standing(), user=user).select_related("district")


def administered(actor: Actor) -> FencedQuerySet[District]:
    """The districts whose people the actor changes."""
    ids = actor.writable.get(DataClass.PEOPLE, frozenset())
    return District.objects.filter(pk__in=ids)


def seats_in(districts: Iterable[District]) -> FencedQuerySet[Membership]:
    """Every seat of some districts, those that ended last."""
    return (
        Membership.objects.filter(district__in=districts)
        .select_related("user", "district")
        .order_by("district", "-user__is_active", "user__username", "role")
    )


def grants_in_force(actor: Actor) -> FencedQuerySet[Grant]:
    """The grants that hold today, as far as the actor may know."""
    today = timezone.localdate()
    return (
        Grant.objects.visible_to(actor)
        .filter(revoked_at__isnull=True, valid_from__lte=today, valid_to__gt=today)
        .select_related("district", "grantee")
    )


def readings(actor: Actor) -> FencedQuerySet[Reading]:
    """What was read of the districts whose people the actor reads, the newest first."""
    own = actor.readable.get(DataClass.PEOPLE, frozenset())
    rows = Reading.objects.visible_to(actor).filter(district__in=own)
    return rows.select_related("user", "district", "grant__grantee", "access")


def open_accesses(actor: Actor) -> FencedQuerySet[StaffAccess]:
    """Staff accesses that are open now, as far as the actor may know."""
    return (
        StaffAccess.objects.visible_to(actor)
        .filter(closed_at__isnull=True, closes_at__gt=timezone.now())
        .select_related("user", "district")
    )


def people_history(districts: Iterable[District]) -> list[Event]:
    """What happened to the seats, grants, accesses and tokens of some districts."""
    entries = [
        entry
        for model in (Membership, Grant, StaffAccess, ApiToken)
        for entry in told(
            model,
            events_of(model).filter(district__in=districts),
            shown=SHOWN,
            subject=("user", "grantee", "role", "data_class", "name"),
        )
    ]
    return sorted(entries, key=lambda event: event.at, reverse=True)[:SHOWN]


def account_history(user: User) -> list[Event]:
    """What happened to an account and its seats."""
    seats = events_of(Membership).filter(user=user)
    entries = [*timeline(user), *told(Membership, seats, subject=("district", "role"))]
    return sorted(entries, key=lambda event: event.at, reverse=True)
