"""The queue as a list, and how it is narrowed."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_filters import filters
from django_filters.filterset import FilterSet

from shigu.chain.models import Link
from shigu.districts.queries import containing
from shigu.face.columns import PercentColumn, StatusColumn
from shigu.face.filters import without
from shigu.face.forms import DateInput
from shigu.review.models import OPEN, Kind, NewsProposal, State
from shigu.review.seconds import STANDINGS, counted, remarks, standing_so
from shigu.review.words import summary

ANY = _("全部")
SHAPES = {
    "proposed": "waiting",
    "reopened": "wrong",
    "accepted": "good",
    "corrected": "good",
    "rejected": "off",
}
SURE = (("0.95", "≥ 95%"), ("0.9", "≥ 90%"), ("0.8", "≥ 80%"), ("0.5", "≥ 50%"))


def in_queue(record: NewsProposal, table: Any) -> str:
    """The address of a proposal in the queue that the list shows."""
    asked = getattr(table, "request", None)
    query = without(asked.GET, "export") if asked else ""
    address = record.get_absolute_url()
    return f"{address}?{query}" if query else address


class ProposalTable(tables.Table):
    """One line a proposal."""

    subject = tables.Column(
        pgettext_lazy("研判", "对象"), linkify=in_queue, attrs={"td": {"class": "wrap-cell"}}
    )
    kind = tables.Column(_("类型"))
    told = tables.Column(_("内容"), orderable=False, attrs={"td": {"class": "wrap-cell roomy"}})
    link = tables.Column(_("环节"), order_by=("link__code", "id"))
    modality = tables.Column(_("语气"))
    confidence = PercentColumn(verbose_name=_("把握"), decimals=0)
    state = StatusColumn(verbose_name=_("状态"), shapes=SHAPES)
    document = tables.Column(
        _("文章"), order_by=("document__title", "id"), attrs={"td": {"class": "wrap-cell"}}
    )
    site = tables.Column(_("刊载媒体"), accessor="document__site")
    published = tables.Column(_("发布日期"), accessor="document__published")
    second = tables.Column(_("第二读者"), empty_values=(), orderable=False)
    doubts = tables.Column(
        _("疑点"), accessor="why_alone", orderable=False, attrs={"td": {"class": "wrap-cell"}}
    )

    class Meta:
        row_attrs = {"data-href": in_queue}

    def render_told(self, record: NewsProposal) -> str:
        return summary(record.kind, record.told) or str(_("只有计划"))

    def render_second(self, record: NewsProposal) -> str:
        told = counted(record, remarks(record, getattr(record.document, "second_said", ())))
        return str(_("；")).join(f"{STANDINGS[name]} {n}" for name, n in told.items() if n) or "—"

    def render_doubts(self, value: list[str]) -> str:
        return str(_("；")).join(value)


def _links(request: Any) -> QuerySet[Link]:
    named = NewsProposal.objects.order_by().values("link")
    return Link.objects.visible_to(request.actor).for_choices().filter(pk__in=named)


def _sites(request: Any) -> list[tuple[str, str]]:
    rows = NewsProposal.objects.visible_to(request.actor).order_by("document__site")
    names = rows.values_list("document__site", flat=True).distinct()
    return [(name, name) for name in names if name]


class ProposalFilter(FilterSet):
    """Words, kind, state, source, how sure, link, date; what waits unless a state is asked for."""

    q = filters.CharFilter(
        label=_("对象或文章"), method="search", widget=forms.TextInput({"type": "search"})
    )
    kind = filters.ChoiceFilter(label=_("类型"), choices=Kind, empty_label=ANY)
    state = filters.ChoiceFilter(
        label=_("状态"),
        method="stands",
        choices=[
            *((each.value, each.label) for each in State if each != State.SUPERSEDED),
            ("all", _("全部")),
        ],
        empty_label=_("待研判与原文有变"),
    )
    confidence = filters.ChoiceFilter(label=_("把握"), choices=SURE, method="sure", empty_label=ANY)
    second = filters.ChoiceFilter(
        label=_("第二读者"), choices=list(STANDINGS.items()), method="twice", empty_label=ANY
    )
    site = filters.ChoiceFilter(label=_("刊载媒体"), field_name="document__site", empty_label=ANY)
    link = filters.ModelChoiceFilter(
        label=_("环节"), queryset=_links, to_field_name="code", empty_label=ANY
    )
    since = filters.DateFilter(
        label=_("发布自"), field_name="document__published", lookup_expr="gte", widget=DateInput
    )
    until = filters.DateFilter(
        label=_("发布至"), field_name="document__published", lookup_expr="lte", widget=DateInput
    )

    class Meta:
        model = NewsProposal
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        set_up: Any = super().__init__
        set_up(*args, **kwargs)
        self.filters["site"].extra["choices"] = _sites(self.request)

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """What waits, where no state is asked for."""
        narrow: Any = super().filter_queryset
        rows: QuerySet[Any] = narrow(queryset)
        return rows if self.form.cleaned_data.get("state") else rows.filter(state__in=OPEN)

    def search(self, rows: QuerySet[Any], _name: str, text: str) -> QuerySet[Any]:
        """In whom it is about or the title of the article."""
        return rows.filter(containing(text, "subject", "document__title"))

    def stands(self, rows: QuerySet[Any], _name: str, state: str) -> QuerySet[Any]:
        """In one state, or in any."""
        return rows if state == "all" else rows.filter(state=state)

    def sure(self, rows: QuerySet[Any], _name: str, least: str) -> QuerySet[Any]:
        """So sure at least."""
        return rows.filter(confidence__gte=float(least))

    def twice(self, rows: QuerySet[Any], _name: str, asked: str) -> QuerySet[Any]:
        """As second readers stand to it."""
        return standing_so(rows, asked)
