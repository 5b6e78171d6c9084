"""How the loaded registry is narrowed on its page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django_filters import filters
from django_filters.filterset import FilterSet
from django_filters.widgets import RangeWidget

from shigu.registry.filters.organisations import ANY
from shigu.registry.firms import narrowing
from shigu.registry.firms.query import Firms
from shigu.registry.firms.standing import districts
from shigu.registry.models import Organisation
from shigu.registry.places import names_here

UNPLACED = "-"


def _places() -> list[tuple[str, Any]]:
    here = names_here()
    return [*((name, here.get(name, name)) for name in districts()), (UNPLACED, _("地点未知"))]


class FirmFilter(FilterSet):
    """Words, district, link, industry, days of founding, capital. ``links`` are given by a view."""

    q = filters.CharFilter(
        label=_("名称、曾用名、代码、经营范围"),
        method="saying",
        widget=forms.TextInput({"type": "search"}),
    )
    district = filters.ChoiceFilter(
        label=_("区县"), choices=_places, method="in_district", empty_label=ANY
    )
    link = filters.ChoiceFilter(label=_("环节"), choices=(), method="at_link", empty_label=ANY)
    industry = filters.CharFilter(label=_("行业代码（GB/T 4754）"), method="of_industry")
    founded = filters.DateFromToRangeFilter(
        label=_("成立日期"), method="founded_between", widget=RangeWidget({"type": "date"})
    )
    capital = filters.RangeFilter(
        label=_("注册资本（万元）"),
        method="with_capital",
        widget=RangeWidget({"inputmode": "decimal"}),
    )

    class Meta:
        model = Organisation
        fields = ()

    def filter_queryset(self, queryset: Any) -> Any:
        for name, value in self.form.cleaned_data.items():
            if value not in ("", None):
                queryset = self.filters[name].filter(queryset, value)
        return queryset

    def saying(self, firms: Firms, _name: str, text: str) -> Firms:
        """Each word in a name, code or the scope."""
        return narrowing.saying(firms, text)

    def in_district(self, firms: Firms, _name: str, place: str) -> Firms:
        """In a district, or nowhere known."""
        return narrowing.in_district(firms, "" if place == UNPLACED else place)

    def at_link(self, firms: Firms, _name: str, link: str) -> Firms:
        """On a link of the chain."""
        return narrowing.at_link(firms, link)

    def of_industry(self, firms: Firms, _name: str, code: str) -> Firms:
        """By the beginning of the industry code."""
        return narrowing.of_industry(firms, code.strip())

    def founded_between(self, firms: Firms, _name: str, days: slice) -> Firms:
        """Founded between two days."""
        first, last = (day.date().isoformat() if day else "" for day in (days.start, days.stop))
        return narrowing.founded_between(firms, first, last)

    def with_capital(self, firms: Firms, _name: str, amounts: slice) -> Firms:
        """With a capital between two amounts."""
        least, most = (
            None if amount is None else float(amount) for amount in (amounts.start, amounts.stop)
        )
        return narrowing.with_capital(firms, least, most)
