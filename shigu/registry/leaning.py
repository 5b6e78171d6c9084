"""What leans on organisations, in every app, as a reader sees it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Count, Field, ForeignKey, Model

from shigu.districts.actors import Actor
from shigu.districts.models.recorded import fenced
from shigu.districts.policies import Refused
from shigu.registry.actions import merge
from shigu.registry.models import Judgement, Merge, Organisation, OrganisationWords, Proposal

STORY = (Judgement, Merge, OrganisationWords, Proposal)
"""Models whose keys tell of pairs, or of what a row is found by; they follow no merge."""


@dataclass(frozen=True, slots=True)
class Leaning:
    """How many rows of a table lean on each of two organisations."""

    table: str
    one: int
    other: int


@cache
def pointers() -> tuple[tuple[type[Model], Field[Any, Any]], ...]:
    """Every (model, key to an organisation) that follows a merge."""
    return tuple(_pointers())


def _pointers() -> Iterator[tuple[type[Model], Field[Any, Any]]]:
    for model in apps.get_models():
        if model in STORY or hasattr(model, "pgh_tracked_model"):
            continue
        for field in model._meta.concrete_fields:
            if isinstance(field, ForeignKey) and field.related_model is Organisation:
                yield model, field


def leaning(actor: Actor, keep: Organisation, drop: Organisation) -> list[Leaning]:
    """What the reader sees lean on the two, by table; tables of which nothing does are left out."""
    return [
        Leaning(str(model._meta.verbose_name), counts.get(keep.pk, 0), counts.get(drop.pk, 0))
        for model, field in pointers()
        if (counts := _counts(actor, model, field.attname, (keep.pk, drop.pk)))
    ]


def _counts(actor: Actor, model: type[Model], column: str, keys: Sequence[int]) -> dict[int, int]:
    seen = fenced(model).visible_to(actor).filter(**{f"{column}__in": keys}).order_by()
    return dict(seen.values_list(column).annotate(Count("pk")))


def would_stay(actor: Actor, keep: Organisation, drop: Organisation) -> list[str]:
    """The rows that a merge would leave behind, by name: it is tried and taken back.

    Raises:
        Refused: it would be refused.
    """
    with transaction.atomic():
        try:
            merge(actor, keep, drop, reason="—")
            return [_named(row) for row in _left(actor, drop)]
        finally:
            transaction.set_rollback(True)


def _left(actor: Actor, drop: Organisation) -> Iterator[Model]:
    for model, field in pointers():
        yield from fenced(model).visible_to(actor).filter(**{field.attname: drop.pk})


def _named(row: Model) -> str:
    return f"{row._meta.verbose_name} {getattr(row, 'code', row.pk)}"


def refusal(actor: Actor, keep: Organisation, drop: Organisation) -> tuple[list[str], str]:
    """What a merge would leave behind, or why it would be refused."""
    try:
        return would_stay(actor, keep, drop), ""
    except Refused as why:
        return [], str(why)
