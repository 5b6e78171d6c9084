"""Filters of ledgers and of taxes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_filters import filters
from django_filters.filterset import FilterSet

from shigu.districts.models import District
from shigu.registry.models import Organisation
from shigu.sharing.models import Agreement, Contribution, FiscalEntry, SettledLine
from shigu.sharing.names import kind_names

SEARCH = forms.TextInput(attrs={"type": "search"})
KEPT = (("original", _("正常")), ("reversal", _("冲销")))


def agreements(request: Any) -> QuerySet[Agreement]:
    """Agreements that the reader may see."""
    return Agreement.objects.visible_to(request.actor)


def kinds() -> list[tuple[str, str]]:
    """Kinds by name."""
    return list(kind_names().items())


def parties() -> list[tuple[str, str]]:
    """Players by name, for a choice."""
    return [(d.player, d.name) for d in District.objects.exclude(player="") if d.code == d.player]


def of_firms(rows: Any, text: str) -> Any:
    """Rows of firms whose name or code holds ``text``."""
    found = Organisation.objects.filter(
        Q(name_zh__icontains=text) | Q(short_name__icontains=text) | Q(code=text) | Q(uscc=text)
    )
    return rows.filter(firm__in=found.values("code"))


class LineFilter(FilterSet):
    """Lines by firm, party, rule and kind."""

    firm = filters.CharFilter(label=pgettext_lazy("一个", "企业"), method="by_firm", widget=SEARCH)
    party = filters.ChoiceFilter(label=_("方"), choices=parties)
    kind = filters.ChoiceFilter(label=_("税种"), choices=kinds)
    rule = filters.CharFilter(label=_("规则"))

    class Meta:
        model = SettledLine
        fields: tuple[str, ...] = ()

    def by_firm(self, rows: Any, _name: str, text: str) -> Any:
        return of_firms(rows, text)


class EntryFilter(LineFilter):
    """Entries by agreement, year and whether they take something back as well."""

    agreement = filters.ModelChoiceFilter(label=_("协议"), queryset=agreements)
    year = filters.NumberFilter(label=_("年度"))
    kept = filters.ChoiceFilter(label=_("性质"), choices=KEPT, method="by_kept")

    class Meta:
        model = FiscalEntry
        fields: tuple[str, ...] = ()

    def by_kept(self, rows: Any, _name: str, value: str) -> Any:
        return rows.filter(reverses__isnull=value == "original")


class ContributionFilter(FilterSet):
    """Taxes by firm, year and kind."""

    firm = filters.CharFilter(label=pgettext_lazy("一个", "企业"), method="by_firm", widget=SEARCH)
    year = filters.NumberFilter(label=_("年度"))
    kind = filters.ChoiceFilter(label=_("税种"), choices=kinds)

    class Meta:
        model = Contribution
        fields: tuple[str, ...] = ()

    def by_firm(self, rows: Any, _name: str, text: str) -> Any:
        return rows.filter(
            Q(organisation__name_zh__icontains=text)
            | Q(organisation__short_name__icontains=text)
            | Q(organisation__code=text)
        )
