"""How the list of events is narrowed."""

from __future__ import annotations

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import filters
from django_filters.filterset import FilterSet

from shigu.districts.queries import containing
from shigu.face.forms import DateInput
from shigu.leads.filters.claims import ANY
from shigu.leads.models import PromotionEvent


class EventFilter(FilterSet):
    """Words, kind, from when to when."""

    q = filters.CharFilter(
        label=_("名称、地点"), method="search", widget=forms.TextInput({"type": "search"})
    )
    kind = filters.ChoiceFilter(
        label=_("类型"), choices=PromotionEvent.Kind.choices, empty_label=ANY
    )
    since = filters.DateFilter(label=_("从"), field_name="on", lookup_expr="gte", widget=DateInput)
    until = filters.DateFilter(label=_("到"), field_name="on", lookup_expr="lte", widget=DateInput)

    class Meta:
        model = PromotionEvent
        fields = ()

    def search(
        self, rows: QuerySet[PromotionEvent], _name: str, text: str
    ) -> QuerySet[PromotionEvent]:
        """Words in the name or the place."""
        return rows.filter(containing(text, "name", "place"))
