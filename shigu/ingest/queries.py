"""Questions over many documents."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.search import SearchQueryField
from django.db.models import BooleanField, F, Func, QuerySet, Value
from django.db.models.functions import Cast

from shigu.engine.text.segment import query
from shigu.ingest.models import Document, DocumentWords


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
