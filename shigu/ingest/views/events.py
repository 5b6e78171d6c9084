"""Events of the news: on the map, as a list, and one event with who tells it."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from shigu.districts.middleware import ActorRequest
from shigu.face.listing import ListingView
from shigu.face.pieces import Empty, Evidence, Source, Words
from shigu.ingest import queries
from shigu.ingest.filters import EventFilter
from shigu.ingest.ground import ground
from shigu.ingest.models import Event, Telling
from shigu.ingest.months import months
from shigu.ingest.tables import EventTable
from shigu.ingest.views.frame import crumbs, tabs


class Events(ListingView):
    """What happened, the latest first."""

    title = pgettext_lazy("页", "资讯事件")
    template_name = "ingest/events.html"
    table_class = EventTable
    filterset_class = EventFilter
    export_name = "events"
    hidden_columns = ("parties",)
    counts = {"open": Count("pk", filter=Q(confirmed=False)), "placed": Count("place")}
    empty = Empty(
        gettext_lazy("没有这样的事件"),
        gettext_lazy("事件从文章里读出；放宽筛选，或在“资讯来源”启用来源。"),
    )
    request: ActorRequest

    def get_queryset(self) -> Any:
        return queries.events(self.request.actor)

    def get_answer(self, rows: Any) -> Words:
        del rows
        return ngettext(
            "%(found)d 件事，其中 %(placed)d 件说了在哪里；%(open)d 件还要另一个独立来源。",
            "%(found)d 件事，其中 %(placed)d 件说了在哪里；%(open)d 件还要另一个独立来源。",
            self.counted["found"],
        ) % {**self.counted}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(tabs=tabs("events"), **kwargs)
        rows = context["filter"].qs
        found = ground(self.request.actor, rows)
        told = months(rows, found["points"])
        data = [{"words": one.words, "ids": one.ids} for one in told]
        return context | {"ground": found, "months": told, "month_data": data}


def event(request: ActorRequest, key: int) -> HttpResponse:
    """One event, with the sentence of every page that tells it."""
    row = get_object_or_404(queries.events(request.actor), pk=key)
    tellings = row.tellings.select_related("statement__document").order_by(
        "statement__document__published", "pk"
    )
    context = {
        "event": row,
        "answer": _sentence(row),
        "cards": [_card(each) for each in tellings],
        "breadcrumbs": crumbs((_("事件"), _list()), (str(row), "")),
    }
    return render(request, "ingest/event.html", context)


def _list() -> str:
    return tabs("events")[1].url


def _sentence(row: Event) -> str:
    told = {"origins": row.origins}
    if not row.confirmed:
        return _("只有可信度不足的一个来源讲到，还不能当作确认。")
    if row.planned:
        return _("%(origins)d 个独立来源讲到；是计划，还没有发生。") % told
    return _("%(origins)d 个独立来源讲到；转载同一篇的只算一个。") % told


def _card(each: Telling) -> Evidence:
    said, page = each.statement, each.statement.document
    place = next(one for one in said.said["evidence"] if one["start"] <= said.start < one["end"])
    sentence = page.raw[place["start"] : place["end"]]
    start, end = said.start - place["start"], said.end - place["start"]
    source = Source(str(page), url=page.get_absolute_url(), at=page.published)
    return Evidence(sentence, start, end, source, claim=page.site, badge="machine")
