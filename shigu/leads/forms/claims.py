"""Forms of first reports, of the joint office's decision and of the terms."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.versions import RowForm
from shigu.districts.vocabulary import DataClass
from shigu.engine.entity.identifiers import SHAPE, check_characters, plain_code
from shigu.face.forms import DateInput, offer
from shigu.leads.models import LedgerTerms


def own_districts(actor: Actor) -> Any:
    """The districts for which the actor files."""
    rows = District.objects.order_by("code")
    if actor.everything:
        return rows.exclude(player="")
    return rows.filter(pk__in=actor.writable.get(DataClass.PROJECTS, frozenset()))


class ClaimForm(forms.Form):
    """A firm that a district reports first."""

    district = forms.ModelChoiceField(
        District.objects.none(), label=gettext_lazy("首报单位"), to_field_name="code"
    )
    firm = forms.CharField(
        label=gettext_lazy("企业全称"),
        max_length=200,
        help_text=gettext_lazy("按营业执照填写；地名、组织形式写法不同也比得上。"),
    )
    uscc = forms.CharField(label=gettext_lazy("统一社会信用代码"), max_length=40, required=False)
    controller = forms.CharField(
        label=gettext_lazy("实际控制人"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("换壳重报时，靠它比对。"),
    )
    reason = forms.CharField(
        label=gettext_lazy("依据"), help_text=gettext_lazy("例如“11 月 20 日企业来访”；写进记录。")
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = own_districts(actor)
        offer(self, district=own)
        if len(own) == 1:
            self.fields["district"].initial = own[0]

    def clean_uscc(self) -> str:
        """A credit code whose check character is right.

        Raises:
            ValidationError: it is not.
        """
        code = plain_code(str(self.cleaned_data["uscc"]))
        if code and not (re.match(SHAPE, code) and check_characters([code])[0] == code[17]):
            raise forms.ValidationError(_("信用代码不对；请核对 18 位和校验码。"))
        return code


class EvidenceForm(forms.Form):
    """Why; it stays in the log of the claim."""

    reason = forms.CharField(label=gettext_lazy("依据"))


class RulingForm(forms.Form):
    """Whose claim stands and why."""

    first_stands = forms.ChoiceField(
        label=gettext_lazy("谁的首报成立"),
        choices=(("yes", gettext_lazy("在先一方")), ("no", gettext_lazy("在后一方"))),
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("裁定理由"),
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("双方都看得到。"),
    )


class TermsForm(RowForm):
    """The terms of the ledger from a day on."""

    reason = forms.CharField(label=gettext_lazy("依据"))

    class Meta:
        model = LedgerTerms
        fields = ("valid_from", "protect_days", "extend_days", "extensions", "filings_a_day")
        widgets = {"valid_from": DateInput}
