"""How the list of first reports is narrowed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import filters
from django_filters.filterset import FilterSet

from shigu.districts.models import District
from shigu.districts.queries import containing
from shigu.districts.vocabulary import DataClass
from shigu.leads.models import Claim, Protection
from shigu.leads.queries.claims import ending

ANY = _("不限")
DUE = (("soon", _("两周内到期")), ("clashing", _("有未了的撞单")))


def _districts(request: Any) -> QuerySet[District]:
    rows = District.objects.visible_to(request.actor).for_choices().order_by("code")
    if request.actor.everything:
        return rows
    return rows.filter(pk__in=request.actor.seated(DataClass.PROJECTS))


class ClaimFilter(FilterSet):
    """Words, state, what needs attention, district."""

    q = filters.CharFilter(
        label=_("企业、信用代码、实际控制人"),
        method="search",
        widget=forms.TextInput({"type": "search"}),
    )
    state = filters.ChoiceFilter(label=_("状态"), choices=Protection.choices, empty_label=ANY)
    due = filters.ChoiceFilter(label=_("要处理的"), choices=DUE, method="needing", empty_label=ANY)
    district = filters.ModelChoiceFilter(
        label=_("首报单位"), queryset=_districts, to_field_name="code", empty_label=ANY
    )

    class Meta:
        model = Claim
        fields = ()

    def search(self, rows: QuerySet[Claim], _name: str, text: str) -> QuerySet[Claim]:
        """Words in the firm's name, its credit code or its controller."""
        return rows.filter(containing(text, "firm_name", "uscc", "controller"))

    def needing(self, rows: QuerySet[Any], _name: str, what: str) -> QuerySet[Any]:
        """Ending soon, or with a clash that is not settled."""
        return rows.filter(ending()) if what == "soon" else rows.filter(clashing=True)
