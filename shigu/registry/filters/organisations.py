"""How the list of organisations is narrowed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _
from django_filters import filters
from django_filters.filterset import FilterSet

from shigu.districts.models import District, Status, Zone
from shigu.districts.queries import containing
from shigu.registry.models import Organisation
from shigu.registry.queries import found

ANY = _("全部")


def districts(request: Any) -> QuerySet[District]:
    outside = Case(When(player="", then=Value(1)), default=Value(0))
    seen = District.objects.visible_to(request.actor).exclude(level=District.Level.OFFICE)
    return seen.for_choices().order_by(outside, "code")


def _zones(request: Any) -> QuerySet[Zone]:
    return Zone.objects.visible_to(request.actor).for_choices()


class OrganisationFilter(FilterSet):
    """Words, place, kind, whether fact or illustration."""

    q = filters.CharFilter(
        label=_("名称、产品、代码"),
        method="search",
        widget=forms.TextInput({"type": "search"}),
    )
    district = filters.ModelChoiceFilter(
        label=_("区县"), queryset=districts, to_field_name="code", empty_label=ANY
    )
    kind = filters.ChoiceFilter(label=_("类型"), choices=Organisation.Kind, empty_label=ANY)
    place = filters.ChoiceFilter(
        label=_("地域"),
        method="within",
        empty_label=ANY,
        choices=(("in", _("集群各区")), ("out", _("外地")), ("unknown", _("未知"))),
    )
    status = filters.ChoiceFilter(label=_("性质"), choices=Status, empty_label=ANY)
    zone = filters.ModelChoiceFilter(
        label=_("片区"), queryset=_zones, to_field_name="code", empty_label=ANY
    )
    listed = filters.ChoiceFilter(
        label=_("上市"),
        method="is_listed",
        choices=(("yes", _("上市公司")), ("no", _("未上市"))),
        empty_label=ANY,
    )

    class Meta:
        model = Organisation
        fields = ()

    def search(self, rows: QuerySet[Organisation], _name: str, text: str) -> QuerySet[Organisation]:
        """What the words ask for; names that begin with them come first."""
        near = Case(
            When(containing(text, "short_name", "name_zh", way="startswith"), then=Value(0)),
            When(containing(text, "name_zh"), then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        )
        return found(rows, text).order_by(near, "name_zh", "id")

    def within(
        self, rows: QuerySet[Organisation], _name: str, place: str
    ) -> QuerySet[Organisation]:
        """Inside the cluster, outside of it, or nobody knows."""
        if place == "unknown":
            return rows.filter(district__isnull=True)
        players = District.objects.exclude(player="").values_list("pk", flat=True)
        chosen = Q(district__in=list(players))
        return rows.filter(chosen if place == "in" else ~chosen & Q(district__isnull=False))

    def is_listed(
        self, rows: QuerySet[Organisation], _name: str, listed: str
    ) -> QuerySet[Organisation]:
        """With or without a stock code."""
        return rows.exclude(stock_code="") if listed == "yes" else rows.filter(stock_code="")
