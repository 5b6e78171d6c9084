"""Storing pages: idempotent, versioned by address, told into families."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db import connection
from django.db.models import Func, TextField, Value
from django.utils.translation import gettext_lazy as _

from shigu.districts.actors import Actor
from shigu.districts.policies import may_write_somewhere
from shigu.districts.verbs import action
from shigu.districts.vocabulary import DataClass
from shigu.engine.text.families import SAME_ARTICLE
from shigu.engine.text.segment import tokens
from shigu.ingest.actions.occurring import tell_events
from shigu.ingest.bridge import Page, body_of, document_of, statements_of
from shigu.ingest.models import Document, DocumentWords, Family, Run, Source, Statement
from shigu.ingest.standing import alike, known, latest

STORING = 0x5368_6967_7504
"""The advisory lock under which pages are stored, one batch after the other."""


@dataclass(slots=True)
class Stored:
    """What a store did: rows of new pages, of new versions, and how many were known."""

    new: list[Document] = field(default_factory=list)
    changed: list[Document] = field(default_factory=list)
    same: int = 0


@action("ingest.store", _("存入资讯"))
def store(
    actor: Actor,
    pages: Iterable[Page],
    *,
    source: Source | None = None,
    run: Run | None = None,
    reason: str = "",
) -> Stored:
    """Keep pages with their statements; what is known by its bytes is left as it is.

    A page whose address is known with another title or body becomes a new version. Only bytes
    that changed around the same body (a date, a counter) make none.

    Raises:
        Refused: the actor keeps no register.
    """
    may_write_somewhere(actor, DataClass.REGISTRY).require()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [STORING])
    stored = Stored()
    for page in pages:
        _store(page, source or (run.source if run else None), run, stored)
    return stored


def _store(page: Page, source: Source | None, run: Run | None, stored: Stored) -> None:
    earlier = latest(page.article.doc.url)
    if known(page, earlier):
        stored.same += 1
        return
    row = document_of(page, source=source, run=run, earlier=earlier)
    row.family = earlier.family if earlier else _family(row, page.article.norm.text)
    row.save(force_insert=True)
    Statement.objects.bulk_create(statements_of(page, row))
    DocumentWords.objects.create(document=row, words=_words(row))
    tell_events(row)
    (stored.changed if earlier else stored.new).append(row)


def _family(row: Document, body: str) -> Family:
    """The family of the stored page that is the same article, or a new one, maybe of a rewrite."""
    found = alike(row.bands, body)
    if found is None:
        return Family.objects.create()
    near, likeness = found
    if likeness >= SAME_ARTICLE:
        return near.family
    return Family.objects.create(like=near.family, likeness=round(likeness, 4))


def _words(row: Document) -> Func:
    texts = "\n".join((row.title, row.site, row.author, body_of(row)))
    given = Value(tokens(texts), output_field=ArrayField(TextField()))
    return Func(given, function="array_to_tsvector", output_field=SearchVectorField())
