"""Forms of an analyst: the words of a link, who stands there and how sure."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shigu.chain.actions.wording import Wording
from shigu.chain.models import Link, Position
from shigu.districts.actors import Actor
from shigu.districts.models import Source
from shigu.districts.versions import VersionedForm
from shigu.face.forms import Measured, Upload, offer
from shigu.registry.forms import OneOrganisation, among

SEPARATORS = re.compile(r"[;；\n]+")
GBT = re.compile(r"([A-T]|[0-9]{2,4})")
PERCENT = 100


class ListField(forms.CharField):
    """Several words, one a line or apart by semicolons."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        listed = [item.strip() for item in SEPARATORS.split(super().to_python(value) or "")]
        return list(dict.fromkeys(item for item in listed if item))


class PartField(forms.FloatField):
    """A part of one, typed as a percentage."""

    def __init__(self, *, low: float, **kwargs: Any) -> None:
        super().__init__(min_value=low, max_value=PERCENT, widget=Measured("%"), **kwargs)

    def clean(self, value: Any) -> Any:
        given = super().clean(value)
        return None if given is None else given / PERCENT


def reason_field(example: Any) -> forms.CharField:
    """Why; it goes into history."""
    return forms.CharField(label=_("理由"), help_text=example)


class WordingForm(VersionedForm):
    """What a link is called, what it is, which words and codes speak for it."""

    terms = ListField(
        label=_("关键词"), required=False, help_text=_("企业名称或产品里出现即算提到它；一行一个。")
    )
    negative_terms = ListField(
        label=_("排除词"), required=False, help_text=_("看似而非的词，例如“镜头盖”之于“镜头”。")
    )
    gbt4754 = ListField(label=_("行业代码"), required=False, help_text=_("GB/T 4754，一行一个。"))
    reason = reason_field(_("写进历史，所有成员可见。"))

    class Meta:
        model = Link
        fields = (
            "name_zh",
            "name_en",
            "definition_zh",
            "definition_en",
            "terms",
            "negative_terms",
            "gbt4754",
            "weight",
        )
        widgets = {
            "name_zh": forms.TextInput,
            "name_en": forms.TextInput,
            "definition_zh": forms.Textarea({"rows": 2}),
            "definition_en": forms.Textarea({"rows": 2}),
        }
        help_texts = {"weight": _("留空为 1；全链排序和应用损失都按它加权。")}

    def clean_gbt4754(self) -> list[str]:
        codes: list[str] = self.cleaned_data["gbt4754"]
        wrong = [code for code in codes if not GBT.fullmatch(code)]
        if wrong:
            raise forms.ValidationError(
                _("“%(codes)s”不是 GB/T 4754 代码：应为一个门类字母或 2–4 位数字。"),
                params={"codes": _("、").join(wrong)},
            )
        return codes

    def wording(self) -> Wording:
        """What was typed, for the action."""
        given = self.cleaned_data
        return Wording(**{name: given[name] for name in self._meta.fields or ()})


class VerdictForm(forms.Form):
    """Share and confidence of a position that is confirmed, and why."""

    share = PartField(
        label=_("业务占比"),
        low=0.1,
        help_text=_("这一环节占该企业业务的多少；各环节合计不超过 100%。"),
    )
    confidence = PartField(label=_("判断把握"), low=0.0)
    reason = reason_field(_("例如“2026-11 走访，产线已停”；写进历史。"))


class PositionForm(VerdictForm):
    """A new position: who, on which ground, from which source."""

    organisation = OneOrganisation(
        label=_("企业或机构"),
        help_text=_("全称、简称、统一社会信用代码或编号。"),
    )
    basis = forms.ChoiceField(label=_("依据"), choices=Position.Basis.choices)
    source = forms.ModelChoiceField(
        Source.objects.none(),
        label=_("来源"),
        required=False,
        help_text=_("有来源的记为事实，没有的记为示例。"),
    )
    field_order = ("organisation", "share", "basis", "confidence", "source", "reason")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, source=Source.objects.visible_to(actor))
        among(self, actor)


class ClusterForm(forms.Form):
    """The pack of another cluster."""

    file = Upload(
        ".zip",
        label=_("数据包（zip）"),
        help_text=_("“数据”页可导出整个数据包；别的集群照同样的表做一份，至少要有环节与机构。"),
    )
