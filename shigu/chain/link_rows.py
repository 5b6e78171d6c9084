"""Links as rows whose figures come from an assessment: what filters them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy
from django_filters import filters
from django_filters.filterset import FilterSet

from shigu.chain.models import Link

ALL = gettext_lazy("全部")


class LinkRowsFilter(FilterSet):
    """Links by name or term and by layer; each row has its ``link``."""

    q = filters.CharFilter(
        label=gettext_lazy("环节或关键词"),
        method="by_text",
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    layer = filters.ChoiceFilter(
        label=gettext_lazy("层"), choices=Link.Layer.choices, method="by_layer", empty_label=ALL
    )
    chain = filters.CharFilter(
        label=gettext_lazy("产业链版本"), widget=forms.HiddenInput, method="as_it_is"
    )

    def filter_queryset(self, queryset: Any) -> Any:
        """One after the other, over rows that are no queryset."""
        for name, value in self.form.cleaned_data.items():
            if value:
                queryset = self.filters[name].filter(queryset, value)
        return queryset

    def by_text(self, rows: Any, _name: str, text: str) -> Any:
        return [row for row in rows if _holds(row["link"], text.casefold())]

    def by_layer(self, rows: Any, _name: str, layer: str) -> Any:
        return [row for row in rows if row["link"].layer == layer]

    def as_it_is(self, rows: Any, _name: str, _value: str) -> Any:
        """The rows are of that version already."""
        return rows


def _holds(link: Link, text: str) -> bool:
    words = (link.name_zh, link.name_en, *link.terms)
    return any(text in word.casefold() for word in words)
