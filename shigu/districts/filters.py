"""How the list of readings is narrowed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import filters
from django_filters.filterset import FilterSet

from shigu.districts.models import District, Reading
from shigu.districts.vocabulary import DataClass
from shigu.face.forms import DateInput

ANY = _("不限")
BASES = (("grant", _("授权")), ("access", _("运维访问")))


def _districts(request: Any) -> QuerySet[District]:
    ids = request.actor.readable.get(DataClass.PEOPLE, frozenset())
    return District.objects.filter(pk__in=ids)


class ReadingFilter(FilterSet):
    """Who, which district, which class, by what, from when to when."""

    q = filters.CharFilter(
        label=_("谁、哪一页、编号"),
        method="search",
        widget=forms.TextInput({"type": "search"}),
    )
    district = filters.ModelChoiceFilter(
        label=_("区县"), queryset=_districts, to_field_name="code", empty_label=ANY
    )
    data_class = filters.ChoiceFilter(
        label=_("数据类别"), choices=DataClass.choices, empty_label=ANY
    )
    basis = filters.ChoiceFilter(label=_("依据"), choices=BASES, method="by", empty_label=ANY)
    since = filters.DateFilter(
        label=_("从"), field_name="read_at", lookup_expr="date__gte", widget=DateInput
    )
    until = filters.DateFilter(
        label=_("到"), field_name="read_at", lookup_expr="date__lte", widget=DateInput
    )

    class Meta:
        model = Reading
        fields = ()

    def search(self, rows: QuerySet[Reading], _name: str, text: str) -> QuerySet[Reading]:
        """Words in a person's name, an address or the key of a row."""
        return rows.filter(
            Q(user__username__icontains=text)
            | Q(user__full_name__icontains=text)
            | Q(address__icontains=text)
            | Q(key=text)
        )

    def by(self, rows: QuerySet[Reading], _name: str, basis: str) -> QuerySet[Reading]:
        """By a grant or by a timed access."""
        return rows.filter(**{f"{basis}__isnull": False})
