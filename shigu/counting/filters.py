"""Which year, as known when, under which rules; and what of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_filters import filters
from django_filters.filterset import FilterSet

from shigu.counting.lines import Lines
from shigu.counting.queries import Asked
from shigu.counting.vocabulary import Event, rules_named, titles
from shigu.face.forms import DateInput
from shigu.face.listing import Rows

ANY = _("不限")
YEARS_BACK = 10


def _years() -> list[tuple[str, str]]:
    now = timezone.localdate().year
    return [(str(year), str(year)) for year in range(now, now - YEARS_BACK, -1)]


class CountFilter(FilterSet):
    """``year``, ``as_of`` and ``rules`` are read before counting; ``district`` narrows the rows."""

    year = filters.ChoiceFilter(
        label=_("年度"), choices=_years, method="as_it_is", empty_label=_("今年")
    )
    as_of = filters.DateFilter(label=_("按这一天已知的"), method="as_it_is", widget=DateInput)
    rules = filters.ChoiceFilter(
        label=_("口径"), choices=titles, method="as_it_is", empty_label=_("本集群")
    )
    district = filters.ChoiceFilter(label=_("区县"), method="alike", choices=(), empty_label=ANY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        set_up: Any = super().__init__
        set_up(*args, **kwargs)
        self.filters["district"].extra["choices"] = _districts(self.queryset)

    def filter_queryset(self, queryset: Any) -> Any:
        for name, value in self.form.cleaned_data.items():
            if value not in ("", None):
                queryset = self.filters[name].filter(queryset, value)
        return queryset

    def as_it_is(self, rows: Any, _name: str, _value: Any) -> Any:
        """The rows were counted by it already."""
        return rows

    def alike(self, rows: Any, _name: str, value: str) -> Rows:
        """The rows of one district."""
        return Rows(row for row in rows if row["code"] == value)


def _districts(rows: Any) -> list[tuple[str, str]]:
    if isinstance(rows, Lines):
        return rows.districts
    return sorted({row["code"]: row["district"] for row in rows}.items())


class LeftOutFilter(CountFilter):
    """The same, and one kind of event or reason."""

    kind = filters.ChoiceFilter(
        label=_("事件"), choices=Event.choices, method="of_kind", empty_label=ANY
    )
    q = filters.CharFilter(
        label=pgettext_lazy("一个", "项目"),
        method="named",
        widget=forms.TextInput({"type": "search"}),
    )

    def of_kind(self, rows: Any, _name: str, value: str) -> Rows:
        """The rows of one kind of event."""
        return Rows(row for row in rows if row["kind"] == value)

    def named(self, rows: Any, _name: str, text: str) -> Rows:
        """The rows whose project's name contains the words."""
        return Rows(row for row in rows if text.lower() in row["name"].lower())


class AskedForm(forms.Form):
    """The address of a table as what it asks for."""

    year = forms.IntegerField(required=False, min_value=1990, max_value=2199)
    as_of = forms.DateField(required=False)
    rules = forms.CharField(required=False)


def asked(query: Any) -> Asked:
    """What the address asks for; today, this year and the cluster's rules unless told."""
    form = AskedForm(query)
    form.is_valid()
    told = form.cleaned_data
    day = told.get("as_of") or timezone.localdate()
    return Asked(told.get("year") or day.year, day, rules_named(told.get("rules") or ""))
