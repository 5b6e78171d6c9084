"""The list of the living page: 12,000 example spaces, filtered and exported like real ones."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Mapping
from typing import Any

import django_tables2 as tables
from django import forms
from django.utils.translation import get_language, pgettext, pgettext_lazy
from django_filters import filters
from django_filters.filterset import FilterSet

from shigu.face.columns import DayColumn, MeterColumn, MoneyColumn, NumberColumn, StatusColumn
from shigu.face.listing import ListingView, Rows

DISTRICTS = (
    pgettext_lazy("示例", "滨江区"),
    pgettext_lazy("示例", "萧山区"),
    pgettext_lazy("示例", "钱塘区"),
    pgettext_lazy("示例", "城西科创大走廊"),
)
STATES = {
    "vacant": pgettext_lazy("示例", "可用"),
    "reserved": pgettext_lazy("示例", "已预留"),
    "let": pgettext_lazy("示例", "已用"),
}
FIRST = datetime.date(2026, 1, 1)


class SampleTable(tables.Table):
    """Columns of each kind."""

    name = tables.Column(verbose_name=pgettext_lazy("示例", "空间"))
    district = tables.Column(verbose_name=pgettext_lazy("示例", "区县"))
    state = StatusColumn(
        verbose_name=pgettext_lazy("示例", "状态"),
        shapes={"vacant": "good", "reserved": "waiting", "let": "off"},
        words=STATES,
    )
    area_m2 = NumberColumn(verbose_name=pgettext_lazy("示例", "面积"), unit="㎡")
    height_m = NumberColumn(verbose_name=pgettext_lazy("示例", "层高"), unit="m", decimals=1)
    rent = MoneyColumn(verbose_name=pgettext_lazy("示例", "年租金"), unit="wan")
    used = MeterColumn(verbose_name=pgettext_lazy("示例", "占用"))
    free_from = DayColumn(verbose_name=pgettext_lazy("示例", "交付"))
    note = tables.Column(verbose_name=pgettext_lazy("示例", "备注"))

    class Meta:
        row_attrs: Mapping[str, Any] = {"data-href": "#listing"}


class SampleFilter(FilterSet):
    """A search, two choices and a range."""

    name = filters.CharFilter(
        label=pgettext_lazy("示例", "名称"),
        method="named",
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    district = filters.ChoiceFilter(
        label=pgettext_lazy("示例", "区县"),
        method="at",
        choices=[(str(i), name) for i, name in enumerate(DISTRICTS)],
        empty_label=pgettext_lazy("示例", "全部"),
    )
    state = filters.MultipleChoiceFilter(
        label=pgettext_lazy("示例", "状态"),
        method="standing",
        choices=list(STATES.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    area = filters.NumericRangeFilter(label=pgettext_lazy("示例", "面积（㎡）"), method="sized")

    def filter_queryset(self, queryset: Any) -> Any:
        for name, value in self.form.cleaned_data.items():
            queryset = self.filters[name].filter(queryset, value)
        return queryset

    def named(self, rows: Any, _name: str, value: str) -> Any:
        return [row for row in rows if value in row["name"]]

    def at(self, rows: Any, _name: str, value: str) -> Any:
        return [row for row in rows if row["district"] == str(DISTRICTS[int(value)])]

    def standing(self, rows: Any, _name: str, value: list[str]) -> Any:
        return [row for row in rows if not value or row["state"] in value]

    def sized(self, rows: Any, _name: str, value: slice) -> Any:
        low, high = value.start or 0, value.stop or float("inf")
        return [row for row in rows if low <= row["area_m2"] <= high]


class SampleList(ListingView):
    """``/design/list/``: what every list of the site can do."""

    title = pgettext_lazy("示例", "示例列表")
    table_class = SampleTable
    filterset_class = SampleFilter
    export_name = "sample"
    hidden_columns = ("note",)

    def get_queryset(self) -> Rows:
        return _spaces(get_language() or "zh-hans")

    def get_answer(self, rows: Any) -> str:
        free = sum(row["state"] == "vacant" for row in rows)
        return pgettext("示例", "{free} 处可用，共 {all} 处。").format(
            free=f"{free:,}", all=f"{len(rows):,}"
        )


@functools.lru_cache(maxsize=2)
def _spaces(_language: str) -> Rows:
    return Rows(_space(i) for i in range(12_000))


def _space(i: int) -> dict[str, Any]:
    name = pgettext("示例", "{block} 号楼 {floor} 层").format(block=i // 9 + 1, floor=i % 9 + 1)
    return {
        "name": f"=1+{i}" if i == 7 else name,
        "district": str(DISTRICTS[i * 7 % 4]),
        "state": list(STATES)[i * 5 % 3],
        "area_m2": 400 + i * 37 % 5200,
        "height_m": 4 + i * 3 % 9 / 2,
        "rent": (400 + i * 37 % 5200) * (30 + i % 25) * 1200,
        "used": i * 13 % 101 / 100,
        "free_from": FIRST + datetime.timedelta(i * 11 % 900),
        "note": pgettext("示例", "示例"),
    }
