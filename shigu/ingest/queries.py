"""Questions over many documents."""

from __future__ import annotations

from collections import defaultdict
from math import log
from typing import Any

from django.contrib.postgres.search import SearchQueryField
from django.db.models import BooleanField, Count, F, Func, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce

from shigu.districts.actors import Actor
from shigu.engine.text.segment import query
from shigu.ingest.models import Document, DocumentWords, Event, Statement

TELLING = ("COMPANY", "INSTITUTE", "UNIVERSITY", "PROJECT", "PARK", "LINK", "CLUSTER", "PERSON")
"""Types of names that tell two articles are about the same; a district is in all of them."""
RELATED = 6
MOST_NAMES = 60


def documents(actor: Actor) -> QuerySet[Document]:
    """The latest version of every page, with how many pages tell the same and what it says."""
    copies = Document.objects.filter(family=OuterRef("family"), later=None).order_by()
    said = Statement.objects.by_machine().filter(document=OuterRef("pk")).order_by()
    return (
        Document.objects.visible_to(actor)
        .filter(later=None)
        .select_related("source")
        .annotate(
            copies=_counted(copies.values("family")),
            statements_count=_counted(said.values("document")),
        )
    )


def _counted(rows: QuerySet[Any, Any]) -> Coalesce:
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0)


def found(rows: QuerySet[Document], text: str) -> QuerySet[Document]:
    """The documents among ``rows`` that ``text`` asks for; none where it asks for nothing."""
    asked = query(text)
    if not asked:
        return rows.none()
    return rows.filter(pk__in=DocumentWords.objects.filter(_meets(asked)).values("pk"))


def _meets(asked: str) -> Any:
    return Func(
        F("words"),
        Cast(Value(asked), SearchQueryField()),
        template="%(expressions)s",
        arg_joiner=" @@ ",
        output_field=BooleanField(),
    )


def naming(rows: QuerySet[Document], name: str) -> QuerySet[Document]:
    """The documents that name exactly this organisation, project, park or link."""
    named = Statement.objects.by_machine().filter(kind=Statement.Kind.ENTITY, name=name.strip())
    return rows.filter(pk__in=named.values("document"))


def related(actor: Actor, row: Document) -> list[tuple[Document, list[str]]]:
    """Other stories that share names with this one, rare names counting more (idf), with them."""
    names = _names(row)
    everything = Document.objects.filter(later=None).count()
    shared: dict[int, set[str]] = defaultdict(set)
    others = (
        Statement.objects.by_machine()
        .filter(kind=Statement.Kind.ENTITY, name__in=names, document__later=None)
        .order_by()
    )
    for document, name in others.values_list("document", "name").distinct():
        shared[document].add(name)
    common = {name: sum(name in each for each in shared.values()) for name in names}
    worth = {name: log((1 + everything) / max(1, common[name])) for name in names}
    seen = Document.objects.visible_to(actor).filter(pk__in=shared).exclude(family=row.family)
    scored = [
        (sum(worth[name] for name in sorted(shared[one.pk])), one)
        for one in seen.defer("raw", "blocks", "bands", "signs")
    ]
    best = sorted(scored, key=lambda each: (-each[0], -each[1].pk))[:RELATED]
    return [(one, sorted(shared[one.pk], key=lambda name: (-worth[name], name))) for _, one in best]


def _names(row: Document) -> list[str]:
    said = row.statements.by_machine().filter(kind=Statement.Kind.ENTITY, type__in=TELLING)
    return list(dict.fromkeys(said.order_by("number").values_list("name", flat=True)))[:MOST_NAMES]


def versions(row: Document) -> list[Document]:
    """All versions of the page, the latest first."""
    if not row.url:
        return [row]
    return list(Document.objects.filter(url=row.url).only("title", "fetched_at").order_by("-id"))


def events(actor: Actor) -> QuerySet[Event]:
    """Events of the news, the latest first."""
    return Event.objects.visible_to(actor).select_related("place", "zone")
