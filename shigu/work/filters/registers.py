"""How the lists of the registers are narrowed."""

from __future__ import annotations

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import filters
from django_filters.filterset import FilterSet

from shigu.districts.models import Status
from shigu.districts.queries import containing
from shigu.work.filters.tasks import ANY, SEARCH, districts
from shigu.work.models import Entry


class EntryFilter(FilterSet):
    """Words, who keeps it, fact or illustration."""

    q = filters.CharFilter(label=_("名称、依据"), method="search", widget=forms.TextInput(SEARCH))
    district = filters.ModelChoiceFilter(
        label=_("登记区县"), queryset=districts, to_field_name="code", empty_label=ANY
    )
    status = filters.ChoiceFilter(label=_("性质"), choices=Status.choices, empty_label=ANY)

    def search(self, rows: QuerySet[Entry], _name: str, text: str) -> QuerySet[Entry]:
        """Words in the name and the evidence."""
        return rows.filter(containing(text, "name", "evidence"))
