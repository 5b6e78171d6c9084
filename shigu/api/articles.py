"""The news by program: articles, what they say, events, sources and their runs."""

from __future__ import annotations

from uuid import UUID

from ninja import Router

from shigu.api.endpoints import add
from shigu.api.kinds import Day, Key, Short
from shigu.api.resources import Filter, Resource
from shigu.ingest.models import (
    Document,
    Event,
    FetchedPage,
    Run,
    SecondReading,
    Source,
    State,
    Statement,
)
from shigu.ingest.queries import found, naming

router = Router()
DOCUMENTS = Resource(
    "documents",
    "Document",
    Document,
    Document.objects.visible_to,
    {
        **{
            name: name
            for name in (
                *("id", "sha256", "url", "title", "published", "author", "site", "fetched_at"),
                *("filename", "mime", "encoding", "raw", "blocks", "integrity", "signs"),
            )
        },
        "family": "family_id",
        "earlier": "earlier_id",
        "source": "source__code",
        "run": "run_id",
    },
    {
        "q": Filter(found, Short, "全文检索 · full-text search"),
        "named": Filter(naming, Short, "提到的名称 · a name in it"),
        "source": Filter("source__code"),
        "url": Filter("url"),
        "published_from": Filter("published__gte", Day, "发布日期不早于 · published since"),
        "published_to": Filter("published__lte", Day, "发布日期不晚于 · published until"),
    },
    order=("id",),
    about="资讯文章，每版一行 · articles, a row a version",
)
STATEMENTS = Resource(
    "statements",
    "ArticleStatement",
    Statement,
    Statement.objects.visible_to,
    {
        **{
            name: name
            for name in (
                *("id", "number", "kind", "type", "name", "said", "start", "end", "sha256"),
                *("confidence", "modality", "extractor"),
            )
        },
        "document": "document_id",
    },
    {
        "document": Filter("document_id", Key, "文章 · the document"),
        "kind": Filter("kind", Statement.Kind),
        "type": Filter("type"),
        "name": Filter("name"),
    },
    order=("id",),
    about="文章里的陈述，都是机器提议 · statements of articles, all machine proposals",
)
EVENTS = Resource(
    "news_events",
    "NewsEvent",
    Event,
    Event.objects.visible_to,
    {
        **{
            name: name
            for name in (
                *("id", "type", "date", "told_date", "name", "parties", "amount_yuan"),
                *("planned", "origins", "confirmed"),
            )
        },
        "district": "place__code",
        "zone": "zone__code",
    },
    {
        "type": Filter("type", Event.Type),
        "district": Filter("place__code"),
        "date_from": Filter("date__gte", Day, "不早于 · since"),
        "date_to": Filter("date__lte", Day, "不晚于 · until"),
    },
    order=("date", "id"),
    about="资讯事件 · events told by the news",
)
SOURCES = Resource(
    "news_sources",
    "NewsSource",
    Source,
    Source.objects.visible_to,
    {
        name: name
        for name in (
            *("id", "code", "name_zh", "name_en", "folder", "kind", "addresses", "active"),
            "hours",
        )
    },
    {"kind": Filter("kind", Source.Kind)},
    order=("code",),
    about="资讯来源 · sources of news",
)
RUNS = Resource(
    "news_runs",
    "NewsRun",
    Run,
    Run.objects.visible_to,
    {
        **{
            name: name
            for name in (
                *("id", "state", "asked_at", "began_at", "ended_at", "listed", "seen", "new"),
                *("changed", "refused", "problems", "by_hand", "confirmed_at"),
            )
        },
        "source": "source__code",
    },
    {
        "source": Filter("source__code"),
        "state": Filter("state", State),
        "by_hand": Filter("by_hand"),
    },
    order=("asked_at", "id"),
    about="来源的读取记录 · runs of sources",
)
BROUGHT = Resource(
    "news_brought",
    "BroughtPage",
    FetchedPage,
    FetchedPage.objects.visible_to,
    {"id": "id", "run": "run_id", "name": "url", "told": "told", "found": "found"},
    {"run": Filter("run", UUID, "读取记录 · the run")},
    order=("id",),
    about="您带来、还没有存下的页和核对结果 · pages you brought that are not stored yet",
)
SECOND_READINGS = Resource(
    "news_second_readings",
    "SecondReading",
    SecondReading,
    SecondReading.objects.visible_to,
    {
        **{
            name: name
            for name in (
                *("id", "model", "state", "asked_at", "began_at", "ended_at", "parts"),
                *("answered", "kept", "dropped", "problem"),
            )
        },
        "document": "document_id",
    },
    {
        "document": Filter("document_id", Key, "文章 · the document"),
        "state": Filter("state", State),
    },
    order=("asked_at", "id"),
    about="第二读者的阅读 · readings by a second reader",
)
RESOURCES = (DOCUMENTS, STATEMENTS, EVENTS, SOURCES, RUNS, BROUGHT, SECOND_READINGS)
for each in RESOURCES:
    add(router, each)
