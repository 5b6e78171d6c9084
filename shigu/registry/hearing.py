"""The forms of what is heard of an organisation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shigu.districts.actors import Actor
from shigu.districts.models import Source
from shigu.districts.versions import RowForm
from shigu.engine.chain.signals import RULES
from shigu.face.forms import Measured, offer
from shigu.registry.actions import Cited
from shigu.registry.actions.hearing import faults
from shigu.registry.forms import districts
from shigu.registry.models import Organisation, Signal

PERCENT = 100


class WithdrawalForm(forms.Form):
    """Why a signal counts no more."""

    reason = forms.CharField(
        label=_("事由"), help_text=_("写进历史，所有成员可见，例如“公司已澄清并无此事”。")
    )


class SignalForm(RowForm):
    """What is heard, where it was read, and why it is noted."""

    growth = forms.FloatField(
        label=_("营业收入增长"),
        required=False,
        widget=Measured("%"),
        help_text=_("比上年；下降写负数。类型为“增长”时必填。"),
    )
    title = forms.CharField(
        label=_("新来源的标题"),
        required=False,
        help_text=_("上面没有的，写标题和网址，即成为新来源。"),
    )
    url = forms.URLField(label=_("网址"), required=False, assume_scheme="https")
    trust = forms.ChoiceField(
        label=_("新来源的可信级别"),
        choices=Source.Trust.choices,
        initial=Source.Trust.PRESS,
        required=False,
    )
    reason = forms.CharField(
        label=_("事由"), help_text=_("写进历史，所有成员可见，例如“周报检索所得”。")
    )

    class Meta:
        model = Signal
        fields = ("kind", "date", "statement", "amount_wan", "growth", "place", "source")
        widgets = {
            "date": forms.TextInput,
            "statement": forms.Textarea({"rows": 3}),
            "amount_wan": Measured(_("万元")),
        }
        labels = {"amount_wan": _("金额")}
        help_texts = {
            "date": _("知道多少写多少：2026、2026-11 或 2026-11-30。"),
            "statement": _("照录原文里的那一句话。"),
            "amount_wan": _("融资、扩产、中标等的金额。"),
            "place": _("扩产或搬迁到哪里；不清楚可留空。"),
        }

    def __init__(self, *args: Any, actor: Actor, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        self.fields["statement"].required = True
        self.fields["kind"].help_text = strengths()
        offer(self, place=districts(actor), source=Source.objects.visible_to(actor))

    def clean_growth(self) -> float | None:
        typed: float | None = self.cleaned_data["growth"]
        return None if typed is None else typed / PERCENT

    def clean(self) -> dict[str, Any]:
        """Check the row as if it stood in a spreadsheet."""
        super().clean()
        cited = self.cited()
        for column, why in faults(self.organisation, self.told(), cited).items():
            if column not in self.errors:
                self.add_error(column if column in self.fields else None, why)
        return self.cleaned_data

    def told(self) -> dict[str, Any]:
        """The columns of the signal, for the action."""
        return {name: self.cleaned_data.get(name) for name in self._meta.fields or ()}

    def cited(self) -> Cited | None:
        """The new source, where none is chosen and one is written."""
        given = self.cleaned_data
        if given.get("source") or not (given.get("title") or given.get("url")):
            return None
        url = given.get("url") or ""
        trust = given.get("trust") or Source.Trust.PRESS
        return Cited(given.get("title") or url, url, trust=trust)

    def _post_clean(self) -> None:
        """The action makes the row."""


def strengths() -> str:
    """How much each kind counts on its day, and after how many days half of that is left."""
    names = dict(Signal.Kind.choices)
    told = (
        gettext("%(kind)s %(strength)s（半衰 %(days)d 天）")
        % {"kind": names[kind], "strength": f"{rule.strength:.0%}", "days": rule.half_life}
        for kind, rule in RULES.items()
    )
    return gettext("当日计入候选得分的强度：%s。") % gettext("、").join(told)
