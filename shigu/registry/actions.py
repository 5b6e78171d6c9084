"""What people do with organisations. Whoever writes one also writes what it is found by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db.models import Func, Model, TextField, Value

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.packrows import BATCH, Outcome, Row, put_rows
from shigu.districts.verbs import action
from shigu.districts.vocabulary import DataClass
from shigu.engine.text.words import words
from shigu.registry.models import Organisation, OrganisationWords
from shigu.registry.policies import may_write_in

TABLES: dict[str, tuple[type[Model], DataClass]] = {
    "organisations": (Organisation, DataClass.REGISTRY)
}


@action("registry.put")
def put(actor: Actor, table: str, rows: Iterable[Row], *, reason: str = "") -> Outcome:
    """Make or change organisations by their ``id``.

    Raises:
        Refused: an organisation is, or would be, in a district that the actor does not write.
        UnknownReference: a row names another that is not there.
    """
    listed = list(rows)
    model, _ = TABLES[table]
    for district in _touched(listed):
        may_write_in(actor, district).require()
    outcome = put_rows(model, table, listed)
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
    """Write anew what the organisations with these codes are found by."""
    found = Organisation.objects.filter(code__in=list(codes)).only(
        "name_zh", "name_en", "short_name", "uscc", "stock_code", "products"
    )
    OrganisationWords.objects.bulk_create(
        (OrganisationWords(organisation=row, words=_words(row)) for row in found),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["organisation"],
        update_fields=["words"],
    )


def _words(row: Organisation) -> Func:
    texts = (row.name_zh, row.name_en, row.short_name, row.uscc, row.stock_code, *row.products)
    given = Value(words(texts), output_field=ArrayField(TextField()))
    return Func(given, function="array_to_tsvector", output_field=SearchVectorField())
