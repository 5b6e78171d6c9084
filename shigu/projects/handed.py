"""The list of hand-overs: searched, narrowed, sorted, exported."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django import forms
from django.db.models import Case, Count, IntegerField, Q, QuerySet, Sum, Value, When
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django_filters import filters
from django_filters.filterset import FilterSet

from shigu.districts.middleware import ActorRequest
from shigu.districts.models import District
from shigu.districts.queries import containing
from shigu.face import marks
from shigu.face.columns import DayColumn, LargestFirst, PercentColumn
from shigu.face.forms import DateInput
from shigu.face.listing import ListingView
from shigu.face.pieces import Empty, Words
from shigu.projects.models import HandOver
from shigu.projects.tabs import tabs

ANY = gettext_lazy("不限")
MARKS = {"proposed": "waiting", "accepted": "good", "declined": "off", "withdrawn": "off"}


def _players(request: Any) -> QuerySet[District]:
    return District.objects.visible_to(request.actor).exclude(player="").for_choices()


class HandOverFilter(FilterSet):
    """Words, state, who gives, who receives, since when."""

    q = filters.CharFilter(
        label=gettext_lazy("项目名称、概况、协议"),
        method="search",
        widget=forms.TextInput({"type": "search"}),
    )
    state = filters.ChoiceFilter(
        label=gettext_lazy("状态"), choices=HandOver.State.choices, empty_label=ANY
    )
    origin = filters.ModelChoiceFilter(
        "from_district", label=gettext_lazy("流出区县"), queryset=_players, to_field_name="code"
    )
    target = filters.ModelChoiceFilter(
        "to_district", label=gettext_lazy("流入区县"), queryset=_players, to_field_name="code"
    )
    since = filters.DateFilter(
        "proposed_at__date", "gte", label=gettext_lazy("提出不早于"), widget=DateInput()
    )

    class Meta:
        model = HandOver
        fields = ()

    def search(self, rows: QuerySet[HandOver], _name: str, text: str) -> QuerySet[HandOver]:
        """Words in the name, in what was told, or in the agreement."""
        return rows.filter(containing(text, "name", "summary", "agreement"))


class HandOverTable(tables.Table):
    """One line a hand-over."""

    name = tables.Column(
        pgettext_lazy("一个", "项目"),
        linkify=lambda record: reverse("projects:hand_over", args=[record.pk]),
        attrs={"td": {"class": "wrap-cell"}},
    )
    from_district = tables.Column(gettext_lazy("流出区县"))
    to_district = tables.Column(gettext_lazy("流入区县"))
    invest_wan = LargestFirst(
        accessor="invest_wan", verbose_name=gettext_lazy("总投资"), unit=gettext_lazy("万元")
    )
    credit_to = PercentColumn(verbose_name=gettext_lazy("流入方计入"), decimals=0)
    agreement = tables.Column(gettext_lazy("适用的分享协议"))
    state = tables.Column(gettext_lazy("状态"))
    proposed_at = DayColumn(verbose_name=gettext_lazy("提出时间"))
    answered_at = DayColumn(verbose_name=gettext_lazy("答复时间"))

    class Meta:
        row_attrs = {"data-href": lambda record: reverse("projects:hand_over", args=[record.pk])}

    def render_state(self, record: HandOver) -> SafeString:
        return marks.status(MARKS[record.state], record.get_state_display())

    def value_state(self, record: HandOver) -> str:
        return str(record.get_state_display())


OPEN_FIRST = Case(
    When(state=HandOver.State.PROPOSED, then=Value(0)),
    default=Value(1),
    output_field=IntegerField(),
)


class HandOverList(ListingView):
    """Hand-overs that one's districts give or receive, those to be answered first."""

    template_name = "projects/hand_overs.html"
    title = gettext_lazy("流转")
    table_class = HandOverTable
    filterset_class: type[FilterSet] | None = HandOverFilter
    export_name = "hand-overs"
    sums = {"invest_wan": Sum("invest_wan")}
    counts = {
        "open": Count("pk", filter=Q(state=HandOver.State.PROPOSED)),
        "accepted": Count("pk", filter=Q(state=HandOver.State.ACCEPTED)),
    }
    hidden_columns = ("answered_at",)
    empty = Empty(
        gettext_lazy("还没有流转"), gettext_lazy("在谈项目的页面上可以提出；或放宽筛选条件。")
    )
    request: ActorRequest

    def get_queryset(self) -> Any:
        rows = HandOver.objects.visible_to(self.request.actor)
        return rows.select_related("from_district", "to_district").order_by(
            OPEN_FIRST, "-proposed_at", "pk"
        )

    def get_answer(self, rows: Any) -> Words:
        del rows
        told = _("待答复 %(open)d 项，已接收 %(accepted)d 项；接收前对方只看得到提出时写的概况。")
        return told % {"open": self.counted["open"], "accepted": self.counted["accepted"]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(tabs=tabs("projects:hand_overs"), **kwargs)
