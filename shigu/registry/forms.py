"""The form of an organisation; it is checked by the rules that spreadsheets are checked by."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.db.models import Case, Value, When
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from shigu.districts.actors import Actor
from shigu.districts.models import District, Source, Zone
from shigu.engine.pack.row import check_row
from shigu.engine.pack.schema import schema
from shigu.face.forms import Measured
from shigu.registry.actions import ORGANISATIONS
from shigu.registry.models import Organisation
from shigu.registry.policies import may_write_in

TABLE = schema().tables[ORGANISATIONS]
SEPARATORS = re.compile(r"[;；\n]+")
NEW = "new"
REASON = "reason"
GROUPS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (_("是谁"), ("name_zh", "short_name", "name_en", "kind", "uscc", "stock_code", "founded")),
    (_("在哪里"), ("district", "zone", "address", "lon", "lat", "location_precision")),
    (_("做什么、多大"), ("products", "revenue_wan", "capital_wan", "staff")),
    (_("凭什么"), ("status", "source", "note", REASON)),
)


class OrganisationForm(forms.ModelForm):  # type: ignore[type-arg]
    """Everything that is known about an organisation, and why it is entered or changed."""

    products = forms.CharField(
        label=_("产品"),
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("一行一个，或用分号隔开；检索与产业链环节都靠它。"),
    )
    reason = forms.CharField(
        label=_("事由"), help_text=_("写进历史，所有成员可见，例如“按 2025 年报更新”。")
    )

    class Meta:
        model = Organisation
        fields = tuple(name for _title, names in GROUPS for name in names if name != REASON)
        widgets = {
            **dict.fromkeys(
                ("name_zh", "short_name", "name_en", "stock_code", "address"), forms.TextInput
            ),
            "capital_wan": Measured(_("万元")),
            "revenue_wan": Measured(_("万元")),
            "staff": Measured(_("人")),
            "lon": Measured("°E"),
            "lat": Measured("°N"),
            "note": forms.Textarea({"rows": 2}),
        }
        help_texts = {
            "name_zh": _("营业执照上的全称。"),
            "uscc": _("18 位；最后一位是校验码，填错会指出。"),
            "stock_code": _("沪深北六位；港股五位加 .HK；台股四位加 .TW。"),
            "district": _("外地机构填所在市；不清楚可留空。"),
            "founded": _("知道多少写多少：2001、2001-11 或 2001-11-30。"),
            "status": _("事实须有来源；没有来源的填“示例”。"),
        }
        labels = {
            "capital_wan": _("注册资本"),
            "revenue_wan": _("营业收入"),
        }

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        if self.instance.pk:
            self.initial["products"] = "\n".join(self.instance.products)
        self.fields["district"].queryset = _districts(actor)  # type: ignore[attr-defined]
        self.fields["zone"].queryset = Zone.objects.visible_to(actor)  # type: ignore[attr-defined]
        self.fields["source"].queryset = Source.objects.visible_to(actor)  # type: ignore[attr-defined]

    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """Fields by what they are about."""
        return [(title, [self[name] for name in names]) for title, names in GROUPS]

    def clean_products(self) -> list[str]:
        listed = SEPARATORS.split(self.cleaned_data["products"])
        return list(dict.fromkeys(item.strip() for item in listed if item.strip()))

    def clean(self) -> dict[str, Any]:
        """Ask for permission, then check the row as if it stood in a spreadsheet."""
        super().clean()
        answer = may_write_in(self.actor, self.cleaned_data.get("district"))
        if not answer and "district" not in self.errors:
            self.add_error("district", answer.why)
        cells = {name: _cell(self.cleaned_data.get(name)) for name in self._meta.fields or ()}
        cells["id"] = self.instance.code or NEW
        self.row, problems = check_row(TABLE, cells, self._known())
        for found in problems:
            name = found.column if found.column in self.fields else None
            if name not in self.errors:
                self.add_error(name, _told(found))
        return self.cleaned_data

    def _known(self) -> dict[str, set[str]]:
        """The fields chose from what there is."""
        named = {name: self.cleaned_data.get(name) for name in ("district", "zone", "source")}
        return {f"{name}s.id": {row.code} for name, row in named.items() if row is not None}


def _districts(actor: Actor) -> Any:
    """Districts of the cluster first, then the places outside."""
    outside = Case(When(player="", then=Value(1)), default=Value(0))
    shown = District.objects.visible_to(actor).exclude(level=District.Level.OFFICE)
    return shown.order_by(outside, "code")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ";".join(value)
    return str(getattr(value, "code", value))


def _told(found: Any) -> str:
    if get_language() == "en":
        return f"{found.message_en}. {found.cure_en}."
    return f"{found.message_zh}。{found.cure_zh}。"
