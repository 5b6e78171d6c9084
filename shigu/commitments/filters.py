"""How the list of promises is narrowed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import filters
from django_filters.filterset import FilterSet
from django_filters.widgets import RangeWidget

from shigu.commitments.models import Commitment
from shigu.commitments.vocabulary import Basis, Standing, name_of
from shigu.districts.models import District
from shigu.districts.queries import containing
from shigu.engine.promises.indicators import indicators

ANY = _("不限")


def _districts(request: Any) -> QuerySet[District]:
    seen = District.objects.visible_to(request.actor).for_choices()
    return seen.exclude(player="").order_by("code")


def _indicators() -> list[tuple[str, str]]:
    return [(code, name_of(code)) for code in indicators()]


class CommitmentFilter(FilterSet):
    """Words, state, indicator, district, basis, and when it falls due."""

    q = filters.CharFilter(
        label=_("项目、文件编号"),
        method="search",
        widget=forms.TextInput({"type": "search"}),
    )
    state = filters.ChoiceFilter(label=_("状态"), choices=Standing.choices, empty_label=ANY)
    indicator = filters.ChoiceFilter(label=_("指标"), choices=_indicators, empty_label=ANY)
    district = filters.ModelChoiceFilter(
        label=_("区县"), queryset=_districts, to_field_name="code", empty_label=ANY
    )
    basis = filters.ChoiceFilter(label=_("依据"), choices=Basis.choices, empty_label=ANY)
    due = filters.DateFromToRangeFilter(label=_("期限"), widget=RangeWidget({"type": "date"}))

    class Meta:
        model = Commitment
        fields = ()

    def search(self, rows: QuerySet[Any], _name: str, text: str) -> QuerySet[Any]:
        """Words in the project's names or code, the paper's number, or the clause."""
        columns = ("project__name", "project__name_en", "project__code", "paper", "clause")
        return rows.filter(containing(text, *columns))
