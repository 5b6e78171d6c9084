"""Forms of pools: open or change one, part it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models.fields import BLANK_CHOICE_DASH
from django.utils.translation import gettext_lazy as _

from shigu.districts.actors import Actor
from shigu.districts.models import District, Zone
from shigu.districts.versions import VersionedForm
from shigu.districts.vocabulary import DataClass
from shigu.face.forms import DateInput, Measured, Quantity, offer
from shigu.territory.forms.spaces import REASON
from shigu.territory.models import Pool
from shigu.territory.models.pools import UNITS, WRITTEN

OF_NEW = ("district", "resource")
APART = ("reason", "version", "district")


def units_with(kept: str) -> list[tuple[str, Any]]:
    """Units to choose from: the one that is kept stands in its place as it is written."""
    same = WRITTEN.get(kept, kept)
    offered: dict[str, Any] = {
        kept if unit == same else unit: words for unit, words in UNITS.items()
    }
    offered.setdefault(kept, kept)
    return list(offered.items())


class PoolForm(VersionedForm):
    """So much of a resource from month to month, and why."""

    district = forms.ModelChoiceField(
        District.objects.none(), label=_("登记区县"), to_field_name="code"
    )
    unit = forms.ChoiceField(label=_("单位"), choices=[BLANK_CHOICE_DASH[0], *UNITS.items()])
    reason = forms.CharField(label=_("修改事由"), help_text=REASON)
    field_order = ("district", "resource")

    class Meta:
        model = Pool
        fields = ("resource", "zone", "amount", "unit", "month_from", "month_to", "status", "note")
        widgets = {
            "month_from": DateInput,
            "month_to": DateInput,
            "note": forms.Textarea({"rows": 2}),
            "amount": Quantity,
        }
        help_texts = {
            "zone": _("不选则整个区县共用。"),
            "month_from": _("按月计，取所选日子的那个月。"),
            "month_to": _("留空为不限；减少总量或月份时，已有的预留须仍容得下。"),
        }

    def __init__(self, *args: Any, actor: Actor, **given: Any) -> None:
        super().__init__(*args, **given)
        own = District.objects.filter(pk__in=actor.writable.get(DataClass.TERRITORY, frozenset()))
        zones = Zone.objects.visible_to(actor).defer("geometry")
        if self.instance._state.adding:
            offer(self, district=own.order_by("code"), zone=zones.filter(district__in=own))
            self.fields["district"].initial = own.order_by("code").first()
            return
        unit = self.fields["unit"]
        assert isinstance(unit, forms.ChoiceField)
        unit.choices = units_with(self.instance.unit)
        for name in OF_NEW:
            del self.fields[name]
        offer(self, zone=zones.filter(district=self.instance.district_id))

    def clean_month_from(self) -> date:
        """The first day of the month."""
        day: date = self.cleaned_data["month_from"]
        return day.replace(day=1)

    def clean_month_to(self) -> date | None:
        """The first day of the month; none where it lasts."""
        day: date | None = self.cleaned_data["month_to"]
        return day and day.replace(day=1)

    def values(self) -> dict[str, Any]:
        """What the verbs take."""
        return {name: told for name, told in self.cleaned_data.items() if name not in APART}


class EntitleForm(forms.Form):
    """Which player may use which part of a pool, and why."""

    prefix = "entitle"
    player = forms.ChoiceField(label=_("主体"))
    share = forms.DecimalField(
        label=_("份额"), min_value=0, max_value=100, decimal_places=2, widget=Measured("%")
    )
    reason = forms.CharField(label=_("修改事由"), help_text=REASON)

    def __init__(self, *args: Any, pool: Pool, **given: Any) -> None:
        super().__init__(*args, **given)
        others = District.objects.exclude(player="").exclude(player=pool.owner)
        named = {each.player: each.name for each in others.defer("boundary").order_by("code")}
        player = self.fields["player"]
        assert isinstance(player, forms.ChoiceField)
        player.choices = list(named.items())


class EndForm(forms.Form):
    """Why a part goes back."""

    reason = forms.CharField(label=_("修改事由"))
