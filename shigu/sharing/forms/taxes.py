"""Forms of taxes: bringing a file, and which part of a kind stays local."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shigu.districts.actors import Actor
from shigu.districts.models import District, Source
from shigu.districts.vocabulary import DataClass
from shigu.engine.sharing.rules.schema import language
from shigu.face.forms import SHEETS, DateInput, Upload, offer
from shigu.sharing.names import in_words


def own_districts(actor: Actor) -> Any:
    """The districts whose money matters the actor keeps."""
    return District.objects.filter(pk__in=actor.writable.get(DataClass.SHARING, ())).order_by(
        "code"
    )


class BringTaxesForm(forms.Form):
    """One tax file of one district."""

    district = forms.ModelChoiceField(
        District.objects.none(), label=_("征收区县"), to_field_name="code", empty_label=None
    )
    file = Upload(
        SHEETS,
        label=_("税收文件"),
        help_text=_("xlsx、xls、ods、csv 均可；csv 用 UTF-8 或 GBK 编码都认得。"),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, district=own_districts(actor))


class RegimeForm(forms.Form):
    """The local part of a kind from a day on."""

    district = forms.ModelChoiceField(
        District.objects.none(), label=_("区县"), to_field_name="code", empty_label=None
    )
    kind = forms.ChoiceField(label=_("税种"))
    part = forms.CharField(
        label=_("地方部分"), help_text=_("写 1/2、50% 或 0.5；按分数记，不舍入。")
    )
    valid_from = forms.DateField(label=_("生效"), widget=DateInput)
    valid_to = forms.DateField(label=_("失效"), required=False, widget=DateInput)
    source = forms.ModelChoiceField(Source.objects.none(), label=_("来源"), required=False)
    note = forms.CharField(label=_("备注"), required=False)
    reason = forms.CharField(label=_("事由"), help_text=_("例如“按省与市县财政体制”。"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, district=own_districts(actor), source=Source.objects.visible_to(actor))
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        taxes = (kind for kind in language().kinds.values() if kind.ledger == "fiscal")
        field.choices = [(kind.code, in_words(kind.words)) for kind in taxes]

    def clean_part(self) -> Fraction:
        text = self.cleaned_data["part"].strip()
        try:
            part = Fraction(text.removesuffix("%").strip())
        except (ValueError, ZeroDivisionError) as error:
            raise forms.ValidationError(_("写 1/2、50% 或 0.5。")) from error
        part = part / 100 if text.endswith("%") else part
        if not 0 <= part <= 1:
            raise forms.ValidationError(_("地方部分在 0 到 1 之间。"))
        return part
