"""How proposed pairs and merges are narrowed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import filters
from django_filters.filterset import FilterSet

from shigu.districts.models import Status
from shigu.districts.queries import containing
from shigu.registry.filters.organisations import ANY, districts
from shigu.registry.models import Judgement, Merge, Proposal
from shigu.registry.pairs import MERGED, WAITING

STATES = ((WAITING, _("待判断")), *Judgement.Verdict.choices, (MERGED, _("已合并")))
LIKENESS = (("0.9", _("九成以上")), ("0.7", _("七成以上")), ("0.5", _("五成以上")))


def _of_two(names: tuple[str, str], text: str) -> Q:
    columns = ("name_zh", "name_en", "short_name", "uscc", "code")
    return containing(text, *(f"{name}__{column}" for name in names for column in columns))


class DoubleFilter(FilterSet):
    """Words in either row, what was judged, district, likeness, fact or illustration."""

    q = filters.CharFilter(
        label=_("名称、代码"), method="search", widget=forms.TextInput({"type": "search"})
    )
    state = filters.ChoiceFilter(label=_("判断"), choices=STATES, empty_label=ANY)
    district = filters.ModelChoiceFilter(
        label=_("区县"),
        queryset=districts,
        to_field_name="code",
        empty_label=ANY,
        method="in_district",
    )
    likeness = filters.ChoiceFilter(
        label=_("相像程度"),
        field_name="score",
        lookup_expr="gte",
        choices=LIKENESS,
        empty_label=ANY,
    )
    status = filters.ChoiceFilter(label=_("性质"), choices=Status, empty_label=ANY)

    class Meta:
        model = Proposal
        fields = ()

    def search(self, rows: QuerySet[Any], _name: str, text: str) -> QuerySet[Any]:
        """Words in the names or codes of either row."""
        return rows.filter(_of_two(("one", "other"), text))

    def in_district(self, rows: QuerySet[Any], _name: str, place: Any) -> QuerySet[Any]:
        """Either row in the district."""
        return rows.filter(Q(one__district=place) | Q(other__district=place))


class MergeFilter(FilterSet):
    """Words in either row, standing or undone."""

    q = filters.CharFilter(
        label=_("名称、代码"), method="search", widget=forms.TextInput({"type": "search"})
    )
    undone = filters.ChoiceFilter(
        label=_("状态"),
        choices=(("no", _("已合并")), ("yes", _("已撤销"))),
        method="is_undone",
        empty_label=ANY,
    )

    class Meta:
        model = Merge
        fields = ()

    def search(self, rows: QuerySet[Any], _name: str, text: str) -> QuerySet[Any]:
        """Words in the names or codes of either row."""
        return rows.filter(_of_two(("keep", "drop"), text))

    def is_undone(self, rows: QuerySet[Any], _name: str, undone: str) -> QuerySet[Any]:
        """Undone, or standing."""
        return rows.filter(undone_at__isnull=undone == "no")
