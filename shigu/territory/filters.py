"""Filters of spaces, zones and pools."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import filters
from django_filters.filterset import FilterSet

from shigu.districts.models import District, LayoutRole, Zone
from shigu.districts.queries import containing
from shigu.face.forms import DateInput, Measured
from shigu.territory.models import Pool, Reservation, Space
from shigu.territory.models.spaces import Hazard, Kind

SEARCH = forms.TextInput(attrs={"type": "search"})
YES_NO = (("1", _("可分割")), ("0", _("整租")))
SHORTEST_CODE, LONGEST_CODE = 2, 4


def districts(request: Any) -> QuerySet[District]:
    """Districts that take part."""
    return District.objects.visible_to(request.actor).exclude(player="").for_choices()


def zones(request: Any) -> QuerySet[Zone]:
    """Zones, by name of the district and their own."""
    found = Zone.objects.visible_to(request.actor).for_choices()
    return found.order_by("district__code", "code")


def _pools(request: Any) -> QuerySet[Pool]:
    rows = Pool.objects.visible_to(request.actor).select_related("zone", "district")
    return rows.defer("zone__geometry", "district__boundary")


def at_least(name: str, label: Any, unit: str) -> filters.NumberFilter:
    """A lower bound of a quantity; what is not known does not reach it."""
    return filters.NumberFilter(name, "gte", label=label, min_value=0, widget=Measured(unit))


def admitting(rows: Any, code: str) -> Any:
    """Spaces that admit an industry: all industries, or a prefix of its GB/T 4754 code."""
    lengths = range(SHORTEST_CODE, min(len(code), LONGEST_CODE) + 1)
    prefixes = [code[:length] for length in lengths]
    return rows.filter(Q(codes_allowed=[]) | Q(codes_allowed__overlap=prefixes))


def admitting_hazard(rows: Any, needed: str) -> Any:
    """Spaces that admit a class of fire hazard, or a more dangerous one."""
    classes = list(Hazard.values)
    return rows.filter(hazard_class__in=classes[: classes.index(needed) + 1])


class SpaceFilter(FilterSet):
    """Spaces by place, kind, what is free on a day, size and what they stand."""

    q = filters.CharFilter(label=_("名称或编号"), method="by_name", widget=SEARCH)
    zone = filters.ModelChoiceFilter(label=_("片区"), queryset=zones)
    kind = filters.ChoiceFilter(label=_("类型"), choices=Kind.choices)
    free_on = filters.DateFilter(label=_("该日有空"), method="by_day", widget=DateInput())
    area = filters.NumberFilter(
        "free", "gte", label=_("可用面积不少于"), min_value=0, widget=Measured("㎡")
    )
    district = filters.ModelChoiceFilter(label=_("区县"), queryset=districts)
    divisible = filters.ChoiceFilter(label=_("可否分割"), choices=YES_NO)
    area_m2 = filters.RangeFilter(label=_("面积（㎡）"))
    land_mu = filters.RangeFilter(label=_("土地（亩）"))
    height = at_least("height_m", _("净高不低于"), "m")
    load = at_least("load_t_m2", _("荷载不低于"), "t/㎡")
    power = at_least("power_kva", _("供电不低于"), "kVA")
    hazard = filters.ChoiceFilter(
        label=_("可容火灾危险性"), choices=Hazard.choices, method="by_hazard"
    )
    code = filters.CharFilter(label=_("行业代码（GB/T 4754）"), method="by_code")

    class Meta:
        model = Space
        fields: tuple[str, ...] = ()

    def by_name(self, rows: Any, _name: str, text: str) -> Any:
        return rows.filter(containing(text, "name", "name_en", "code"))

    def by_day(self, rows: Any, _name: str, day: Any) -> Any:
        offered = Q(available_to__isnull=True) | Q(available_to__gt=day)
        return rows.filter(offered, available_from__lte=day, free__gt=0)

    def by_hazard(self, rows: Any, _name: str, needed: str) -> Any:
        return admitting_hazard(rows, needed)

    def by_code(self, rows: Any, _name: str, code: str) -> Any:
        return admitting(rows, code.strip())


class ZoneFilter(FilterSet):
    """Zones by district, kind and role."""

    q = filters.CharFilter(label=_("名称"), method="by_name", widget=SEARCH)
    district = filters.ModelChoiceFilter(label=_("区县"), queryset=districts)
    kind = filters.ChoiceFilter(label=_("类型"), choices=Zone.Kind.choices)
    role = filters.ChoiceFilter(
        label=_("布局角色"), choices=LayoutRole.Role.choices, method="by_role"
    )

    class Meta:
        model = Zone
        fields: tuple[str, ...] = ()

    def by_name(self, rows: Any, _name: str, text: str) -> Any:
        return rows.filter(containing(text, "name_zh", "name_en"))

    def by_role(self, rows: Any, _name: str, role: str) -> Any:
        return rows.filter(roles__role=role).distinct()


class PoolFilter(FilterSet):
    """Pools by resource, owner, zone and month."""

    resource = filters.ChoiceFilter(label=_("要素"), choices=Pool.Resource.choices)
    district = filters.ModelChoiceFilter(label=_("所有主体"), queryset=districts)
    zone = filters.ModelChoiceFilter(label=_("片区"), queryset=zones)
    on = filters.DateFilter(label=_("该日有效"), method="by_day", widget=DateInput())

    class Meta:
        model = Pool
        fields: tuple[str, ...] = ()

    def by_day(self, rows: Any, _name: str, day: Any) -> Any:
        month = day.replace(day=1)
        return rows.filter(Q(month_to__isnull=True) | Q(month_to__gte=month), month_from__lte=month)


STANDINGS = (
    ("kept", _("预留中")),
    ("lapsed", _("已到期失效")),
    ("placed", _("已转占用")),
    ("released", _("已释放")),
)


class ReservationFilter(FilterSet):
    """Reservations by place, how they stand, and when they lapse."""

    q = filters.CharFilter(label=_("空间或为谁"), method="by_name", widget=SEARCH)
    standing = filters.ChoiceFilter(label=_("状态"), choices=STANDINGS, method="by_standing")
    district = filters.ModelChoiceFilter(label=_("区县"), queryset=districts)
    until = filters.DateFilter("expires_on", "lte", label=_("到期不晚于"), widget=DateInput())
    pool = filters.ModelChoiceFilter("draws__pool", label=_("要素池"), queryset=_pools)

    class Meta:
        model = Reservation
        fields: tuple[str, ...] = ()

    def by_name(self, rows: Any, _name: str, text: str) -> Any:
        places = containing(text, "space__name", "space__name_en", "space__code")
        return rows.filter(places | containing(text, "organisation__name_zh"))

    def by_standing(self, rows: Any, _name: str, standing: str) -> Any:
        today = timezone.localdate()
        if standing == "lapsed":
            return rows.filter(stage="kept", expires_on__lt=today)
        rows = rows.filter(stage=standing)
        return rows.filter(expires_on__gte=today) if standing == "kept" else rows
