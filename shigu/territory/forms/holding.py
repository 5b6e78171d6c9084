"""Forms: who holds a space, for whom it is kept, until when."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy

from shigu.districts.actors import Actor
from shigu.face import units
from shigu.face.forms import DateInput, Measured
from shigu.registry.forms import OneOrganisation, among
from shigu.territory.models import Occupancy, Space
from shigu.territory.models.spaces import Kind

CODE = RegexValidator(r"^[0-9]{2,4}$", gettext_lazy("行业代码是 2–4 位数字。"))
CLEANEST, LEAST_CLEAN = 1, 9
REASON = gettext_lazy("写入历史，各区成员可见。")
M2_STEP = Decimal("0.001")
FIRST = ("land_mu", "floor_area_m2", "height_m", "load_t_m2", "power_kva", "earliest", "latest")


class HoldForm(forms.Form):
    """Who holds a space, from when to when, on what grounds."""

    organisation = OneOrganisation(
        label=gettext_lazy("占用方"),
        required=False,
        help_text=gettext_lazy("名录中的全称、统一社会信用代码或编号；留空则不公开是谁。"),
    )
    start = forms.DateField(label=gettext_lazy("起始日"), widget=DateInput())
    end = forms.DateField(
        label=gettext_lazy("结束日"),
        required=False,
        widget=DateInput(),
        help_text=gettext_lazy("自该日起不再占用；留空为无期限。"),
    )
    area = forms.DecimalField(label=gettext_lazy("占用面积"), min_value=0, required=False)
    basis = forms.ChoiceField(label=gettext_lazy("依据"), choices=Occupancy.Basis.choices)
    reason = forms.CharField(label=gettext_lazy("事由"), help_text=REASON)

    def __init__(self, *args: Any, actor: Actor, space: Space, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.space = space
        among(self, actor)
        if space.divisible:
            self.fields["area"].required = True
            self.fields["area"].widget = Measured(gettext_lazy("亩") if self._land() else "㎡")
        else:
            del self.fields["area"]

    def _land(self) -> bool:
        return self.space.kind == Kind.LAND

    def clean_area(self) -> Decimal:
        area: Decimal = self.cleaned_data["area"]
        if self._land():
            return units.mu_to_m2(area).quantize(M2_STEP, ROUND_DOWN)
        return area

    def asked(self) -> dict[str, Any]:
        """The keywords of the verb."""
        given = dict(self.cleaned_data)
        area = given.pop("area", None)
        return given | {"area_m2": area}


class ReleaseForm(forms.Form):
    """When it ends, and why."""

    on = forms.DateField(
        label=gettext_lazy("结束日"),
        widget=DateInput(),
        help_text=gettext_lazy("自该日起空出；早于起始日则整条撤销。"),
    )
    reason = forms.CharField(label=gettext_lazy("事由"), help_text=REASON)
