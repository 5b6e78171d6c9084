"""How the list of profiles is narrowed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import filters
from django_filters.filterset import FilterSet

from shigu.districts.models import District, Zone
from shigu.districts.queries import containing
from shigu.dossier.models import Profile
from shigu.projects.stages import Stage

ANY = _("不限")
CLEARED = (("open", _("手续未齐")), ("whole", _("手续已齐")))


def _districts(request: Any) -> QuerySet[District]:
    seen = District.objects.visible_to(request.actor).for_choices()
    return seen.exclude(player="").order_by("code")


def _zones(request: Any) -> QuerySet[Zone]:
    own = Profile.objects.visible_to(request.actor).order_by().values("zone")
    return Zone.objects.visible_to(request.actor).for_choices().filter(pk__in=own)


class ProfileFilter(FilterSet):
    """Words, district, zone, stage, money, land, clearances, energy."""

    q = filters.CharFilter(
        label=_("项目、赛道、代码"), method="search", widget=forms.TextInput({"type": "search"})
    )
    district = filters.ModelChoiceFilter(
        label=_("区县"), queryset=_districts, to_field_name="code", empty_label=ANY
    )
    zone = filters.ModelChoiceFilter(
        label=_("所在园区"), queryset=_zones, to_field_name="code", empty_label=ANY
    )
    stage = filters.ChoiceFilter(
        label=_("阶段"), field_name="project__stage", choices=Stage.choices, empty_label=ANY
    )
    funding = filters.ChoiceFilter(
        label=_("投资类型"), choices=Profile.Funding.choices, empty_label=ANY
    )
    ground = filters.ChoiceFilter(
        label=_("用地类型"), choices=Profile.Ground.choices, empty_label=ANY
    )
    cleared = filters.ChoiceFilter(
        label=_("前期手续"), choices=CLEARED, method="by_clearances", empty_label=ANY
    )
    two_high = filters.BooleanFilter(label=_("两高项目"))

    class Meta:
        model = Profile
        fields = ()

    def search(self, rows: QuerySet[Any], _name: str, text: str) -> QuerySet[Any]:
        """Words in the project's names or code, the sector, the track, the national code."""
        columns = ("project__name", "project__name_en", "project__code")
        return rows.filter(containing(text, *columns, "sector", "track", "national_code"))

    def by_clearances(self, rows: QuerySet[Any], _name: str, told: str) -> QuerySet[Any]:
        """Those that wait for a clearance, or have all that they need."""
        if told == "open":
            return rows.filter(needed__gt=F("given"))
        return rows.filter(needed__gt=0, given=F("needed"))
