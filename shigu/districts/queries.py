"""Questions about people, and the history of anything as a timeline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.apps import apps
from django.db.models import BooleanField, Field, ForeignKey, JSONField, Model, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from shigu.districts.actors import Actor
from shigu.districts.models import (
    ApiToken,
    District,
    Grant,
    Membership,
    StaffAccess,
    User,
)
from shigu.districts.models.recorded import FencedQuerySet
from shigu.districts.verbs import VERBS
from shigu.districts.vocabulary import DataClass
from shigu.face.pieces import Change, Event

SHOWN = 200
"""Entries of a timeline; the page says so where there are more."""
UNTOLD = frozenset({"id", "digest"})


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


def open_accesses(actor: Actor) -> FencedQuerySet[StaffAccess]:
    """Staff accesses that are open now, as far as the actor may know."""
    return (
        StaffAccess.objects.visible_to(actor)
        .filter(closed_at__isnull=True, closes_at__gt=timezone.now())
        .select_related("user", "district")
    )


def history(thing: Model) -> list[Event]:
    """What happened to one row, the newest first: who, what, why, and each field old → new.

    A relation ``events`` is there on every tracked model; the database shows of it what the actor
    may see.
    """
    return _timeline(thing.events.all())  # type: ignore[attr-defined]


def people_history(districts: Iterable[District]) -> list[Event]:
    """What happened to the seats, grants, accesses and tokens of some districts."""
    told = [
        entry
        for model in (Membership, Grant, StaffAccess, ApiToken)
        for entry in _timeline(_events(model).filter(district__in=districts), named=True)
    ]
    return sorted(told, key=lambda event: event.at, reverse=True)[:SHOWN]


def account_history(user: User) -> list[Event]:
    """What happened to an account and its seats."""
    told = history(user) + _timeline(_events(Membership).filter(user=user), named=True)
    return sorted(told, key=lambda event: event.at, reverse=True)[:SHOWN]


def _events(model: type[Model]) -> QuerySet[Any]:
    """The history of a model."""
    kept = next(
        each for each in apps.get_models() if getattr(each, "pgh_tracked_model", None) is model
    )
    return kept._default_manager.all()


def _timeline(events: QuerySet[Any], *, named: bool = False) -> list[Event]:
    rows = list(events.order_by("-pgh_created_at")[: SHOWN + 1])
    fields = [
        field
        for field in events.model._meta.concrete_fields
        if not field.name.startswith("pgh_") and field.name not in UNTOLD
    ]
    names = _names(rows, fields)
    told = []
    for row, before in _with_predecessor(rows):
        changes = _changes(before, row, fields, names) if before else ()
        subject = _subject(row, names) if named else ""
        told.append(_event(row, changes, subject))
    return told[:SHOWN]


def _with_predecessor(rows: list[Any]) -> list[tuple[Any, Any]]:
    """Each event with the one before of the same row; rows come newest first."""
    of_row: dict[Any, list[Any]] = {}
    for row in rows:
        of_row.setdefault(row.pgh_obj_id, []).append(row)
    before = {newer.pgh_id: older for group in of_row.values() for newer, older in pairwise(group)}
    return [(row, before.get(row.pgh_id)) for row in rows]


def _names(rows: list[Any], fields: Iterable[Field[Any, Any]]) -> dict[tuple[str, Any], str]:
    """What the references of the rows point at, by (field, key), one query a field."""
    names: dict[tuple[str, Any], str] = {}
    for field in fields:
        if isinstance(field, ForeignKey):
            keys = {getattr(row, field.attname) for row in rows} - {None}
            found = field.related_model._default_manager.in_bulk(keys) if keys else {}
            names |= {(field.name, key): str(thing) for key, thing in found.items()}
    return names


def _changes(
    before: Any, after: Any, fields: Iterable[Field[Any, Any]], names: Mapping[tuple[str, Any], str]
) -> tuple[Change, ...]:
    return tuple(
        Change(
            str(field.verbose_name),
            _said(field, getattr(before, field.attname), names),
            _said(field, getattr(after, field.attname), names),
        )
        for field in fields
        if getattr(before, field.attname) != getattr(after, field.attname)
    )


def _said(field: Field[Any, Any], value: Any, names: Mapping[tuple[str, Any], str]) -> str:
    """A value as a reader says it."""
    if value is None or value in ("", []):
        said = ""
    elif isinstance(field, ForeignKey):
        said = names.get((field.name, value), gettext("（不可见）"))
    elif isinstance(field, BooleanField):
        said = gettext("是") if value else gettext("否")
    elif isinstance(field, JSONField):
        said = gettext("（图形或结构化数据）")
    elif isinstance(value, datetime):
        said = f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    elif isinstance(value, list):
        said = "、".join(map(str, value))
    else:
        said = str(dict(field.flatchoices).get(value, value))
    return said


def _subject(row: Any, names: Mapping[tuple[str, Any], str]) -> str:
    """Whom or what an entry of a mixed timeline is about."""
    parts = [
        names.get((field.name, getattr(row, field.attname)), "")
        if isinstance(field, ForeignKey)
        else _said(field, getattr(row, field.attname), names)
        for field in row._meta.concrete_fields
        if field.name in {"user", "grantee", "role", "data_class", "name"}
    ]
    return " · ".join(part for part in parts if part)


def _event(row: Any, changes: tuple[Change, ...], subject: str) -> Event:
    context = row.pgh_context or {}
    words = str(VERBS.get(context.get("verb", ""), "") or _labels()[row.pgh_label])
    return Event(
        verb=f"{words} · {subject}" if subject else words,
        at=row.pgh_created_at,
        actor=context.get("name") or gettext("系统"),
        reason=context.get("reason", ""),
        changes=changes,
    )


def _labels() -> dict[str, str]:
    return {"insert": gettext("登记"), "update": gettext("修改"), "delete": gettext("删除")}
