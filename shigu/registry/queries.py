"""Questions over many organisations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.search import SearchQueryField
from django.db.models import BooleanField, F, Func, Model, Q, QuerySet, Value
from django.db.models.functions import Cast

from shigu.districts.actors import Actor
from shigu.districts.timeline import SHOWN, events_of, timeline, told
from shigu.engine.text.segment import query
from shigu.face.pieces import Event
from shigu.registry.models import (
    Identifier,
    Organisation,
    OrganisationWords,
    OtherName,
    Ownership,
    Signal,
)

SUBJECTS: tuple[tuple[type[Model], tuple[str, ...]], ...] = (
    (OtherName, ("kind", "text")),
    (Identifier, ("kind", "value")),
    (Signal, ("kind", "date", "statement", "source")),
)
"""Models of what is known and heard of an organisation; the columns that say which row it was."""


def found(rows: QuerySet[Organisation], text: str) -> QuerySet[Organisation]:
    """The organisations among ``rows`` that ``text`` asks for; none where it asks for nothing."""
    asked = query(text)
    if not asked:
        return rows.none()
    return rows.filter(pk__in=OrganisationWords.objects.filter(_meets(asked)).values("pk"))


def _meets(asked: str) -> Any:
    """``words @@ asked``, both as they are: the parser of the database never sees Chinese."""
    return Func(
        F("words"),
        Cast(Value(asked), SearchQueryField()),
        template="%(expressions)s",
        arg_joiner=" @@ ",
        output_field=BooleanField(),
    )


def holdings(actor: Actor, row: Organisation) -> QuerySet[Ownership]:
    """Whom the organisation owns and who owns it, the latter first."""
    seen = Ownership.objects.visible_to(actor).filter(Q(owner=row) | Q(owned=row))
    owned_first = seen.annotate(upwards=Q(owned=row)).order_by("-upwards", "code")
    return owned_first.select_related("owner", "owned", "source")


def signals(actor: Actor, row: Organisation) -> QuerySet[Signal]:
    """What is heard of the organisation, the latest first."""
    seen = Signal.objects.visible_to(actor).filter(organisation=row)
    return seen.select_related("place", "source")


def known_by(row: Organisation) -> dict[str, list[Any]]:
    """Its other names, its codes, and the rows that were merged into it."""
    return {
        "names": list(row.other_names.select_related("source")),
        "identifiers": list(row.identifiers.select_related("source")),
        "merged": list(row.merged.order_by("name_zh", "id")),
    }


def history(row: Organisation) -> list[Event]:
    """What happened to an organisation, its names, its codes and signals, the newest first."""
    entries = [
        *timeline(row),
        *(
            entry
            for model, subject in SUBJECTS
            for entry in told(model, events_of(model).filter(organisation=row.pk), subject=subject)
        ),
    ]
    return sorted(entries, key=lambda event: event.at, reverse=True)[:SHOWN]


def with_codes(actor: Actor, codes: Iterable[str]) -> dict[str, Organisation]:
    """The organisations that stand for these credit codes: their own, a noted one, or one of a
    row that was merged into them."""
    asked = list(codes)
    noted = Identifier.objects.visible_to(actor).filter(
        kind=Identifier.Kind.CREDIT, value__in=asked
    )
    found = {code.value: code.organisation for code in noted.select_related("organisation")}
    if actor.member or actor.everything:
        own = Organisation.objects.filter(uscc__in=asked).select_related("merged_into", "district")
        found |= {row.uscc: row.merged_into or row for row in own.order_by("-merged_into")}
    return found
