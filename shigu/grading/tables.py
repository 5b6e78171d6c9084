"""Lists of graded sheets and of the units of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import django_tables2 as tables
from django import forms
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django_filters import filters
from django_filters.filterset import FilterSet

from shigu.districts.queries import containing
from shigu.face.columns import Column, NumberColumn, PercentColumn, StatusColumn
from shigu.face.templatetags.units import moment
from shigu.grading.models import GradedSheet

SEARCH = forms.TextInput(attrs={"type": "search"})


class SheetTable(tables.Table):
    """What was graded, the latest first."""

    name = tables.Column(_("名称"), linkify=True)
    district = tables.Column(_("区县"), accessor="district__name", order_by="district__code")
    scheme = tables.Column(_("办法"), accessor="scheme_name", order_by="scheme")
    units = NumberColumn(verbose_name=_("评价对象"))
    counts = tables.Column(_("各档数"), orderable=False)
    state = StatusColumn(verbose_name=_("状态"), shapes={"preview": "waiting", "kept": "good"})
    made_at = tables.Column(_("评价时间"))
    made_by = tables.Column(_("评价人"))

    class Meta:
        row_attrs = {"data-href": lambda record: record.get_absolute_url()}

    def render_counts(self, record: Any) -> str:
        grades = [cut.grade for cut in record.rules.cuts]
        return " · ".join(f"{grade} {record.counts.get(grade, 0)}" for grade in grades)

    def render_made_at(self, value: Any) -> str | SafeString:
        return moment(value)

    def value_made_at(self, value: Any) -> Any:
        return value


class SheetFilter(FilterSet):
    """By words and state."""

    q = filters.CharFilter(label=_("名称或办法"), method="search", widget=SEARCH)
    state = filters.ChoiceFilter(
        label=_("状态"), choices=GradedSheet.State.choices, empty_label=_("全部")
    )

    class Meta:
        model = GradedSheet
        fields: tuple[str, ...] = ()

    def search(self, rows: Any, _name: str, text: str) -> Any:
        return rows.filter(containing(text, "name", "scheme_zh", "scheme_en", "filename"))


class UnitTable(tables.Table):
    """Firms or parks with their grade; a column of points for each measure is added."""

    rank = NumberColumn(verbose_name=_("名次"))
    name = Column(
        _("名称"),
        linkify=lambda record: reverse("grading:unit", args=[record["sheet"], record["id"]]),
        attrs={"td": {"class": "wrap-cell"}},
    )
    group = Column(_("分组"))
    grade = Column(_("档次"), attrs={"td": {"class": "grade"}})
    total = NumberColumn(verbose_name=_("得分"), decimals=2)
    kept = PercentColumn(verbose_name=_("档次不变"), decimals=0)
    span = Column(_("名次区间"), order_by="best")

    class Meta:
        row_attrs = {
            "data-href": lambda record: reverse(
                "grading:unit", args=[record["sheet"], record["id"]]
            )
        }


def units_table(measures: Sequence[tuple[str, str]]) -> type[tables.Table]:
    """The table with the points of each measure (id, name)."""
    points = {
        f"m{place}": NumberColumn(verbose_name=name, decimals=2)
        for place, (_id, name) in enumerate(measures)
    }
    return type("UnitTable", (UnitTable,), {**points, "Meta": UnitTable.Meta})


class UnitFilter(FilterSet):
    """By name or id, and by grade."""

    q = filters.CharFilter(label=_("名称或编号"), method="search", widget=SEARCH)
    group = filters.CharFilter(label=_("分组"), method="by_group")
    grade = filters.CharFilter(label=_("档次"), widget=forms.HiddenInput, method="by_grade")

    def filter_queryset(self, queryset: Any) -> Any:
        """One after the other, over rows that are no queryset."""
        for name, value in self.form.cleaned_data.items():
            if value:
                queryset = self.filters[name].filter(queryset, value)
        return queryset

    def search(self, rows: Any, _name: str, text: str) -> Any:
        return [row for row in rows if text in row["name"] or text in row["id"]]

    def by_group(self, rows: Any, _name: str, group: str) -> Any:
        return [row for row in rows if row["group"] == group]

    def by_grade(self, rows: Any, _name: str, grade: str) -> Any:
        return [row for row in rows if row["grade"] == grade]
