"""Forms: what a project needs, what a space offers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.models import District, Zone
from shigu.districts.versions import VersionedForm
from shigu.districts.vocabulary import DataClass
from shigu.engine.siting.values import Need
from shigu.face.forms import DateInput, Measured
from shigu.face.pieces import Words
from shigu.territory.models import Space
from shigu.territory.models.spaces import Hazard, Kind

CODE = RegexValidator(r"^[0-9]{2,4}$", gettext_lazy("行业代码是 2–4 位数字。"))
CLEANEST, LEAST_CLEAN = 1, 9
REASON = gettext_lazy("写入历史，各区成员可见。")
FIRST = ("land_mu", "floor_area_m2", "height_m", "load_t_m2", "power_kva", "earliest", "latest")


def amount(label: Any, unit: Words, help_text: Any = "") -> forms.FloatField:
    """A quantity that need not be given."""
    return forms.FloatField(
        label=label, required=False, min_value=0, widget=Measured(unit), help_text=help_text
    )


class NeedForm(forms.Form):
    """What a project asks of a place; kept in the address."""

    land_mu = amount(gettext_lazy("用地"), gettext_lazy("亩"))
    floor_area_m2 = amount(gettext_lazy("建筑面积"), "㎡")
    height_m = amount(gettext_lazy("净高"), "m")
    load_t_m2 = amount(gettext_lazy("荷载"), "t/㎡")
    power_kva = amount(gettext_lazy("供电"), "kVA")
    water_t_day = amount(gettext_lazy("供水"), gettext_lazy("吨/日"))
    drainage_t_day = amount(gettext_lazy("排水"), gettext_lazy("吨/日"))
    clean_class = forms.IntegerField(
        label=gettext_lazy("洁净等级"),
        required=False,
        min_value=CLEANEST,
        max_value=LEAST_CLEAN,
        widget=Measured("ISO"),
    )
    hazard_class = forms.ChoiceField(
        label=gettext_lazy("火灾危险性"), required=False, choices=[("", "—"), *Hazard.choices]
    )
    code = forms.CharField(
        label=gettext_lazy("行业代码（GB/T 4754）"), required=False, validators=[CODE]
    )
    earliest = forms.DateField(label=gettext_lazy("最早入驻"), required=False, widget=DateInput())
    latest = forms.DateField(label=gettext_lazy("最迟入驻"), required=False, widget=DateInput())
    needs_exhaust = forms.BooleanField(label=gettext_lazy("需要工艺排气"), required=False)
    districts = forms.ModelMultipleChoiceField(
        label=gettext_lazy("限于区县"),
        required=False,
        queryset=District.objects.none(),
        to_field_name="code",
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["districts"]
        field.queryset = District.objects.visible_to(actor).exclude(player="").defer("boundary")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("earliest"), cleaned.get("latest")
        if first and last and last < first:
            raise ValidationError(_("最迟入驻不能早于最早入驻。"))
        return cleaned

    def first_fields(self) -> list[forms.BoundField]:
        """What nearly every project asks."""
        return [self[name] for name in FIRST]

    def more_fields(self) -> list[forms.BoundField]:
        """What only some ask."""
        return [self[name] for name in self.fields if name not in FIRST]

    def more_used(self) -> bool:
        """Whether one of those is asked, or wrong."""
        return any(field.errors or field.value() for field in self.more_fields())

    def asks_something(self) -> bool:
        """Whether any requirement is stated."""
        return any(self.cleaned_data.values())

    def need(self) -> Need:
        """The need for the engine."""
        given = self.cleaned_data
        same = ("land_mu", "floor_area_m2", "height_m", "load_t_m2", "power_kva", "water_t_day")
        more = ("drainage_t_day", "clean_class", "needs_exhaust", "latest")
        return Need(
            id="search",
            **{name: given[name] for name in (*same, *more)},
            hazard_class=given["hazard_class"] or None,
            code=given["code"] or None,
            earliest=given["earliest"] or timezone.localdate(),
            districts_allowed=frozenset(one.code for one in given["districts"]),
        )


class SpaceForm(VersionedForm):
    """What is on record of a space."""

    UNITS: ClassVar[dict[str, Words]] = {
        "area_m2": "㎡", "land_mu": gettext_lazy("亩"), "height_m": "m", "load_t_m2": "t/㎡",
        "power_kva": "kVA", "water_t_day": gettext_lazy("吨/日"),
        "drainage": gettext_lazy("吨/日"), "clean_class": "ISO",
        "price_yuan": gettext_lazy("元"), "lon": "°", "lat": "°",
    }  # fmt: skip

    reason = forms.CharField(label=gettext_lazy("修改事由"), help_text=REASON)

    class Meta:
        model = Space
        fields = (
            "name", "name_en", "zone", "kind", "land_mu", "area_m2", "divisible", "units",
            "height_m", "load_t_m2", "power_kva", "water_t_day", "drainage", "exhaust",
            "clean_class", "hazard_class", "codes_allowed", "floor_area_ratio_min",
            "floor_area_ratio_max", "available_from", "available_to", "price_yuan",
            "price_unit", "lon", "lat", "location_precision", "note",
        )  # fmt: skip
        widgets: ClassVar = {
            "name": forms.TextInput(),
            "name_en": forms.TextInput(),
            "available_from": DateInput(),
            "available_to": DateInput(),
            "note": forms.Textarea({"rows": 3}),
        }
        help_texts: ClassVar = {
            "units": gettext_lazy(
                "相邻单元的编号，用逗号分开：本行是它们合成的一处，整体安排；单个空间留空。"
            ),
            "codes_allowed": gettext_lazy("GB/T 4754 代码前缀，用逗号分开；留空为不限。"),
            "clean_class": gettext_lazy("ISO 14644-1，越小越洁净。"),
            "hazard_class": gettext_lazy("允许的最危险类别（GB 50016）。"),
        }

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, unit in self.UNITS.items():
            self.fields[name].widget = Measured(unit)
        zone: Any = self.fields["zone"]
        zone.queryset = (
            Zone.objects.visible_to(actor)
            .defer("geometry")
            .filter(district__in=_writable(actor, self.instance))
        )
        exhaust: Any = self.fields["exhaust"]
        exhaust.widget = forms.Select(
            choices=[("unknown", _("未知")), ("true", _("有")), ("false", _("无"))]
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        needed = "land_mu" if cleaned.get("kind") == Kind.LAND else "area_m2"
        if cleaned.get(needed) is None and needed not in self.errors:
            self.add_error(needed, _("这类空间必须填写。"))
        self._check_units(cleaned)
        return cleaned

    def _check_units(self, cleaned: dict[str, Any]) -> None:
        """Single spaces of the same zone and kind, two or more, let whole."""
        codes = set(cleaned.get("units") or ())
        if not codes:
            return
        single = Space.objects.filter(
            code__in=codes, units=[], zone=cleaned.get("zone"), kind=cleaned.get("kind", "")
        ).exclude(pk=self.instance.pk)
        if wrong := codes - set(single.values_list("code", flat=True)):
            told = _("不是同一片区、同一类型的单个空间：%s。") % _("、").join(sorted(wrong))
            self.add_error("units", told)
        if len(codes) < 2 or cleaned.get("divisible"):
            self.add_error("units", _("成套至少两个单元，整体安排，不可分割。"))


def _writable(actor: Actor, space: Space) -> Sequence[int]:
    return [space.district_id, *actor.writable.get(DataClass.TERRITORY, frozenset())]
