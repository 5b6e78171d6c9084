"""How articles and events are narrowed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import filters
from django_filters.filterset import FilterSet

from shigu.districts.models import District
from shigu.engine.text.normal.integrity import CONFIRMED_FROM
from shigu.ingest.models import Document, Event, Source
from shigu.ingest.queries import found, naming

ANY = _("全部")
SEARCH = forms.TextInput(attrs={"type": "search"})
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _sources(request: Any) -> QuerySet[Source]:
    return Source.objects.visible_to(request.actor)


def _places(request: Any) -> QuerySet[District]:
    seen = District.objects.visible_to(request.actor).exclude(player="")
    return seen.exclude(level=District.Level.OFFICE).for_choices().order_by("code")


class DocumentFilter(FilterSet):
    """Words, who is named, source, days, integrity."""

    q = filters.CharFilter(label=_("正文、标题、媒体"), method="search", widget=SEARCH)
    named = filters.CharFilter(label=_("提到的机构、项目或环节"), method="by_name")
    source = filters.ModelChoiceFilter(
        label=_("资讯来源"), queryset=_sources, to_field_name="code", empty_label=ANY
    )
    published_from = filters.DateFilter(
        label=_("发布自"), field_name="published", lookup_expr="gte", widget=DAY
    )
    published_to = filters.DateFilter(
        label=_("至"), field_name="published", lookup_expr="lte", widget=DAY
    )
    integrity = filters.ChoiceFilter(
        label=_("可信度"),
        method="by_integrity",
        empty_label=ANY,
        choices=(("sound", _("可作确认")), ("doubtful", _("须另有来源"))),
    )

    class Meta:
        model = Document
        fields = ()

    def search(self, rows: QuerySet[Document], _name: str, text: str) -> QuerySet[Document]:
        return found(rows, text)

    def by_name(self, rows: QuerySet[Document], _name: str, name: str) -> QuerySet[Document]:
        return naming(rows, name)

    def by_integrity(self, rows: QuerySet[Document], _name: str, asked: str) -> QuerySet[Document]:
        """Above or below the threshold under which a page confirms nothing alone."""
        way = "gte" if asked == "sound" else "lt"
        return rows.filter(**{f"integrity__{way}": CONFIRMED_FROM})


class EventFilter(FilterSet):
    """What, where, when, and how sure."""

    q = filters.CharFilter(label=_("项目或机构"), method="search", widget=SEARCH)
    type = filters.ChoiceFilter(label=_("类型"), choices=Event.Type, empty_label=ANY)
    place = filters.ModelChoiceFilter(
        label=_("区县"), queryset=_places, to_field_name="code", empty_label=ANY
    )
    date_from = filters.DateFilter(label=_("自"), field_name="date", lookup_expr="gte", widget=DAY)
    date_to = filters.DateFilter(label=_("至"), field_name="date", lookup_expr="lte", widget=DAY)
    standing = filters.ChoiceFilter(
        label=_("情况"),
        method="by_standing",
        empty_label=ANY,
        choices=(("done", _("已发生")), ("planned", _("计划中")), ("open", _("待证实"))),
    )

    class Meta:
        model = Event
        fields = ()

    def search(self, rows: QuerySet[Event], _name: str, text: str) -> QuerySet[Event]:
        return rows.filter(name__icontains=text) | rows.filter(parties__contains=[text])

    def by_standing(self, rows: QuerySet[Event], _name: str, asked: str) -> QuerySet[Event]:
        """Happened and confirmed, planned, or told by nobody who suffices."""
        if asked == "open":
            return rows.filter(confirmed=False)
        return rows.filter(planned=asked == "planned")
