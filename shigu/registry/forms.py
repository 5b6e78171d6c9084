"""Forms of an organisation, checked like spreadsheets are, and of its other names and codes."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.db.models import Case, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from shigu.districts.actors import Actor
from shigu.districts.models import District, Source, Zone
from shigu.districts.policies import Refused
from shigu.districts.versions import VersionedForm
from shigu.engine.pack.schema import schema
from shigu.face.forms import Measured, offer
from shigu.registry.actions import ORGANISATIONS
from shigu.registry.checked import checked, words
from shigu.registry.knowing import in_order, right_code
from shigu.registry.models import Identifier, Organisation, OtherName
from shigu.registry.policies import may_write_in
from shigu.registry.queries import found

TABLE = schema().tables[ORGANISATIONS]
SEPARATORS = re.compile(r"[;；\n]+")
NEAR = 4
"""So many near names are told at most."""
REASON = "reason"
PARTLY = _("知道多少写多少：2001、2001-11 或 2001-11-30。")
STILL = _("现在还在用的留空。")
GROUPS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (_("是谁"), ("name_zh", "short_name", "name_en", "kind", "uscc", "stock_code", "founded")),
    (_("在哪里"), ("district", "zone", "address", "lon", "lat", "location_precision")),
    (_("做什么、多大"), ("products", "revenue_wan", "capital_wan", "staff")),
    (_("凭什么"), ("status", "source", "note", REASON)),
)


class OneOrganisation(forms.CharField):
    """An organisation told by its id, credit code or name: the register is too long to choose from.

    ``among`` are the rows that the reader may see; the form sets them.
    """

    among: QuerySet[Organisation] = Organisation.objects.none()

    def clean(self, value: Any) -> Organisation | None:
        """The one organisation that is called so; none where nothing is told and none is needed.

        Raises:
            ValidationError: nobody is called so, or several are; near names are told.
        """
        text = super().clean(value)
        return self._called(text) if text else None

    def prepare_value(self, value: Any) -> Any:
        """The key of a row that is changed is shown as the name."""
        if isinstance(value, int):
            return self.among.filter(pk=value).values_list("name_zh", flat=True).first()
        return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)

    def _called(self, text: str) -> Organisation:
        for name in ("code", "uscc", "name_zh", "short_name", "name_en"):
            exact = list(self.among.filter(**{name: text})[:2])
            if len(exact) == 1:
                return exact[0]
            if exact:
                raise forms.ValidationError(_("叫这个名字的不止一家；请填统一社会信用代码。"))
        near = [row.name_zh for row in found(self.among, text)[:NEAR]]
        if near:
            raise forms.ValidationError(
                _("没有正好叫这个名字的；是不是%(names)s？"), params={"names": "、".join(near)}
            )
        raise forms.ValidationError(
            _("名录中没有“%(text)s”；请先在“企业与机构”中登记。"), params={"text": text}
        )


def among(form: forms.BaseForm, actor: Actor) -> None:
    """Let the field ``organisation`` of a form find what the actor may see."""
    field = form.fields["organisation"]
    assert isinstance(field, OneOrganisation)
    field.among = Organisation.objects.visible_to(actor)


class OrganisationForm(VersionedForm):
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
            "founded": PARTLY,
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
        offer(
            self,
            district=districts(actor),
            zone=Zone.objects.visible_to(actor),
            source=Source.objects.visible_to(actor),
        )

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
        told = {name: self.cleaned_data.get(name) for name in self._meta.fields or ()}
        self.row, problems = checked(TABLE, told, self.instance.code)
        for fault in problems:
            name = fault.column if fault.column in self.fields else None
            if name not in self.errors:
                self.add_error(name, words(fault))
        return self.cleaned_data


class KnownForm(VersionedForm):
    """Since when and until when a name or a code holds, where it was read, why it is noted."""

    reason = forms.CharField(label=_("事由"), help_text=_("写进历史，所有成员可见。"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "source" in self.fields:
            offer(self, source=Source.objects.visible_to(actor))

    def clean(self) -> dict[str, Any]:
        """Days are told in part or whole, and the later one last."""
        found = super().clean() or self.cleaned_data
        try:
            in_order(found.get("since", self.instance.since), found.get("until", ""))
        except Refused as refusal:
            self.add_error("until", str(refusal))
        return found

    def known(self) -> dict[str, Any]:
        """The values that the verbs take beside the name or the code."""
        return {name: self.cleaned_data[name] for name in ("since", "until", "source", "note")}


class NameForm(KnownForm):
    """A further name of an organisation."""

    class Meta:
        model = OtherName
        fields = ("kind", "text", "since", "until", "source", "note")
        widgets = {"text": forms.TextInput, "note": forms.Textarea({"rows": 2})}
        help_texts = {"since": PARTLY, "until": STILL}


class CodeForm(KnownForm):
    """A further code of an organisation."""

    class Meta:
        model = Identifier
        fields = ("kind", "value", "since", "until", "source", "note")
        widgets = {"value": forms.TextInput, "note": forms.Textarea({"rows": 2})}
        help_texts = {
            "value": _("信用代码、注册号、机构代码按国家标准核对校验码，填错会指出正确的一位。"),
            "since": PARTLY,
            "until": STILL,
        }

    def clean_value(self) -> str:
        """The code as it is kept.

        Raises:
            ValidationError: it is none of its kind; a wrong check character is told.
        """
        kind, value = self.cleaned_data.get("kind", ""), str(self.cleaned_data["value"])
        try:
            return right_code(kind, value)
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class ClosedName(KnownForm):
    """Until when a name held."""

    class Meta:
        model = OtherName
        fields = ("until",)
        help_texts = {"until": STILL}


class ClosedCode(KnownForm):
    """Until when a code held."""

    class Meta:
        model = Identifier
        fields = ("until",)
        help_texts = {"until": STILL}


def districts(actor: Actor) -> Any:
    """Districts of the cluster first, then the places outside."""
    outside = Case(When(player="", then=Value(1)), default=Value(0))
    shown = District.objects.visible_to(actor).exclude(level=District.Level.OFFICE)
    return shown.order_by(outside, "code")
