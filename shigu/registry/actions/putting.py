"""What people do with organisations. Whoever writes one also writes what it is found by."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db.models import Func, Model, TextField, Value
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.packrows import BATCH, Outcome, Row, put_rows
from shigu.districts.policies import may_write_somewhere
from shigu.districts.verbs import action
from shigu.districts.vocabulary import DataClass
from shigu.engine.text.segment import tokens
from shigu.registry.models import Organisation, OrganisationWords, Ownership, Signal
from shigu.registry.policies import may_write_in

ORGANISATIONS = "organisations"
WORDS_OF = ("name_zh", "name_en", "short_name", "uscc", "stock_code", "products")
TABLES: dict[str, tuple[type[Model], DataClass]] = {
    ORGANISATIONS: (Organisation, DataClass.REGISTRY),
    "ownerships": (Ownership, DataClass.REGISTRY),
    "signals": (Signal, DataClass.REGISTRY),
}


@action("registry.put", _("导入"))
def put(actor: Actor, table: str, rows: Iterable[Row], *, reason: str = "") -> Outcome:
    """Make or change organisations, ownerships or signals by their ``id``.

    Raises:
        Refused: an organisation is, or would be, in a district that the actor does not write, or
            the actor keeps no register at all.
        UnknownReference: a row names another that is not there.
    """
    model, data_class = TABLES[table]
    if model is Organisation:
        return write(actor, list(rows))
    may_write_somewhere(actor, data_class).require()
    return put_rows(model, table, rows)


@action("registry.register", pgettext_lazy("历史", "登记"))
def register(actor: Actor, row: Row, *, reason: str = "") -> Organisation:
    """Add one organisation, with a code of its own.

    Raises:
        Refused: it lies in a district that the actor does not write.
    """
    code = f"org-{uuid.uuid4().hex[:12]}"
    write(actor, [{**row, "id": code}])
    return Organisation.objects.get(code=code)


@action("registry.edit", pgettext_lazy("历史", "修改"))
def edit(actor: Actor, organisation: Organisation, row: Row, *, reason: str) -> Organisation:
    """Change one organisation; ``row`` has the new values.

    Raises:
        Refused: it lies, or would lie, in a district that the actor does not write.
    """
    write(actor, [{**row, "id": organisation.code}])
    return Organisation.objects.get(pk=organisation.pk)


def write(actor: Actor, rows: list[Row]) -> Outcome:
    """Make or change organisations by their ``id``, within the verb that asks for it.

    Raises:
        Refused: one is, or would be, in a district that the actor does not write.
    """
    for district in _touched(rows):
        may_write_in(actor, district).require()
    outcome = put_rows(Organisation, ORGANISATIONS, rows)
    index([*outcome.created, *outcome.changed])
    return outcome


def _touched(rows: list[Row]) -> Iterator[District | None]:
    """The districts that rows come from or go to."""
    codes = [row["id"] for row in rows]
    places = set(
        Organisation.objects.filter(code__in=codes).values_list("district", flat=True).distinct()
    )
    named = {row["district"] for row in rows if row.get("district")}
    yield from District.objects.filter(code__in=named).union(
        District.objects.filter(pk__in=places - {None})
    )
    if None in places or any("district" in row and not row["district"] for row in rows):
        yield None


def index(codes: Iterable[str]) -> None:
    """Write anew what the organisations with these codes are found by.

    Who was merged into another is found through that one only.
    """
    asked = Organisation.objects.filter(code__in=list(codes))
    found = asked.filter(merged_into=None).only(*WORDS_OF)
    OrganisationWords.objects.filter(organisation__in=asked.exclude(merged_into=None)).delete()
    OrganisationWords.objects.bulk_create(
        (
            OrganisationWords(organisation=row, words=_words(row))
            for row in found.prefetch_related("other_names", "identifiers", "merged")
        ),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["organisation"],
        update_fields=["words"],
    )


def _words(row: Organisation) -> Func:
    texts = [
        *(text for one in (row, *row.merged.all()) for text in _told_by(one)),
        *(name.text for name in row.other_names.all()),
        *(identifier.value for identifier in row.identifiers.all()),
    ]
    given = Value(tokens("\n".join(texts)), output_field=ArrayField(TextField()))
    return Func(given, function="array_to_tsvector", output_field=SearchVectorField())


def _told_by(row: Organisation) -> tuple[str, ...]:
    return (row.name_zh, row.name_en, row.short_name, row.uscc, row.stock_code, *row.products)
